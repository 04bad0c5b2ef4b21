"""Find patrol routes with PyVRP, and keep every good route it passes on the way.

PyVRP minimises distance plus prizes not collected, so with prizes in seconds it minimises our
objective. The price of a visit outside the home units is added to the way there. Where a drive cap
binds as well, distance must stay pure driving: then each stop becomes two clients of one group, one
for crews at home there and one for strangers, with the price taken off the stranger's prize.
"""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, TypeAlias

import numpy as np
import pyvrp
from pyvrp import IteratedLocalSearchCallbacks, IteratedLocalSearchParams, SolveParams
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.search import NeighbourhoodParams, PerturbationParams

from planner.engine.attempt import Attempt
from planner.engine.patrol_view import Routes, View

Matrix: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
VERSION = version("pyvrp")
ITERATIONS_PER_WORK = 2000
"""Iterations that count as one unit of work: about a second for a hundred stops."""
NEIGHBOURS, PERTURBATIONS_MOST = 20, 10
"""Smaller steps than PyVRP's 50 and 25: 5 to 9 % better at equal processor time (measured)."""
NO_WAY_S = 10**6
"""Seconds of a forbidden leg: longer than any shift, so the route breaks its window."""
SAMPLE_EVERY = 50
"""Iterations between two looks at the current routes, for the pool."""
POLL_EVERY = 10


@dataclass(eq=False)
class Pool:
    """Routes that some search found: (crew, stops), in the order they were found."""

    routes: dict[tuple[int, tuple[int, ...]], None] = field(default_factory=dict)

    def add(self, routes: Routes) -> None:
        """Keep the routes that are not known yet."""
        for crew, stops in routes.items():
            self.routes.setdefault((crew, stops))


def search(
    view: View,
    crews: Sequence[int],
    attempt: Attempt,
    pool: Pool,
    *,
    iterations: int,
    start: Routes | None = None,
) -> dict[int, tuple[int, ...]] | None:
    """Return the best sound routes found for exactly these crews, or None.

    Parameters
    ----------
    start
        Routes of these crews to start from.
    """
    for split in (False, True):
        if split and not _cap_with_price(view, crews):
            break
        keep = _Keeper(view, crews, _clients(view, crews, split=split), attempt, pool)
        _run(keep, iterations, None if split else start)
        if keep.best is not None:
            return keep.best
    return None


@dataclass(frozen=True, slots=True)
class _Client:
    """A stop as PyVRP sees it: for all crews, for those at home there, or for strangers."""

    stop: int
    home: bool | None
    prize: int


def _clients(view: View, crews: Sequence[int], *, split: bool) -> list[_Client]:
    clients = []
    price = view.problem.rules.own_units_price_s
    for s, stop in enumerate(view.problem.stops):
        able = [k for k in crews if view.possible[k, s]]
        if not able and not stop.mandatory:
            continue
        sorts = sorted({view.away_price(k, s) == 0 for k in able}, reverse=True)
        if not split:
            clients.append(_Client(s, None, view.prize[s]))
            continue
        for home in sorts:
            prize = view.prize[s] - (0 if home else price)
            if stop.mandatory:
                prize = price if home else 0
            if prize >= 0:
                clients.append(_Client(s, home, prize))
    return clients


def _cap_with_price(view: View, crews: Sequence[int]) -> bool:
    """Return whether a drive cap may bind that the added prices had to leave out."""
    return any(_priced(view, k) and _capped(view, k) for k in crews)


def _priced(view: View, crew: int) -> bool:
    return any(view.away_price(crew, s) for s in range(len(view.problem.stops)))


def _capped(view: View, crew: int) -> bool:
    who = view.problem.crews[crew]
    return who.max_drive_s < who.end_s - who.start_s


def _run(keep: "_Keeper", iterations: int, start: Routes | None) -> None:
    """Search until the iterations are used or somebody cancels; the keeper has what was found."""
    view, crews, clients = keep.view, keep.crews, keep.clients
    if not clients:
        keep.best = {} if view.sound({}) else None
        return
    data = _data(view, crews, clients)
    first = None
    if start:
        place = {client.stop: c for c, client in enumerate(clients)}
        visits = {k: [place[s] for s in start[k]] for k in sorted(start)}
        routes = [pyvrp.Route(data, stops, crews.index(k)) for k, stops in visits.items()]
        first = pyvrp.Solution(data, routes)
    with warnings.catch_warnings():
        # that a stop may be out of reach is told by the proof, in words
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        pyvrp.solve(
            data,
            keep.stop_after(iterations),
            seed=keep.attempt.effort.seed,
            collect_stats=False,
            params=SolveParams(
                ils=IteratedLocalSearchParams(callbacks=keep),
                neighbourhood=NeighbourhoodParams(num_neighbours=NEIGHBOURS),
                perturbation=PerturbationParams(1, PERTURBATIONS_MOST),
            ),
            initial_solution=first,
        )
    keep.attempt.spend(keep.iterations / ITERATIONS_PER_WORK, limit_hit=True)


