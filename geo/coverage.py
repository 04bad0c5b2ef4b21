"""Prove that grids cover the township exactly once, or say where they do not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.certificate import (
    KINDS,
    Certificate,
    Finding,
    count_kinds,
    fault_frame,
    layer_fingerprint,
)
from geo.contract import InputError
from geo.edges import Edges, Ints, Polygons, Residue, edge_residue
from geo.ledger import GRID_SIZE_M, Layers, ledger_findings

__all__ = ["KINDS", "Certificate", "certify", "edge_residue"]

_SPOT = re.compile(r"\[(-?[\d.eE+-]+) (-?[\d.eE+-]+)\]")


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Polygons of a layer in a fixed order, without missing ones, with id and unit code."""

    geometry: Polygons
    ids: tuple[str, ...]
    units: tuple[str, ...]
    blank_ids: tuple[str, ...]


def certify(  # noqa: PLR0913 - the contract fixes these names
    grids: gpd.GeoDataFrame,
    boundary: shapely.Geometry,
    *,
    units: gpd.GeoDataFrame | None = None,
    expected_codes: Sequence[str] = (),
    places: gpd.GeoDataFrame | None = None,
    tolerance_m: float = 0.01,
    multipart_allowed: bool = False,
) -> Certificate:
    """Certify that the grids cover the boundary, in metres, exactly once.

    The gate is edge cancellation: with valid rings and nothing left over, every point lies in
    exactly one grid. Only when something is left are the borders noded (1 mm) and the claims
    on every face counted. Rows may come in any order; the certificate is the same.

    Parameters
    ----------
    grids
        Polygons by grid_id, with unit_code if units are to be proved too.
    boundary
        Outer boundary the grids must fill.
    units
        Polygons by unit_code: grids are then proved to fill each unit, units the boundary.
    expected_codes
        Unit codes that must be there; a whole unit may be missing without any broken border.
    places
        Points by place_id that must each lie in a grid.
    tolerance_m
        A piece with 2 x area / perimeter below this is listed as noise; it is still a fault.
    multipart_allowed
        Units may have exclaves; grids may not (stray_part).

    Raises
    ------
    InputError
        no_boundary, not_polygons or not_metres.
    """
    _check_input(grids, boundary, units)
    rows = _rows_of(grids)
    parents = _rows_of(units) if units is not None else _Rows(np.zeros(0, object), (), (), ())
    outline = np.array([boundary], dtype=object)
    levels = {"grids_boundary": edge_residue(rows.geometry, outline)}
    if units is not None:
        levels["grids_units"] = _nested_residue(rows, parents)
        levels["units_boundary"] = edge_residue(parents.geometry, outline)
    findings = [*_row_findings(rows, multipart_allowed), *_row_findings(parents, True)]
    findings += _unit_findings(rows, parents, expected_codes, units is not None)
    findings += _place_findings(rows, places)
    if any(level.count for level in levels.values()):
        findings += _ground_findings(rows, parents, boundary, levels, findings)
    faults = fault_frame(findings, tolerance_m=tolerance_m, crs=grids.crs)
    left = {name: level.count for name, level in levels.items()}
    return Certificate(
        ok=not any(left.values()) and not findings,
        kinds=count_kinds(faults),
        faults=faults,
        grid_count=len(grids),
        area_m2=float(np.sum(shapely.area(rows.geometry))),
        boundary_area_m2=float(boundary.area),
        boundary_holes=_holes(boundary),
        residue_edges=left["grids_boundary"],
        levels=left,
        tolerance_m=tolerance_m,
        crs=_crs_name(grids.crs),
        fingerprints=_fingerprints(grids, outline, units, places, expected_codes),
    )


def _check_input(
    grids: gpd.GeoDataFrame, boundary: shapely.Geometry, units: gpd.GeoDataFrame | None
) -> None:
    if boundary is None or boundary.is_empty or boundary.area == 0:
        name = "boundary"
        raise _fault(name, "no_boundary", "a polygon with an area", "none")
    for name, frame in (("grids", grids), ("units", units)):
        if frame is None:
            continue
        present = frame.geometry[~(frame.geometry.isna() | frame.geometry.is_empty)]
        if not present.geom_type.isin(["Polygon", "MultiPolygon"]).all():
            given = ", ".join(sorted(present.geom_type.unique()))
            raise _fault(name, "not_polygons", "polygons", given)
        crs = frame.crs
        if crs is None or not crs.is_projected or crs.axis_info[0].unit_name != "metre":
            given = "none" if crs is None else str(crs.name)
            raise _fault(name, "not_metres", "a projected coordinate system in metres", given)


