"""What routes cost while they are searched for."""

from collections.abc import Sequence
from itertools import pairwise

from planner.engine.tours_view import View

Route = tuple[int, tuple[int, ...]]
"""A fleet and the clients one of its turns calls at, in order."""


class Costs:
    """Distances of every fleet, read off once; costs of routes and of sets of them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._tables = [view.tables(p)[0].tolist() for p in range(view.kinds)]
        depots = {place: row for row, place in enumerate(view.depots)}
        self._ends = [(depots[fleet.base], depots[fleet.end]) for fleet in view.fleets]
        self._known: dict[Route, int] = {}

    def route(self, route: Route) -> int:
        """Return driving and prices of one route."""
        known = self._known.get(route)
        if known is None:
            fleet, clients = route
            table = self._tables[self.view.fleets[fleet].crew_kind]
            base, end = self._ends[fleet]
            first = len(self.view.depots)
            places = [base, *(first + c for c in clients), end]
            known = sum(table[a][b] for a, b in pairwise(places))
            known += sum(self.view.clients[c].price or 0 for c in clients)
            self._known[route] = known
        return known

    def total(self, routes: Sequence[Route]) -> int:
        """Return what all routes cost, and what the jobs nobody does."""
        done = {self.view.clients[c].job for _, clients in routes for c in clients}
        left = sum(job.prize for j, job in enumerate(self.view.jobs) if j not in done)
        return left + sum(self.route(route) for route in routes)
