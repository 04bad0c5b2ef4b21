"""Rules of a tours question by name: the question with some of them only, and how each is told."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from planner.judge.tours_meetings import meetings_of
from planner.judge.tours_meetings import told as meeting_told
from planner.outcome import Conflict, facts
from planner.problem.checks import NUMBER_LIMIT
from planner.problem.tour_parts import (
    DAY_S,
    ESCORTED_KINDS,
    HORIZON_S,
    OWN_SKILL,
    Crew,
    Task,
    TourRules,
    Travel,
    Turn,
)
from planner.problem.tours import ToursProblem


class Rule(NamedTuple):
    """A rule that can be dropped: its name, and the task (or meeting), crew or turn it is about."""

    name: str
    task: str = ""
    crew: str = ""
    turn: str = ""


Rules = Collection[Rule]
DEMANDS = ("mandatory", "pin")
"""Rules without which nothing need be done at all."""


def rule_of(conflict: Conflict) -> Rule:
    """Return the rule that a conflict tells of."""
    told = dict(conflict.facts)
    name = "meeting" if conflict.rule == "meeting" else "task"
    return Rule(conflict.rule, *(str(told.get(key, "")) for key in (name, "crew", "turn")))


def demands_of(problem: ToursProblem) -> list[Rule]:
    """Return what must be done."""
    must = [Rule("mandatory", task.task_id) for task in problem.tasks if task.mandatory]
    pins = dict.fromkeys(Rule("pin", pin.task_id, "", pin.turn_id) for pin in problem.pins)
    return [*must, *pins]


def limits_of(problem: ToursProblem, demands: Rules) -> list[Rule]:
    """Return the rules that may stand in the way, those told last first."""
    asked = {rule.task for rule in demands}
    tasks = [task for task in problem.tasks if task.task_id in asked | _partners(problem, asked)]
    return [*_general(problem), *_of_crews(problem), *_of_tasks(problem, tasks)]


def _partners(problem: ToursProblem, asked: Collection[str]) -> set[str]:
    """Return the tasks somebody must do so that some others are no half of a meeting."""
    if not problem.rules.meetings_hold:
        return set()
    met = [names for names in meetings_of(problem).values() if not set(names).isdisjoint(asked)]
    return {name for names in met for name in names}


def _general(problem: ToursProblem) -> Iterator[Rule]:
    rules = problem.rules
    night = any(turn.night for turn in problem.turns)
    yield from (Rule("no_repeat"),) if rules.no_repeat else ()
    yield from (Rule("break_after_s"),) if rules.break_after_s else ()
    yield from (Rule("rest_s"),) if rules.rest_s else ()
    yield from (Rule("night_needs_officer"),) if night and rules.night_needs_officer else ()
    yield from (Rule("night_least_size"),) if night else ()
    yield Rule("least_crew_size")
    if rules.volunteers_need_officer and any(c.kind in ESCORTED_KINDS for c in problem.crews):
        yield Rule("volunteers_need_officer")
    yield from (Rule("reserve_share_pct"),) if rules.reserve_share_pct else ()


def _of_crews(problem: ToursProblem) -> Iterator[Rule]:
    for crew in problem.crews:
        yield Rule("max_drive_s", "", crew.crew_id)
        if crew.load_most < NUMBER_LIMIT:
            yield Rule("load_most", "", crew.crew_id)
        yield Rule("hours", "", crew.crew_id)


def _of_tasks(problem: ToursProblem, tasks: list[Task]) -> Iterator[Rule]:
    meetings = meetings_of(problem) if problem.rules.meetings_hold else {}
    for name in dict.fromkeys(task.meeting for task in tasks if task.meeting in meetings):
        yield Rule("meeting", name)
    for task in tasks:
        if task.needs_officer and problem.rules.officer_where_needed:
            yield Rule("officer_where_needed", task.task_id)
        if task.least_size > 1:
            yield Rule("least_size", task.task_id)
        if task.skills:
            yield Rule("skills", task.task_id)
        if task.windows:
            yield Rule("windows", task.task_id)
        if _cut_off(problem, task):
            yield Rule("no_road", task.task_id)


def only(problem: ToursProblem, kept: Rules) -> ToursProblem:
    """Return the question with these rules and no others; tasks not asked for are gone."""
    asked = {rule.task for rule in kept if rule.name in DEMANDS}
    whole = replace(problem, tasks=tuple(_task(task, kept) for task in problem.tasks))
    asked |= _partners(whole, asked)
    tasks = [task for task in whole.tasks if task.task_id in asked]
    turns = tuple(_turn(turn, kept) for turn in problem.turns)
    crews = (
        crew
        if Rule("load_most", "", crew.crew_id) in kept
        else replace(crew, load_most=NUMBER_LIMIT)
        for crew in problem.crews
    )
    joined = [
        task
        for task in problem.tasks
        if task.task_id in asked
        and _cut_off(problem, task)
        and Rule("no_road", task.task_id) not in kept
    ]
    return replace(
        problem,
        tasks=tuple(tasks),
        turns=turns,
        crews=tuple(crews),
        rules=_rules(problem.rules, kept),
        travel=_joined(problem, joined) if joined else problem.travel,
        pins=tuple(p for p in problem.pins if Rule("pin", p.task_id, "", p.turn_id) in kept),
        kept=(),
    )


def _task(task: Task, kept: Rules) -> Task:
    name = task.task_id
    must = Rule("mandatory", name) in kept
    met = bool(task.meeting) and Rule("meeting", task.meeting) in kept
    return replace(
        task,
        mandatory=must,
        times=task.times if must or met else 0,
        priority=0,
        longest_gap_days=0,
        needs_officer=task.needs_officer and Rule("officer_where_needed", name) in kept,
        least_size=task.least_size if Rule("least_size", name) in kept else 1,
        skills=task.skills if Rule("skills", name) in kept else (),
        windows=task.windows if Rule("windows", name) in kept else (),
        meeting=task.meeting if met else "",
    )


def _turn(turn: Turn, kept: Rules) -> Turn:
    """Return a turn as it is, or out all day, or free to drive all the time."""
    start_s, end_s, drive_s = turn.start_s, turn.end_s, turn.max_drive_s
    if Rule("hours", "", turn.crew_id) not in kept:
        start_s = min(start_s, turn.day * DAY_S)
        end_s = min(HORIZON_S, max(end_s, (turn.day + 1) * DAY_S))
    if Rule("max_drive_s", "", turn.crew_id) not in kept:
        drive_s = HORIZON_S
    return replace(turn, start_s=start_s, end_s=end_s, max_drive_s=drive_s)


def _rules(rules: TourRules, kept: Rules) -> TourRules:
    """Return the general rules that are kept; nothing has a price."""
    names = {rule.name for rule in kept}
    breaks = "break_after_s" in names
    return TourRules(
        least_crew_size=rules.least_crew_size if "least_crew_size" in names else 0,
        volunteers_need_officer="volunteers_need_officer" in names,
        officer_where_needed=rules.officer_where_needed,
        reserve_share_pct=rules.reserve_share_pct if "reserve_share_pct" in names else 0,
        night_least_size=rules.night_least_size if "night_least_size" in names else 0,
        night_needs_officer="night_needs_officer" in names,
        rest_s=rules.rest_s if "rest_s" in names else 0,
        break_after_s=rules.break_after_s if breaks else 0,
        break_s=rules.break_s if breaks else 0,
        no_repeat="no_repeat" in names,
        meetings_hold=rules.meetings_hold,
        meeting_least_s=rules.meeting_least_s,
        meeting_price_s=0,
        abroad_price_s=0,
        promise_price_s=0,
    )


def _ends(problem: ToursProblem, task: Task) -> set[int]:
    row = {name: i for i, name in enumerate(problem.location_ids)}
    return {row[end] for way in task.ways for end in (way.enter_id, way.leave_id)}


def _cut_off(problem: ToursProblem, task: Task) -> bool:
    """Return whether some crew has no road to a task and back."""
    row = {name: i for i, name in enumerate(problem.location_ids)}
    tables = {table.mode: table.seconds for table in problem.travel}
    for crew in problem.crews:
        legs, base, end = tables[crew.mode], row[crew.base_id], row[crew.end_id or crew.base_id]
        ways = [(row[way.enter_id], row[way.leave_id]) for way in task.ways]
        if any(legs[base][a] < 0 or legs[b][end] < 0 for a, b in ways):
            return True
    return False


def _joined(problem: ToursProblem, tasks: list[Task]) -> tuple[Travel, ...]:
    """Return travel tables in which a road of no length leads to some tasks where none does."""
    spots = set[int]().union(*(_ends(problem, task) for task in tasks))
    return tuple(
        Travel(
            table.mode,
            tuple(
                tuple(0 if s < 0 and (i in spots or j in spots) else s for j, s in enumerate(line))
                for i, line in enumerate(table.seconds)
            ),
        )
        for table in problem.travel
    )


def told(problem: ToursProblem, rule: Rule) -> Conflict:
    """Return a rule as a conflict, with the facts a person needs."""
    if rule.name == "pin":
        return Conflict("pin", facts(task=rule.task, turn=rule.turn))
    if rule.name == "meeting":
        least_s = problem.rules.meeting_least_s
        return Conflict("meeting", facts(**meeting_told(problem, rule.task), least_s=least_s))
    if rule.task:
        task = next(task for task in problem.tasks if task.task_id == rule.task)
        return _TASKS[rule.name](problem, task)
    if rule.crew:
        crew = next(crew for crew in problem.crews if crew.crew_id == rule.crew)
        return _CREWS[rule.name](problem, crew)
    return _GENERAL[rule.name](problem.rules)


def _mandatory(problem: ToursProblem, task: Task) -> Conflict:
    often = facts(times=task.times, days=problem.days) if task.times > 1 else ()
    return Conflict("mandatory", (*facts(task=task.task_id), *often))


def _windows(problem: ToursProblem, task: Task) -> Conflict:
    del problem
    hours = {(w.open_s % DAY_S, w.close_s - w.open_s // DAY_S * DAY_S) for w in task.windows}
    if len(hours) > 1:
        return Conflict("windows", facts(task=task.task_id, spans=len(task.windows)))
    open_s, close_s = hours.pop()
    return Conflict("windows", facts(task=task.task_id, open_s=open_s, close_s=close_s))


def _hours(problem: ToursProblem, crew: Crew) -> Conflict:
    turns = [turn for turn in problem.turns if turn.crew_id == crew.crew_id]
    hours = {(t.start_s - t.day * DAY_S, t.end_s - t.day * DAY_S) for t in turns}
    if len(hours) != 1:
        return Conflict("hours", facts(crew=crew.crew_id))
    start_s, end_s = hours.pop()
    return Conflict("hours", facts(crew=crew.crew_id, start_s=start_s, end_s=end_s))


def _drive(problem: ToursProblem, crew: Crew) -> Conflict:
    most = max(turn.max_drive_s for turn in problem.turns if turn.crew_id == crew.crew_id)
    return Conflict("max_drive_s", facts(crew=crew.crew_id, most_s=most))


def _skills(problem: ToursProblem, task: Task) -> Conflict:
    """Name the skills, or the crew that alone has the only one: being itself."""
    del problem
    if len(task.skills) == 1 and task.skills[0].startswith(OWN_SKILL):
        crew_id = task.skills[0].removeprefix(OWN_SKILL)
        return Conflict("skills", facts(task=task.task_id, crew=crew_id))
    return Conflict("skills", facts(task=task.task_id, skill="; ".join(task.skills)))


_TASKS: dict[str, Callable[[ToursProblem, Task], Conflict]] = {
    "mandatory": _mandatory,
    "windows": _windows,
    "officer_where_needed": lambda _, task: Conflict(
        "officer_where_needed", facts(task=task.task_id)
    ),
    "least_size": lambda _, task: Conflict(
        "least_size", facts(task=task.task_id, least=task.least_size)
    ),
    "skills": _skills,
    "no_road": lambda _, task: Conflict("no_road", facts(task=task.task_id)),
}
_CREWS: dict[str, Callable[[ToursProblem, Crew], Conflict]] = {
    "hours": _hours,
    "max_drive_s": _drive,
    "load_most": lambda _, crew: Conflict(
        "load_most", facts(crew=crew.crew_id, most=crew.load_most)
    ),
}
_GENERAL: dict[str, Callable[[TourRules], Conflict]] = {
    "no_repeat": lambda _: Conflict("no_repeat"),
    "break_after_s": lambda r: Conflict(
        "break_after_s", facts(most_s=r.break_after_s, break_s=r.break_s)
    ),
    "rest_s": lambda r: Conflict("rest_s", facts(least_s=r.rest_s)),
    "night_needs_officer": lambda _: Conflict("night_needs_officer"),
    "night_least_size": lambda r: Conflict("night_least_size", facts(least=r.night_least_size)),
    "least_crew_size": lambda r: Conflict("least_crew_size", facts(least=r.least_crew_size)),
    "volunteers_need_officer": lambda _: Conflict("volunteers_need_officer"),
    "reserve_share_pct": lambda r: Conflict(
        "reserve_share_pct", facts(share_pct=r.reserve_share_pct)
    ),
}
