"""The tours question as a CP-SAT model of circuits: each turn by itself.

A turn that goes out has a circuit through its base and the spots it calls at; a spot is one way of
a task within one span of beginnings. Waiting is the slack between two beginnings; only where breaks
are a rule do arrivals and departures have times of their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from planner.engine.tours_bound_parts import Group, Relaxed, Spot
from planner.problem.tour_parts import DAY_S, Turn

Arc = tuple[int, int, cp_model.BoolVarT]


@dataclass(frozen=True, eq=False)
class Visit:
    """One spot of one turn: whether it is called at, and when."""

    spot: Spot
    made: cp_model.IntVar
    begin: cp_model.IntVar
    arrive: cp_model.IntVar | None = None
    leave: cp_model.IntVar | None = None


@dataclass(frozen=True, eq=False)
class Out:
    """One turn in the model: node 0 of its circuit is the base, node n + 1 is visit n."""

    row: int
    turn: Turn
    group: Group
    goes: cp_model.IntVar
    start: cp_model.IntVar
    back: cp_model.IntVar
    visits: tuple[Visit, ...]
    arcs: list[Arc] = field(default_factory=list)

    def day(self, visit: Visit) -> int:
        """Day of the horizon on which a visit begins."""
        return self.turn.day + visit.spot.day


class Circuits:
    """The model and its turns."""

    def __init__(self, question: Relaxed) -> None:
        self.question = question
        self.problem = question.problem
        self.model = cp_model.CpModel()
        self.cost: list[cp_model.LinearExprT] = []
        self._seconds = {table.mode: table.seconds for table in self.problem.travel}
        self.outs = [self._out(row, group) for row, group in _turns(question)]

    def leg(self, out: Out, start: int, end: int) -> int:
        """Return the seconds between two nodes of a circuit, -1 without a way."""
        here = out.visits[start - 1].spot.leave if start else out.group.base
        there = out.visits[end - 1].spot.enter if end else out.group.end
        return self._seconds[out.group.mode][here][there]

    def visits(self) -> Iterator[tuple[Out, Visit]]:
        """Yield every visit of every turn."""
        return ((out, visit) for out in self.outs for visit in out.visits)

    def flag(self) -> cp_model.IntVar:
        """Return a new 0-1 variable."""
        return self.model.new_bool_var("")

    def number(self, low: int, high: int) -> cp_model.IntVar:
        """Return a new whole number."""
        return self.model.new_int_var(low, max(low, high), "")

    def _out(self, row: int, group: Group) -> Out:
        turn = self.problem.turns[row]
        start, back = (self.number(turn.start_s, turn.end_s) for _ in range(2))
        visits = tuple(self._visit(turn, spot) for spot in group.spots)
        out = Out(row, turn, group, self.flag(), start, back, visits)
        self._circuit(out)
        self._limits(out)
        if self.problem.rules.break_after_s:
            self._breaks(out)
        return out

    def _visit(self, turn: Turn, spot: Spot) -> Visit:
        midnight = turn.day * DAY_S
        begin = self.number(midnight + spot.open_s, midnight + spot.late_s)
        if not self.problem.rules.break_after_s:
            return Visit(spot, self.flag(), begin)
        ends = (self.number(turn.start_s, turn.end_s) for _ in range(2))
        return Visit(spot, self.flag(), begin, *ends)

    def _circuit(self, out: Out) -> None:
        """Add the circuit of a turn and its clock."""
        model = self.model
        arcs: list[Arc] = [(0, 0, ~out.goes)]
        for node, visit in enumerate(out.visits, start=1):
            model.add_implication(visit.made, out.goes)
            arcs.append((node, node, ~visit.made))
            if visit.arrive is not None and visit.leave is not None:
                model.add(visit.arrive <= visit.begin)
                model.add(visit.leave >= visit.begin + visit.spot.dwell_s)
        for i, j, seconds in self._legs(out):
            arc = self.flag()
            arcs.append((i, j, arc))
            here, there = (out.visits[n - 1] if n else None for n in (i, j))
            left = _left(here) if here else out.start
            arrived = out.back if there is None else _arrived(there)
            if self.problem.rules.break_after_s:
                model.add(arrived == left + seconds).only_enforce_if(arc)
            else:
                model.add(arrived >= left + seconds).only_enforce_if(arc)
        model.add_circuit(arcs)
        out.arcs.extend(arcs)
        self.cost += [self.leg(out, i, j) * v for i, j, v in arcs if i != j]
        self.cost += [visit.spot.price * visit.made for visit in out.visits]

    def _legs(self, out: Out) -> Iterator[tuple[int, int, int]]:
        """Yield the legs a turn may take: reachable in time, never to the same thing again."""
        nodes = range(len(out.visits) + 1)
        for i in nodes:
            for j in nodes:
                seconds = self.leg(out, i, j)
                if i == j or seconds < 0:
                    continue
                a, b = (out.visits[n - 1].spot if n else None for n in (i, j))
                ready = a.open_s + a.dwell_s if a else out.group.start_s
                late = b.late_s if b else out.group.end_s
                same = a is not None and b is not None and (a.unit, a.day) == (b.unit, b.day)
                if ready + seconds <= late and not same:
                    yield i, j, seconds

    def _limits(self, out: Out) -> None:
        """Add the limits of a turn on driving, work and load."""
        drive = sum(self.leg(out, i, j) * v for i, j, v in out.arcs if i != j)
        work = sum(visit.spot.dwell_s * visit.made for visit in out.visits)
        self.model.add(drive <= out.turn.max_drive_s)
        # implied by the clock, but this the linear relaxation sees
        self.model.add(drive + work <= out.group.work_s * out.goes)
        load = sum(visit.spot.load * visit.made for visit in out.visits)
        self.model.add(load <= out.group.load_most)

    def _breaks(self, out: Out) -> None:
        """Nobody is out longer than allowed since the last break, or since the start."""
        after_s, model = self.problem.rules.break_after_s, self.model
        left_since: list[cp_model.IntVar] = [out.start]
        come_since = [out.start]
        for visit in out.visits:
            since = [self.number(out.turn.start_s, out.turn.end_s) for _ in range(3)]
            self._wait(visit.arrive, visit.begin, 0, since[0], since[1])
            self._wait(visit.begin, visit.leave, visit.spot.dwell_s, since[1], since[2])
            come_since.append(since[0])
            left_since.append(since[2])
        for i, j, arc in out.arcs:
            if i != j and j:
                model.add(come_since[j] <= left_since[i]).only_enforce_if(arc)
            elif i != j:
                model.add(out.back - left_since[i] <= after_s).only_enforce_if(arc)

    def _wait(
        self,
        before: cp_model.IntVar | None,
        until: cp_model.IntVar | None,
        work_s: int,
        since: cp_model.IntVar,
        then: cp_model.IntVar,
    ) -> None:
        """Let a wait between two times, the first `work_s` of which is work, be a break."""
        if before is None or until is None:
            return
        rules, rests = self.problem.rules, self.flag()
        model = self.model
        model.add(until - before >= work_s + rules.break_s).only_enforce_if(rests)
        model.add(before + work_s - since <= rules.break_after_s).only_enforce_if(rests)
        model.add(then <= until).only_enforce_if(rests)
        model.add(then <= since).only_enforce_if(~rests)


def _arrived(visit: Visit) -> cp_model.IntVar:
    return visit.begin if visit.arrive is None else visit.arrive


def _left(visit: Visit) -> cp_model.LinearExprT:
    return visit.begin + visit.spot.dwell_s if visit.leave is None else visit.leave


def _turns(question: Relaxed) -> Iterable[tuple[int, Group]]:
    turns = ((row, group) for group in question.groups for row in group.turns)
    return sorted(turns, key=lambda turn: turn[0])
