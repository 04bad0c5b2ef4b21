"""Find tours with PyVRP, and keep the good routes it passes on the way.

PyVRP minimises distance plus prizes not collected, so with prizes in seconds it minimises what
tours cost, but for the prices that look at several tours at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

import numpy as np
import pyvrp
from pyvrp import IteratedLocalSearchCallbacks, IteratedLocalSearchParams, PenaltyParams
from pyvrp.search import (
    OPERATORS,
    LocalSearch,
    NeighbourhoodParams,
    PerturbationManager,
    PerturbationParams,
    compute_neighbours,
)

from planner.engine.attempt import Attempt
from planner.engine.tours_cost import Route
from planner.engine.tours_view import NO_WAY_S, Seen

VERSION = version("pyvrp")
CLIENTS_PER_WORK = 500_000
"""Iterations times clients that count as one unit of work, about a second."""
OVERHEAD = 40  # an iteration costs so much even with a handful of clients
NEIGHBOURS, PERTURBATIONS_MOST = 40, 25
SAMPLE_EVERY, POLL_EVERY = 20, 10
PENALTY_MOST = 1e8


@dataclass(eq=False)
class Pool:
    """Routes that some search found, in the order they were found."""

    routes: dict[Route, None] = field(default_factory=dict)

    def add(self, routes: Iterable[Route]) -> None:
        """Keep the routes that are not known yet."""
        for route in routes:
            self.routes.setdefault(route)


@dataclass(frozen=True, slots=True)
class Space:
    """What a search may use: how many turns of each fleet, and how long a tour may last."""

    turns: tuple[int, ...]
    longest_s: int | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One search: its work, its seed, how dear a broken limit is at first, where it begins.

    Parameters
    ----------
    first
        Whether it ends at the first feasible routes, which alone are then wanted.
    """

    work: float
    seed: int = 0
    dear: float = 10.0
    start: tuple[Route, ...] = ()
    first: bool = False


def search(
    view: Seen, space: Space, attempt: Attempt, pool: Pool, trial: Trial
) -> list[Route] | None:
    """Return the best feasible routes found, None where none are."""
    if not view.clients or not any(space.turns):
        return None if any(job.required for job in view.jobs) else []
    data = problem_data(view, space)
    fleets = [f for f, count in enumerate(space.turns) if count]
    keep = _Keeper(fleets, attempt, pool, first=trial.first)
    size = OVERHEAD + len(view.clients)
    iterations = max(20, int(trial.work * CLIENTS_PER_WORK / size))
    rng = pyvrp.RandomNumberGenerator(seed=attempt.effort.seed + trial.seed)
    bounds = PenaltyParams(max_penalty=PENALTY_MOST)
    penalties = pyvrp.PenaltyManager(_penalties(data, trial.dear), bounds)
    improve = _local_search(data, rng)
    if trial.start:
        routes = [pyvrp.Route(data, list(clients), fleets.index(f)) for f, clients in trial.start]
        first = pyvrp.Solution(data, routes)
    else:
        random = pyvrp.Solution.make_random(data, rng)
        first = improve(random, penalties.cost_evaluator(), exhaustive=True)
    ils = pyvrp.IteratedLocalSearch(
        data, penalties, improve, first, IteratedLocalSearchParams(callbacks=keep)
    )
    ils.run(keep.stop_after(iterations), collect_stats=False, display=False)
    attempt.spend(keep.iterations * size / CLIENTS_PER_WORK, limit_hit=True)
    return keep.best


def _local_search(data: pyvrp.ProblemData, rng: pyvrp.RandomNumberGenerator) -> LocalSearch:
    near = compute_neighbours(data, NeighbourhoodParams(num_neighbours=NEIGHBOURS))
    shake = PerturbationManager(PerturbationParams(1, PERTURBATIONS_MOST))
    improve = LocalSearch(data, rng, near, shake)
    for operator in OPERATORS:
        if operator.supports(data):
            improve.add_operator(operator(data))
    return improve


def _penalties(data: pyvrp.ProblemData, dear: float) -> tuple[list[float], float, float]:
    """First prices of load, seconds and metres too many: what a client brings over what it takes.

    PyVRP starts at 50,000 for each, and lowers it by a tenth every 500 iterations: far too dear for
    plain distances, too cheap for large prizes.
    """
    clients = data.clients()
    tables = [np.asarray(table, dtype=np.int64) for table in data.distance_matrices()]
    legs = np.concatenate([table[table < NO_WAY_S] for table in tables])
    leg = max(1.0, float(legs.mean()) / 2)
    brings = max([leg, *(client.prize for client in clients)])
    load = max(1.0, float(np.mean([client.delivery[0] for client in clients])))
    second = dear * float(brings) / leg
    return [dear * float(brings) / load], second, second


