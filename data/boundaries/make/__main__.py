"""Make every layer of the Luoyan example: `python -m data.boundaries.make [folder]`."""

from __future__ import annotations

import sys
from pathlib import Path

from .area import make

if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1])