def _fault(layer: str, code: str, expected: str, given: str) -> InputError:
    facts = {"layer": layer, "expected": expected, "given": given}
    return InputError(code, facts, "{layer}: expected {expected}, got {given}.")


def _rows_of(frame: gpd.GeoDataFrame) -> _Rows:
    """Rows in an order of their own, so that the order of the file does not matter."""
    geometry = shapely.normalize(shapely.force_2d(frame.geometry.to_numpy()))
    ids = [str(value) for value in frame.index]
    has_unit = "unit_code" in frame.columns
    codes = [str(value) for value in frame["unit_code"]] if has_unit else ids
    blank = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    wkb = shapely.to_wkb(geometry, byte_order=1)
    order = sorted(np.flatnonzero(~blank), key=lambda row: (ids[row], wkb[row]))
    return _Rows(
        geometry[order],
        tuple(ids[row] for row in order),
        tuple(codes[row] for row in order),
        tuple(sorted(ids[row] for row in np.flatnonzero(blank))),
    )


def _unit_numbers(rows: _Rows, parents: _Rows) -> Ints:
    """Row of each grid's unit; -1 for codes no unit has."""
    number = {code: row for row, code in reversed(list(enumerate(parents.ids)))}
    return np.array([number.get(code, -1) for code in rows.units], dtype=np.int64)


def _nested_residue(rows: _Rows, parents: _Rows) -> Residue:
    own = np.arange(1, len(parents.ids) + 1, dtype=np.int64)
    return edge_residue(
        rows.geometry, parents.geometry, groups=(_unit_numbers(rows, parents) + 1, own)
    )


def _row_findings(rows: _Rows, multipart_allowed: bool) -> Iterator[Finding]:
    """Faults of single rows, which edge cancellation alone does not see."""
    for blank in rows.blank_ids:
        yield Finding("invalid_ring", (blank,))
    valid = shapely.is_valid(rows.geometry)
    for row in np.flatnonzero(~valid).tolist():
        yield Finding("invalid_ring", (rows.ids[row],), "", _bad_spot(rows.geometry[row]))
    for row in _copies(rows):
        yield Finding("duplicate", (rows.ids[row],), "same_shape", rows.geometry[row])
    for first, second in zip(rows.ids, rows.ids[1:], strict=False):
        if first == second:
            yield Finding("duplicate", (second,), "same_id")
    if not multipart_allowed:
        for row in np.flatnonzero(shapely.get_num_geometries(rows.geometry) > 1).tolist():
            parts = sorted(shapely.get_parts(rows.geometry[row]), key=lambda part: -part.area)
            for part in parts[1:]:
                yield Finding("stray_part", (rows.ids[row],), "", part)


def _copies(rows: _Rows) -> list[int]:
    """Rows whose shape an earlier row has already."""
    shapes = pd.Series(list(shapely.to_wkb(rows.geometry)), dtype="object")
    return [int(row) for row in np.flatnonzero(shapes.duplicated().to_numpy())]


def _bad_spot(polygon: shapely.Geometry) -> shapely.Geometry:
    found = _SPOT.search(str(shapely.is_valid_reason(polygon)))
    return shapely.Point(*map(float, found.groups())) if found else shapely.boundary(polygon)


