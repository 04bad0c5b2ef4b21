"""The redistricting question in numbers: a graph of lumps, each lump units that stay together.

Units that must be in one grid become one lump. Where they do not touch, the search joins them by
the cheapest way over other ground: a help for finding plans, never part of a bound or a proof.
"""

import heapq
from dataclasses import dataclass

from planner.judge.redistrict import border_price, moved_price
from planner.problem.redistrict import RedistrictPlan, RedistrictProblem

FREE = -1
"""Label of a lump that no grid holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """A graph to divide: what borders what at which price, and what each lump brings along.

    Parameters
    ----------
    beside
        Of each lump, its neighbours and the points their border costs when it is cut.
    load, work
        Households, and minutes of effort.
    moment
        Households, sum of x, sum of y, sum of squares: what the spread of a grid is made of.
    at
        Sum of x, sum of y and number of the basic units: where it lies.
    fixed
        The grid a lump must be in, or :data:`FREE`.
    stay
        Points saved when a lump is in that grid.
    """

    beside: list[list[tuple[int, int]]]
    load: list[int]
    work: list[int]
    moment: list[tuple[float, float, float, float]]
    at: list[tuple[float, float, int]]
    fixed: list[int]
    stay: list[dict[int, int]]

    def __len__(self) -> int:
        return len(self.load)


class View:
    """A question with positions instead of ids.

    Attributes
    ----------
    least, most
        Numbers of grids allowed; when adjusting, as many as there are.
    keys
        Names of the grids somebody named: old grids when adjusting, else those ground is locked to.
    beside
        Of each basic unit, its neighbours and the points their border costs.
    lump_of
        The lump of each basic unit.
    blocked
        Groups of units that must be in one grid and cannot be joined by any ground, as units.
    """

    def __init__(self, problem: RedistrictProblem) -> None:
        self.problem = problem
        self.index = {basic.unit_id: i for i, basic in enumerate(problem.basics)}
        locked = dict.fromkeys(basic.locked_to for basic in problem.basics if basic.locked_to)
        self.keys = problem.old_grids if problem.question == "adjust" else tuple(locked)
        adjust = problem.question == "adjust"
        self.least = len(self.keys) if adjust else problem.least_grids
        self.most = len(self.keys) if adjust else problem.most_grids
        self.place = {key: i for i, key in enumerate(self.keys)}
        self.beside = self._beside()
        self.fixed = [self.place.get(basic.locked_to, FREE) for basic in problem.basics]
        self.groups = self._groups()
        self.lump_of, self.blocked = self._lumps()

    def old(self, unit: int) -> int:
        """Return the label of a unit's old grid, or FREE when that counts for nothing."""
        if self.problem.question == "afresh":
            return FREE
        return self.place.get(self.problem.basics[unit].old_grid, FREE)

    def demanded(self) -> list[int]:
        """Return the label every unit must have, by itself or by its group, or FREE."""
        label = list(self.fixed)
        for group in self.groups:
            fixed = max(self.fixed[unit] for unit in group)
            for unit in group:
                label[unit] = fixed
        return label

    def components(self) -> list[list[int]]:
        """Return the connected pieces of the whole, as units in order."""
        seen = [False] * len(self.beside)
        found = []
        for start in range(len(self.beside)):
            if seen[start]:
                continue
            piece, seen[start] = [start], True
            for here in piece:
                for there, _ in self.beside[here]:
                    if not seen[there]:
                        seen[there] = True
                        piece.append(there)
            found.append(sorted(piece))
        return found

    def level(self) -> Level:
        """Return the graph of lumps."""
        basics, prices = self.problem.basics, self.problem.prices
        n = max(self.lump_of) + 1
        mean_x = sum(basic.x_m for basic in basics) / len(basics)
        mean_y = sum(basic.y_m for basic in basics) / len(basics)
        load, work, fixed = [0] * n, [0] * n, [FREE] * n
        moment = [(0.0, 0.0, 0.0, 0.0)] * n
        at = [(0.0, 0.0, 0)] * n
        stay: list[dict[int, int]] = [{} for _ in range(n)]
        beside: list[dict[int, int]] = [{} for _ in range(n)]
        for i, basic in enumerate(basics):
            lump = self.lump_of[i]
            load[lump] += basic.households
            work[lump] += basic.effort_min
            # hectometres from the middle of the village, so that floats keep their digits
            x, y = (basic.x_m - mean_x) / 100, (basic.y_m - mean_y) / 100
            h = basic.households
            moment[lump] = _add(moment[lump], (h, h * x, h * y, h * (x * x + y * y)))
            at[lump] = (at[lump][0] + x, at[lump][1] + y, at[lump][2] + 1)
            fixed[lump] = max(fixed[lump], self.fixed[i])
            if self.old(i) != FREE:
                saved = stay[lump]
                saved[self.old(i)] = saved.get(self.old(i), 0) + moved_price(prices, basic)
            for j, price in self.beside[i]:
                if self.lump_of[j] != lump:
                    other = self.lump_of[j]
                    beside[lump][other] = beside[lump].get(other, 0) + price
        return Level([list(near.items()) for near in beside], load, work, moment, at, fixed, stay)

    def units(self, lumps: list[int]) -> list[int]:
        """Return the label of every basic unit from the labels of the lumps."""
        return [lumps[lump] for lump in self.lump_of]

    def plan(self, labels: list[int]) -> RedistrictPlan:
        """Return the plan of a label for every basic unit; unnamed grids are numbered from 1."""
        name = {label: key for key, label in self.names(labels).items()}
        return RedistrictPlan(
            tuple(
                (basic.unit_id, name[label])
                for basic, label in zip(self.problem.basics, labels, strict=True)
            )
        )

    def names(self, labels: list[int]) -> dict[str, int]:
        """Return the label of each grid by its key, in the order of the units."""
        names: dict[str, int] = {}
        number = 0
        taken = set(self.keys)
        for label in dict.fromkeys(labels):
            if label < len(self.keys):
                names[self.keys[label]] = label
                continue
            number += 1
            while str(number) in taken:
                number += 1
            names[str(number)] = label
        return names

    def _beside(self) -> list[list[tuple[int, int]]]:
        beside: list[list[tuple[int, int]]] = [[] for _ in self.problem.basics]
        for border in self.problem.borders:
            price = border_price(self.problem.prices, border)
            a, b = self.index[border.a], self.index[border.b]
            beside[a].append((b, price))
            beside[b].append((a, price))
        return beside

    def _groups(self) -> list[list[int]]:
        """Return the units that must be in one grid: groups that share a unit or a grid, joined."""
        groups = [[self.index[unit_id] for unit_id in group] for group in self.problem.together]
        groups += [
            [i for i, fixed in enumerate(self.fixed) if fixed == label]
            for label in range(len(self.keys))
        ]
        parent = list(range(len(self.beside)))
        for group in groups:
            for unit in group[1:]:
                parent[_root(parent, unit)] = _root(parent, group[0])
        joined: dict[int, list[int]] = {}
        for unit in range(len(parent)):
            joined.setdefault(_root(parent, unit), []).append(unit)
        return [group for group in joined.values() if len(group) > 1]

    def _lumps(self) -> tuple[list[int], list[list[int]]]:
        """Return the lump of each unit, and the groups no ground can join."""
        parent = list(range(len(self.beside)))
        label = self.demanded()
        for group in self.groups:
            self._tie(parent, group)
        weight = self._weights()
        blocked = []
        for group in self.groups:
            fixed = max(label[unit] for unit in group)
            own = set(group)
            price = [0 if unit in own else 1 + load for unit, load in enumerate(weight)]
            for unit in group[1:]:
                if not self._join(parent, label, price, group[0], unit, fixed):
                    blocked.append(group)
                    break
        number: dict[int, int] = {}
        roots = [_root(parent, unit) for unit in range(len(parent))]
        return [number.setdefault(root, len(number)) for root in roots], blocked

    def _tie(self, parent: list[int], group: list[int]) -> None:
        """Make one lump of the units of a group that touch each other."""
        inside = set(group)
        for here in group:
            for there, _ in self.beside[here]:
                if there in inside:
                    parent[_root(parent, here)] = _root(parent, there)

    def _weights(self) -> list[int]:
        """Return what a way over each unit takes along: its households, or all of its group's."""
        weight = [basic.households for basic in self.problem.basics]
        for group in self.groups:
            load = sum(self.problem.basics[unit].households for unit in group)
            for unit in group:
                weight[unit] = len(group) + load
        return weight

    def _join(
        self, parent: list[int], label: list[int], price: list[int], a: int, b: int, fixed: int
    ) -> bool:
        """Join two units by the way that takes least load from others; false if there is none."""
        best = {a: 0}
        before: dict[int, int] = {}
        queue = [(0, a)]
        while queue:
            cost, here = heapq.heappop(queue)
            if here == b:
                break
            if cost > best[here]:
                continue
            for there, _ in self.beside[here]:
                if label[there] not in {FREE, fixed}:
                    continue
                inside = _root(parent, there) == _root(parent, a)
                further = cost + (0 if inside else price[there])
                if further < best.get(there, further + 1):
                    best[there], before[there] = further, here
                    heapq.heappush(queue, (further, there))
        if b not in best:
            return False
        while b != a:
            label[b] = fixed
            parent[_root(parent, b)] = _root(parent, a)
            b = before[b]
        return True


def _add(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])


def _root(parent: list[int], unit: int) -> int:
    while parent[unit] != unit:
        parent[unit] = parent[parent[unit]]
        unit = parent[unit]
    return unit
