"""Computations that take longer than a click: one at a time, watched, stoppable, kept.

A job is named by the question's fingerprint and the effort, so the same question is never computed
twice at once, and a page that is left, reloaded or opened by somebody else finds its answer again.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING

import streamlit as st

from planner.outcome import Effort, Progress, Stopped

if TYPE_CHECKING:
    from planner.outcome import Outcome

    Answers = Outcome[object] | tuple[Outcome[object], ...]

_KEPT_MOST = 48
_LOG = logging.getLogger(__name__)

Solve = Callable[..., "Answers"]


@dataclass(slots=True)
class Job:
    """One computation: waiting, running or done."""

    name: str
    asked_at: float = field(default_factory=time.monotonic)
    began_at: float | None = None
    progress: Progress | None = None
    stop: Event = field(default_factory=Event)
    future: Future[Answers] | None = None

    @property
    def done(self) -> bool:
        return self.future is not None and self.future.done()

    @property
    def waiting(self) -> bool:
        return self.began_at is None and not self.done

    @property
    def elapsed_s(self) -> float:
        return 0.0 if self.began_at is None else time.monotonic() - self.began_at

    @property
    def outcomes(self) -> tuple[Outcome[object], ...]:
        """The answers, the one as asked first; none while there are none or it broke off."""
        if not self.done or self.future is None or self.future.cancelled():
            return ()
        if self.future.exception():
            return ()
        found = self.future.result()
        return found if isinstance(found, tuple) else (found,)

    @property
    def outcome(self) -> Outcome[object] | None:
        """The answer as asked."""
        return next(iter(self.outcomes), None)

    @property
    def cancelled(self) -> bool:
        """Whether somebody stopped it before it came to its own end."""
        if self.future is not None and self.future.cancelled():
            return True
        outcome = self.outcome
        return outcome is not None and outcome.run.stopped is Stopped.CANCELLED

    def cancel(self) -> None:
        """Ask the computation to stop; it gives the best plan it has."""
        self.stop.set()
        if self.future is not None:
            self.future.cancel()


class Desk:
    """The one slot where computations of all readers take their turn."""

    def __init__(self) -> None:
        self._slot = ThreadPoolExecutor(max_workers=1, thread_name_prefix="solve")
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()

    def find(self, name: str) -> Job | None:
        """Return the job of that name, whoever asked for it."""
        with self._lock:
            return self._jobs.get(name)

    def start(self, name: str, work: Callable[[Job], Answers]) -> Job:
        """Return the job of that name, begun unless it is already under way or answered."""
        with self._lock:
            known = self._jobs.get(name)
            if known is not None and not (known.done and (known.cancelled or not known.outcome)):
                return known
            job = Job(name)
            self._jobs[name] = job
            self._jobs.move_to_end(name)
            self._forget()
            job.future = self._slot.submit(_run, job, work)
            return job

    def answered(self) -> dict[str, Outcome[object]]:
        """Return name -> answer of every finished job, the latest last."""
        with self._lock:
            done = {name: job.outcome for name, job in self._jobs.items()}
        return {name: outcome for name, outcome in done.items() if outcome is not None}

    def _forget(self) -> None:
        finished = [name for name, job in self._jobs.items() if job.done]
        for name in finished[: max(0, len(self._jobs) - _KEPT_MOST)]:
            del self._jobs[name]


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """Return the desk of this program, the same for every reader."""
    return Desk()


def name_of(problem_id: str, effort: Effort) -> str:
    """Return the name of the computation of a question with an effort."""
    return f"{problem_id}|{effort.seed}|{effort.work}"


def start(problem_id: str, problem: object, solve: Solve, effort: Effort) -> Job:
    """Begin to answer a question, or find the answer that is there."""

    def work(job: Job) -> Answers:
        def tell(progress: Progress) -> None:
            job.progress = progress

        return solve(problem, effort=effort, on_progress=tell, cancelled=job.stop.is_set)

    return desk().start(name_of(problem_id, effort), work)


def _run(job: Job, work: Callable[[Job], Answers]) -> Answers:
    job.began_at = time.monotonic()
    try:
        return work(job)
    except Exception:
        _LOG.exception("computation %s broke off", job.name)
        raise
