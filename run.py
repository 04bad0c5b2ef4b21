#!/usr/bin/env python3
"""Set up and start the planner on a machine that has nothing but Python 3.11 or newer.

    python run.py                  start the app on 127.0.0.1 and open it in the browser
    python run.py --no-browser     the same without the browser; --port N asks for a port
    python run.py test [ARGS]      run all tests (ARGS go to pytest), a real browser included
    python run.py WORDS            the command line: python -m planner WORDS
                                   (check, solve, judge, demo; `python run.py demo --help`)

The first start makes the folder .venv beside this file and installs requirements.txt into it; later
starts install nothing. Without a network put the wheels in a folder `wheels` beside this file, or
name a folder of wheels in the environment variable WHEELS.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (this sentence is for those who have an older one)
    sys.exit(
        "Python 3.11 or newer is needed, but this is Python {}.{} ({}): install a newer one and "
        "start run.py with it.".format(*sys.version_info[:2], sys.executable)
    )

import argparse
import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
import webbrowser
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
APP = "requirements.txt"
TESTS = "tests/requirements.txt"
STAMP = "ready.json"
NEEDED_MB = {APP: 1500, TESTS: 300}  # measured on Linux, rounded up
FIRST_PORT = 8501

# What a caller's shell may carry that would bend the environment made here.
LEAKS = {
    *("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYTHONSAFEPATH"),
    *("VIRTUAL_ENV", "CONDA_PREFIX", "__PYVENV_LAUNCHER__"),
    *("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV"),
}


class SetupError(Exception):
    """Set-up cannot go on; the text is one sentence for the person at the keyboard."""


def inside_python(venv: Path) -> Path:
    """Return the path of the environment's own Python, whether it is there or not."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def child_environment(caller: Mapping[str, str]) -> dict[str, str]:
    """Return the caller's variables less those that leak, plus ours."""
    kept = {name: value for name, value in caller.items() if name.upper() not in LEAKS}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"}


def digest(root: Path, requirements: str) -> str:
    """Return the SHA-256 of a requirements file and of those it includes."""
    text = (root / requirements).read_bytes()
    if requirements == TESTS:
        text += (root / APP).read_bytes()
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def machine() -> dict[str, str]:
    """Return what must stay the same for an environment to stay usable."""
    version = "{}.{}".format(*sys.version_info[:2])
    return {"python": version, "platform": f"{sys.platform}-{platform.machine().lower()}"}


def read_stamp(venv: Path) -> dict[str, str]:
    """Return what is installed, requirements -> digest; nothing when half-made or foreign."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
        usable = stamp["machine"] == machine() and inside_python(venv).is_file()
        return dict(stamp["installed"]) if usable else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write_stamp(venv: Path, installed: Mapping[str, str]) -> None:
    """Record what is installed, in one step, so that a kill leaves no half stamp."""
    fresh = venv / (STAMP + ".new")
    fresh.write_text(json.dumps({"machine": machine(), "installed": installed}), encoding="utf-8")
    fresh.replace(venv / STAMP)


def is_ready(root: Path, venv: Path, wanted: Sequence[str]) -> bool:
    """Tell whether everything wanted is installed exactly as the requirements say now."""
    installed = read_stamp(venv)
    return all(installed.get(name) == digest(root, name) for name in wanted)


def prepare(wanted: Sequence[str]) -> Path:
    """Return the environment's Python with everything wanted installed."""
    if not is_ready(ROOT, VENV, wanted):
        with alone(ROOT / ".venv.lock"):
            if not is_ready(ROOT, VENV, wanted):  # somebody else may have made it meanwhile
                build(wanted)
    return inside_python(VENV)


def build(wanted: Sequence[str]) -> None:
    """Make the environment, or bring a complete one up to date."""
    installed = read_stamp(VENV)
    if not installed:
        clear_away()
    missing = [name for name in wanted if installed.get(name) != digest(ROOT, name)]
    needed = sum(NEEDED_MB[name] for name in missing)
    if shutil.disk_usage(ROOT).free < needed * 1_000_000:
        raise SetupError(disk_full(needed))
    # From here to the last line the environment counts as half-made.
    (VENV / STAMP).unlink(missing_ok=True)
    if not installed:
        make()
    for name in missing:
        install(name)
    # Tests that were installed for an older requirements.txt are forgotten here.
    current = {*missing, *(name for name in installed if installed[name] == digest(ROOT, name))}
    write_stamp(VENV, {name: digest(ROOT, name) for name in sorted(current)})


