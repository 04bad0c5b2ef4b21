"""The shape of every answer: how far the solver came, the plan, the proof and what is left out.

Everything in here is a code or a whole number. The sentences a person reads are in planner.words.
Money, time and weight are already one number when they arrive here: the objective, which is always
minimised.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

P = TypeVar("P")
P_co = TypeVar("P_co", covariant=True)

Fact: TypeAlias = tuple[str, str | int]
Facts: TypeAlias = tuple[Fact, ...]


class Status(StrEnum):
    """How an answer ended."""

    OPTIMAL = "optimal"
    """The plan is proved to be as good as any."""
    FEASIBLE = "feasible"
    """The plan keeps every rule; nobody proved that there is no better one."""
    INFEASIBLE = "infeasible"
    """No plan can keep every rule, confirmed by two different solves."""
    NOT_FOUND = "not_found"
    """The work ran out, or somebody cancelled, before a plan was found. Not a proof of anything."""


class Stopped(StrEnum):
    """Why the solver stopped."""

    DONE = "done"
    WORK_LIMIT = "work_limit"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: the same seed and the same work give the same plan.

    Parameters
    ----------
    seed
        Seed of every random choice, 0 or more.
    work
        Units of work, 1 or more; one unit is about a second of one processor of 2025, but it counts
        operations, not time, so a slow machine gives the same plan later.
    """

    seed: int = 0
    work: int = 10

    def __post_init__(self) -> None:
        _require(
            type(self.seed) is int and 0 <= self.seed < 2**31, "seed", self.seed, "0 to 2^31-1"
        )
        _require(type(self.work) is int and 1 <= self.work <= 10**6, "work", self.work, "1 to 10^6")


@dataclass(frozen=True, slots=True)
class Progress:
    """A message on the way: share of the work done (0 to 100), best plan and bound so far."""

    share_pct: int
    objective: int | None = None
    bound: int | None = None


OnProgress: TypeAlias = Callable[[Progress], None]
Cancelled: TypeAlias = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Run:
    """How the answer was made, so that anybody can make it again.

    Parameters
    ----------
    work_limit, work
        Units of work allowed and used, see :class:`Effort`.
    wall_s
        Seconds on the clock; the only field that differs between two equal runs.
    """

    solver: str
    version: str
    seed: int
    work_limit: int
    work: float
    wall_s: float
    problem_id: str
    stopped: Stopped = Stopped.DONE


@dataclass(frozen=True, slots=True)
class Conflict:
    """One of the rules that cannot hold together: its name and the facts that matter."""

    rule: str
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Cure:
    """A change of the question that would bring an item in; tested means a judged plan exists.

    Parameters
    ----------
    also
        Changes that have to be made with it; tested is then all of them together.
    """

    kind: str
    facts: Facts = ()
    tested: bool = False
    also: tuple["Cure", ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something the plan does not serve, why, and the cheapest changes that would help."""

    item: str
    reason: str
    facts: Facts = ()
    cures: tuple[Cure, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about the answer itself: where the bound comes from, what was not examined."""

    code: str
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Outcome(Generic[P_co]):
    """An answer. Plan and objective exist if and only if solved; conflicts only if infeasible.

    Raises
    ------
    ValueError
        If the parts contradict each other.
    """

    status: Status
    run: Run
    plan: P_co | None = None
    objective: int | None = None
    bound: int | None = None
    conflicts: tuple[Conflict, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        solved = self.status in {Status.OPTIMAL, Status.FEASIBLE}
        _require((self.plan is not None) == solved, "plan", self.status, "a plan only when solved")
        _require(
            (self.objective is not None) == solved, "objective", self.status, "one only when solved"
        )
        _require(
            bool(self.conflicts) == (self.status is Status.INFEASIBLE),
            "conflicts",
            self.status,
            "conflicts if and only if infeasible",
        )
        _require(solved or not self.left_out, "left_out", self.status, "nothing without a plan")
        _require(
            self.bound is None or self.objective is None or self.bound <= self.objective,
            "bound",
            str(self.bound),
            "at most the objective",
        )
        _require(
            self.status is not Status.OPTIMAL or self.bound == self.objective,
            "bound",
            str(self.bound),
            "the objective when optimal",
        )

    @property
    def solved(self) -> bool:
        """Whether there is a plan."""
        return self.plan is not None

    @property
    def gap(self) -> float | None:
        """Largest possible saving as a share of the objective, 0 to 1; None without a bound."""
        if self.objective is None or self.bound is None:
            return None
        return (self.objective - self.bound) / max(1, abs(self.objective))


def with_left_out(outcome: Outcome[P], left_out: tuple[LeftOut, ...], *notes: Note) -> Outcome[P]:
    """Return the outcome with the left out items and notes added."""
    return replace(outcome, left_out=left_out, notes=(*outcome.notes, *notes))


def facts(**values: str | int) -> Facts:
    """Return facts in the order given: ``facts(crew="C1", minutes=20)``."""
    return tuple(values.items())


def _require(good: bool, field: str, given: object, expected: str) -> None:
    if not good:
        message = f"{field}: expected {expected}, got {given}"
        raise ValueError(message)
