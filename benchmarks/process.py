"""Programs beside ours: installed apart, each run in a process of its own and ended in time."""

import math
import os
import resource
import signal
import subprocess
import sys
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 12
"""On a busy machine processor time comes slowly: so many times the limit on the clock, at most."""


def spent_s() -> float:
    """Seconds of processor time this process and those it waited for have used."""
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + others.ru_utime + others.ru_stime


def ended(command: Sequence[str], env: Mapping[str, str], *, limit_s: float) -> str:
    """Return "" when the process ended well, else why not; the limit is processor time."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    most = math.ceil(limit_s)
    resource.prlimit(process.pid, resource.RLIMIT_CPU, (most, most + 5))
    try:
        said = process.communicate(timeout=PATIENCE * limit_s + 60)[1]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # what it started goes with it
        process.communicate()
        return f"over {limit_s:.0f} s"
    if process.returncode == -signal.SIGXCPU:
        return f"over {limit_s:.0f} s"
    lines = said.strip().splitlines()
    return "" if process.returncode == 0 else (lines[-1] if lines else "ended by the system")


def installed(folder: Path, needs: Path) -> Path | None:
    """Install what a list names and is not there yet; the interpreter, None where that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "-r", str(needs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip()[-500:], file=sys.stderr)
    return None if done.returncode else python
