"""What the timetable and the map of a day receive: plain data, made from a plan and its names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from planner.judge import tours_cost
from planner.problem.tour_parts import DAY_S
from planner.report.maps.styles import ROUTE_DASHES, ROUTES, lightness, route_look
from planner.words import clock, duration, say

if TYPE_CHECKING:
    from pages.ui.tours.work import Sheet
    from planner.judge import Fault
    from planner.problem.tour_parts import Crew, Turn, Way
    from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem
    from planner.words import Lang

_HOUR_S = 3600
_HOURS_MOST = 9
_COLOURS = len(ROUTES)
_LOOKS = _COLOURS * len(ROUTE_DASHES)
_BOARD_WORDS = ("title", "wait", "rest", "earlier", "later")
_PALE = 60  # lightness from which on dark figures are read better
_DARK_INK, _LIGHT_INK = "#1b1f24", "#ffffff"
Spotted = tuple[str, int]
Lines = list[list[int]]


class Places(Protocol):
    """Where things lie on the map, in its own units."""

    def at(self, location_id: str) -> tuple[int, int] | None:
        """Return where a location lies; None for one that lies nowhere."""

    def path(self, mode: str, leave_id: str, enter_id: str) -> Lines:
        """Return the parts of the line between two locations."""

    def along(self, task_id: str) -> Lines:
        """Return the line of a street, nothing for a place."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colour, dash and colour of figures of a crew; dashes tell crews apart in grey too."""

    colour: str
    dash: str
    ink: str


def looks(problem: ToursProblem, plan: ToursPlan) -> dict[str, Look]:
    """Return the look of each crew, the same on every day; no two alike.

    Crews that are out on the same day differ in colour as far as there are colours.
    """
    near = _together(problem, plan)
    taken: dict[str, int] = {}
    for number, crew in enumerate(problem.crews):
        seen = {taken[one] % _COLOURS for one in near[crew.crew_id] if one in taken}
        free = [v for v in (number, *range(_LOOKS)) if v not in taken.values()]
        other = (variant for variant in free if variant % _COLOURS not in seen)
        taken[crew.crew_id] = next(other, free[0] if free else number)
    return {crew_id: _look(variant) for crew_id, variant in taken.items()}


def _look(variant: int) -> Look:
    colour, dash = route_look(variant)
    return Look(colour, dash, _DARK_INK if lightness(colour) >= _PALE else _LIGHT_INK)


def _together(problem: ToursProblem, plan: ToursPlan) -> dict[str, set[str]]:
    """Return with which crews each is out on any day."""
    turns = {turn.turn_id: turn for turn in problem.turns}
    out: dict[int, set[str]] = {}
    for tour in plan.tours:
        turn = turns[tour.turn_id]
        out.setdefault(turn.day, set()).add(turn.crew_id)
    return {
        crew.crew_id: set().union(*(crews for crews in out.values() if crew.crew_id in crews))
        for crew in problem.crews
    }


def days_out(problem: ToursProblem) -> list[int]:
    """Return the days that have any turn."""
    return sorted({turn.day for turn in problem.turns})


def tours_of(sheet: Sheet, day: int) -> list[tuple[Turn, Tour]]:
    """Return the tours of a day in the order of the question's turns."""
    tours = {tour.turn_id: tour for tour in sheet.plan.tours}
    turns = [turn for turn in sheet.problem.turns if turn.day == day]
    return [(turn, tours[turn.turn_id]) for turn in turns if turn.turn_id in tours]


def missing_tasks(sheet: Sheet) -> list[str]:
    """Return the tasks of which a wanted time is not done."""
    lacking = tours_cost.missing(sheet.problem, sheet.plan)
    return [task_id for task_id, times in lacking.items() if times]


def time_of(seconds: int, day: int, lang: Lang) -> str:
    """Write a time of the question as a clock of its day shows it."""
    return clock(max(0, seconds - day * DAY_S), lang)


