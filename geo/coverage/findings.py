"""Faults of single rows, units and places: what edge cancellation alone does not see."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.coverage.certificate import Finding, normalised, ordered_fingerprint
from geo.coverage.edges import Ints, Polygons
from geo.coverage.exceptions import COMMON_GROUND, islands_of

_SPOT = re.compile(r"\[(-?[\d.eE+-]+) (-?[\d.eE+-]+)\]")


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Polygons of a layer in a fixed order, without missing ones, with id and unit code.

    ``fingerprint`` is over all rows, missing ones too.
    """

    geometry: Polygons
    ids: tuple[str, ...]
    units: tuple[str, ...]
    blank_ids: tuple[str, ...]
    fingerprint: str


def rows_of(frame: gpd.GeoDataFrame | None) -> Rows:
    """Rows in an order of their own, so that the order of the file does not matter."""
    if frame is None:
        return Rows(np.zeros(0, dtype=object), (), (), (), "")
    geometry = normalised(frame.geometry.to_numpy())
    ids = labels = [str(value) for value in frame.index.to_numpy(dtype=object)]
    codes = ids
    if "unit_code" in frame.columns:
        codes = [str(value) for value in frame["unit_code"].to_numpy(dtype=object)]
        labels = [f"{name}\t{code}" for name, code in zip(ids, codes, strict=True)]
    order, fingerprint = ordered_fingerprint(labels, geometry)
    blank = _unusable(geometry)
    kept = [row for row in order if not blank[row]]
    return Rows(
        geometry[kept],
        tuple(ids[row] for row in kept),
        tuple(codes[row] for row in kept),
        tuple(sorted(ids[row] for row in np.flatnonzero(blank))),
        fingerprint,
    )


def _unusable(geometry: Polygons) -> NDArray[np.bool_]:
    """Whether a shape is missing, empty or has a coordinate that is no number.

    None of these may reach a GEOS coverage function: it would shift the rows behind.
    """
    blank: NDArray[np.bool_] = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    with np.errstate(invalid="ignore", over="ignore"):
        length_m = shapely.length(geometry)  # one odd coordinate and it is no number either
    blank |= ~np.isfinite(length_m)
    return blank


def unit_rows(rows: Rows, parents: Rows) -> Ints:
    """Row of each grid's unit; -1 for codes no unit has."""
    number = {code: row for row, code in reversed(list(enumerate(parents.ids)))}
    return np.array([number.get(code, -1) for code in rows.units], dtype=np.int64)


def copies(rows: Rows) -> list[int]:
    """Rows whose shape an earlier row has already."""
    shapes = pd.Series(list(shapely.to_wkb(rows.geometry)), dtype="object")
    return [int(row) for row in np.flatnonzero(shapes.duplicated().to_numpy())]


def row_findings(rows: Rows, layer: str = "") -> Iterator[Finding]:
    """Find missing shapes, rings that cross themselves and ids given twice.

    Rows are named as grids, or with a ``layer`` as what the finding is about: "layer:id".
    """
    for blank in rows.blank_ids:
        yield _of_row("invalid_ring", blank, layer)
    valid = shapely.is_valid(rows.geometry)
    for row in np.flatnonzero(~valid).tolist():
        yield _of_row("invalid_ring", rows.ids[row], layer, _bad_spot(rows.geometry[row]))
    for first, second in zip(rows.ids, rows.ids[1:], strict=False):
        if first == second:
            yield _of_row("duplicate", second, layer, about="same_id")


def copy_findings(rows: Rows, layer: str = "") -> Iterator[Finding]:
    """Find shapes given twice; their borders never cancel, so only a residue asks for them."""
    for row in copies(rows):
        yield _of_row("duplicate", rows.ids[row], layer, rows.geometry[row], "same_shape")


def _of_row(
    kind: str, name: str, layer: str, geometry: shapely.Geometry | None = None, about: str = ""
) -> Finding:
    if not layer:
        return Finding(kind, (name,), about, geometry)
    return Finding(kind, (), f"{layer}:{name}", geometry)