def _data(view: View, crews: Sequence[int], clients: Sequence[_Client]) -> pyvrp.ProblemData:
    depots = sorted({view.bases[k] for k in crews})
    places = [*depots, *(view.places[c.stop] for c in clients)]
    groups = _groups(view, clients)
    group_of = {c: g for g, (members, _) in enumerate(groups) for c in members}
    matrices = [_matrices(view, k, places, clients) for k in crews]
    split = any(client.home is not None for client in clients)
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in places],
        clients=[
            pyvrp.Client(
                location=len(depots) + c,
                service_duration=view.problem.stops[client.stop].dwell_s,
                tw_early=view.problem.stops[client.stop].open_s,
                tw_late=view.problem.stops[client.stop].close_s
                - view.problem.stops[client.stop].dwell_s,
                prize=client.prize,
                required=view.problem.stops[client.stop].mandatory and c not in group_of,
                group=group_of.get(c),
            )
            for c, client in enumerate(clients)
        ],
        depots=[pyvrp.Depot(location=d) for d in range(len(depots))],
        vehicle_types=[_vehicle(view, k, i, depots, split) for i, k in enumerate(crews)],
        distance_matrices=[distance for distance, _ in matrices],
        duration_matrices=[duration for _, duration in matrices],
        groups=[pyvrp.ClientGroup(members, required) for members, required in groups],
    )


def _vehicle(
    view: View, crew: int, profile: int, depots: list[int], split: bool
) -> pyvrp.VehicleType:
    who = view.problem.crews[crew]
    depot = depots.index(view.bases[crew])
    free = _priced(view, crew) and not split
    return pyvrp.VehicleType(
        start_depot=depot,
        end_depot=depot,
        tw_early=who.start_s,
        tw_late=who.end_s,
        max_distance=NO_WAY_S * 1000 if free else who.max_drive_s,
        profile=profile,
    )


def _groups(view: View, clients: Sequence[_Client]) -> list[tuple[list[int], bool]]:
    members: dict[int, list[int]] = {}
    for c, client in enumerate(clients):
        if client.home is not None:
            members.setdefault(client.stop, []).append(c)
    return [(cs, view.problem.stops[s].mandatory) for s, cs in members.items()]


def _matrices(
    view: View, crew: int, places: Sequence[int], clients: Sequence[_Client]
) -> tuple[Matrix, Matrix]:
    """Return distances (driving and prices) and durations between depots and clients."""
    table = np.array(view.travel[crew], dtype=np.int64)
    duration = table[np.ix_(places, places)]
    away = np.zeros(len(places), dtype=np.int64)
    closed = np.zeros(len(places), dtype=bool)
    for c, client in enumerate(clients, start=len(places) - len(clients)):
        price = view.away_price(crew, client.stop)
        away[c] = price if client.home is None else 0
        stranger = client.home is not None and client.home != (price == 0)
        closed[c] = stranger or not view.possible[crew, client.stop]
    no_way = (duration < 0) | closed[None, :] | closed[:, None]
    distance = np.where(no_way, NO_WAY_S, duration + away[None, :])
    duration = np.where(no_way, NO_WAY_S, duration)
    np.fill_diagonal(distance, 0)
    np.fill_diagonal(duration, 0)
    return distance, duration


class _Keeper(IteratedLocalSearchCallbacks):
    """Watches a search: keeps the best sound routes, feeds the pool, knows when to stop."""

    def __init__(
        self,
        view: View,
        crews: Sequence[int],
        clients: Sequence[_Client],
        attempt: Attempt,
        pool: Pool,
    ) -> None:
        self.iterations = 0
        self.best: dict[int, tuple[int, ...]] | None = None
        self._cost: int | None = None
        self.view = view
        self.crews = crews
        self.clients = clients
        self.attempt = attempt
        self._pool = pool

    def stop_after(self, iterations: int) -> "pyvrp.stop.StoppingCriterion":
        """Return the rule that ends the search after so many iterations, or on a cancel."""

        def stop(best_cost: float) -> bool:  # noqa: ARG001 the protocol hands it over
            poll = self.iterations % POLL_EVERY == 0
            return self.iterations >= iterations or (poll and self.attempt.cancelled())

        return stop

    def on_start(self, ils: pyvrp.IteratedLocalSearch) -> None:
        """Look at the first solution."""
        self._look(ils.initial_solution)

    def on_best(self, best: pyvrp.Solution) -> None:
        """Look at every new best solution."""
        self._look(best)

    def on_iteration(
        self,
        current: pyvrp.Solution,
        candidate: pyvrp.Solution,  # noqa: ARG002 the protocol hands it over
        best: pyvrp.Solution,  # noqa: ARG002
        cost_evaluator: pyvrp.CostEvaluator,  # noqa: ARG002
    ) -> None:
        """Count, and now and then look at the routes the search is trying."""
        self.iterations += 1
        if self.iterations % SAMPLE_EVERY == 0:
            self._look(current)

    def _look(self, solution: pyvrp.Solution) -> None:
        if not solution.is_feasible():
            return
        routes = self._routes(solution.routes())
        self._pool.add(routes)
        cost = self.view.objective(routes)
        if (self._cost is None or cost < self._cost) and self.view.sound(routes):
            self.best, self._cost = routes, cost
            self.attempt.report(cost)

    def _routes(self, routes: Iterable[pyvrp.Route]) -> dict[int, tuple[int, ...]]:
        found = {}
        for route in routes:
            visits = tuple(self.clients[a.idx].stop for a in route if a.is_client())
            if visits:
                found[self.crews[route.vehicle_type()]] = visits
        return found
