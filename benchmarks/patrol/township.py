"""Weeks of a township: how far the plan lies above its bound, and what the plan pays for.

python -m benchmarks.patrol.township [--work 10] [--seeds 1 6] [--area data/boundaries]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.patrol.weeks import week
from benchmarks.process import spent_s
from planner import tours
from planner.demand.ground import load_ground
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.judge import tours_cost
from planner.outcome import Effort

if TYPE_CHECKING:
    from planner.problem.tours import ToursPlan, ToursProblem

DAYS = 7
LEGS = ("base", "within", "between")
"""Legs from and to the base, within a unit, and from unit to unit."""


def area_week(folder: Path) -> ToursProblem:
    """Ask for the week from the first Monday after the date of an area's data, nothing set."""
    ground = load_ground(folder)
    day = date.fromisoformat(ground.area.data_date)
    monday = day + timedelta(days=-day.weekday() % DAYS)
    return tours_question(ground, TourSettings(), monday, DAYS)[0]


def driven(problem: ToursProblem, plan: ToursPlan) -> dict[str, int]:
    """Return the seconds of driving by kind of leg, see `LEGS`."""
    row = {name: n for n, name in enumerate(problem.location_ids)}
    tasks = {task.task_id: task for task in problem.tasks}
    crews = {crew.crew_id: crew for crew in problem.crews}
    crew_of = {turn.turn_id: crews[turn.crew_id] for turn in problem.turns}
    tables = {table.mode: table.seconds for table in problem.travel}
    found = dict.fromkeys(LEGS, 0)
    for tour in plan.tours:
        if not tour.calls:
            continue
        crew = crew_of[tour.turn_id]
        ways = [tasks[call.task_id].ways[call.way] for call in tour.calls]
        units = [None, *(tasks[call.task_id].unit_code for call in tour.calls), None]
        enters = [*(way.enter_id for way in ways), crew.end_id or crew.base_id]
        leaves = [crew.base_id, *(way.leave_id for way in ways)]
        for (one, other), leave, enter in zip(pairwise(units), leaves, enters, strict=True):
            kind = "base" if one is None or other is None else "between"
            found["within" if one == other else kind] += tables[crew.mode][row[leave]][row[enter]]
    return found


def rows(questions: dict[str, ToursProblem], works: list[int]) -> Iterator[str]:
    """Yield a table line by line: a question and an effort each."""
    heads = ["week", "effort", "plan", "bound", "gap", "tours", "calls"]
    terms = ["left_out", "strangers", "promises", "longest", "unfair", "meetings", "moved"]
    legs = [f"drive {leg}" for leg in LEGS]
    yield "| " + " | ".join([*heads, *legs, *terms, "processor s"]) + " |"
    yield "|" + "---|" * (len(heads) + len(legs) + len(terms) + 1)
    for name, problem in questions.items():
        for work in works:
            before = spent_s()
            answer = tours.solve(problem, effort=Effort(seed=0, work=work))
            spent = spent_s() - before
            if answer.plan is None:
                yield f"| {name} | {work} | none |"
                continue
            cost, drive = (part(problem, answer.plan) for part in (tours_cost.parts, driven))
            if sum(drive.values()) != cost["drive"]:
                raise ValueError("the legs do not add up to the driving the judge counts")
            calls = sum(len(tour.calls) for tour in answer.plan.tours)
            gap = f"{100 * (answer.gap or 0):.1f} %"
            cells = [name, work, answer.objective, answer.bound, gap, len(answer.plan.tours), calls]
            cells += [*drive.values(), *(cost[term] for term in terms), f"{spent:.0f}"]
            yield "| " + " | ".join(map(str, cells)) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.patrol.township")
    parser.add_argument("--work", type=int, nargs="+", default=[10])
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 6])
    parser.add_argument("--area", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    questions = {f"drawn {seed}": week(seed) for seed in options.seeds}
    questions |= {folder.name: area_week(folder) for folder in options.area}
    for line in rows(questions, options.work):
        print(line, flush=True)


if __name__ == "__main__":
    main()
