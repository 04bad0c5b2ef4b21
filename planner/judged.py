"""The one gate every answer passes: what the engine found is shown only if the judge agrees."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from planner import judge
from planner.engine import Attempt
from planner.outcome import Cancelled, Effort, OnProgress, Outcome
from planner.problem.forms import Plan, Problem

P = TypeVar("P", bound=Plan)
Q = TypeVar("Q", bound=Problem)
Q_contra = TypeVar("Q_contra", bound=Problem, contravariant=True)
P_co = TypeVar("P_co", bound=Plan, covariant=True)


class Door(Protocol[Q_contra, P_co]):
    """A question in, a judged answer out; the same question, seed and work give the same plan."""

    def __call__(
        self,
        problem: Q_contra,
        *,
        effort: Effort = ...,
        on_progress: OnProgress | None = ...,
        cancelled: Cancelled | None = ...,
    ) -> Outcome[P_co]:
        """Answer a question.

        Parameters
        ----------
        on_progress
            Called now and then from the solving thread.
        cancelled
            Asked several times a second; once it says true, the best plan so far is returned.

        Raises
        ------
        JudgeDisagreesError
            If the judge refuses what the engine found.
        """


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


def door(engine_solve: Callable[[Q, Attempt], Outcome[P]]) -> Door[Q, P]:
    """Put the judge behind an engine."""

    def solve(
        problem: Q,
        *,
        effort: Effort = Effort(),  # noqa: B008 a frozen value
        on_progress: OnProgress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Outcome[P]:
        attempt = Attempt(effort, on_progress=on_progress, cancelled=cancelled)
        return judged(problem, engine_solve(problem, attempt))

    return solve
