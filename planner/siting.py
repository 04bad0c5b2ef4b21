"""The door to siting: where anything is put so that places are near it; a judged answer out."""

from planner import engine
from planner.engine import Attempt
from planner.judged import door
from planner.outcome import Outcome
from planner.problem.siting import SitingPlan, SitingProblem

solve = door(engine.siting.solve)


def _plan(problem: SitingProblem, attempt: Attempt) -> Outcome[SitingPlan]:
    return engine.siting.plan_only(problem, attempt, work=attempt.effort.work)


plan = door(_plan)
"""The same without a word on what is left out and what would mend it: for questions asked often."""
