"""Plans over days in which crews meet: found with halves allowed, which are then left out.

A call at a meeting pays on its own only where a half is no fault, so most of the work goes into a
question in which halves have a price; the rest mends what is lost without them.
"""

from dataclasses import replace

from planner.engine.attempt import Attempt
from planner.engine.tours_days import Week
from planner.engine.tours_days_rounds import over_days
from planner.engine.tours_days_state import state_of
from planner.engine.tours_meetings import at_fixed_hours
from planner.judge.tours_meetings import meetings_of
from planner.outcome import Effort
from planner.problem.tours import ToursPlan, ToursProblem

LAX_PCT = 80
"""Share of the work with halves allowed."""


def together(
    problem: ToursProblem, attempt: Attempt, start: ToursPlan | None = None
) -> ToursPlan | None:
    """Return a sound plan over days, None where none is found.

    Parameters
    ----------
    start
        A sound plan to begin with.
    """
    asked = at_fixed_hours(problem)
    if not (problem.rules.meetings_hold and meetings_of(problem)):
        return over_days(asked, attempt, start)
    plan = _lax(asked, attempt, start)
    state = None if plan is None else state_of(Week(asked), plan)
    return over_days(asked, attempt, start if state is None or state.unmet else state.plan)


def _lax(problem: ToursProblem, attempt: Attempt, start: ToursPlan | None) -> ToursPlan | None:
    """Return a plan that may have halves of meetings; its figures are nobody's."""
    booked = 0.0

    def book(_: object = None) -> None:
        nonlocal booked
        attempt.spend(inner.used - booked)
        booked = inner.used
        attempt.report()

    effort = attempt.effort
    inner = Attempt(
        Effort(effort.seed, max(1, effort.work * LAX_PCT // 100)),
        on_progress=book,
        cancelled=attempt.cancelled,
    )
    rules = replace(problem.rules, meetings_hold=False)
    plan = over_days(replace(problem, rules=rules), inner, start)
    book()
    return plan
