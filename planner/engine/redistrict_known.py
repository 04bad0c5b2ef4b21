"""What is known of a redistricting question on the way: the best plan, the best bound."""

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.redistrict_pairs import Pairs
from planner.engine.redistrict_view import View
from planner.outcome import Note, facts


class Known:
    """The best plan so far, the best bound and where it comes from.

    Attributes
    ----------
    limit
        Work after which to stop once there is a plan.
    apart
        Points of everything but borders that no plan can be below, when adjusting.
    """

    def __init__(self, view: View, attempt: Attempt) -> None:
        self.view = view
        self.attempt = attempt
        self.labels: list[int] | None = None
        self.points = 0
        self.bound = 0
        self.method = "spreading"
        self.limit = float(attempt.effort.work)
        self.apart = 0
        self._pairs = Pairs(view, attempt)
        self._miss: tuple[int, Note] | None = None

    @property
    def open(self) -> bool:
        """Whether there may be a better plan than the best."""
        return self.labels is None or self.points > self.bound

    def plan(self, labels: list[int] | None, *, searched: bool = False) -> None:
        """Learn of a plan.

        Parameters
        ----------
        searched
            It comes from a search, which cut short may find what it would not have kept.
        """
        if labels is None or judge.faults(self.view.problem, self.view.plan(labels)):
            return
        if searched and self.labels is not None and self.attempt.over():
            return
        points = judge.objective(self.view.problem, self.view.plan(labels))
        if self.labels is None or points < self.points:
            self.labels, self.points = list(labels), points
            self.attempt.report(points)
        self.attempt.stop_at(self.limit)

    def missed(self, labels: list[int] | None) -> None:
        """Learn of a division that keeps everything but the bands of some grids."""
        if labels is None or self.labels is not None:
            return
        found = judge.faults(self.view.problem, self.view.plan(labels))
        if not found or any(fault.rule not in {"households", "effort"} for fault in found):
            return
        measure = found[0].rule
        told = [dict(fault.facts) for fault in found if fault.rule == measure]
        off = sum(
            max(int(one["low"]) - int(one["load"]), int(one["load"]) - int(one["high"]))
            for one in told
        )
        if self._miss is None or off < self._miss[0]:
            of = len(set(labels))
            told_of = facts(grids=len(told), of=of, off=off, measure=measure)
            self._miss = off, Note("nearest", told_of)

    def nearest(self) -> tuple[Note, ...]:
        """Return how near the search came to a plan, if it came near one at all."""
        return () if self._miss is None else (self._miss[1],)

    def at_least(self, bound: int | None, method: str) -> None:
        """Learn of a bound."""
        if bound is not None and bound >= self.bound:
            self.bound, self.method = bound, method
            self.attempt.report(bound=bound)

    def divide_pairs(self, work: float) -> None:
        """Divide pairs of neighbouring grids again."""
        if self.labels is not None and self.open and work > 0:
            self.plan(self._pairs.redivide(self.labels, work=work))

    def statement(self) -> tuple[Note, ...]:
        """Return what the pairs say about the plan, if it is not proved best anyway."""
        if self.labels is None or not self.open:
            return ()
        proved, pairs = self._pairs.statement(self.labels)
        return (Note("pairs_proved", facts(proved=proved, pairs=pairs)),) if proved else ()
