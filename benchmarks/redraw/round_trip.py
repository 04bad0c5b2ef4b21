"""How long a person waits after an edit in the browser, on Luoyan's 268 grids.

python -m benchmarks.redraw.round_trip [--edits 20] [--out FOLDER]

The app is served from a copy, so that no draft is left behind; Chromium has no network. Each round
divides the chosen grid along a way offered by the map and undoes it. A trip lasts from the moment
the map sends the event until it has drawn the answer; the clock counts, so the machine must be
idle. The figures and the ripple below the map come after that and are measured apart; a person in
haste does not wait for them, so each round divides once more and undoes it at once.
"""

import argparse
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from benchmarks.browser import AT_ITS_END, chromium, served
from benchmarks.coverage import machine

GOAL_MS = 500.0
EDITS = ("divide", "undo", "undo in haste")
PATIENCE_MS = 120_000
GRID = "530623202201003"
DESK = """[...document.querySelectorAll('*')]
  .find((node) => node.shadowRoot && node.shadowRoot.redraw)?.shadowRoot.redraw"""
TRIP = f"""async ([op, more]) => {{
  const desk = {DESK};
  const zoom = desk.canvas.map.getZoom(), begun = performance.now();
  desk.send(op, more);
  while (desk.queue.length) await new Promise((done) => requestAnimationFrame(done));
  const waited = performance.now() - begun;
  if (desk.panel.note.className !== 'note done') throw new Error(desk.panel.note.textContent);
  if (desk.canvas.map.getZoom() !== zoom) throw new Error('the map has moved');
  return waited;
}}"""


def trips(page: Page, address: str, edits: int) -> dict[str, list[float]]:
    """Milliseconds of each division and each undo, and until everything below is there too."""
    page.goto(f"{address}editor?lang=zh")
    page.locator('[class*="st-key-redraw-begin"] button').click()
    page.wait_for_url("**redraw=**")
    page.wait_for_function(f"({DESK})?.data && !({DESK}).queue.length")
    page.evaluate(f"({DESK}).choose(['{GRID}'])")
    page.wait_for_function(f"!({DESK}).soon && !({DESK}).queue.length")
    page.evaluate(f"({DESK}).pressed('zoom')")
    found: dict[str, list[float]] = {name: [] for name in (*EDITS, "with figures and ripple")}
    divided = ("along", {"line": [], "name": "0", "ids": [GRID]})
    for _ in range(edits):
        for name, op, more in (("divide", *divided), ("undo", "undo", {})):
            page.wait_for_selector(AT_ITS_END)
            begun = time.perf_counter()
            found[name].append(page.evaluate(TRIP, [op, more]))
            page.wait_for_selector(AT_ITS_END)
            if name == "divide":
                found["with figures and ripple"].append(1000 * (time.perf_counter() - begun))
        page.evaluate(TRIP, list(divided))
        found["undo in haste"].append(page.evaluate(TRIP, ["undo", {}]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redraw.round_trip")
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    options = parser.parse_args()
    known = machine.facts("round-trip")
    with served() as (address, _), chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.set_default_timeout(PATIENCE_MS)
        found = trips(page, address, options.edits)
    lines = [
        "| | trips | median ms | p95 ms | max ms | goal |",
        "|---|---|---|---|---|---|",
    ]
    for name, waits in found.items():
        met = "met" if np.percentile(waits, 95) < GOAL_MS else "missed"
        told = f"p95 under {GOAL_MS:.0f}: {met}" if name in EDITS else ""
        median, late = np.median(waits), np.percentile(waits, 95)
        lines.append(
            f"| {name} | {len(waits)} | {median:.0f} | {late:.0f} | {max(waits):.0f} | {told} |"
        )
    page_text = [
        "# Round trip of an edit\n",
        "Made by `python -m benchmarks.redraw.round_trip`; do not edit. Milliseconds by the clock, "
        "Luoyan, 268 grids, Chromium: from the map's event until the answer is drawn, zoom kept.\n",
        *lines,
        "\n" + machine.sentence(known) + "\n",
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "round_trip.md").write_text("\n".join(page_text), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
