"""What a cure of a left out item changes in the question: the tested change, to be asked again."""

from collections.abc import Mapping
from dataclasses import replace

from planner.outcome import Cure
from planner.problem.tour_moves import Orders, kept_calls
from planner.problem.tour_parts import (
    DAY_S,
    HORIZON_S,
    PRIORITY_MOST,
    Crew,
    Task,
    Travel,
    Turn,
    Window,
)
from planner.problem.tours import Kept, ToursProblem

MINUTE_S = 60
NO_ROADS: Mapping[str, tuple[Travel, ...]] = {}
TURN_KINDS = ("extend_turn", "extend_turn_drive", "start_earlier")
CREW_KINDS = ("give_skill", "add_officer", "add_people")


def with_cure(
    problem: ToursProblem,
    item: str,
    cure: Cure,
    *,
    opened: Mapping[str, tuple[Travel, ...]] = NO_ROADS,
) -> ToursProblem:
    """Return the question changed as a cure says, with all that has to be changed besides.

    Parameters
    ----------
    item
        The task it is a cure of.
    opened
        Travel tables by the name of what could be opened, as they were told to the engine.

    Raises
    ------
    LookupError
        If the cure is none of tours, or names what the question does not know.
    """
    changed = _changed(problem, item, cure, opened)
    for other in cure.also:
        changed = with_cure(changed, item, other, opened=opened)
    return changed


def taken(
    problem: ToursProblem,
    item: str,
    cure: Cure,
    orders: Orders,
    *,
    opened: Mapping[str, tuple[Travel, ...]] = NO_ROADS,
) -> ToursProblem:
    """Return the question of somebody who takes a cure of a plan: its item is to be in.

    As `with_cure`; calls of the orders are kept as far as it pays, and an item that now can be done
    weighs more than anything: a cure makes room for it, not worth the way. A call that is fixed by
    it is one more: those of its task on other days are fixed too, or it would stand in for one.

    Raises
    ------
    LookupError
        As `with_cure`.
    """
    changed = with_cure(problem, item, cure, opened=opened)
    day = {turn.turn_id: turn.day for turn in changed.turns}
    new = {pin.task_id: day[pin.turn_id] for pin in changed.pins if pin not in problem.pins}
    kept = tuple(call for call in kept_calls(orders) if call.turn_id in day)
    stay = tuple(
        call
        for call in kept
        if day[call.turn_id] != new.get(call.task_id, day[call.turn_id])
        and call not in changed.pins
    )
    tasks = (
        replace(task, priority=PRIORITY_MOST)
        if task.task_id == item and task.priority and item not in new
        else task
        for task in changed.tasks
    )
    return replace(changed, tasks=tuple(tasks), pins=(*changed.pins, *stay), kept=kept)


def _changed(
    problem: ToursProblem, item: str, cure: Cure, opened: Mapping[str, tuple[Travel, ...]]
) -> ToursProblem:
    facts = _Facts(cure)
    if cure.kind in TURN_KINDS:
        longer = _longer(_turn(problem, facts.text("turn")), cure.kind, facts)
        turns = (longer if turn.turn_id == longer.turn_id else turn for turn in problem.turns)
        return replace(problem, turns=tuple(turns))
    if cure.kind in CREW_KINDS:
        crew_id = facts.text("crew")
        changed = (
            _abler(crew, cure.kind, facts) if crew.crew_id == crew_id else crew
            for crew in problem.crews
        )
        return replace(problem, crews=tuple(changed))
    return _otherwise(problem, item, cure, opened)


def _otherwise(
    problem: ToursProblem, item: str, cure: Cure, opened: Mapping[str, tuple[Travel, ...]]
) -> ToursProblem:
    facts = _Facts(cure)
    match cure.kind:
        case "widen_window":
            tasks = (_wider(t, facts) if t.task_id == item else t for t in problem.tasks)
            return replace(problem, tasks=tuple(tasks))
        case "lower_reserve":
            share = facts.number("share_pct")
            turns = (
                _longer(turn, "extend_turn", facts) if turn.turn_id == facts.text("turn") else turn
                for turn in problem.turns
            )
            rules = replace(problem.rules, reserve_share_pct=share)
            return replace(problem, rules=rules, turns=tuple(turns))
        case "more_crews":
            return _with_twins(problem, facts)
        case "accept_detour_tour":
            pin = Kept(facts.text("task", item), facts.text("turn"))
            return replace(problem, pins=(*problem.pins, pin))
        case "open_road":
            return replace(problem, travel=opened[facts.text("road")])
    raise LookupError(cure.kind)


class _Facts:
    """Facts of a cure by name."""

    def __init__(self, cure: Cure) -> None:
        self._facts = dict(cure.facts)

    def text(self, name: str, usual: str | None = None) -> str:
        return str(self._facts[name] if usual is None else self._facts.get(name, usual))

    def number(self, name: str) -> int:
        return int(self._facts.get(name, 0))


def _turn(problem: ToursProblem, turn_id: str) -> Turn:
    found = [turn for turn in problem.turns if turn.turn_id == turn_id]
    if not found:
        raise KeyError(turn_id)
    return found[0]


def _longer(turn: Turn, kind: str, facts: _Facts) -> Turn:
    seconds = facts.number("minutes") * MINUTE_S
    if kind == "start_earlier":
        return replace(turn, start_s=max(0, turn.start_s - seconds))
    drive_s = turn.max_drive_s + facts.number("drive_minutes") * MINUTE_S
    return replace(
        turn, end_s=min(HORIZON_S, turn.end_s + seconds), max_drive_s=min(HORIZON_S, drive_s)
    )


def _abler(crew: Crew, kind: str, facts: _Facts) -> Crew:
    if kind == "give_skill":
        skills = facts.text("skill").split("; ")
        return replace(crew, skills=tuple(dict.fromkeys((*crew.skills, *skills))))
    if kind == "add_officer":
        return replace(crew, size=crew.size + 1, officers=crew.officers + 1)
    return replace(crew, size=crew.size + facts.number("people"))


def _wider(task: Task, facts: _Facts) -> Task:
    """Put the windows the wider one touches into it."""
    midnight = facts.number("day") * DAY_S
    open_s, close_s = midnight + facts.number("open_s"), midnight + facts.number("close_s")
    apart = (w for w in task.windows if w.close_s < open_s or w.open_s > close_s)
    return replace(task, windows=(*apart, Window(open_s, close_s)))


def _with_twins(problem: ToursProblem, facts: _Facts) -> ToursProblem:
    """Add crews like one, each with a turn like one of its turns."""
    turn = _turn(problem, facts.text("turn"))
    like = next(crew for crew in problem.crews if crew.crew_id == turn.crew_id)
    crews, turns = list(problem.crews), list(problem.turns)
    taken = {crew.crew_id for crew in crews} | {one.turn_id for one in turns}
    number = 2
    for _ in range(facts.number("crews")):
        while {f"{like.crew_id}+{number}", f"{turn.turn_id}+{number}"} & taken:
            number += 1
        crew_id, turn_id = f"{like.crew_id}+{number}", f"{turn.turn_id}+{number}"
        taken |= {crew_id, turn_id}
        crews.append(replace(like, crew_id=crew_id))
        turns.append(replace(turn, turn_id=turn_id, crew_id=crew_id))
    return replace(problem, crews=tuple(crews), turns=tuple(turns))
