"""Cures by people and roads: the reserve, more crews, what a crew lacks, a closure opened."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.engine.tours_cures_trial import LOOSE_S, Insertion, Trial
from planner.engine.tours_days import Stop, Week
from planner.engine.tours_days_clock import clocked
from planner.engine.tours_view import able_to
from planner.outcome import Cure, facts
from planner.problem.tour_cures import MINUTE_S, with_cure
from planner.problem.tour_parts import OWN_SKILL, Crew, Task, Travel

CREWS_MOST = 3
"""Most crews that are added at once."""
TRIED_MOST = 4


def more_people(trial: Trial, task: int) -> Iterator[Cure]:
    """Yield the turn of the reserve, and the kind of further crew, that would drive least."""
    week = trial.week
    able = [turn for turn in week.usable if week.able(turn, task)]
    stops = [(turn, stop) for turn in able for stop in trial.calls(task, turn)]
    alone = [Insertion(_way_s(week, turn, stop), turn, 0, (stop,)) for turn, stop in stops]
    alone.sort(key=lambda one: (one.detour_s, one.turn))
    held = [one for one in alone if trial.held(one.turn)]
    yield from _first(trial, task, [(_reserve(trial, one), one.turn, one) for one in held])
    twin = len(trial.problem.turns)
    more = [(_twins(trial, one), twin, one) for one in alone]
    yield from _first(trial, task, more)


def _first(
    trial: Trial, task: int, tries: list[tuple[Cure | None, int, Insertion]]
) -> Iterator[Cure]:
    """Yield the first of some changes that the judge accepts with the item on one turn alone."""
    good = [(cure, turn, one) for cure, turn, one in tries if cure is not None]
    for cure, turn, one in good[:TRIED_MOST]:
        changed = with_cure(trial.problem, trial.problem.tasks[task].task_id, cure)
        if trial.grown(changed, task, {turn: one.stops}) is not None:
            yield replace(cure, tested=True)
            return


def _way_s(week: Week, turn: int, stop: Stop) -> int:
    """Return the seconds there and back for one stop alone."""
    crew, way = week.crews[turn], week.problem.tasks[stop[0]].ways[stop[1]]
    legs, row = week.legs[crew.mode], week.row
    there_s = legs[row[crew.base_id]][row[way.enter_id]]
    return there_s + legs[row[way.leave_id]][row[crew.end_id or crew.base_id]]


def _reserve(trial: Trial, one: Insertion) -> Cure | None:
    """Return the largest reserve share that lets one more turn go, longer if it must be."""
    turns = trial.week.shifts.count(trial.week.shifts[one.turn])
    share = 100 - -(-100 * (trial.out(one.turn) + 1) // turns)
    given = trial.problem.turns[one.turn]
    span = given.start_s, given.end_s + LOOSE_S
    tour = clocked(trial.week, one.turn, one.stops, span)
    if tour is None or share < 0:
        return None
    minutes = max(0, -(-(tour.return_s - given.end_s) // MINUTE_S))
    told = facts(crew=given.crew_id, turn=given.turn_id, share_pct=share)
    return Cure("lower_reserve", (*told, *facts(minutes=minutes)) if minutes else told)


def _twins(trial: Trial, one: Insertion) -> Cure | None:
    """Return how many more crews like one let one of them out under the reserve as it is."""
    turns = trial.week.shifts.count(trial.week.shifts[one.turn])
    out, share = trial.out(one.turn), 100 - trial.problem.rules.reserve_share_pct
    for crews in range(1, CREWS_MOST + 1):
        if (turns + crews) * share // 100 > out:
            given = trial.problem.turns[one.turn]
            return Cure("more_crews", facts(crew=given.crew_id, turn=given.turn_id, crews=crews))
    return None


def abler(trial: Trial, task: int) -> Iterator[Cure]:
    """Yield for each thing that some crew lacks the crew that could take the item with it."""
    given, seen = trial.problem.tasks[task], set[str]()
    tries: list[tuple[Cure, Insertion]] = []
    for turn in range(len(trial.problem.turns)):
        lack = None if trial.held(turn) else _lack(trial, trial.week.crews[turn], given)
        if lack is not None:
            tries += [(lack, one) for one in trial.insertions(task, turn, trial.week)]
    tries.sort(key=lambda one: (one[1].detour_s, one[1].turn, one[1].at))
    tried: dict[str, int] = {}
    for cure, one in tries:
        if cure.kind in seen or tried.get(cure.kind, 0) >= 2 * TRIED_MOST:
            continue
        tried[cure.kind] = tried.get(cure.kind, 0) + 1
        changed = with_cure(trial.problem, given.task_id, cure)
        if trial.grown(changed, task, {one.turn: one.stops}) is not None:
            seen.add(cure.kind)
            yield replace(cure, tested=True)


def lacks(trial: Trial, task: int) -> list[Cure]:
    """Return what crews lack for a task, the first thing of each crew, each crew once."""
    given, found = trial.problem.tasks[task], dict[str, Cure]()
    for crew in trial.week.crews:
        lack = _lack(trial, crew, given)
        if lack is not None:
            found.setdefault(crew.crew_id, lack)
    return list(found.values())


def _lack(trial: Trial, crew: Crew, task: Task) -> Cure | None:
    """Return the one thing a crew lacks for a task; None if it lacks nothing, or several."""
    rules = trial.problem.rules
    who = facts(crew=crew.crew_id)
    skills = [skill for skill in task.skills if skill not in crew.skills]
    if any(skill.startswith(OWN_SKILL) for skill in skills):
        return None
    people = max(task.least_size, rules.least_crew_size) - crew.size
    cures = [
        Cure("give_skill", (*who, *facts(skill="; ".join(skills)))),
        Cure("add_officer", who),
        Cure("add_people", (*who, *facts(people=max(1, people)))),
    ]
    asked = (bool(skills), not crew.officers, people > 0)
    if able_to(task, crew, officers=rules.officer_where_needed) and people <= 0:
        return None
    return next((cure for cure, lacks in zip(cures, asked, strict=True) if lacks), None)


def opened_roads(
    trial: Trial, task: int, opened: Mapping[str, tuple[Travel, ...]]
) -> Iterator[Cure]:
    """Yield each closure whose opening lets a turn that is out take the item."""
    name = trial.problem.tasks[task].task_id
    for road in sorted(opened):
        cure = Cure("open_road", facts(road=road))
        changed = with_cure(trial.problem, name, cure, opened=opened)
        week = Week(changed)
        turns = [t for t in week.usable if week.able(t, task) and not trial.held(t)]
        near = [one for turn in turns for one in trial.insertions(task, turn, week)]
        near.sort(key=lambda one: (one.detour_s, one.turn, one.at))
        for one in near[:TRIED_MOST]:
            if trial.grown(changed, task, {one.turn: one.stops}, anew=True) is not None:
                yield replace(cure, tested=True)
                break
