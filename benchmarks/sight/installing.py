"""Install the other programs."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.process import installed

HERE = Path(__file__).parent
FOLDER = HERE / ".peers"
NEEDS = HERE / "peers.txt"
SWIG = HERE / "swig.txt"
VISILIBITY = "visilibity==1.0.10"


def peers(folder: Path) -> Path | None:
    """Install the other programs; the interpreter, None where that fails.

    visilibity has no wheel; it is built where there is a compiler, and left out where that fails.
    """
    python = installed(folder, NEEDS)
    if python is None or installed(folder, SWIG) is None:
        return python
    command = [str(python), "-m", "pip", "install", "-q", "--no-build-isolation", VISILIBITY]
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr.strip()[-500:], file=sys.stderr)
    return python
