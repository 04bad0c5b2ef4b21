"""Posts away for some days: who answers in their place, what it costs, what changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner import responders, simulate
from planner.demand.duty_lost import lost
from planner.demand.responder_book import asked
from planner.demand.simulation import called_of, demand_of, force_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.demand.duty_lost import Lost
    from planner.demand.responder import ResponderContext
    from planner.demand.responder_book import ResponderBook
    from planner.demand.team_book import TeamBook
    from planner.outcome import Effort, Outcome
    from planner.problem import ResponderPlan, ResponderProblem
    from planner.simulate import Compared

RUNS = 40


@dataclass(frozen=True, slots=True)
class Absent:
    """Who is away, from which day, for how many."""

    posts: tuple[str, ...]
    first: date
    days: int = 7


@dataclass(frozen=True, eq=False)
class Away:
    """The plan with everybody there and the one without some, judged; and days simulated.

    Parameters
    ----------
    usual, without
        Question and answer of each; the second one keeps the first as far as it pays.
    compared
        Figures of the days on the same matters; empty where one of the plans is missing.
    """

    usual: tuple[ResponderProblem, Outcome[ResponderPlan]]
    without: tuple[ResponderProblem, Outcome[ResponderPlan]]
    lost: tuple[Lost, ...]
    compared: Mapping[str, Compared]


def away(
    base: ResponderProblem,
    context: ResponderContext,
    books: tuple[ResponderBook, TeamBook],
    absent: Absent,
    effort: Effort,
) -> Away:
    """Plan with everybody there, plan again without some posts, and meet the same matters twice."""
    posts, (book, teams) = absent.posts, books
    usual = asked(base, book, skills=teams.skills)
    found = responders.solve(usual, effort=effort)
    before = {a.grid_id: a.first_post_id for a in found.plan.assignments} if found.plan else {}
    without = asked(base, book, before=before, away=posts, skills=teams.skills)
    then = responders.solve(without, effort=effort)
    compared: Mapping[str, Compared] = {}
    if found.plan is not None and then.plan is not None:
        plans = found.plan, then.plan
        compared = _met(context, plans, absent, limit_s=base.rules.limit_s)
    return Away((usual, found), (without, then), lost(base, context, posts, teams), compared)


def _met(
    context: ResponderContext,
    plans: tuple[ResponderPlan, ResponderPlan],
    absent: Absent,
    *,
    limit_s: int,
) -> dict[str, Compared]:
    ground = context.ground
    demand, force = demand_of(ground), force_of(ground, on=absent.first)
    how = simulate.Simulation(days=absent.days, runs=RUNS, limit_s=limit_s)
    there = replace(force, called=called_of(ground, plans[0], force.posts))
    units = zip(force.posts, force.units, strict=True)
    gone = replace(
        force,
        units=tuple((0,) if post in absent.posts else crews for post, crews in units),
        called=called_of(ground, plans[1], force.posts),
    )
    return simulate.compared(
        simulate.figures(demand, there, how), simulate.figures(demand, gone, how)
    )
