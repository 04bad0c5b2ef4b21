"""Operations as people draw them, well and badly, at random but the same for a seed."""

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon

from geo.coverage.edges import shared_borders
from geo.redraw import (
    CutOut,
    Dissolve,
    Grid,
    GridSet,
    Line,
    Lock,
    Merge,
    MoveVertex,
    Operation,
    Refine,
    Rename,
    Replan,
    Reshape,
    Split,
    SplitAlong,
    Transfer,
    Unlock,
)

SHARES = {
    "split": 20,
    "split_along": 10,
    "merge": 17,
    "refine": 9,
    "transfer": 14,
    "reshape": 10,
    "move_vertex": 8,
    "cut_out": 4,
    "dissolve": 3,
    "replan": 2,
    "lock": 1,
    "unlock": 2,
    "rename": 1,
}


def points(line: LineString) -> Line:
    return tuple((float(x), float(y)) for x, y in shapely.get_coordinates(line))


class Hand:
    """Draws operations for a division; ``roads`` are lines of the ground."""

    def __init__(self, seed: int, roads: Iterable[LineString] = ()) -> None:
        self.rng = np.random.default_rng(seed)
        self.roads = shapely.STRtree(np.array(list(roads), dtype=object))
        self.kinds = list(SHARES)
        self.chance = np.array(list(SHARES.values())) / sum(SHARES.values())

    def operation(self, state: GridSet) -> Operation:
        kind = self.rng.choice(self.kinds, p=self.chance)
        return getattr(self, f"_{kind}")(state)

    def _grid(self, state: GridSet) -> Grid:
        ids = sorted(state.grids)
        return state.grids[ids[self.rng.integers(len(ids))]]

    def _neighbours(self, state: GridSet, grid: Grid) -> list[str]:
        ids = sorted(g.grid_id for g in state.grids.values() if g.unit_code == grid.unit_code)
        a, b, _ = shared_borders(np.array([state.grids[i].geometry for i in ids], dtype=object))
        own = ids.index(grid.grid_id)
        found = sorted({int(i) for i in a[b == own]} | {int(i) for i in b[a == own]})
        return [ids[row] for row in found]

    def _pair(self, state: GridSet) -> tuple[str, str]:
        grid = self._grid(state)
        near = self._neighbours(state, grid)
        if near and self.rng.random() < 0.95:
            return grid.grid_id, near[self.rng.integers(len(near))]
        return grid.grid_id, self._grid(state).grid_id

    def _across(self, shape: Polygon) -> Line:
        """Draw a line across a shape, with a bend or two."""
        size = np.hypot(*(np.array(shape.bounds[2:]) - shape.bounds[:2]))
        centre = np.array(self._inside(shape).coords[0])
        angle = self.rng.uniform(0, np.pi)
        way = np.array([np.cos(angle), np.sin(angle)])
        steps = np.sort(self.rng.uniform(-0.4, 0.4, self.rng.integers(0, 4)))
        bends = [centre + way * t * size + self.rng.normal(0, 0.03 * size, 2) for t in steps]
        reach = size * self.rng.choice([1.2, 0.6])
        return points(LineString([centre - way * reach, *bends, centre + way * reach]))

    def _inside(self, shape: Polygon) -> Point:
        low, high = np.array(shape.bounds[:2]), np.array(shape.bounds[2:])
        for _ in range(8):
            spot = Point(self.rng.uniform(low, high))
            if shape.contains(spot):
                return spot
        return shape.representative_point()

    def _wild(self, shape: Polygon) -> Line:
        """Points anywhere about a shape: the line may miss it, loop or end inside."""
        low, high = np.array(shape.bounds[:2]), np.array(shape.bounds[2:])
        room = (high - low) * 0.2
        spots = self.rng.uniform(low - room, high + room, (self.rng.integers(2, 7), 2))
        return points(LineString(spots))

    def _along(self, shape: Polygon) -> Line:
        """Draw a line along the border, shaking by centimetres or a metre, and then across."""
        xy = shapely.get_coordinates(shapely.get_parts(shape)[0].exterior)
        begin = self.rng.integers(len(xy))
        run = np.roll(xy[:-1], -begin, axis=0)[: self.rng.integers(2, max(3, len(xy) // 2))]
        shaken = run + self.rng.normal(0, self.rng.choice([0, 0.0004, 0.02, 0.5]), run.shape)
        spots = [
            *shaken,
            np.array(self._inside(shape).coords[0]),
            *xy[self.rng.integers(len(xy))][None],
        ]
        return points(LineString(spots))

    def _line(self, shape: Polygon) -> Line:
        draw = self.rng.choice([self._across, self._wild, self._along], p=[0.6, 0.2, 0.2])
        return draw(shape)

    def _roads_near(self, shape: Polygon, most: int = 4) -> tuple[Line, ...]:
        near = np.sort(self.roads.query(shape, "intersects"))
        if not len(near):
            return (self._across(shape),)
        some = self.rng.permutation(near)[:most]
        return tuple(points(line) for line in self.roads.geometries[np.sort(some)])

    def _split(self, state: GridSet) -> Split:
        grid = self._grid(state)
        return Split(grid.grid_id, self._line(grid.geometry))

    def _split_along(self, state: GridSet) -> SplitAlong:
        grid = self._grid(state)
        return SplitAlong(grid.grid_id, self._roads_near(grid.geometry))

    def _merge(self, state: GridSet) -> Merge:
        first, second = self._pair(state)
        return Merge((first, second), first)

    def _refine(self, state: GridSet) -> Refine:
        ids = self._pair(state)
        shape = state.grids[ids[0]].geometry
        lines = (*self._roads_near(shape), self._across(shape), self._across(shape))
        return Refine(ids, lines)

    def _transfer(self, state: GridSet) -> Transfer | Refine:
        small = sorted(name for name in state.faces if "/" in name)
        if not small:
            return self._refine(state)
        face = state.faces[small[self.rng.integers(len(small))]]
        near = self._neighbours(state, state.grids[face.grid_id])
        shapes = [state.grids[name].geometry for name in near]
        a, b, _ = shared_borders(np.array([face.geometry, *shapes], dtype=object))
        meets = [near[j - 1] for i, j in zip(a, b, strict=True) if i == 0]
        name = next(key for key, value in state.faces.items() if value is face)
        if not meets:
            return Transfer((name,), self._grid(state).grid_id)
        return Transfer((name,), meets[self.rng.integers(len(meets))])

    def _reshape(self, state: GridSet) -> Reshape:
        first, second = self._pair(state)
        a, b = state.grids[first].geometry, state.grids[second].geometry
        common = shapely.intersection(a, b)
        xy = shapely.get_coordinates(common)
        if len(xy) > 3 and self.rng.random() < 0.6:  # from the common border and back
            begin, end = np.sort(self.rng.choice(len(xy), 2, replace=False))
            out = (xy[begin] + xy[end]) / 2 + self.rng.normal(0, 40, 2)
            return Reshape(first, second, points(LineString([xy[begin], out, xy[end]])))
        return Reshape(first, second, self._line(shapely.union(a, b)))

    def _move_vertex(self, state: GridSet) -> MoveVertex:
        xy = shapely.get_coordinates(self._grid(state).geometry)
        at = xy[self.rng.integers(len(xy))]
        to = at + self.rng.normal(0, self.rng.choice([2, 10, 60]), 2)
        return MoveVertex(tuple(at + self.rng.normal(0, 0.05, 2)), tuple(to))

    def _cut_out(self, state: GridSet) -> CutOut:
        ids = self._pair(state)
        shape = state.grids[ids[0]].geometry
        ring = self._inside(shape).buffer(self.rng.choice([8, 30, 90]), quad_segs=3)
        return CutOut(ids[: self.rng.integers(1, 3)], points(ring.exterior), "学校", "School")

    def _dissolve(self, state: GridSet) -> Dissolve:
        return Dissolve(self._grid(state).grid_id)

    def _replan(self, state: GridSet) -> Replan:
        grid = self._grid(state)
        ids = (grid.grid_id, *self._neighbours(state, grid)[:3])
        ground = shapely.union_all([state.grids[name].geometry for name in ids])
        seeds = shapely.MultiPoint([self._inside(ground) for _ in range(self.rng.integers(2, 5))])
        cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=ground))
        keys = [ids[row] if row < len(ids) else f"new{row}" for row in range(len(cells))]
        shapes = [shapely.intersection(cell, ground) for cell in cells]
        parts = [
            (key, tuple(p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"))
            for key, shape in zip(keys, shapes, strict=True)
        ]
        return Replan(ids, tuple(parts))

    def _lock(self, state: GridSet) -> Lock:
        return Lock((self._grid(state).grid_id,))

    def _unlock(self, state: GridSet) -> Unlock:
        locked = sorted(name for name, grid in state.grids.items() if grid.locked)
        return Unlock(tuple(locked) or (self._grid(state).grid_id,))

    def _rename(self, state: GridSet) -> Rename:
        grid = self._grid(state)
        return Rename(grid.grid_id, f"网格{self.rng.integers(100)}", "")