def _unit_findings(
    rows: _Rows, parents: _Rows, expected_codes: Sequence[str], with_units: bool
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


def _place_findings(rows: _Rows, places: gpd.GeoDataFrame | None) -> Iterator[Finding]:
    if places is None or not len(places):
        return
    points = places.geometry.to_numpy()
    held = np.zeros(len(points), dtype=bool)
    if len(rows.geometry):
        held[shapely.STRtree(rows.geometry).query(points, predicate="intersects")[0]] = True
    for row in np.flatnonzero(~held):
        yield Finding("place_in_no_grid", (), str(places.index[row]), points[row])


def _ground_findings(
    rows: _Rows,
    parents: _Rows,
    boundary: shapely.Geometry,
    levels: dict[str, Residue],
    found: Sequence[Finding],
) -> list[Finding]:
    """Explain the residue: faces first, then segments that bound no faulty face."""
    first = np.setdiff1d(np.arange(len(rows.ids)), _copies(rows))
    layers = Layers(
        _polygonal(rows.geometry[first]),
        tuple(rows.ids[row] for row in first),
        _unit_numbers(rows, parents)[first],
        _polygonal(parents.geometry),
        parents.ids,
        _polygonal(np.array([boundary], dtype=object))[0],
    )
    faces = list(ledger_findings(layers))
    copies = [piece for piece in found if piece.kind == "duplicate" and piece.area_m2]
    return faces + _mismatches(levels["grids_boundary"], rows.ids, faces + copies)


def _polygonal(polygons: Polygons) -> Polygons:
    """Mend broken rings; lines and points among what they become are dropped."""
    broken = ~shapely.is_valid(polygons)
    if not broken.any():
        return polygons
    mended = polygons.copy()
    for row in np.flatnonzero(broken):
        parts = shapely.get_parts(shapely.make_valid(polygons[row]))
        mended[row] = shapely.union_all(parts[shapely.area(parts) > 0])
    return mended


def _mismatches(residue: Residue, ids: Sequence[str], faces: Sequence[Finding]) -> list[Finding]:
    """Residue that bounds no faulty face: vertices one neighbour has and the other has not."""
    edges = residue.edges
    ends = np.column_stack([edges.start, edges.end])
    lines = shapely.linestrings(np.stack([ends.real, ends.imag], axis=-1))
    blamed = shapely.union_all([piece.geometry.boundary for piece in faces if piece.geometry])
    explained = shapely.covers(shapely.buffer(blamed, 2 * GRID_SIZE_M), lines)
    loose = Edges(edges.start[~explained], edges.end[~explained], edges.owner[~explained])
    label = _connected(loose)
    lines = lines[~explained]
    findings = []
    for number in range(int(label.max(initial=-1)) + 1):
        owners = {ids[owner] for owner in loose.owner[label == number] if owner >= 0}
        shape = shapely.normalize(shapely.multilinestrings(list(lines[label == number])))
        findings.append(Finding("node_mismatch", tuple(sorted(owners)), "", shape))
    return findings


def _connected(edges: Edges) -> NDArray[np.int32]:
    """Give each segment the number of the connected group it belongs to."""
    if not len(edges.start):
        return np.zeros(0, dtype=np.int32)
    places, numbered = np.unique(np.concatenate([edges.start, edges.end]), return_inverse=True)
    start, end = numbered[: len(edges.start)], numbered[len(edges.start) :]
    links = coo_array((np.ones(len(start)), (start, end)), shape=(len(places), len(places)))
    label: NDArray[np.int32] = connected_components(links, directed=False)[1][start]
    return label


def _holes(boundary: shapely.Geometry) -> int:
    return int(np.sum(shapely.get_num_interior_rings(shapely.get_parts(boundary))))


def _crs_name(crs: CRS) -> str:
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.name)


def _fingerprints(
    grids: gpd.GeoDataFrame,
    outline: Polygons,
    units: gpd.GeoDataFrame | None,
    places: gpd.GeoDataFrame | None,
    expected_codes: Sequence[str],
) -> dict[str, str]:
    """SHA-256 of every layer the certificate speaks about."""
    codes = sorted(set(expected_codes))
    prints = {
        "boundary": layer_fingerprint(["boundary"], outline),
        "expected_codes": layer_fingerprint(codes, np.full(len(codes), None, dtype=object)),
    }
    for name, frame in (("grids", grids), ("units", units), ("places", places)):
        if frame is None:
            continue
        labels = [str(value) for value in frame.index]
        if "unit_code" in frame.columns:
            labels = [f"{a}\t{b}" for a, b in zip(labels, frame["unit_code"], strict=True)]
        prints[name] = layer_fingerprint(labels, frame.geometry.to_numpy())
    return prints
