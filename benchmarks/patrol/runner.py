"""Run each tool in a process of its own, and judge every answer with our judge."""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.patrol.flat import Flat, save
from benchmarks.patrol.given import Given
from benchmarks.process import ended
from planner.engine.tours_clock import all_timed
from planner.engine.tours_view import NO_WAY_S, View
from planner.judge import faults
from planner.problem.forms import outcome_from_json, to_json
from planner.problem.tours import ToursPlan

HERE = Path(__file__).parent
FOLDER = HERE / ".peers"
NEEDS = HERE / "peers.txt"
PEERS = ("OR-Tools routing", "PyVRP alone", "VROOM")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
TRIALS, LEEWAY = 4, 1.05
"""Runs of ours at most until finding keeps the limit, which it may pass by this factor."""
GRACE = 25
"""Times the limit, and minutes to start: processor time on a busy machine comes slowly."""


def run_ours(given: Given, limit_s: int) -> dict[str, object]:
    """Answer an instance with our program, in so many units of work that finding keeps the limit.

    A unit is about a second; where finding took longer than the limit, it is given fewer and done
    again, and only that run counts. The bound that is looked for afterwards is time of its own.
    """
    units = limit_s
    for _ in range(TRIALS):
        row, plan = _asked(given, units, limit_s)
        finding_s = float(str(row.get("finding_s", 0.0)))
        if finding_s <= LEEWAY * limit_s or units == 1:
            break
        units = max(1, min(units - 1, int(units * limit_s / finding_s)))
    return row if plan is None else row | _valued(given, plan)


def _asked(given: Given, units: int, limit_s: int) -> tuple[dict[str, object], ToursPlan | None]:
    """Return a row with what one run of ours says, and its plan."""
    row: dict[str, object] = {"tool": "ours", "error": "", "units": units}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        question = folder / "question.json"
        question.write_bytes(to_json(given.problem))
        outcome_path, facts = folder / "outcome.json", folder / "facts.json"
        call = [sys.executable, "-m", "benchmarks.patrol.ours", str(question), str(units)]
        call += [str(outcome_path), str(facts)]
        why = ended(call, ONE_THREAD, limit_s=GRACE * limit_s + 120)
        if why:
            return row | {"error": why}, None
        row |= json.loads(facts.read_text(encoding="utf-8"))
        outcome = outcome_from_json(outcome_path.read_bytes(), given.problem)
    row |= {"status": outcome.status.value}
    if outcome.bound is not None and outcome.objective is not None:
        row |= {"objective": outcome.objective, "bound": outcome.bound}
    if not isinstance(outcome.plan, ToursPlan):
        return row | {"error": "no plan"}, None
    return row, outcome.plan


def run_peer(tool: str, given: Given, python: Path | None, limit_s: int) -> dict[str, object]:
    """Run another program for so much processor time; None stands for one not installed."""
    row: dict[str, object] = {"tool": tool, "error": ""}
    if python is None:
        return row | {"error": "not installed (package index not reached)"}
    view = View(given.problem)
    with tempfile.TemporaryDirectory() as name:
        instance, answer = save(flat(view), Path(name) / "given.npz"), Path(name) / "answer.json"
        call = [str(python), "-m", "benchmarks.patrol.worker", tool, str(instance)]
        why = ended([*call, str(limit_s), str(answer)], ONE_THREAD, limit_s=GRACE * limit_s + 120)
        if why:
            return row | {"error": why}
        told = json.loads(answer.read_text(encoding="utf-8"))
    routes = told.pop("routes", [])
    row |= told
    if not routes:
        return row | {"error": row["error"] or "no plan"}
    tours = all_timed(view, [(0, tuple(route)) for route in routes])
    if tours is None:
        return row | {"error": "routes too long"}
    return row | _valued(given, ToursPlan(tuple(tours)))


def _valued(given: Given, plan: ToursPlan) -> dict[str, object]:
    """Value a plan as the literature does, if our judge finds it sound."""
    broken = faults(given.problem, plan)
    if broken:
        return {"error": f"broken: {broken[0].rule}"}
    return {"value": given.value(plan)}


def flat(view: View) -> Flat:
    """Return what a view holds; only for questions of one fleet."""
    (fleet,) = view.fleets
    tasks = [view.problem.tasks[client.task] for client in view.clients]
    _, table = view.tables(fleet.crew_kind)
    places = [view.depots.index(fleet.base), view.depots.index(fleet.end)]
    places += range(len(view.depots), len(table))
    seconds = np.minimum(table[np.ix_(places, places)], NO_WAY_S)
    ways = [task.ways[c.way] for task, c in zip(tasks, view.clients, strict=True)]
    return Flat(
        seconds=seconds,
        dwell_s=np.array([way.dwell_s for way in ways]),
        open_s=np.array([client.open_s for client in view.clients]),
        late_s=np.array([client.late_s for client in view.clients]),
        load=np.array([task.load for task in tasks]),
        prize=np.array([view.jobs[client.job].prize for client in view.clients]),
        job=np.array([client.job for client in view.clients]),
        required=np.array([int(view.jobs[client.job].required) for client in view.clients]),
        vehicles=len(fleet.turns),
        capacity=fleet.load_most,
        close_s=fleet.end_s,
        longest=view.problem.rules.longest_price_pct > 0,
    )
