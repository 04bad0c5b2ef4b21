"""Seconds until each page of the app stands still, in Chromium with the network blocked.

python -m benchmarks.pages [--area luoyan] [--lang zh] [--goal 3] [page ...]

Each page is opened twice: the first time since the program was started, and once more in a new
window. The program runs in a copy, so nothing an office keeps is read or written. Seconds of the
clock are what a person waits, and mean something on a quiet machine only; those of the processor
are what the program itself spent meanwhile.
"""

import argparse
import ast
import os
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from benchmarks.browser import ROOT, chromium, served

STILL_S = 0.5  # a page that does nothing for so long has come to its end
MOST_S = 60.0
TOGETHER_S = 220.0  # no page is begun after so long
TICKS = os.sysconf("SC_CLK_TCK")
# at its end, with a heading, and every map in a frame has been loaded
AT_REST = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const rest = app && app.dataset.testScriptState === 'notRunning'
    && document.querySelector('h1, h2')
    && [...document.querySelectorAll('iframe')].every(frame =>
        !frame.contentDocument || frame.contentDocument.readyState === 'complete')
    && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stSpinner"]');
  return Boolean(rest);
}"""


def main() -> None:
    options = _options()
    pages, begun = options.pages or _menu(), time.monotonic()
    worst = 0.0
    print(f"{'page':12}{'first view s':>14}{'processor s':>13}{'warm s':>9}{'processor s':>13}")
    with served() as (address, process), chromium() as browser:
        _opened(browser, address, process)  # the program itself is loaded, its first page as well
        for number, name in enumerate(pages):
            if time.monotonic() - begun > TOGETHER_S:
                print(f"stopped after {TOGETHER_S:.0f} s, not opened:", *pages[number:])
                sys.exit(1)
            path = "" if name == "overview" else name
            asked = f"{address}{path}?area={options.area}&lang={options.lang}"
            views = [_opened(browser, asked, process) for _ in range(2)]
            worst = max(worst, *(clock for clock, _ in views))
            (first, spent), (warm, again) = views
            print(f"{name:12}{first:14.2f}{spent:13.2f}{warm:9.2f}{again:13.2f}", flush=True)
    took = time.monotonic() - begun
    met = "met" if worst <= options.goal else "NOT met"
    print(f"slowest view {worst:.2f} s, goal {options.goal:g} s: {met}; all in {took:.0f} s")


def _opened(browser: Browser, address: str, process: int) -> tuple[float, float]:
    """Seconds until a page stands still, of the clock and of the program's processor time."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    spent, begun = _spent_s(process), time.monotonic()
    page.goto(address)
    rested = 0.0
    while not rested or time.monotonic() - rested < STILL_S:
        if time.monotonic() - begun > MOST_S:
            break
        if not _at_rest(page):
            rested = 0.0
        elif not rested:
            rested = time.monotonic()
        page.wait_for_timeout(50)
    taken = (rested or time.monotonic()) - begun, _spent_s(process) - spent
    context.close()
    return taken


def _at_rest(page: Page) -> bool:
    """Whether a page stands still; the first one after a start is loaded twice."""
    try:
        return bool(page.evaluate(AT_REST))
    except Error:
        return False


def _spent_s(process: int) -> float:
    """Processor time of the program so far, user and system."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICKS


def _menu() -> list[str]:
    """Names of all pages, as the menu of the app has them."""
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    menu = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "MENU"
    )
    return [name for names in menu.values() for name in names]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("pages", nargs="*", help="names in the address; all by default")
    parser.add_argument("--area", default="luoyan")
    parser.add_argument("--lang", default="zh", choices=("zh", "en"))
    parser.add_argument("--goal", type=float, default=3.0, help="seconds a view may take")
    return parser.parse_args()


if __name__ == "__main__":
    main()
