"""Find a Chromium for the browser tests, or get one, and print its path.

Asks in this order: an installed Chromium, Chrome or Edge; Playwright's own if it was fetched
before; the system's package manager; Playwright's download. Otherwise status 1 and a sentence.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)

# The first one present is asked; each also brings a font with Chinese characters.
APT = "apt-get install -y --no-install-recommends chromium fonts-noto-cjk"
MANAGERS = {
    "apt-get": ("apt-get update", APT),
    "dnf": ("dnf install -y chromium google-noto-sans-cjk-fonts",),
    "pacman": ("pacman -Sy --noconfirm chromium noto-fonts-cjk",),
    "apk": ("apk add chromium font-noto-cjk",),
    "zypper": ("zypper --non-interactive install chromium google-noto-sans-cjk-fonts",),
    "brew": ("brew install --cask chromium",),
}
FOR_EVERYONE = ("brew",)  # the others need root

NONE_TO_BE_HAD = (
    "The tests need a Chromium and none could be had: install Chromium, Chrome or Edge (on Debian "
    "as root: apt-get install chromium fonts-noto-cjk), or name one in the environment variable "
    "CHROME, and start again."
)


class NoBrowserError(Exception):
    """No browser can be had; the text is one sentence for the person at the keyboard."""


def run(*command: str, timeout: float | None = None) -> tuple[int, str]:
    """Run a command without input; return its status (127: cannot start or hangs) and words."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            check=False,
            env=environment,
            timeout=timeout,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        return 127, str(fault)
    return done.returncode, done.stdout


def works(browser: str) -> bool:
    """Tell whether a browser starts: some systems ship a stub that only asks for a download."""
    # On Windows `--version` would open a window; there a file is enough.
    return os.name == "nt" or run(browser, "--version", timeout=60)[0] == 0


def named(caller: Mapping[str, str]) -> str | None:
    """Return the browser that the caller names in CHROMIUM or CHROME; it must start."""
    for variable in ("CHROMIUM", "CHROME"):
        name = caller.get(variable, "")
        if name:
            found = shutil.which(name, path=caller.get("PATH", ""))
            if found is None or not works(found):
                message = (
                    f"The environment variable {variable} names no browser that starts: {name}."
                )
                raise NoBrowserError(message)
            return found
    return None


def usual_places(caller: Mapping[str, str]) -> list[Path]:
    """Return where browsers live that are not on the PATH (macOS, Windows, snap)."""
    apps = ("Chromium", "Google Chrome", "Microsoft Edge")
    places = [Path("/Applications") / f"{app}.app/Contents/MacOS" / app for app in apps]
    inside = (
        "Google/Chrome/Application/chrome.exe",
        "Chromium/Application/chrome.exe",
        "Microsoft/Edge/Application/msedge.exe",
    )
    for variable in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
        if caller.get(variable):
            places += [Path(caller[variable]) / name for name in inside]
    return [*places, Path("/snap/bin/chromium")]


def installed(caller: Mapping[str, str]) -> str | None:
    """Return an installed browser that starts, or None."""
    on_path = (shutil.which(name, path=caller.get("PATH", "")) for name in NAMES)
    places = (str(place) for place in usual_places(caller) if place.is_file())
    return next((found for found in (*on_path, *places) if found and works(found)), None)


def fetched_by_playwright(_: Mapping[str, str]) -> str | None:
    """Return Playwright's own Chromium if it was fetched before, or None."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (1 s, and rarely needed)

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() and works(path) else None


def install_commands(caller: Mapping[str, str], *, is_root: bool) -> tuple[str, ...]:
    """Return the commands of the system's package manager, none when this user may not."""
    for manager, commands in MANAGERS.items():
        if shutil.which(manager, path=caller.get("PATH", "")):
            return commands if is_root or manager in FOR_EVERYONE else ()
    return ()


def from_the_system(caller: Mapping[str, str]) -> str | None:
    """Install a browser with the system's package manager and return it, or None."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    for command in install_commands(caller, is_root=is_root):
        say(f"No Chromium found: {command}")
        status, words = run(*command.split())
        if status != 0:
            say(words[-500:])
    return installed(caller)


def from_playwright(caller: Mapping[str, str]) -> str | None:
    """Let Playwright fetch its own Chromium and return it, or None."""
    say("No Chromium found: playwright install chromium")
    status, words = run(sys.executable, "-m", "playwright", "install", "chromium")
    if status != 0:
        say(words[-500:])
    return fetched_by_playwright(caller)


SOURCES: tuple[Callable[[Mapping[str, str]], str | None], ...] = (
    named,
    installed,
    fetched_by_playwright,
    from_the_system,
    from_playwright,
)


def chromium(caller: Mapping[str, str]) -> str:
    """Return the first browser that a source gives; raise a sentence when none does."""
    found: Iterator[str | None] = (source(caller) for source in SOURCES)
    first = next((path for path in found if path), None)
    if first is None:
        raise NoBrowserError(NONE_TO_BE_HAD)
    return first


def say(text: str) -> None:
    """Tell the person at the keyboard; standard output is for the path alone."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def main() -> int:
    """Print the path of a browser and return the exit status."""
    try:
        sys.stdout.write(chromium(os.environ) + "\n")
    except NoBrowserError as fault:
        say(str(fault))
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