def clear_away() -> None:
    """Remove an environment that is half-made or belongs to another Python."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        message = f"{VENV} must be made again: start run.py with a Python that does not live in it."
        raise SetupError(message)
    if VENV.exists():
        say("The environment was not finished or belongs to another Python; making it again.")
        shutil.rmtree(VENV)


def disk_full(needed: int) -> str:
    free = shutil.disk_usage(ROOT).free // 1_000_000
    return (
        f"The disk is full: the environment needs about {needed} MB in {ROOT}, and {free} MB are "
        "free; make room and start again."
    )


def make() -> None:
    """Make an empty environment."""
    say("Making the environment .venv (only now; later starts skip this).")
    status, text = 1, ""
    if all(importlib.util.find_spec(part) for part in ("venv", "ensurepip")):
        status, text = watched(sys.executable, "-m", "venv", str(VENV))
    if status != 0:
        package = f"python{machine()['python']}-venv"
        message = (
            f"{text}\nThis Python ({sys.executable}) cannot make environments with its modules "
            f"venv and ensurepip: on Debian or Ubuntu run `apt-get install {package}`, elsewhere "
            "install Python from its full package, and start again."
        )
        raise SetupError(message.lstrip())


def wheel_folder(root: Path, caller: Mapping[str, str]) -> Path | None:
    """Return the folder of wheels to install from without a network, if there is one."""
    named = caller.get("WHEELS", "")
    folder = Path(named).expanduser().resolve() if named else root / "wheels"
    if named and not folder.is_dir():
        message = f"The environment variable WHEELS names no folder: {folder}."
        raise SetupError(message)
    return folder if folder.is_dir() else None


def install_commands(requirements: str) -> list[list[str]]:
    """Return the commands that install one requirements file, to be tried in this order."""
    inside, path = str(inside_python(VENV)), str(ROOT / requirements)
    pip = [inside, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    pip += ["--progress-bar=off", "--only-binary=:all:", "-r", path]
    wheels = wheel_folder(ROOT, os.environ)
    if wheels is not None:
        return [[*pip, "--no-index", "--find-links", str(wheels)]]
    uv = shutil.which("uv")
    # uv does not hear what pip was told (a mirror, a certificate): then only pip will do.
    if uv is None or watched(inside, "-m", "pip", "config", "list")[1].strip():
        return [pip]
    return [[uv, "pip", "install", "--python", inside, "--no-build", "-r", path], pip]


def install(requirements: str) -> None:
    """Install one requirements file; raise a sentence that says what to do when it fails."""
    say(f"Installing {requirements} (once; some minutes, about {NEEDED_MB[requirements]} MB).")
    started = time.monotonic()
    text = ""
    for command in install_commands(requirements):
        status, text = watched(*command)
        if status == 0:
            say(f"Installed in {time.monotonic() - started:.0f} s.")
            return
    say(text)
    raise SetupError(install_failure(requirements, text))


def install_failure(requirements: str, text: str) -> str:
    """Return the sentence for what an installer said when it failed."""
    low = text.lower()
    if "no space left" in low or "not enough space" in low:
        return disk_full(NEEDED_MB[requirements])
    offline = (
        "on a connected machine with the same system and Python run `python -m pip download "
        f"--only-binary=:all: -r {requirements} -d wheels`, copy the folder wheels beside run.py, "
        "and start again."
    )
    if re.search(r"connection|timed out|name resolution|proxy|ssl|getaddrinfo|unreachable", low):
        return f"The packages of {requirements} could not be fetched from the network: {offline}"
    if "no matching distribution" in low:
        return (
            f"Not all packages of {requirements} are to be had for Python {machine()['python']}: "
            f"use Python 3.11 to 3.14, or, when there is no network, {offline}"
        )
    return f"{requirements} could not be installed; the installer's last words are above; {offline}"


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock that the system lets go of when this process ends, however it ends."""
    with path.open("w") as handle:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415

            while True:
                with contextlib.suppress(OSError):  # it gives up after ten seconds
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
                    break
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def watched(*command: str) -> tuple[int, str]:
    """Run a helper, show on one line how far it is, and return its status and last words."""
    tail: deque[str] = deque(maxlen=30)
    with subprocess.Popen(
        command,
        env=child_environment(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as child:
        for line in child.stdout or ():
            tail.append(line)
            if sys.stderr.isatty():
                print(f"\r{line.strip()[:76]:76}\r", end="", file=sys.stderr, flush=True)
    return child.returncode, "".join(tail)


def hand_over(
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    meanwhile: "Callable[[subprocess.Popen[bytes]], None]" = lambda _: None,
    **variables: str,
) -> int:
    """Run a program in place of this one and return its exit status."""
    environment = {**child_environment(os.environ), **variables}
    with subprocess.Popen(command, cwd=cwd, env=environment) as child:
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        # The child gets Ctrl+C too and says itself what it does about it.
        with contextlib.suppress(KeyboardInterrupt):
            meanwhile(child)
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                status = child.wait()
                return status if status >= 0 else 128 - status


def free_port(first: int) -> int:
    """Return a free port on 127.0.0.1: the first one if it can be had, else one near, else any."""
    for port in (*range(first, first + 20), 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if os.name != "nt":  # on Windows this option would take a port that is in use
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError, OverflowError):  # taken, not allowed, no such port
                probe.bind(("127.0.0.1", port))
                return int(probe.getsockname()[1])
    message = "No free port was found on 127.0.0.1."
    raise SetupError(message)


def app_options(words: Sequence[str]) -> tuple[int, bool]:
    """Return the port and whether to open a browser; print help or end with 2 on other options."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("run.py", description=__doc__, formatter_class=form)
    parser.add_argument("--port", type=int, default=FIRST_PORT, metavar="N")
    parser.add_argument("--no-browser", action="store_true")
    given = parser.parse_args(words)
    return given.port, not given.no_browser and has_screen(os.environ)


def has_screen(caller: Mapping[str, str]) -> bool:
    """Tell whether a browser window could be seen on this machine."""
    if caller.get("CI") or caller.get("SSH_CONNECTION"):
        return False
    seen = caller.get("DISPLAY") or caller.get("WAYLAND_DISPLAY")
    return sys.platform in ("win32", "darwin") or bool(seen)


def start_app(inside: Path, port: int, *, opens: bool) -> int:
    """Serve the app until it is stopped; return its exit status."""
    address = f"http://127.0.0.1:{port}"

    def announce(child: "subprocess.Popen[bytes]") -> None:
        if answers(address, child):
            say(f"The app is at {address} (this machine only). Stop it with Ctrl+C.")
            if opens:
                webbrowser.open(address)

    command = [str(inside), "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true"]
    command += ["--browser.gatherUsageStats=false"]
    return hand_over(command, cwd=ROOT, meanwhile=announce)


def answers(address: str, child: "subprocess.Popen[bytes]") -> bool:
    """Wait until the app answers; give up when it has ended."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while child.poll() is None:
        with contextlib.suppress(OSError), direct.open(f"{address}/_stcore/health", timeout=2):
            return True
        time.sleep(0.2)
    return False


def run_tests(words: Sequence[str]) -> int:
    inside = str(prepare([APP, TESTS]))
    command = [inside, str(ROOT / "tests/setup/chromium.py")]
    environment = child_environment(os.environ)
    found = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, encoding="utf-8", env=environment
    )
    if found.returncode != 0:
        return found.returncode
    # Files stay together so that a costly fixture is made once; all tests, the slow ones too.
    whole = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile", "-m", "slow or not slow"]
    browser = found.stdout.strip()
    return hand_over([inside, "-m", "pytest", *(words or whole)], cwd=ROOT, CHROMIUM=browser)


def dispatch(words: Sequence[str]) -> int:
    """Do what the words ask for and return the exit status."""
    if words[:1] == ["test"]:
        return run_tests(words[1:])
    if words and not words[0].startswith("-"):
        # -P: a file of the caller's folder must not stand in for one of ours.
        return hand_over([str(prepare([APP])), "-P", "-m", "planner", *words])
    port, opens = app_options(words)
    return start_app(prepare([APP]), free_port(port), opens=opens)


def main(words: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        return dispatch(words)
    except SetupError as fault:
        say(str(fault))
    except OSError as fault:
        where = fault.filename or ROOT
        if fault.errno == errno.ENOSPC:
            say(disk_full(sum(NEEDED_MB.values())))
        elif isinstance(fault, PermissionError):
            say(f"{where} cannot be written: put the program in a folder where you may write.")
        else:
            say(f"The set-up stopped at {where}: {fault.strerror or fault}.")
    except KeyboardInterrupt:
        say("Stopped; the next start goes on from here.")
        return 130
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
