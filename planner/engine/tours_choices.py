"""Other plans for one tours question, each the best found for another taste, told in one price."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.tours import solve
from planner.engine.tours_together import together
from planner.judge.tours_book import book_of, drive_seconds
from planner.judge.tours_cost import busy_permille, late_days, missing, moved
from planner.outcome import Effort, Facts, Note, Outcome, Status, facts
from planner.problem.checks import NUMBER_LIMIT
from planner.problem.forms import problem_id
from planner.problem.tours import Kept, ToursPlan, ToursProblem

Measure = Callable[[ToursProblem, ToursPlan], int]
TASTE = 20
"""How many times as much an alternative pays for what it favours."""
EVEN_S, LONGEST_PCT, MOVED_S = 600, 1000, 7200
"""Least prices of what is favoured where the question has none or a low one."""
OTHERS_MOST = 3


def alternatives(
    problem: ToursProblem,
    attempt: Attempt,
    *,
    base: Outcome[ToursPlan] | None = None,
    last: ToursPlan | None = None,
) -> Iterator[Outcome[ToursPlan]]:
    """Yield the answer as asked, then up to three plans that favour one thing.

    Plans met before are left out; all begin from the plan as asked and are priced as it is.

    Parameters
    ----------
    base
        The answer as asked where it is known.
    last
        Plan of last time, whose calls (task and turn) are to stay; else those the question keeps.
    """
    base = base or _asked(problem, attempt)
    if base.plan is None:
        yield base
        return
    since = problem if last is None else replace(problem, kept=_calls(problem, last))
    told = Note("tours_as_asked", figures(since, base.plan))
    yield replace(base, notes=(told, *base.notes))
    seen = [base.plan]
    for code, changed, measure in _tastes(since):
        if len(seen) > OTHERS_MOST or attempt.cancelled():
            return
        part = _part(attempt)
        plan = together(changed, part, base.plan)
        attempt.spend(part.used)
        if plan is None or judge.faults(problem, plan) or plan in seen:
            continue
        if measure(since, plan) < measure(since, base.plan):
            seen.append(plan)
            yield _told(problem, plan, base, Note(code, figures(since, plan)))


def _asked(problem: ToursProblem, attempt: Attempt) -> Outcome[ToursPlan]:
    part = _part(attempt)
    outcome = solve(problem, part)
    attempt.spend(part.used)
    return outcome


def _calls(problem: ToursProblem, last: ToursPlan) -> tuple[Kept, ...]:
    """Return the calls of a plan that the question still knows."""
    tasks = {task.task_id for task in problem.tasks}
    turns = {turn.turn_id for turn in problem.turns}
    calls = (Kept(call.task_id, tour.turn_id) for tour in last.tours for call in tour.calls)
    return tuple(call for call in calls if call.task_id in tasks and call.turn_id in turns)


def _tastes(problem: ToursProblem) -> Iterator[tuple[str, ToursProblem, Measure]]:
    """Yield the question with other prices, and what is to be less then."""
    rules = problem.rules
    bare = replace(
        rules,
        abroad_price_s=0,
        other_grid_price_s=0,
        longest_price_pct=0,
        fair_price_s=0,
        moved_price_s=0,
    )
    yield "tours_least_driving", replace(problem, rules=bare), _drive_s
    if problem.kept:
        dear = _dearer(rules.moved_price_s, MOVED_S)
        moving = replace(rules, moved_price_s=dear)
        yield "tours_least_moved", replace(problem, rules=moving), _moved
    even = replace(rules, fair_price_s=_dearer(rules.fair_price_s, EVEN_S))
    yield "tours_even", replace(problem, rules=even), _uneven
    short = replace(rules, longest_price_pct=_dearer(rules.longest_price_pct, LONGEST_PCT))
    yield "tours_short", replace(problem, rules=short), _longest_s


def _dearer(price: int, least: int) -> int:
    return min(NUMBER_LIMIT, max(least, price * TASTE))


def _drive_s(problem: ToursProblem, plan: ToursPlan) -> int:
    book = book_of(problem)
    return sum(drive_seconds(book, tour) for tour in plan.tours)


def _moved(problem: ToursProblem, plan: ToursPlan) -> int:
    return len(moved(problem, plan))


def _uneven(problem: ToursProblem, plan: ToursPlan) -> int:
    busy = busy_permille(problem, plan).values()
    return max(busy, default=0) - min(busy, default=0)


def _longest_s(problem: ToursProblem, plan: ToursPlan) -> int:
    del problem
    return max((tour.return_s - tour.start_s for tour in plan.tours), default=0)


def figures(problem: ToursProblem, plan: ToursPlan) -> Facts:
    """Return what tells plans apart, in whole minutes and per cent.

    Driving, tours, times left out, days late, share of their time the busiest and the least busy
    crew are out, the longest tour, and kept calls that are elsewhere.
    """
    busy = busy_permille(problem, plan).values()
    return facts(
        drive_s=_drive_s(problem, plan),
        tours=len(plan.tours),
        missing=sum(missing(problem, plan).values()),
        late=sum(late_days(problem, plan).values()),
        busiest_pct=max(busy, default=0) // 10,
        least_pct=min(busy, default=0) // 10,
        longest_s=_longest_s(problem, plan),
        moved=_moved(problem, plan),
    )


def _told(
    problem: ToursProblem, plan: ToursPlan, base: Outcome[ToursPlan], note: Note
) -> Outcome[ToursPlan]:
    """Return a plan as an answer to the question as asked, with its bound."""
    objective = judge.objective(problem, plan)
    optimal = base.bound is not None and objective <= base.bound
    return Outcome(
        status=Status.OPTIMAL if optimal else Status.FEASIBLE,
        run=replace(base.run, problem_id=problem_id(problem)),
        plan=plan,
        objective=objective,
        bound=base.bound,
        notes=(note,),
    )


def _part(attempt: Attempt) -> Attempt:
    """Return a quarter of the work."""
    effort = Effort(attempt.effort.seed, max(1, attempt.effort.work // (1 + OTHERS_MOST)))
    return Attempt(effort, cancelled=attempt.cancelled)
