"""The app served from a folder, and Chromium with no outside world."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
SHIPPED = ("app.py", "pages", "planner", "geo", "static", ".streamlit", "data")
BLOCKED = ("--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
AT_ITS_END = '[data-testid="stApp"][data-test-script-state="notRunning"]'
"""Where a run of a page has come to its end."""


def copied(folder: Path, parts: Sequence[str] = SHIPPED) -> None:
    """Copy the program, or parts of it, so that nothing an office keeps is touched."""
    for part in parts:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve the app of a folder on a free port; address, process.

    Raises
    ------
    TimeoutError
        If the app does not answer within a minute.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet) as server:
        try:
            address = f"http://127.0.0.1:{port}/"
            _await(address)
            yield address, server.pid
        finally:
            server.terminate()


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """Serve the app from a copy of the repository; address, process; errors as in `serving`."""
    with tempfile.TemporaryDirectory() as name:
        copied(Path(name))
        with serving(Path(name)) as app:
            yield app


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Chromium without any network but this machine."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=BLOCKED
        )
        yield browser
        browser.close()


def _await(address: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address + "_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(address)