@dataclass(frozen=True, eq=False)
class Day:
    """A day of a plan, in one language, with the stop in hand."""

    sheet: Sheet
    number: int
    names: Mapping[str, str]
    lang: Lang
    picked: Spotted | None = None

    def name(self, about: str) -> str:
        return self.names.get(about, about)

    def time(self, seconds: int) -> str:
        return time_of(seconds, self.number, self.lang)

    def board(self, faults: Iterable[Fault] = ()) -> dict[str, object]:
        """Lay out the timetable: a row for every turn, out or kept back."""
        turns = [turn for turn in self.sheet.problem.turns if turn.day == self.number]
        tours = {tour.turn_id: tour for tour in self.sheet.plan.tours}
        wrong, look = _wrong(faults), looks(self.sheet.problem, self.sheet.plan)
        span = _span(turns, tours)
        words = {name: say(f"week.board.{name}", self.lang) for name in _BOARD_WORDS}
        return {
            "rows": [
                self._row(turn, tours.get(turn.turn_id), look[turn.crew_id], wrong)
                for turn in turns
            ],
            "span": span,
            "hours": [(mark, self.time(mark)) for mark in _marks(span)],
            "picked": list(self.picked) if self.picked else None,
            "words": words,
        }

    def _row(
        self, turn: Turn, tour: Tour | None, look: Look, wrong: set[tuple[str, str]]
    ) -> dict[str, object]:
        out_s, back_s = (tour.start_s, tour.return_s) if tour else (turn.start_s, turn.end_s)
        return {
            "turn": turn.turn_id,
            "name": self.name(turn.crew_id),
            "told": f"{self.time(out_s)}–{self.time(back_s)}",
            "colour": look.colour,
            "dash": look.dash,
            "ink": look.ink,
            "from": turn.start_s,
            "to": turn.end_s,
            "out": out_s,
            "back": back_s,
            "none": say("week.stays", self.lang),
            "calls": [
                self._call(turn, number, call, wrong)
                for number, call in enumerate(tour.calls if tour else ())
            ],
        }

    def _call(
        self, turn: Turn, number: int, call: Call, wrong: set[tuple[str, str]]
    ) -> dict[str, object]:
        least_s = self.sheet.problem.rules.break_s
        waits = (call.begin_s - call.arrive_s, call.leave_s - call.end_s)
        pinned = self.sheet.pinned(call.task_id, turn.turn_id)
        bad = bool({(turn.turn_id, call.task_id), ("", call.task_id)} & wrong)
        told = [self._told(number, call)]
        if sum(waits):
            wait = duration(sum(waits), self.lang)
            told.append(say("week.stop_waits", self.lang, wait=wait))
        told += [say("week.stop_pinned", self.lang)] if pinned else []
        told += [say("week.stop_wrong", self.lang)] if bad else []
        return {
            "task": call.task_id,
            "arrive": call.arrive_s,
            "begin": call.begin_s,
            "end": call.end_s,
            "leave": call.leave_s,
            "rest": [0 < least_s <= wait for wait in waits],
            "told": ("；" if self.lang == "zh" else "; ").join(told),
            "pinned": pinned,
            "wrong": bad,
        }

    def _told(self, number: int, call: Call) -> str:
        return say(
            "week.stop",
            self.lang,
            number=number + 1,
            name=self.name(call.task_id),
            arrive=self.time(call.arrive_s),
            begin=self.time(call.begin_s),
            leave=self.time(call.leave_s),
        )

    def map(self, places: Places) -> dict[str, object]:
        """Lay out the lines and stops of the day, and what is left out of the week."""
        look = looks(self.sheet.problem, self.sheet.plan)
        crews = {crew.crew_id: crew for crew in self.sheet.problem.crews}
        ways = {task.task_id: task.ways for task in self.sheet.problem.tasks}
        out = tours_of(self.sheet, self.number)
        routes = [
            {
                "colour": look[turn.crew_id].colour,
                "dash": look[turn.crew_id].dash,
                "name": self.name(turn.crew_id),
                "parts": _line(crews[turn.crew_id], tour, ways, places),
            }
            for turn, tour in out
        ]
        stops = [
            stop
            for turn, tour in out
            for number, call in enumerate(tour.calls)
            if (at := places.at(ways[call.task_id][call.way].enter_id)) is not None
            for stop in [self._stop(turn, number, call, at, look[turn.crew_id])]
        ]
        missed = {ways[name][0].enter_id: self.name(name) for name in missing_tasks(self.sheet)}
        bases = {crews[turn.crew_id].base_id for turn, _ in out}
        named = [("missed", missed), ("base", {base: self.name(base) for base in sorted(bases)})]
        spots = [
            [kind, *at, name]
            for kind, which in named
            for place, name in which.items()
            if (at := places.at(place)) is not None
        ]
        return {"routes": routes, "stops": stops, "spots": spots}

    def _stop(
        self, turn: Turn, number: int, call: Call, at: tuple[int, int], look: Look
    ) -> dict[str, object]:
        names = {"crew": self.name(turn.crew_id), "name": self.name(call.task_id)}
        told = say("week.stop_label", self.lang, number=number + 1, **names)
        return {
            "spot": [turn.turn_id, number],
            "number": number + 1,
            "colour": look.colour,
            "ink": look.ink,
            "x": at[0],
            "y": at[1],
            "name": f"{told} · {self.time(call.arrive_s)}",
            "picked": self.picked == (turn.turn_id, number),
        }

    def legend(self) -> list[list[str]]:
        """Return the entries of the map's legend: crews that are out, base, left out."""
        look = looks(self.sheet.problem, self.sheet.plan)
        crews = [turn.crew_id for turn, _ in tours_of(self.sheet, self.number)]
        found = [["crew", self.name(c), look[c].colour, look[c].dash] for c in crews]
        rest = ("base", "missed") if missing_tasks(self.sheet) else ("base",)
        return [*found, *([kind, say(f"week.legend.{kind}", self.lang)] for kind in rest)]


