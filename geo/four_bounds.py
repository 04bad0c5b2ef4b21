"""四至: what lies to the east, south, west and north of a grid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.borders import Bools, Floats, Ints, Land, Trace, across, segment_numbers

SIDES = ("east", "south", "west", "north")
BoundKind = Literal["grid", "outer", "road", "stream", "shore", "group", "ridge"]

NAMED_SHARE = 0.2  # a neighbour along less than this of a side is left out, but never the first
ALONG_SHARE = 0.5  # a line is named when the side follows it for at least this share
_MOST_NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Bound:
    """One thing on one side: a grid, the outer border, or a line the side follows.

    Parameters
    ----------
    bound_id
        Id of the grid or line, or of the group across; "" for the outer border and a ridge.
    share
        Share of the side, 0 to 1.
    """

    kind: BoundKind
    bound_id: str
    share: float


def four_bounds(grids: gpd.GeoDataFrame, land: Land) -> pd.DataFrame:
    """Say what lies on each side of each grid.

    A piece of the outer ring faces east by the metres it is seen to be long from the east, that
    is by the metres it runs north with the grid on its left; so a slanting piece faces two sides.
    On each side the neighbours are listed by the metres they take up, then each named road or
    stream, the ridge and the border of villager groups, that the side follows for half of its
    metres (`AlongRule`). Of groups those across are named, as neighbours are. Where no grid is
    across lies the outer border. Lines without a name cannot be told and are left out.

    Returns
    -------
    Frame by grid_id: east, south, west, north (tuples of `Bound`), and within: ids of the grids
    that lie in a hole of this one.
    """
    shapes = grids.geometry.to_numpy()
    trace = land.trace(shapes)
    facing = across(shapes)[segment_numbers(trace, shapes)]
    dx, dy = trace.step.T
    names = {kind: _names(frame) for kind, frame in land.lines.items() if kind != "group"}
    table: dict[str, list[tuple[object, ...]]] = {}
    for side, towards in zip(SIDES, (dy, dx, -dy, -dx), strict=True):
        metres = np.where(trace.outer, np.maximum(towards, 0.0), 0.0)
        table[side] = _side(grids.index, trace, facing, metres, names, _ids(land.groups))
    table["within"] = _enclosed(grids.index, trace, facing)
    return pd.DataFrame(table, index=grids.index)


def _names(lines: gpd.GeoDataFrame) -> tuple[Ints, list[str]]:
    """Give each line the number of its name, -1 for none, and each name the id of a line."""
    told = lines["name_zh"].fillna(lines["name_en"]).fillna("").astype(str).str.strip()
    codes, _ = pd.factorize(told.where(told != "", None))
    numbers, first = np.unique(codes, return_index=True)
    return codes.astype(np.int64), [str(lines.index[row]) for row in first[numbers >= 0]]


def _side(
    index: pd.Index,
    trace: Trace,
    facing: Ints,
    metres: Floats,
    names: Mapping[str, tuple[Ints, list[str]]],
    groups: list[str],
) -> list[tuple[object, ...]]:
    """Bounds of every grid on one side."""
    whole = np.bincount(trace.owner, weights=metres, minlength=len(index)).astype(np.float64)
    found: list[list[Bound]] = [[] for _ in index]
    for row, neighbour, share in _shares(trace.owner, facing, metres, whole):
        first = not found[row]
        if first or (share >= NAMED_SHARE and len(found[row]) < _MOST_NEIGHBOURS):
            known = "" if neighbour < 0 else str(index[neighbour])
            found[row].append(Bound("grid" if known else "outer", known, share))
    for kind, followed in trace.line.items():
        if kind == "group":
            _put_groups(found, trace, metres, whole, groups)
            continue
        # ridges have no names: all are one
        name_of, first_id = names.get(kind, (np.zeros(1, dtype=np.int64), [""]))
        rows = followed if kind in names else np.minimum(followed, 0)
        name = np.where(rows >= 0, np.append(name_of, -1)[rows], -1)
        on = name >= 0
        for row, n, share in _shares(trace.owner[on], name[on], metres[on], whole):
            if share >= ALONG_SHARE:
                found[row].append(Bound(kind, first_id[n], share))  # type: ignore[arg-type]
    return [tuple(bounds) for bounds in found]


def _put_groups(
    found: list[list[Bound]], trace: Trace, metres: Floats, whole: Floats, groups: list[str]
) -> None:
    """Add the groups across, where a side follows the borders of groups for half of its metres."""
    on = trace.line["group"] >= 0
    owner, beyond, along = trace.owner[on], trace.beyond[on], metres[on]
    all_of_them = _shares(owner, np.zeros_like(owner), along, whole)
    followed = {row for row, _, share in all_of_them if share >= ALONG_SHARE}
    first: set[int] = set()
    for row, group, share in _shares(owner, beyond, along, whole):
        if row in followed and (row not in first or share >= NAMED_SHARE):
            found[row].append(Bound("group", groups[group] if group >= 0 else "", share))
            first.add(row)


def _ids(groups: gpd.GeoDataFrame | None) -> list[str]:
    return [] if groups is None else [str(group) for group in groups.index]


def _shares(
    owner: Ints, other: Ints, metres: Floats, whole: Floats
) -> list[tuple[int, int, float]]:
    """(owner, other, share of the owner's side), the largest first for each owner."""
    counts = metres > 0
    span = int(other.max(initial=-1)) + 2
    keys, place = np.unique(owner[counts] * span + other[counts] + 1, return_inverse=True)
    total = np.bincount(place, weights=metres[counts], minlength=len(keys))
    a, b = np.divmod(keys, span)
    share = total / whole[a]
    # metres equal but for rounding must not depend on the order of adding: the lower row goes first
    order = np.lexsort((b, -share.round(9), a))
    return list(zip(a[order].tolist(), (b[order] - 1).tolist(), share[order].tolist(), strict=True))


def _enclosed(index: pd.Index, trace: Trace, facing: Ints) -> list[tuple[object, ...]]:
    """Ids of the grids met in the holes of each grid and nowhere on its outer ring."""

    def pairs(where: Bools) -> set[tuple[int, int]]:
        on = where & (facing >= 0)
        return set(zip(trace.owner[on].tolist(), facing[on].tolist(), strict=True))

    found: list[list[str]] = [[] for _ in index]
    for row, neighbour in sorted(pairs(~trace.outer) - pairs(trace.outer)):
        found[row].append(str(index[neighbour]))
    return [tuple(ids) for ids in found]
