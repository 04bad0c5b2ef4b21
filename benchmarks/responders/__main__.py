"""Rosters: our program beside plain CP-SAT on published instances, one after the other.

python -m benchmarks.responders FOLDER [--work 60] [--only 1 2 3]

FOLDER has Instance1.txt and so on (T. Curtois and R. Qu, 2014). Plain CP-SAT is the same model with
the solver's own two workers and the same deterministic work; the judge recounts both.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from ortools.sat.python import cp_model

from benchmarks.responders.nurse import BEST_KNOWN, read
from planner import judge, rosters
from planner.engine.roster_model import build
from planner.outcome import Effort
from planner.problem.roster import RosterProblem

Answer = tuple[int | None, int | None]
"""Objective by the judge, and the bound."""


def ours(problem: RosterProblem, work: int) -> Answer:
    """Answer as a user gets it."""
    outcome = rosters.solve(problem, effort=Effort(seed=0, work=work))
    return outcome.objective, outcome.bound


def plain(problem: RosterProblem, work: int) -> Answer:
    """Answer with CP-SAT as it comes, on two workers made repeatable."""
    built, solver = build(problem), cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.interleave_search = True
    solver.parameters.max_deterministic_time = work
    status = solver.solve(built.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None, None
    plan = built.plan(problem, lambda variable: bool(solver.boolean_value(variable)))
    faults = judge.faults(problem, plan)
    assert not faults, faults
    return judge.objective(problem, plan), round(solver.best_objective_bound)


TOOLS: dict[str, Callable[[RosterProblem, int], Answer]] = {"ours": ours, "plain CP-SAT": plain}


def main() -> None:
    """Print a row an instance and tool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=int, default=60)
    parser.add_argument("--only", type=int, nargs="+", default=list(BEST_KNOWN))
    given = parser.parse_args()
    print("| instance | best known | tool | objective | bound | processor s |")
    print("|---|---|---|---|---|---|")
    for number in given.only:
        problem = read(given.folder / f"Instance{number}.txt")
        for name, tool in TOOLS.items():
            begun = time.process_time()
            objective, bound = tool(problem, given.work)
            spent = time.process_time() - begun
            row = (number, BEST_KNOWN[number], name, objective, bound, f"{spent:.1f}")
            print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    main()
