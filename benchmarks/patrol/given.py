"""Readers of public instances: each becomes a tours question, as users ask it.

What an instance counts differently from us (a profit to gain, service as a cost) is stated by
`Given.value`, which reads it off a plan; so the same plan is judged by our judge and valued as the
literature does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from planner.judge.tours_cost import objective
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Travel, Turn, Way, Window
from planner.problem.tours import ToursPlan, ToursProblem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FREE = TourRules(
    least_crew_size=1,
    volunteers_need_officer=False,
    officer_where_needed=False,
    reserve_share_pct=0,
    night_least_size=1,
    rest_s=0,
    left_out_price_s=0,
    abroad_price_s=0,
    promise_price_s=0,
)
"""Public instances know none of the rules of a police station."""
_REACH = 1_000_000  # tmax of all routes together, in units; the price of a point is above it


@dataclass(frozen=True, slots=True)
class Given:
    """A public instance as our question.

    Parameters
    ----------
    value
        What the literature counts, read off a plan: profit, distance, cost or longest route.
    better
        Whether more of it is better, or less.
    """

    name: str
    family: str
    problem: ToursProblem
    value: Callable[[ToursPlan], float]
    better: Literal["more", "less"]


def top(path: Path) -> Given:
    """Read team orienteering (Chao 1996): n, m, tmax, then x y score; first start, last end.

    Lengths are real numbers there and whole units here, rounded up, so that no route is too long
    by the instance's own measure.
    """
    lines = path.read_text().split("\n")
    n, m = (int(lines[i].split()[1]) for i in (0, 1))
    tmax = float(lines[2].split()[1])
    rows = np.array([[float(cell) for cell in line.split()] for line in lines[3 : 3 + n]])
    units = 10 ** math.floor(math.log10(_REACH / (tmax * m + 1)))
    table = np.ceil(_euclid(rows[:, :2]) * units - 1e-6).astype(np.int64)
    reach = math.floor(tmax * units)
    tasks = [_visit(i, rows[i, 2]) for i in range(1, n - 1) if rows[i, 2] > 0]
    crews = [_crew(k, "n0", f"n{n - 1}") for k in range(m)]
    return _profit(path.stem, "top", table, crews, tasks, close=reach)


def toptw(path: Path, routes: int) -> Given:
    """Read orienteering with windows (Vansteenwegen et al. 2009), for a number of routes.

    Distances are cut to one decimal, to two for Cordeau's ``pr``.
    """
    rows = [line.split() for line in path.read_text().strip().split("\n")[2:]]
    decimals = 2 if path.stem.startswith("pr") else 1
    units = 10**decimals
    xy = np.array([[float(cell) for cell in row[1:3]] for row in rows])
    table = np.floor(_euclid(xy) * units + 1e-9).astype(np.int64)
    close = round(float(rows[0][-1]) * units)
    tasks = [
        _visit(
            i,
            float(row[4]),
            (round(float(row[-2]) * units), round(float(row[-1]) * units)),
            dwell=round(float(row[3]) * units),
        )
        for i, row in enumerate(rows)
        if i and float(row[4]) > 0
    ]
    crews = [_crew(k, "n0") for k in range(routes)]
    return _profit(path.stem, "toptw", table, crews, tasks, close=close)


def vrptw(path: Path) -> Given:
    """Read windows and loads in the text of Solomon (1987) or in VRPLIB: distance x 10, cut."""
    text = path.read_text()
    rows, vehicles, capacity = _vrplib(text) if path.suffix == ".vrp" else _solomon(text)
    table = np.floor(_euclid(rows[:, :2]) * 10 + 1e-9).astype(np.int64)
    close = int(rows[0, 4] * 10)
    tasks = [
        _visit(
            i,
            0,
            (row[3] * 10, row[4] * 10),
            dwell=int(row[5] * 10),
            load=int(row[2]),
            mandatory=True,
        )
        for i, row in enumerate(rows)
        if i
    ]
    crews = [_crew(k, "n0", load=capacity) for k in range(vehicles)]
    problem = _problem(table, crews, tasks, close=close + 1, rules=FREE)
    return Given(path.stem, "vrptw", problem, lambda plan: objective(problem, plan) / 10, "less")


def carp(path: Path) -> Given:
    """Read capacitated arc routing: n, m, ``u v cost load`` a line, vehicles, capacity."""
    numbers = [
        [int(cell) for cell in line.split()] for line in path.read_text().split("\n") if line
    ]
    (n,), (m,) = numbers[:2]
    edges = np.array(numbers[2 : 2 + m])
    (vehicles,), (capacity,) = numbers[2 + m : 4 + m]
    table = _shortest(n, edges[:, 0], edges[:, 1], edges[:, 2], edges[:, 2])
    tasks = [
        _street(row, u, v, (cost, cost), load=load) for row, (u, v, cost, load) in enumerate(edges)
    ]
    # the published count of vehicles is the least; more may be used
    crews = [_crew(k, "n0", load=capacity) for k in range(vehicles + 2)]
    service = int(edges[edges[:, 3] > 0, 2].sum())
    tasks = [task for task, load in zip(tasks, edges[:, 3], strict=True) if load > 0]
    close = int(edges[:, 2].sum()) * 4
    problem = _problem(table, crews, tasks, close=close, rules=FREE)
    return Given(
        path.stem, "carp", problem, lambda plan: objective(problem, plan) + service, "less"
    )


def mmkwrpp(path: Path, routes: int) -> Given:
    """Read the min-max k windy rural postman (Benavent et al. 2009): shortest longest route."""
    text = path.read_text()
    required, other = (
        np.array([[int(cell) for cell in found] for found in _EDGE.findall(part)], dtype=np.int64)
        for part in _split(text)
    )
    n = int(re.findall(r"VERTICES\s*:\s*(\d+)", text)[0])
    edges = np.concatenate([required, other.reshape(-1, 4)])
    table = _shortest(n, edges[:, 0] - 1, edges[:, 1] - 1, edges[:, 2], edges[:, 3])
    tasks = [
        _street(row, u - 1, v - 1, (there, back))
        for row, (u, v, there, back) in enumerate(required)
    ]
    crews = [_crew(k, "n0") for k in range(routes)]
    close = int(edges[:, 2:].sum()) * 2
    rules = _with_longest(FREE)
    problem = _problem(table, crews, tasks, close=close, rules=rules)
    name = f"{path.stem} k={routes}"
    return Given(name, "mmkwrpp", problem, _longest, "less")


_EDGE = re.compile(r"\(\s*(\d+)\s*,\s*(\d+)\s*\)\s*coste\s+(\d+)\s+(\d+)")


def _split(text: str) -> tuple[str, str]:
    first, second = text.split("LISTA_ARISTAS_REQ", 1)[1].split("LISTA_ARISTAS_NOREQ", 1)
    return first, second


def _with_longest(rules: TourRules) -> TourRules:
    values = {name: getattr(rules, name) for name in rules.__slots__}
    return TourRules(**{**values, "longest_price_pct": 100_000})


def _longest(plan: ToursPlan) -> float:
    return float(max(tour.return_s - tour.start_s for tour in plan.tours))


def _profit(
    name: str,
    family: str,
    table: Ints,
    crews: Sequence[Crew],
    tasks: Sequence[Task],
    *,
    close: int,
) -> Given:
    """Profit first, then distance: a point is worth more than all the routes are long."""
    values = {field: getattr(FREE, field) for field in FREE.__slots__}
    rules = TourRules(**{**values, "left_out_price_s": _REACH})
    problem = _problem(table, crews, tasks, close=close, rules=rules)
    points = {task.task_id: task.priority for task in problem.tasks}

    def value(plan: ToursPlan) -> float:
        return float(sum(points[call.task_id] for tour in plan.tours for call in tour.calls))

    return Given(name, family, problem, value, "more")


def _problem(
    table: Ints, crews: Sequence[Crew], tasks: Sequence[Task], *, close: int, rules: TourRules
) -> ToursProblem:
    turns = [Turn(f"t{crew.crew_id}", crew.crew_id, "day", 0, 0, close, close) for crew in crews]
    places = tuple(f"n{i}" for i in range(len(table)))
    travel = (Travel("car", tuple(tuple(row) for row in table.tolist())),)
    days = close // DAY_S + 1
    return ToursProblem(days, places, travel, tuple(crews), tuple(turns), tuple(tasks), rules)


def _crew(number: int, base: str, end: str = "", *, load: int = 1_000_000) -> Crew:
    return Crew(f"k{number:03d}", "police", 2, 1, "car", base, end, load_most=load)


def _visit(
    node: int,
    points: float,
    begin: tuple[float, float] | None = None,
    *,
    dwell: int = 0,
    load: int = 0,
    mandatory: bool = False,
) -> Task:
    """One place; a visit begins in a window there, so here it ends in one that is longer."""
    windows = (Window(int(begin[0]), int(begin[1]) + dwell),) if begin else ()
    place = f"n{node}"
    return Task(
        place,
        "visit",
        "u",
        (Way(place, place, dwell),),
        priority=round(points),
        mandatory=mandatory,
        windows=windows,
        load=load,
    )


def _street(row: int, u: int, v: int, cost: tuple[int, int], *, load: int = 0) -> Task:
    there, back = (int(value) for value in cost)
    ways = (Way(f"n{u}", f"n{v}", there), Way(f"n{v}", f"n{u}", back))
    return Task(f"e{row}", "street", "u", ways, mandatory=True, load=int(load))


def _euclid(xy: Floats) -> Floats:
    step: Floats = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    return step


def _shortest(n: int, u: Ints, v: Ints, there: Ints, back: Ints) -> Ints:
    """Shortest ways between all nodes; of parallel edges the shorter counts."""
    tail, head = np.concatenate([u, v]), np.concatenate([v, u])
    cost = np.concatenate([there, back])
    order = np.lexsort((cost, tail * n + head))
    first = order[np.unique((tail * n + head)[order], return_index=True)[1]]
    # a cost of 0 would be no edge in a sparse matrix
    graph = csr_array((cost[first] + 1e-6, (tail[first], head[first])), shape=(n, n))
    return np.rint(dijkstra(graph)).astype(np.int64)


def _solomon(text: str) -> tuple[Floats, int, int]:
    """Rows of x, y, load, open, close, dwell; vehicles; capacity."""
    vehicles, capacity = (
        int(cell) for cell in re.search(r"CAPACITY\s+(\d+)\s+(\d+)", text).groups()
    )  # type: ignore[union-attr]
    rows = [
        [float(cell) for cell in line.split()][1:]
        for line in text.split("CUST NO.", 1)[1].split("\n")[1:]
        if len(line.split()) == 7
    ]
    return np.array(rows), vehicles, capacity


def _vrplib(text: str) -> tuple[Floats, int, int]:
    facts = dict(re.findall(r"^(\w+)\s*:\s*(\S+)", text, flags=re.MULTILINE))
    n = int(facts["DIMENSION"])

    def section(name: str, width: int) -> Floats:
        cells = text.split(name + "_SECTION", 1)[1].split()[: n * (width + 1)]
        return np.array(cells, dtype=float).reshape(n, width + 1)[:, 1:]

    dwell = np.full((n, 1), float(facts["SERVICE_TIME"]))
    dwell[0] = 0
    parts = [section("NODE_COORD", 2), section("DEMAND", 1), section("TIME_WINDOW", 2), dwell]
    return np.hstack(parts), int(facts["VEHICLES"]), int(facts["CAPACITY"])
