"""Meetings in the CP-SAT model of circuits, as the judge defines them."""

from collections import defaultdict
from itertools import permutations

from ortools.sat.python import cp_model

from planner.engine.tours_small_model import Circuits, Out, Visit
from planner.judge.tours_meetings import meetings_of

Calls = list[tuple[Out, Visit]]


def add_meetings(circuits: Circuits) -> None:
    """Ask for whole meetings, or price those that are missed."""
    problem = circuits.problem
    row = {task.task_id: t for t, task in enumerate(problem.tasks)}
    calls: dict[tuple[int, int], Calls] = defaultdict(list)
    for out, visit in circuits.visits():
        calls[circuits.question.task_of(visit.spot), out.day(visit)].append((out, visit))
    days = sorted({day for _, day in calls})
    for names in meetings_of(problem).values():
        for day in days:
            _meeting(circuits, [calls[row[name], day] for name in names])


def _meeting(circuits: Circuits, tasks: list[Calls]) -> None:
    """Ask for the calls of one day: all or none, by different crews, together for long enough."""
    model, rules = circuits.model, circuits.problem.rules
    missed: list[cp_model.IntVar] = []
    if not rules.meetings_hold:
        missed = [circuits.flag()]
        circuits.cost.append(rules.meeting_price_s * missed[0])
    held = [~flag for flag in missed]
    made = [sum(visit.made for _, visit in calls) for calls in tasks]
    for other in made[1:]:
        model.add(other == made[0]).only_enforce_if(*held)
    crews: dict[str, list[cp_model.IntVar]] = defaultdict(list)
    for out, visit in (call for calls in tasks for call in calls):
        crews[out.turn.crew_id].append(visit.made)
        if visit.spot.dwell_s < rules.meeting_least_s:
            model.add(visit.made == 0).only_enforce_if(*held)
    for mine in crews.values():
        model.add(sum(mine) <= 1).only_enforce_if(*held)
    for ours, theirs in permutations(tasks, 2):
        for _, a in ours:
            for _, b in theirs:
                together_s = a.begin + a.spot.dwell_s - b.begin
                model.add(together_s >= rules.meeting_least_s).only_enforce_if(
                    a.made, b.made, *held
                )
