"""The other tools, installed apart from the program; absent ones are said to be absent."""

import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE / ".peers"
REQUIREMENTS = HERE / "peers.txt"
MAPSHAPER = "mapshaper@0.7.70"
NO_PYTHON = "not installed (package index not reached)"
NO_MAPSHAPER = "not installed (no Node.js, or npm registry not reached)"


@dataclass(frozen=True, slots=True)
class Peers:
    """Where the other tools are; None where there are none."""

    python: Path | None = None
    mapshaper: Path | None = None

    def missing(self, tool: str) -> str:
        """Return "" when the tool can run, else why not."""
        if self.python is None:
            return NO_PYTHON
        return NO_MAPSHAPER if tool.startswith("mapshaper") and self.mapshaper is None else ""


def installed(folder: Path = FOLDER) -> Peers:
    """Install what is not there yet, and say what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS)]
    script = folder / "node_modules" / "mapshaper" / "bin" / "mapshaper"
    npm = shutil.which("npm")
    if npm and not script.exists():
        # no script of a package is run: mapshaper's -clean needs none of what they would build
        _ran([npm, "install", "--ignore-scripts", "--prefix", str(folder), MAPSHAPER])
    return Peers(python if _ran(pip) else None, script if script.exists() else None)


def _ran(command: list[str]) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip()[-500:], file=sys.stderr)
    return done.returncode == 0
