"""The desk: one computation at a time, found again by its question, stoppable."""

from __future__ import annotations

from threading import Event

import pytest

from pages.ui.jobs import Desk, Job
from planner.outcome import Outcome, Run, Status, Stopped

PATIENCE_S = 20


def outcome(status: Status, stopped: Stopped = Stopped.DONE) -> Outcome[object]:
    run = Run("test", "1", 0, 1, 0.0, 0.0, "p", stopped)
    if status is Status.OPTIMAL:
        return Outcome(status, run, plan=object(), objective=1, bound=1)
    return Outcome(status, run)


class Slow:
    """A computation that waits to be let go or stopped."""

    def __init__(self) -> None:
        self.begun, self.go, self.runs = Event(), Event(), 0

    def __call__(self, job: Job) -> Outcome[object]:
        self.runs += 1
        self.begun.set()
        while not self.go.wait(0.01):
            if job.stop.is_set():
                return outcome(Status.NOT_FOUND, Stopped.CANCELLED)
        return outcome(Status.OPTIMAL)


def finish(job: Job) -> None:
    assert job.future is not None
    if not job.future.cancelled():
        job.future.exception(timeout=PATIENCE_S)


def test_the_same_question_is_computed_once_and_its_answer_found_again():
    desk, slow = Desk(), Slow()
    first = desk.start("a", slow)
    assert desk.start("a", slow) is first
    slow.go.set()
    finish(first)
    assert desk.find("a") is first
    assert desk.start("a", slow) is first
    assert slow.runs == 1
    assert first.outcome is not None
    assert first.outcome.solved
    assert list(desk.answered()) == ["a"]


def test_only_one_computation_runs_and_the_next_one_waits():
    desk, slow, other = Desk(), Slow(), Slow()
    first, second = desk.start("a", slow), desk.start("b", other)
    assert slow.begun.wait(PATIENCE_S)
    assert not first.waiting
    assert second.waiting
    assert not other.begun.is_set()
    slow.go.set()
    other.go.set()
    finish(second)
    assert second.outcome is not None


def test_a_stopped_computation_ends_and_can_be_asked_again():
    desk, slow = Desk(), Slow()
    job = desk.start("a", slow)
    assert slow.begun.wait(PATIENCE_S)
    job.cancel()
    finish(job)
    assert job.cancelled
    assert job.outcome is not None
    assert not job.outcome.solved
    slow.go.set()
    again = desk.start("a", slow)
    assert again is not job
    finish(again)
    assert not again.cancelled


def test_a_waiting_computation_is_taken_off_before_it_begins():
    desk, slow, other = Desk(), Slow(), Slow()
    first, second = desk.start("a", slow), desk.start("b", other)
    second.cancel()
    slow.go.set()
    finish(first)
    assert second.cancelled
    assert second.outcome is None
    assert other.runs == 0


@pytest.mark.filterwarnings("ignore")
def test_a_computation_that_breaks_off_has_no_answer_and_can_be_asked_again():
    def broken(_job: Job) -> Outcome[object]:
        raise RuntimeError

    desk, slow = Desk(), Slow()
    job = desk.start("a", broken)
    finish(job)
    assert job.done
    assert job.outcome is None
    assert not job.cancelled
    slow.go.set()
    again = desk.start("a", slow)
    finish(again)
    assert again.outcome is not None


def test_old_answers_are_forgotten_and_running_ones_are_not():
    desk, slow = Desk(), Slow()
    slow.go.set()
    for number in range(60):
        finish(desk.start(str(number), slow))
    assert desk.find("59") is not None
    assert desk.find("0") is None