def _bad_spot(polygon: shapely.Geometry) -> shapely.Geometry:
    found = _SPOT.search(str(shapely.is_valid_reason(polygon)))
    return shapely.Point(*map(float, found.groups())) if found else shapely.boundary(polygon)


def boundary_findings(boundary: shapely.Geometry) -> Iterator[Finding]:
    """Find rings of the boundary that cross themselves or each other: they would prove nothing."""
    if not boundary.is_valid:
        yield Finding("invalid_ring", (), "boundary", _bad_spot(boundary))


def part_findings(
    rows: Rows, exceptions: gpd.GeoDataFrame, *, multipart_allowed: bool
) -> Iterator[Finding]:
    """Find parts cut off from the largest of a grid, and exceptions of what is not there."""
    several = np.flatnonzero(shapely.get_num_geometries(rows.geometry) > 1).tolist()
    if not several and not len(exceptions):
        return
    islands = islands_of(exceptions)
    fitting: set[str] = set()
    for row in several:
        parts = sorted(shapely.get_parts(rows.geometry[row]), key=lambda part: -part.area)
        recorded = islands.get(rows.ids[row], [])
        loose = []
        for part in parts:
            names = {name for name, shape in recorded if shapely.equals(part, shape)}
            fitting |= names
            if not names:
                loose.append(part)
        for part in () if multipart_allowed else loose[1:]:
            yield Finding("stray_part", (rows.ids[row],), "", part)
    lost = (exceptions["kind"] == "island") & ~exceptions.index.isin(fitting)
    lost |= _of_another_grid(rows, exceptions)
    for name in exceptions.index[lost]:
        row = exceptions.loc[name]
        yield Finding("layers_disagree", (row["grid_id"],), f"exception:{name}", row.geometry)


def _of_another_grid(rows: Rows, exceptions: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Whether each exception is an exclave of a grid that is not there, or on others' ground."""
    tree, known = shapely.STRtree(rows.geometry), {*rows.ids, ""}
    lost: NDArray[np.bool_] = exceptions["kind"].to_numpy() == "exclave"
    for number in np.flatnonzero(lost).tolist():
        name, shape = exceptions["grid_id"].iloc[number], exceptions.geometry.iloc[number]
        near = tree.query(shape)
        grids = shapely.make_valid(rows.geometry[near])
        there = near[shapely.relate_pattern(grids, shape, COMMON_GROUND)]
        holders = {rows.ids[row] for row in there.tolist()}
        lost[number] = name not in known or (name != "" and bool(holders) and name not in holders)
    return lost


def unit_findings(
    rows: Rows, parents: Rows, expected_codes: Sequence[str], *, with_units: bool
) -> Iterator[Finding]:
    """Find expected units that are absent or have no grid, and codes nobody knows."""
    shapes = dict(zip(parents.ids, parents.geometry, strict=True))
    known = set(parents.ids) if with_units else set(rows.units)
    expected = set(expected_codes)
    absent = (expected | known) - (known & set(rows.units))
    for code in sorted(absent):
        yield Finding("missing_unit", (), code, shapes.get(code))
    allowed = set(parents.ids) if with_units else expected
    for row, code in enumerate(rows.units):
        if allowed and code not in allowed:
            yield Finding("unknown_unit", (rows.ids[row],), code, rows.geometry[row])
    if with_units and expected:
        for code in sorted(known - expected):
            yield Finding("unknown_unit", (), code, shapes[code])


def place_findings(rows: Rows, places: gpd.GeoDataFrame | None) -> Iterator[Finding]:
    """Find places that lie in no grid and on no border of one."""
    if places is None or not len(places):
        return
    points = places.geometry.to_numpy()
    held = np.zeros(len(points), dtype=bool)
    if len(rows.geometry):
        held[shapely.STRtree(rows.geometry).query(points, predicate="intersects")[0]] = True
    for row in np.flatnonzero(~held):
        yield Finding("place_in_no_grid", (), str(places.index[row]), points[row])
