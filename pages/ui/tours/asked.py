"""The question of a week as the page needs it: names of everything, spots and lines of its map."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import shapely

from pages.ui import cache
from planner.demand.tour_crews import own_skill
from planner.demand.tours import ToursContext, tours_question
from planner.problem.tour_events import BEFORE
from planner.problem.tours import ToursPlan
from planner.report.tour_map import corner_of, spot_of, steps_of
from planner.report.tour_tables import day_name
from planner.words import known, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.demand.ground import Ground
    from planner.demand.tour_settings import TourSettings
    from planner.problem.tours import ToursProblem
    from planner.words import Lang

Lines = list[list[int]]


@dataclass(frozen=True, eq=False)
class Asked:
    """A question with what its ids are on the ground; lines are worked out once."""

    problem: ToursProblem
    context: ToursContext
    _lines: dict[tuple[str, ...], Lines] = field(default_factory=dict)
    _names: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def ground(self) -> Ground:
        return self.context.ground

    @property
    def first_day(self) -> date:
        return self.context.first

    def knows(self, problem: ToursProblem) -> bool:
        """Return whether everything a question names is on this ground."""
        tasks = {task.task_id for task in problem.tasks}
        on_map = set(self.context.spots.index)
        return tasks <= set(self.context.tasks.index) and set(problem.location_ids) <= on_map

    def names(self, lang: Lang) -> dict[str, str]:
        """Id -> name of every task, crew, turn, base and skill."""
        if lang not in self._names:
            self._names[lang] = _names(self.problem, self.context, lang)
        return self._names[lang]

    def at(self, location_id: str) -> tuple[int, int] | None:
        """Return where a location lies on the map."""
        spots = self.context.spots
        if location_id not in spots.index:
            return None
        return spot_of(spots[location_id], corner_of(self.ground))

    def path(self, mode: str, leave_id: str, enter_id: str) -> Lines:
        """Return the parts of the line a crew goes along between two locations."""
        key = (mode, leave_id, enter_id)
        known_ids = {leave_id, enter_id} <= set(self.context.spots.index)
        if key not in self._lines:
            ways = self.context.path(mode, leave_id, enter_id) if known_ids else None  # type: ignore[arg-type]
            self._lines[key] = self._steps(ways)
        return self._lines[key]

    def along(self, task_id: str) -> Lines:
        """Return the line of a street; nothing for a place."""
        tasks = self.context.tasks
        shape = tasks.geometry[task_id] if task_id in tasks.index else None
        return self._steps(shape if shape is not None and shape.length else None)

    def _steps(self, shape: shapely.Geometry | None) -> Lines:
        corner = corner_of(self.ground)
        return [steps_of(part, corner) for part in shapely.get_parts(shape)] if shape else []


def ask(
    ground: Ground,
    settings: TourSettings,
    first: date,
    days: int,
    known_days: Mapping[str, date],
) -> Asked:
    """Return the question of some days, with everything that may be asked for."""
    about = (ground.fingerprint, settings, ground.places, first, days, sorted(known_days.items()))
    told = "|".join(map(str, about))
    return cache.drawn_work(
        "tours", told, lambda: Asked(*tours_question(ground, settings, first, days, known_days))
    )


def without(problem: ToursProblem, skipped: Collection[str]) -> ToursProblem:
    """Return the question without some tasks."""
    left = tuple(task for task in problem.tasks if task.task_id not in skipped)
    if len(left) == len(problem.tasks):
        return problem
    pins = tuple(pin for pin in problem.pins if pin.task_id not in skipped)
    kept = tuple(call for call in problem.kept if call.task_id not in skipped)
    return replace(problem, tasks=left, pins=pins, kept=kept)


def planned_without(plan: ToursPlan, skipped: Collection[str]) -> ToursPlan:
    """Return a plan without the calls of some tasks; times of the others stay as they were."""
    left = [
        replace(tour, calls=tuple(call for call in tour.calls if call.task_id not in skipped))
        for tour in plan.tours
    ]
    return ToursPlan(tuple(tour for tour in left if tour.calls))


def _names(problem: ToursProblem, context: ToursContext, lang: Lang) -> dict[str, str]:
    found = context.names(lang)
    sites = context.ground.area.sites[f"name_{lang}"]
    for crew in problem.crews:
        like, twin, _ = crew.crew_id.partition("+")
        if twin:
            found[crew.crew_id] = say("week.twin", lang, crew=found.get(like, like))
        if crew.crew_id.endswith(BEFORE):
            name = found.get(crew.crew_id.removesuffix(BEFORE), crew.crew_id)
            found[crew.crew_id] = say("week.before", lang, crew=name)
        found[own_skill(crew.crew_id)] = found.get(crew.crew_id, crew.crew_id)
        found[crew.base_id] = str(sites.get(crew.base_id.removeprefix("base:"), crew.base_id))
        for skill in crew.skills:
            if known(f"skill.{skill}"):
                found[skill] = say(f"skill.{skill}", lang)
    for turn in problem.turns:
        day = day_name(context.first + timedelta(days=turn.day), lang)
        crew_name = found.get(turn.crew_id, turn.crew_id)
        found[turn.turn_id] = say("week.turn", lang, day=day, crew=crew_name)
        found[turn.shift_id] = say(f"shift.{turn.shift_id}", lang)
    return found
