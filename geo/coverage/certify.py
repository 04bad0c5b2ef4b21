"""Prove that grids cover the township exactly once, or say where they do not."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS

from geo.contract import InputError
from geo.coverage.certificate import (
    Certificate,
    Finding,
    count_kinds,
    fault_frame,
    layer_fingerprint,
    near_areas,
)
from geo.coverage.edges import Polygons, edge_residue
from geo.coverage.exceptions import checked_exceptions, clashes, ground_of
from geo.coverage.findings import (
    Rows,
    boundary_findings,
    copies,
    copy_findings,
    part_findings,
    place_findings,
    row_findings,
    rows_of,
    unit_findings,
    unit_rows,
)
from geo.coverage.ledger import Layers, ledger_findings
from geo.coverage.levels import Level, left_over, levels_of, without_borders_of
from geo.coverage.mismatches import lines_of, mismatch_findings

_BY_CODE = ("unknown_unit", "missing_unit")
_AREAL = (-1, 3, 6)  # missing, Polygon, MultiPolygon


def certify(  # noqa: PLR0913 - the contract fixes these names
    grids: gpd.GeoDataFrame,
    boundary: shapely.Geometry,
    *,
    units: gpd.GeoDataFrame | None = None,
    expected_codes: Sequence[str] = (),
    places: gpd.GeoDataFrame | None = None,
    tolerance_m: float = 0.01,
    multipart_allowed: bool = False,
    exceptions: gpd.GeoDataFrame | None = None,
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
    exceptions
        Recorded holes, exclaves and islands by exception_id (`geo.coverage.exceptions`); they add
        rings to the cancellation, so one that does not match the ground is a fault.

    Raises
    ------
    InputError
        no_boundary, not_polygons, not_metres, or what `checked_exceptions` refuses.
    """
    crs = _check_input(grids, boundary, units)
    recorded = checked_exceptions(exceptions, crs)
    rows, parents = rows_of(grids), rows_of(units)
    twice = clashes(recorded, boundary)
    counted = recorded.drop(sorted({name for name, _, _ in twice})) if twice else recorded
    layers = _layers(rows, parents, boundary, counted)
    levels = levels_of(layers, with_units=units is not None)
    left = {name: level.residue.count for name, level in levels.items()}
    findings = [*boundary_findings(boundary), *row_findings(rows), *row_findings(parents, "unit")]
    findings += part_findings(rows, counted, multipart_allowed=multipart_allowed)
    findings += unit_findings(rows, parents, expected_codes, with_units=units is not None)
    findings += place_findings(rows, places)
    findings += [
        Finding("layers_disagree", (), f"{what};exception:{name}", shape)
        for name, what, shape in twice
    ]
    if any(left.values()):
        again = [*copy_findings(rows), *copy_findings(parents, "unit")]
        coded = [found for found in findings if found.kind in _BY_CODE]
        findings += again + _ground_findings(rows, layers, levels, again, coded)
    faults = fault_frame(findings, tolerance_m=tolerance_m, crs=crs, places=places)
    prints = {"grids": rows.fingerprint, "units": parents.fingerprint}
    return Certificate(
        ok=not any(left.values()) and not findings,
        kinds=count_kinds(faults),
        faults=faults,
        exceptions=counted,
        grid_count=len(grids),
        area_m2=math.fsum(shapely.area(rows.geometry)),
        boundary_area_m2=float(shapely.normalize(boundary).area),
        boundary_holes=_holes(boundary),
        residue_edges=left["grids_boundary"],
        levels=left,
        tolerance_m=tolerance_m,
        crs=_crs_name(crs),
        fingerprints={name: value for name, value in prints.items() if value}
        | _fingerprints(boundary, places, expected_codes, recorded),
    )


def prove(shapes: Polygons, outline: shapely.Geometry) -> int:
    """Count what stands against the proof that shapes fill the outline exactly once; 0 proves it.

    The gate alone, for a drawing that is proved again after every edit: segments left over by
    edge cancellation, and shapes that are missing, empty or cross themselves.
    """
    present = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    parents = np.array([outline], dtype=object)
    with np.errstate(invalid="ignore"):  # a coordinate that is no number makes a shape invalid
        bad = len(shapes) - len(present) + int(np.sum(~shapely.is_valid(present)))
    return bad + int(not outline.is_valid) + edge_residue(present, parents).count


