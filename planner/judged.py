"""The one gate every answer passes: what the engine found is shown only if the judge agrees."""

from typing import TypeVar

from planner import judge
from planner.outcome import Outcome
from planner.problem.forms import Plan, Problem

P = TypeVar("P", bound=Plan)


class JudgeDisagreesError(RuntimeError):
    """The engine gave an answer the judge refuses: a mistake in this program, never in the input.

    Parameters
    ----------
    faults
        What the judge found.
    """

    def __init__(self, faults: tuple[judge.Fault, ...]) -> None:
        self.faults = faults
        named = "; ".join(f"{fault.rule} {dict(fault.facts)}" for fault in faults[:5])
        super().__init__(f"expected an answer without faults, the judge found {named}")


def judged(problem: Problem, outcome: Outcome[P]) -> Outcome[P]:
    """Return the outcome unchanged if the judge finds no fault in it.

    Raises
    ------
    JudgeDisagreesError
        If the judge finds a fault.
    """
    found = judge.verdict(problem, outcome)
    if found:
        raise JudgeDisagreesError(found)
    return outcome
