"""Start tools in processes of their own, with a time limit, and read what they answered."""

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd

from benchmarks.coverage.environment import Peers
from benchmarks.coverage.given import load_shapes
from benchmarks.process import ended

OURS = ("certificate", "certificate with units", "ours", "ours with units")


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What one tool said about one input, or why it said nothing."""

    seconds: float = float("nan")
    facts: dict[str, object] = field(default_factory=dict)
    result: gpd.GeoSeries | None = None
    loaded_mib: float = float("nan")
    peak_mib: float = float("nan")
    error: str = ""


def is_ours(tool: str) -> bool:
    """Whether a tool is this repository's own."""
    return tool in OURS


def run(
    tool: str,
    inputs: Sequence[Path],
    peers: Peers,
    *,
    limit_s: float,
    repeats: int = 1,
) -> list[Answer]:
    """Run a tool on every input in one fresh process; the mean of the repeats counts."""
    missing = "" if is_ours(tool) else peers.missing(tool)
    if missing:
        return [Answer(error=missing)] * len(inputs)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        task = {
            "module": "ours" if is_ours(tool) else "peers",
            "tool": tool,
            "inputs": [str(path) for path in inputs],
            "repeats": repeats,
        }
        (folder / "task.json").write_text(json.dumps(task), encoding="utf-8")
        python = sys.executable if is_ours(tool) else str(peers.python)
        call = [python, "-m", "benchmarks.coverage.worker", str(folder)]
        why = ended(call, {"MAPSHAPER": str(peers.mapshaper or "")}, limit_s=limit_s)
        if why:
            return [Answer(error=why)] * len(inputs)
        answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
        return [_read(folder, number, answer) for number, answer in enumerate(answers)]


def _read(folder: Path, number: int, answer: dict[str, object]) -> Answer:
    memory = {name: float(answer[name]) for name in ("loaded_mib", "peak_mib")}
    if "error" in answer:
        return Answer(error=str(answer["error"]), **memory)
    facts, path = dict(answer["facts"]), folder / f"result{number}.wkb"
    result = None
    if path.exists():
        result = gpd.GeoSeries(load_shapes(path), index=facts.pop("ids"))
    return Answer(answer["seconds"], facts, result, **memory)
