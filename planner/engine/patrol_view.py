"""A patrol question seen by position, with the facts every step of the engine asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from planner.judge.patrol import at_home, crews_allowed_out
from planner.problem.patrol import (
    Crew,
    CrewRoute,
    PatrolPlan,
    PatrolProblem,
    Visit,
)
from planner.problem.tour_parts import ESCORTED_KINDS

Routes = Mapping[int, tuple[int, ...]]
"""Positions of the stops of each crew that goes out, in order, by position of the crew."""
FAR = 10**9
"""Seconds that stand for no way."""


@dataclass(frozen=True, eq=False)
class View:
    """A patrol question with its derived facts; positions stand for ids."""

    problem: PatrolProblem

    @cached_property
    def crews(self) -> list[int]:
        """Crews that may go out at all."""
        return [k for k, crew in enumerate(self.problem.crews) if may_go_out(self.problem, crew)]

    @cached_property
    def places(self) -> list[int]:
        """Position in the travel tables of each stop."""
        index = {location_id: i for i, location_id in enumerate(self.problem.location_ids)}
        return [index[stop.stop_id] for stop in self.problem.stops]

    @cached_property
    def bases(self) -> list[int]:
        """Position in the travel tables of each crew's base."""
        index = {location_id: i for i, location_id in enumerate(self.problem.location_ids)}
        return [index[crew.base_id] for crew in self.problem.crews]

    @cached_property
    def travel(self) -> list[Sequence[Sequence[int]]]:
        """Travel table of each crew."""
        tables = {table.mode: table.seconds for table in self.problem.travel}
        return [tables[crew.mode] for crew in self.problem.crews]

    @cached_property
    def shortest(self) -> list[npt.NDArray[np.int64]]:
        """Fewest seconds between any two places for each crew, by way of any others."""
        tables = {table.mode: _closure(table.seconds) for table in self.problem.travel}
        return [tables[crew.mode] for crew in self.problem.crews]

    @cached_property
    def prize(self) -> list[int]:
        """What leaving out each stop costs, in seconds."""
        price_s = self.problem.rules.left_out_price_s
        return [stop.priority * price_s for stop in self.problem.stops]

    @cached_property
    def allowed_out(self) -> dict[str, int]:
        """How many crews of each shift may be out."""
        shifts = {crew.shift_id for crew in self.problem.crews}
        return {shift: crews_allowed_out(self.problem, shift) for shift in sorted(shifts)}

    @cached_property
    def possible(self) -> dict[tuple[int, int], bool]:
        """Whether a crew could visit a stop on any route at all, for crews that may go out."""
        return {
            (k, s): self.officer_fits(k, s) and self.time_fits(k, s)
            for k in self.crews
            for s in range(len(self.problem.stops))
        }

    def away_price(self, crew: int, stop: int) -> int:
        """Return the price of this crew visiting this stop as a stranger."""
        home = at_home(self.problem.crews[crew], self.problem.stops[stop].unit_code)
        return 0 if home else self.problem.rules.own_units_price_s

    def officer_fits(self, crew: int, stop: int) -> bool:
        """Return whether the crew has an officer where the stop needs one."""
        needed = self.problem.rules.officer_where_needed and self.problem.stops[stop].needs_officer
        return not needed or self.problem.crews[crew].officers > 0

    def time_fits(self, crew: int, stop: int) -> bool:
        """Return whether shift, window and drive cap would allow this one visit by any way."""
        who, where = self.problem.crews[crew], self.problem.stops[stop]
        there = int(self.shortest[crew][self.bases[crew], self.places[stop]])
        back = int(self.shortest[crew][self.places[stop], self.bases[crew]])
        leaves = max(who.start_s + there, where.open_s) + where.dwell_s
        return (
            leaves <= where.close_s
            and leaves + back <= who.end_s
            and there + back <= who.max_drive_s
        )

    def route(self, crew: int, stops: Sequence[int]) -> CrewRoute | None:
        """Return the crew's route by these stops on the clock, or None if it breaks a time rule.

        The crew is back as early as it can be, and leaves its base as late as that allows.
        """
        who = self.problem.crews[crew]
        legs = self.legs(crew, stops)
        if min(legs) < 0 or sum(legs) > who.max_drive_s or not stops:
            return None
        visits, back = self.earliest(crew, stops)
        if back > who.end_s or any(
            v.leave_s > self.problem.stops[s].close_s for v, s in zip(visits, stops, strict=True)
        ):
            return None
        latest = back
        for s, leg in zip(reversed(stops), reversed(legs[1:]), strict=True):
            where = self.problem.stops[s]
            latest = min(where.close_s, latest - leg) - where.dwell_s
        start_s = latest - legs[0]
        visits, back = self._clock(start_s, legs, stops)
        return CrewRoute(who.crew_id, start_s, visits, back)

    def earliest(self, crew: int, stops: Sequence[int]) -> tuple[tuple[Visit, ...], int]:
        """Return the visits and the return of a crew that leaves when its shift begins."""
        return self._clock(self.problem.crews[crew].start_s, self.legs(crew, stops), stops)

    def legs(self, crew: int, stops: Sequence[int]) -> list[int]:
        """Return the seconds of each leg of a route, -1 without a way."""
        table, base = self.travel[crew], self.bases[crew]
        places = [base, *(self.places[s] for s in stops), base]
        return [table[i][j] for i, j in pairwise(places)]

    def cost(self, crew: int, stops: Sequence[int]) -> int:
        """Return driving and strangers' visits of a route, in seconds."""
        return sum(self.legs(crew, stops)) + sum(self.away_price(crew, s) for s in stops)

    def objective(self, routes: Routes) -> int:
        """Return the objective of sound routes."""
        served = {s for stops in routes.values() for s in stops}
        lost = sum(prize for s, prize in enumerate(self.prize) if s not in served)
        return lost + sum(self.cost(k, stops) for k, stops in routes.items())

    def sound(self, routes: Routes) -> bool:
        """Return whether routes keep every rule."""
        visits = [s for stops in routes.values() for s in stops]
        out: dict[str, int] = {}
        for k in routes:
            shift = self.problem.crews[k].shift_id
            out[shift] = out.get(shift, 0) + 1
        return (
            len(visits) == len(set(visits))
            and all(s in visits for s, stop in enumerate(self.problem.stops) if stop.mandatory)
            and all(crews <= self.allowed_out[shift] for shift, crews in out.items())
            and all(self.fits(k, stops) for k, stops in routes.items())
        )

    def fits(self, crew: int, stops: Sequence[int]) -> bool:
        """Return whether one crew may make these visits in this order."""
        return (
            crew in self.crews
            and all(self.officer_fits(crew, s) for s in stops)
            and self.route(crew, stops) is not None
        )

    def plan(self, routes: Routes) -> PatrolPlan:
        """Return sound routes as a plan."""
        timed = [self.route(k, routes[k]) for k in sorted(routes)]
        return PatrolPlan(tuple(route for route in timed if route is not None))

    def routes_of(self, plan: PatrolPlan) -> dict[int, tuple[int, ...]]:
        """Return a plan by positions."""
        crews = {crew.crew_id: k for k, crew in enumerate(self.problem.crews)}
        stops = {stop.stop_id: s for s, stop in enumerate(self.problem.stops)}
        return {
            crews[route.crew_id]: tuple(stops[v.stop_id] for v in route.visits)
            for route in plan.routes
        }

    def _clock(
        self, start_s: int, legs: Sequence[int], stops: Sequence[int]
    ) -> tuple[tuple[Visit, ...], int]:
        visits, now = [], start_s
        for leg, s in zip(legs, stops, strict=False):
            stop = self.problem.stops[s]
            arrive_s = now + leg
            now = max(arrive_s, stop.open_s) + stop.dwell_s
            visits.append(Visit(stop.stop_id, arrive_s, now))
        return tuple(visits), now + legs[-1]


def may_go_out(problem: PatrolProblem, crew: Crew) -> bool:
    """Return whether size and kind allow a crew to leave its base."""
    rules = problem.rules
    alone = crew.kind in ESCORTED_KINDS and crew.officers == 0
    return crew.size >= rules.min_crew_size and not (rules.volunteers_need_officer and alone)


def _closure(seconds: Sequence[Sequence[int]]) -> npt.NDArray[np.int64]:
    """Return the shortest times over all ways through the table (Floyd and Warshall)."""
    table = np.array(seconds, dtype=np.int64).reshape(len(seconds), len(seconds))
    table[table < 0] = FAR
    np.fill_diagonal(table, 0)
    for middle in range(len(table)):
        np.minimum(table, table[:, middle, None] + table[None, middle, :], out=table)
    return np.minimum(table, FAR)
