"""One program in a process of its own, ended with everything it started when its time is up."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]


def ended(command: Sequence[str], env: Mapping[str, str], *, limit_s: float) -> str:
    """Return "" when the process ended well, else why not."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        said = process.communicate(timeout=limit_s)[1]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # what it started goes with it
        process.communicate()
        return f"over {limit_s:.0f} s"
    lines = said.strip().splitlines()
    return "" if process.returncode == 0 else (lines[-1] if lines else "ended by the system")