def _check_input(
    grids: gpd.GeoDataFrame, boundary: shapely.Geometry, units: gpd.GeoDataFrame | None
) -> CRS:
    """Refuse what cannot be certified; the coordinate system of the grids otherwise."""
    if boundary is None or not 0 < boundary.area < math.inf:
        name = "boundary"
        raise _fault(name, "no_boundary", "a polygon with an area", "none")
    systems: list[CRS] = []
    for name, frame in (("grids", grids), ("units", units)):
        if frame is None:
            continue
        column = frame.geometry
        if not np.isin(shapely.get_type_id(column.to_numpy()), _AREAL).all():
            given = ", ".join(sorted(set(column.geom_type.dropna()) - {"Polygon", "MultiPolygon"}))
            raise _fault(name, "not_polygons", "polygons", given)
        systems.append(column.crs)
        if not _in_metres(column.crs):
            given = "none" if column.crs is None else str(column.crs.name)
            raise _fault(name, "not_metres", "a projected coordinate system in metres", given)
    return systems[0]


@lru_cache(maxsize=16)
def _in_metres(crs: CRS | None) -> bool:
    return crs is not None and crs.is_projected and crs.axis_info[0].unit_name == "metre"


def _fault(layer: str, code: str, expected: str, given: str) -> InputError:
    facts = {"layer": layer, "expected": expected, "given": given}
    return InputError(code, facts, "{layer}: expected {expected}, got {given}.")


def _layers(
    rows: Rows, parents: Rows, boundary: shapely.Geometry, exceptions: gpd.GeoDataFrame
) -> Layers:
    """Everything that claims ground, grids and units as drawn."""
    grid_unit = unit_rows(rows, parents)
    unit_of_grid = dict(zip(rows.ids, grid_unit.tolist(), strict=True))
    holes, exclaves = (
        ground_of(exceptions, kind, parents.geometry, unit_of_grid) for kind in ("hole", "exclave")
    )
    return Layers(
        rows.geometry,
        rows.ids,
        grid_unit,
        parents.geometry,
        parents.ids,
        boundary,
        holes,
        exclaves,
    )


def _ground_findings(
    rows: Rows,
    layers: Layers,
    levels: dict[str, Level],
    found: Sequence[Finding],
    coded: Sequence[Finding],
) -> list[Finding]:
    """Explain the residue: faces first, then segments that bound no faulty face.

    Ground under a wrong code (``coded``) explains what is left of units, not of the boundary.
    """
    edges, labels = left_over(levels)
    first = np.setdiff1d(np.arange(len(rows.ids)), copies(rows))
    single = replace(
        layers,
        grids=layers.grids[first],
        grid_ids=tuple(layers.grid_ids[row] for row in first),
        grid_unit=layers.grid_unit[first],
    )
    faces = list(ledger_findings(single, lines_of(edges)))
    known, miscoded = _areal([*faces, *found]), _areal(coded)
    if miscoded:
        levels = {
            name: level if name == "grids_boundary" else without_borders_of(level, miscoded)
            for name, level in levels.items()
        }
        edges, labels = left_over(levels)
    return faces + mismatch_findings(edges, labels, known)


def _areal(findings: Sequence[Finding]) -> list[shapely.Geometry]:
    """Shapes of the findings that have an area."""
    shapes = np.array([finding.geometry for finding in findings], dtype=object)
    return list(shapes[near_areas(shapes) != 0])


def _holes(boundary: shapely.Geometry) -> int:
    return int(np.sum(shapely.get_num_interior_rings(shapely.get_parts(boundary))))


@lru_cache(maxsize=16)
def _crs_name(crs: CRS) -> str:
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.name)


def _fingerprints(
    boundary: shapely.Geometry,
    places: gpd.GeoDataFrame | None,
    expected_codes: Sequence[str],
    exceptions: gpd.GeoDataFrame,
) -> dict[str, str]:
    """SHA-256 of the layers the certificate speaks about beside grids and units."""
    codes = sorted(set(expected_codes))
    prints = {
        "boundary": layer_fingerprint(["boundary"], np.array([boundary], dtype=object)),
        "expected_codes": layer_fingerprint(codes, np.full(len(codes), None, dtype=object)),
    }
    if places is not None:
        prints["places"] = layer_fingerprint(
            [str(value) for value in places.index], places.geometry.to_numpy()
        )
    if len(exceptions):
        columns = (exceptions.index, *(exceptions[name] for name in ("kind", "grid_id", "note")))
        labels = ["\t".join(row) for row in zip(*columns, strict=True)]
        prints["exceptions"] = layer_fingerprint(labels, exceptions.geometry.to_numpy())
    return prints
