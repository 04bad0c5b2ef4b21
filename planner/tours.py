"""The door to tours over days and weeks: a question in, a judged answer out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from planner import engine, judge
from planner.judge.tours_variety import Walk
from planner.judged import door, judged
from planner.outcome import Cancelled, Effort, Note, OnProgress, Outcome, Status, facts
from planner.problem.tour_cures import NO_ROADS
from planner.problem.tour_parts import Travel
from planner.problem.tours import ToursPlan, ToursProblem

solve = door(engine.tours.solve)
retimed = engine.tours_hand.retimed
"""Times for a plan changed by hand; unlike an answer it may break rules: ask the judge."""
varied = engine.tours_variety.varied
"""The same calls on their days in another near-best order, at other hours, by seed and date."""


def varied_answer(
    problem: ToursProblem,
    outcome: Outcome[ToursPlan],
    *,
    seed: int,
    first: date,
    before: Iterable[Walk] = (),
    more_s: int | None = None,
) -> Outcome[ToursPlan]:
    """Return an answer with its plan varied, see :func:`varied`, and a note of seed and price.

    Raises
    ------
    JudgeDisagreesError
        If the judge refuses the plan.
    """
    if outcome.plan is None or outcome.objective is None:
        return outcome
    plan = varied(problem, outcome.plan, seed=seed, first=first, before=before, more_s=more_s)
    cost = judge.objective(problem, plan)
    found = replace(
        outcome,
        status=Status.OPTIMAL if cost == outcome.bound else Status.FEASIBLE,
        plan=plan,
        objective=cost,
        notes=(*outcome.notes, Note("varied", facts(seed=seed, more=cost - outcome.objective))),
    )
    return judged(problem, found)


def alternatives(
    problem: ToursProblem,
    *,
    base: Outcome[ToursPlan] | None = None,
    last: ToursPlan | None = None,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Outcome[ToursPlan], ...]:
    """Return the answer as asked and up to three judged others, all in the same prices.

    They favour little driving, few changes (where something is kept, or `last` is given), even
    crews, and short tours; the first note of each tells its taste and figures. A plan no better
    for its taste than the one as asked is left away.

    Parameters
    ----------
    base
        The answer as asked where it is known; else it is found with a quarter of the work.
    last
        Plan of last time, whose calls (task and turn) are to stay.
    """
    attempt = engine.Attempt(effort, on_progress=on_progress, cancelled=cancelled)
    found = engine.tours_choices.alternatives(problem, attempt, base=base, last=last)
    return tuple(judged(problem, outcome) for outcome in found)


def explained(
    problem: ToursProblem,
    outcome: Outcome[ToursPlan],
    *,
    opened: Mapping[str, tuple[Travel, ...]] = NO_ROADS,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    cancelled: Cancelled | None = None,
) -> Outcome[ToursPlan]:
    """Return an answer with reasons and cures tried out with more work, or with roads opened.

    The plan may become a better one met on the way.

    Parameters
    ----------
    opened
        What could be opened, by name, with the travel tables as they would be.
    """
    if outcome.plan is None:
        return outcome
    attempt = engine.Attempt(effort, cancelled=cancelled)
    return judged(problem, engine.tours_cures.told_anew(problem, outcome, attempt, opened=opened))
