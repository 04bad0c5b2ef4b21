"""Why a unit cannot be divided as asked, told with the settlements a planner knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.outcome import Conflict, facts
from planner.words import Lang, listed

if TYPE_CHECKING:
    from planner.demand.redistrict import RedistrictContext
    from planner.outcome import Outcome
    from planner.problem.redistrict import RedistrictPlan, RedistrictProblem


def with_places(
    problem: RedistrictProblem,
    context: RedistrictContext,
    outcome: Outcome[RedistrictPlan],
    lang: Lang,
) -> Outcome[RedistrictPlan]:
    """Let clashes name the settlements that stay whole, with their households; limits first."""
    told = [_placed(problem, context, one, lang) for one in outcome.conflicts]
    told.sort(key=lambda one: (one.rule == "together", -int(dict(one.facts).get("load", 0))))
    return replace(outcome, conflicts=tuple(told))


def _placed(
    problem: RedistrictProblem, context: RedistrictContext, clash: Conflict, lang: Lang
) -> Conflict:
    """Add the settlements of the ground that stays whole, where it is theirs exactly."""
    known = dict(clash.facts)
    if clash.rule != "together":
        return clash
    heap = _heap(problem, str(known["basic"]))
    ids = context.homes.groupby("place_id")["basic_id"].agg(set)
    whole = {frozenset(group) for group in problem.together if heap.issuperset(group)}
    mine = [place_id for place_id, pieces in ids.items() if frozenset(pieces) in whole]
    if len(heap) != known["basics"] or not mine:
        return clash
    names = context.ground.area.places[f"name_{lang}"]
    place = listed([str(names[place_id]) for place_id in mine], lang)
    held = sum(basic.households for basic in problem.basics if basic.unit_id in heap)
    return replace(clash, facts=facts(**{**known, "load": held, "place": place}))


def _heap(problem: RedistrictProblem, basic: str) -> set[str]:
    """Everything that hangs together with a piece: settlements that share pieces are one."""
    heap, grown = set[str](), {basic}
    while grown != heap:
        heap = grown
        grown = heap.union(*(group for group in problem.together if not heap.isdisjoint(group)))
    return heap
