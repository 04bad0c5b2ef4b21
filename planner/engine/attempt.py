"""One attempt at a question: the work it may use, who wants to hear of it, who may stop it."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

from planner.outcome import Cancelled, Effort, OnProgress, Progress, Run, Stopped
from planner.problem.forms import Problem, problem_id


class Attempt:
    """The mutable side of a solve: work used, the wish to stop, the last figures reported.

    Parameters
    ----------
    effort
        Seed and units of work; :meth:`part` gives a share of them to one step.
    on_progress, cancelled
        Called from the solving thread; ``cancelled`` is asked several times a second.
    """

    def __init__(
        self,
        effort: Effort,
        *,
        on_progress: OnProgress | None = None,
        cancelled: Cancelled | None = None,
    ) -> None:
        self.effort = effort
        self.used = 0.0
        self._in_all = float(effort.work)
        self.objective: int | None = None
        self.bound: int | None = None
        self._on_progress = on_progress
        self._ask = cancelled
        self._cancelled = False
        self._limit_hit = False
        self._silent = False
        self._until = math.inf
        self._began = time.perf_counter()

    def cancelled(self) -> bool:
        """Return whether somebody wants this to stop; once true it stays true."""
        if not self._cancelled and self._ask is not None:
            self._cancelled = bool(self._ask())
        return self._cancelled

    def expect(self, work: float) -> None:
        """Count progress against so much work, where more than the effort itself is booked."""
        self._in_all = work

    def stop_at(self, used: float) -> None:
        """Let what looks at :meth:`over` end once so much work is used."""
        self._until = used

    @property
    def left(self) -> float:
        """Work left until that."""
        return max(0.0, self._until - self.used)

    def over(self) -> bool:
        """Return whether to end: somebody wants it, or the work is used."""
        return self.used >= self._until or self.cancelled()

    def spend(self, work: float, *, limit_hit: bool = False) -> None:
        """Book units of work, and whether a limit rather than a proof ended the step."""
        self.used += work
        self._limit_hit = (self._limit_hit or limit_hit) if not self._silent else self._limit_hit

    def begin(self) -> None:
        """Forget the best figures: what is reported next belongs to another question."""
        self.objective = self.bound = None

    def report(self, objective: int | None = None, bound: int | None = None) -> None:
        """Tell whoever listens the best figures so far."""
        if self._silent:
            return
        if objective is not None and (self.objective is None or objective < self.objective):
            self.objective = objective
        if bound is not None and (self.bound is None or bound > self.bound):
            self.bound = bound
        if self._on_progress is not None:
            share = min(99, int(100 * self.used / self._in_all))
            self._on_progress(Progress(share, self.objective, self.bound))

    @contextmanager
    def silently(self) -> Iterator[None]:
        """Keep side questions (cures, clashes) out of the figures of the main one."""
        before, self._silent = self._silent, True
        try:
            yield
        finally:
            self._silent = before

    def run(self, problem: Problem, *, solver: str, version: str) -> Run:
        """Return how the answer was made."""
        stopped = Stopped.WORK_LIMIT if self._limit_hit else Stopped.DONE
        return Run(
            solver=solver,
            version=version,
            seed=self.effort.seed,
            work_limit=self.effort.work,
            work=round(self.used, 3),
            wall_s=round(time.perf_counter() - self._began, 3),
            problem_id=problem_id(problem),
            stopped=Stopped.CANCELLED if self._cancelled else stopped,
        )
