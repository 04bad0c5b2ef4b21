"""Run each tool in a process of its own, and count every answer with our judge."""

import json
import sys
import tempfile
from itertools import chain
from pathlib import Path

import numpy as np

from benchmarks.process import ended
from benchmarks.siting.flat import Flat, save
from benchmarks.siting.given import Given
from planner.judge import faults, objective
from planner.problem.forms import outcome_from_json, to_json
from planner.problem.siting import SitingPlan, SitingProblem

HERE = Path(__file__).parent
FOLDER = HERE / ".peers"
NEEDS = HERE / "peers.txt"
PEERS = ("spopt", "CP-SAT", "HiGHS", "OR-Tools set_cover")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
TRIALS, LEEWAY = 4, 1.05
"""Runs of ours at most until it keeps the limit, which it may pass by this factor."""
GRACE = 8


def run_ours(given: Given, limit_s: int) -> dict[str, object]:
    """Answer an instance with our program, in so many units of work that it keeps the limit."""
    units = limit_s
    row: dict[str, object] = {}
    for _ in range(TRIALS):
        row = _asked(given, units, limit_s)
        spent = float(str(row.get("processor_s", 0.0)))
        if spent <= LEEWAY * limit_s or units == 1:
            break
        units = max(1, min(units - 1, int(units * limit_s / spent)))
    return row


def _asked(given: Given, units: int, limit_s: int) -> dict[str, object]:
    row: dict[str, object] = {"tool": "ours", "error": "", "units": units}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        question = folder / "question.json"
        question.write_bytes(to_json(given.problem))
        paths = [str(question), str(units), str(folder / "outcome.json"), str(folder / "facts")]
        call = [sys.executable, "-m", "benchmarks.siting.ours", *paths]
        why = ended(call, ONE_THREAD, limit_s=GRACE * limit_s + 120)
        if why:
            return row | {"error": why}
        row |= json.loads((folder / "facts").read_text(encoding="utf-8"))
        outcome = outcome_from_json((folder / "outcome.json").read_bytes(), given.problem)
    if not isinstance(outcome.plan, SitingPlan):
        return row | {"error": f"no plan ({outcome.status.value})"}
    return row | _valued(given, outcome.plan, outcome.bound)


def run_peer(tool: str, given: Given, python: Path | None, limit_s: int) -> dict[str, object]:
    """Run another program for so much processor time; None stands for one not installed."""
    row: dict[str, object] = {"tool": tool, "error": ""}
    if python is None:
        return row | {"error": "not installed (package index not reached)"}
    with tempfile.TemporaryDirectory() as name:
        instance = save(flat(given.problem), Path(name) / "given.npz")
        answer = Path(name) / "answer.json"
        call = [str(python), "-m", "benchmarks.siting.worker", tool, str(instance)]
        why = ended([*call, str(limit_s), str(answer)], ONE_THREAD, limit_s=GRACE * limit_s + 120)
        if why:
            return row | {"error": why}
        told = json.loads(answer.read_text(encoding="utf-8"))
    sites, bound = told.pop("sites", []), told.pop("bound", None)
    row |= told
    if not sites:
        return row | {"error": row["error"] or "no plan"}
    ids = sorted(given.problem.sites[i].site_id for i in sites)
    plan = SitingPlan(tuple(ids))
    if bound == "proved":
        bound = objective(given.problem, plan)
    whole = None if bound is None or not np.isfinite(bound) else int(np.ceil(bound - 1e-6))
    return row | _valued(given, plan, whole)


def _valued(given: Given, plan: SitingPlan, bound: int | None) -> dict[str, object]:
    """Value a plan as the literature does, if our judge finds it sound."""
    broken = faults(given.problem, plan)
    if broken:
        return {"error": f"broken: {broken[0].rule}"}
    found = objective(given.problem, plan)
    told: dict[str, object] = {"value": given.value(found)}
    if bound is not None:
        told |= {"bound": given.value(min(bound, found)), "proved": bound >= found}
    return told


def flat(problem: SitingProblem) -> Flat:
    """Return a question as arrays."""
    count = [len(site.near) for site in problem.sites]
    far = (site.far or (0,) * len(site.near) for site in problem.sites)
    return Flat(
        goal=np.array([problem.goal]),
        site=np.repeat(np.arange(len(count)), count),
        target=np.fromiter(chain.from_iterable(s.near for s in problem.sites), np.int64),
        far=np.fromiter(chain.from_iterable(far), np.int64),
        price=np.array([site.price for site in problem.sites]),
        weight=np.array([target.weight for target in problem.targets]),
        most=np.array([problem.most_new or 0]),
    )