def _line(crew: Crew, tour: Tour, ways: Mapping[str, tuple[Way, ...]], places: Places) -> Lines:
    """Return where a tour goes, on the real roads."""
    here, parts = crew.base_id, []
    for call in tour.calls:
        way = ways[call.task_id][call.way]
        parts += places.path(crew.mode, here, way.enter_id)
        parts += places.along(call.task_id)
        here = way.leave_id
    return [*parts, *places.path(crew.mode, here, crew.end_id or crew.base_id)]


def _wrong(faults: Iterable[Fault]) -> set[tuple[str, str]]:
    """Return the calls that a fault names: its turn and task, or place."""
    told = [dict(one.facts) for one in faults]
    return {
        (str(facts.get("turn", "")), str(facts.get("task", facts.get("place", ""))))
        for facts in told
    }


def _span(turns: Iterable[Turn], tours: Mapping[str, Tour]) -> tuple[int, int]:
    """Whole hours around all shifts of a day, and around tours that run over."""
    ends = [(turn.start_s, turn.end_s) for turn in turns]
    out = [tours[turn.turn_id] for turn in turns if turn.turn_id in tours]
    ends += [(tour.start_s, tour.return_s) for tour in out]
    first = min((a for a, _ in ends), default=0)
    last = max((b for _, b in ends), default=DAY_S)
    return first // _HOUR_S * _HOUR_S, -(-last // _HOUR_S) * _HOUR_S


def _marks(span: tuple[int, int]) -> list[int]:
    """Return whole hours of the timetable, few enough to be read."""
    step = _HOUR_S
    while (span[1] - span[0]) // step > _HOURS_MOST:
        step *= 2
    return list(range(-(-span[0] // step) * step, span[1] + 1, step))