def problem_data(view: Seen, space: Space) -> pyvrp.ProblemData:
    """Say a question in PyVRP's words; one place for each depot and each client."""
    depots = view.depots
    members: dict[int, list[int]] = {}
    for c, client in enumerate(view.clients):
        members.setdefault(client.job, []).append(c)
    groups = [(job, clients) for job, clients in members.items() if len(clients) > 1]
    group_of = {c: g for g, (_, clients) in enumerate(groups) for c in clients}
    tables = [view.tables(kind) for kind in range(view.kinds)]
    tasks, jobs = view.problem.tasks, view.jobs
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(len(depots) + len(view.clients))],
        clients=[
            pyvrp.Client(
                location=len(depots) + c,
                delivery=[tasks[client.task].load],
                service_duration=tasks[client.task].ways[client.way].dwell_s,
                tw_early=client.open_s,
                tw_late=client.late_s,
                prize=client.prize,
                required=jobs[client.job].required and c not in group_of,
                group=group_of.get(c),
            )
            for c, client in enumerate(view.clients)
        ],
        depots=[pyvrp.Depot(location=d) for d in range(len(depots))],
        vehicle_types=[
            pyvrp.VehicleType(
                num_available=count,
                capacity=[fleet.load_most],
                start_depot=depots.index(fleet.base),
                end_depot=depots.index(fleet.end),
                tw_early=fleet.start_s,
                tw_late=fleet.end_s,
                # a cap that cannot bind would only be met by the prices in the distances
                max_distance=_cap(fleet.max_drive_s, fleet.end_s - fleet.start_s),
                shift_duration=NO_WAY_S if space.longest_s is None else space.longest_s,
                profile=fleet.crew_kind,
            )
            for fleet, count in zip(view.fleets, space.turns, strict=True)
            if count
        ],
        distance_matrices=[distance for distance, _ in tables],
        duration_matrices=[duration for _, duration in tables],
        groups=[pyvrp.ClientGroup(clients, jobs[job].required) for job, clients in groups],
    )


def _cap(max_drive_s: int, length_s: int) -> int:
    return NO_WAY_S * 1000 if max_drive_s >= length_s else max_drive_s


class _Keeper(IteratedLocalSearchCallbacks):
    """Watches a search: keeps the best feasible routes, feeds the pool, knows when to stop."""

    def __init__(self, fleets: Sequence[int], attempt: Attempt, pool: Pool, *, first: bool) -> None:
        self.iterations = 0
        self.best: list[Route] | None = None
        self._fleets = fleets
        self._attempt = attempt
        self._pool, self._first = pool, first

    def stop_after(self, iterations: int) -> "pyvrp.stop.StoppingCriterion":
        """Return the rule that ends the search after so many iterations, or on a cancel."""

        def stop(best_cost: float) -> bool:  # noqa: ARG001 the protocol hands it over
            if self._first and self.best is not None:
                return True
            poll = self.iterations % POLL_EVERY == 0
            return self.iterations >= iterations or (poll and self._attempt.cancelled())

        return stop

    def on_start(self, ils: pyvrp.IteratedLocalSearch) -> None:
        """Look at the first solution."""
        self.on_best(ils.initial_solution)

    def on_best(self, best: pyvrp.Solution) -> None:
        """Keep every new best solution."""
        if best.is_feasible():
            self.best = self._routes(best)
            self._pool.add(self.best)

    def on_iteration(
        self,
        current: pyvrp.Solution,
        candidate: pyvrp.Solution,  # noqa: ARG002 the protocol hands it over
        best: pyvrp.Solution,  # noqa: ARG002
        cost_evaluator: pyvrp.CostEvaluator,  # noqa: ARG002
    ) -> None:
        """Count, and now and then keep the routes the search is trying."""
        self.iterations += 1
        if not self._first and self.iterations % SAMPLE_EVERY == 0:
            self._pool.add(self._routes(current))

    def _routes(self, solution: pyvrp.Solution) -> list[Route]:
        return [
            (self._fleets[route.vehicle_type()], tuple(a.idx for a in route if a.is_client()))
            for route in solution.routes()
            if route.is_feasible() and route.num_clients()
        ]
