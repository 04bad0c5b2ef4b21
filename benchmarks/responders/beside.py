"""Assignment side by side: each tool on each instance in a process of its own, our judge counts.

python -m benchmarks.responders.beside --data FOLDER                      10 s of processor a tool
python -m benchmarks.responders.beside --data FOLDER --limit 20 --only d05200 pmedcap1_1
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.process import ended, spent_s
from benchmarks.responders.assigning import best_values
from benchmarks.responders.given import capacitated_median, gap
from benchmarks.responders.peers import TOOLS
from planner import judge, responders
from planner.outcome import Effort
from planner.problem import Assignment, ResponderPlan, ResponderProblem

OURS = "ours"
TRIALS, LEEWAY, GRACE = 3, 1.05, 8
"""Runs of ours until it keeps the limit, which it may pass by this factor; patience with others."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with gap and cpmedian")
    parser.add_argument("--limit", type=int, default=10, help="seconds of processor a tool")
    parser.add_argument("--only", nargs="*", help="names of instances")
    parser.add_argument("--one", nargs=4, metavar=("TOOL", "FILE", "LIMIT", "ANSWER"))
    options = parser.parse_args()
    if options.one:
        tool, file, limit, answer = options.one
        told = _answered(tool, Path(file), int(limit))
        Path(answer).write_text(json.dumps(told), encoding="utf-8")
        return
    best = best_values(options.data / "gap" / "best_known.csv")
    files = sorted(p for p in (options.data / "gap").iterdir() if p.suffix != ".csv")
    files += sorted((options.data / "cpmedian").glob("*.txt"))
    print("| instance | best known | tool | value | gap | bound | processor s |")
    print("|---|---|---|---|---|---|---|")
    for path in files:
        if options.only and path.stem not in options.only:
            continue
        _, known = read(path)
        known = known or best.get(path.stem, 0)
        for tool in (OURS, *TOOLS):
            told = _asked(tool, path, options)
            value = told.get("value")
            above = f"{100 * (value - known) / known:.2f} %" if value and known else "-"
            cells = (path.stem, known or "-", tool, value or told.get("error", "none"), above)
            more = (told.get("bound", "-"), told.get("processor_s", "-"))
            print("| " + " | ".join(map(str, (*cells, *more))) + " |", flush=True)


def read(path: Path) -> tuple[ResponderProblem, int | None]:
    """Read an instance by its place, with its best value where the file tells it."""
    return capacitated_median(path) if path.suffix == ".txt" else (gap(path), None)


def _asked(tool: str, path: Path, options: argparse.Namespace) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        call = [sys.executable, "-m", "benchmarks.responders.beside", "--data", str(options.data)]
        call += ["--one", tool, str(path), str(options.limit), str(answer)]
        why = ended(call, ONE_THREAD, limit_s=GRACE * options.limit + 120)
        return {"error": why} if why else json.loads(answer.read_text(encoding="utf-8"))


def _answered(tool: str, path: Path, limit_s: int) -> dict[str, object]:
    problem, _ = read(path)
    if tool == OURS:
        return _ours(problem, limit_s)
    begun = spent_s()
    rows, bound = TOOLS[tool](problem, limit_s)
    told: dict[str, object] = {"processor_s": round(spent_s() - begun, 1)}
    if bound is not None:
        told["bound"] = round(bound, 1)
    if not rows:
        return told | {"error": "no plan"}
    plan = ResponderPlan(
        tuple(
            Assignment(grid.grid_id, problem.posts[row].post_id)
            for grid, row in zip(problem.grids, rows, strict=True)
        )
    )
    broken = judge.faults(problem, plan)
    if broken:
        return told | {"error": f"broken: {broken[0].rule}"}
    return told | {"value": judge.objective(problem, plan)}


def _ours(problem: ResponderProblem, limit_s: int) -> dict[str, object]:
    units, told = limit_s, {}
    for _ in range(TRIALS):
        begun = spent_s()
        outcome = responders.solve(problem, effort=Effort(0, units))
        used = spent_s() - begun
        told = {"value": outcome.objective, "bound": outcome.bound, "processor_s": round(used, 1)}
        if used <= LEEWAY * limit_s or units == 1:
            break
        units = max(1, min(units - 1, int(units * limit_s / used)))
    return told


if __name__ == "__main__":
    main()
