"""The coverage certificate: what was found, where, and over which data."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

KINDS = (
    "gap",
    "overlap",
    "outside",
    "crosses_unit_border",
    "stray_part",
    "missing_unit",
    "unknown_unit",
    "layers_disagree",
    "node_mismatch",
    "invalid_ring",
    "duplicate",
    "place_in_no_grid",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault as found: kind, grids concerned, unit or place it is about, its shape."""

    kind: str
    grid_ids: tuple[str, ...] = ()
    about: str = ""
    geometry: shapely.Geometry | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """Whether every point of the boundary lies in exactly one grid, and what stands against it.

    Attributes
    ----------
    ok
        True when nothing is left after edge cancellation at every level and no fault was found.
    kinds
        Kind of fault -> (count, area in m2), only kinds that were found.
    faults
        Frame by fault_id: kind, grid_ids (";" between), about (unit, place, layers or
        exceptions), area_m2, width_m (2 x area / perimeter), noise, place_ids (";" between) and
        household_count of the places in or on its shape, geometry.
    exceptions
        Frame by exception_id of the exceptions that were counted: kind, grid_id, note, geometry.
    residue_edges
        Segments left after cancelling grids against the boundary.
    levels
        The same per level: "grids_boundary", and with units "grids_units", "units_boundary".
    boundary_holes
        Holes of the boundary; a hole nobody knows of may be a gap between units.
    fingerprints
        SHA-256 of each layer, normalised; ``fingerprint`` is one over all of them.
    """

    ok: bool
    kinds: dict[str, tuple[int, float]]
    faults: gpd.GeoDataFrame
    exceptions: gpd.GeoDataFrame
    grid_count: int
    area_m2: float
    boundary_area_m2: float
    boundary_holes: int
    residue_edges: int
    levels: dict[str, int]
    tolerance_m: float
    crs: str
    fingerprints: dict[str, str]

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all layers and settings of the certificate."""
        text = json.dumps([self.fingerprints, self.tolerance_m, self.crs], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def noise_only(self) -> bool:
        """Whether faults were found and every one of them is noise below the tolerance."""
        return not self.ok and len(self.faults) > 0 and bool(self.faults["noise"].all())

    def to_json(self) -> str:
        """Write the certificate as JSON, byte for byte the same for the same data."""
        return json.dumps(
            {
                "ok": self.ok,
                "kinds": {
                    kind: {"count": count, "area_m2": round(area, 6)}
                    for kind, (count, area) in self.kinds.items()
                },
                "faults": [_fault_facts(row) for row in self.faults.reset_index().itertuples()],
                "exceptions": [
                    {
                        "exception_id": row.Index,
                        "kind": row.kind,
                        "grid_id": row.grid_id,
                        "note": row.note,
                        "area_m2": round(row.geometry.area, 6),
                    }
                    for row in self.exceptions.itertuples()
                ],
                "grid_count": self.grid_count,
                "area_m2": round(self.area_m2, 6),
                "boundary_area_m2": round(self.boundary_area_m2, 6),
                "boundary_holes": self.boundary_holes,
                "residue_edges": self.residue_edges,
                "levels": self.levels,
                "tolerance_m": self.tolerance_m,
                "crs": self.crs,
                "fingerprints": self.fingerprints,
                "fingerprint": self.fingerprint,
            },
            ensure_ascii=False,
            indent=1,
            sort_keys=True,
        )


def near_areas(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Areas in m2 of small shapes far from the origin, to nine digits; 0 for a missing one.

    Next to 3,000 km of northing a square centimetre is lost in the last digits of a product;
    seen from a corner of the shape itself it is not.
    """
    xy, row = shapely.get_coordinates(shapes, return_index=True)
    corner = xy[np.searchsorted(row, row)]
    near = shapely.transform(shapes, lambda points: points - corner)
    area: NDArray[np.float64] = np.nan_to_num(shapely.area(near))
    return area


def fault_frame(
    findings: Iterable[Finding],
    *,
    tolerance_m: float,
    crs: object,
    places: gpd.GeoDataFrame | None = None,
) -> gpd.GeoDataFrame:
    """Order the findings and give them ids: by kind, then largest first, then by place.

    Places by place_id, with household_count where known, are named by the faults they lie in.
    """
    found = list(findings)
    if not found:
        return _no_faults(crs).copy()
    area = near_areas(_shapes(found))
    order = _order(found, area)
    rows = [found[row] for row in order]
    return _fault_rows(rows, area[order], tolerance_m=tolerance_m, crs=crs, places=places)


@lru_cache(maxsize=16)
def _no_faults(crs: object) -> gpd.GeoDataFrame:
    """Make the frame without a row once: a clean drawing is proved again after every edit."""
    return _fault_rows([], np.zeros(0), tolerance_m=0.0, crs=crs, places=None)


def _fault_rows(
    rows: Sequence[Finding],
    area: NDArray[np.float64],
    *,
    tolerance_m: float,
    crs: object,
    places: gpd.GeoDataFrame | None,
) -> gpd.GeoDataFrame:
    shapes = _shapes(rows)
    width = np.divide(2 * area, shapely.length(shapes), out=np.zeros(len(rows)), where=area != 0)
    place_ids, households = _places_within(rows, places)
    frame = gpd.GeoDataFrame(
        {
            "kind": pd.Series([row.kind for row in rows], dtype="object"),
            "grid_ids": pd.Series([";".join(row.grid_ids) for row in rows], dtype="object"),
            "about": pd.Series([row.about for row in rows], dtype="object"),
            "area_m2": area,
            "width_m": width,
            "noise": (width > 0) & (width < tolerance_m),
            "place_ids": pd.Series(place_ids, dtype="object"),
            "household_count": households,
        },
        geometry=shapely.normalize(shapes),
        crs=crs,
    )
    ids = [f"f{number:04d}" for number in range(1, len(rows) + 1)]
    return frame.set_index(pd.Index(ids, dtype="object", name="fault_id"))


def _places_within(
    rows: Sequence[Finding], places: gpd.GeoDataFrame | None
) -> tuple[list[str], NDArray[np.int64]]:
    """Ids (";" between) and households of the places in or on the shape of each finding."""
    households = np.zeros(len(rows), dtype=np.int64)
    if not rows or places is None or not len(places):
        return [""] * len(rows), households
    row, place = shapely.STRtree(places.geometry.to_numpy()).query(_shapes(rows), "intersects")
    names: list[list[str]] = [[] for _ in rows]
    for number, held in zip(row.tolist(), places.index.to_numpy()[place], strict=True):
        names[number].append(str(held))
    if "household_count" in places.columns:
        count = pd.to_numeric(places["household_count"], errors="coerce").fillna(0)
        np.add.at(households, row, count.to_numpy(dtype=np.float64).astype(np.int64)[place])
    return [";".join(sorted(held)) for held in names], households


def count_kinds(faults: gpd.GeoDataFrame) -> dict[str, tuple[int, float]]:
    """Count and area in m2 of each kind found, in the order of `KINDS`."""
    if not len(faults):
        return {}
    found = faults.groupby("kind")["area_m2"].agg(["count", "sum"])
    return {
        kind: (int(found.loc[kind, "count"]), float(found.loc[kind, "sum"]))
        for kind in KINDS
        if kind in found.index
    }


def normalised(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes in two dimensions, with parts and ring starts in one order for the same ground."""
    flat = shapely.force_2d(geometry) if shapely.has_z(geometry).any() else geometry
    with np.errstate(invalid="ignore"):  # a coordinate that is no number is found elsewhere
        shapes: NDArray[np.object_] = shapely.normalize(flat)
    return shapes


def ordered_fingerprint(
    labels: Sequence[str], geometry: NDArray[np.object_]
) -> tuple[list[int], str]:
    """Order of labelled rows, by label and shape, and the SHA-256 over them in this order.

    Each row adds the length of its label (4 bytes, big-endian), the label in UTF-8, the length
    of its shape (8 bytes) and the shape as normalised little-endian WKB, empty when missing.
    """
    shapes = [shape or b"" for shape in shapely.to_wkb(geometry, byte_order=1, include_srid=False)]
    order = sorted(range(len(labels)), key=lambda row: (labels[row], shapes[row]))
    digest = hashlib.sha256()
    for row in order:
        named, shape = labels[row].encode(), shapes[row]
        sizes = len(named).to_bytes(4, "big"), len(shape).to_bytes(8, "big")
        digest.update(b"".join((sizes[0], named, sizes[1], shape)))
    return order, digest.hexdigest()


def layer_fingerprint(labels: Sequence[str], geometry: NDArray[np.object_]) -> str:
    """SHA-256 of labelled shapes: the same whatever the order of rows, parts or ring starts."""
    return ordered_fingerprint(labels, normalised(geometry))[1]


def _shapes(findings: Sequence[Finding]) -> NDArray[np.object_]:
    return np.array([finding.geometry for finding in findings], dtype=object)


def _order(findings: Sequence[Finding], area: NDArray[np.float64]) -> list[int]:
    """Order findings by kind, then largest first, then by place."""
    corner = np.nan_to_num(shapely.bounds(_shapes(findings))[:, :2]).tolist()
    kind = {name: number for number, name in enumerate(KINDS)}

    def key(row: int) -> tuple[int, float, float, float, str, tuple[str, ...]]:
        finding, (x, y) = findings[row], corner[row]
        return kind[finding.kind], -round(m2[row], 6), x, y, finding.about, finding.grid_ids

    m2 = area.tolist()
    return sorted(range(len(findings)), key=key)


def _fault_facts(row: object) -> dict[str, object]:
    geometry = getattr(row, "geometry", None)
    bounds = None
    if geometry is not None and not geometry.is_empty:
        bounds = [round(value, 3) for value in geometry.bounds]
    return {
        "fault_id": getattr(row, "fault_id", ""),
        "kind": getattr(row, "kind", ""),
        "grid_ids": getattr(row, "grid_ids", ""),
        "about": getattr(row, "about", ""),
        "area_m2": round(getattr(row, "area_m2", 0.0), 6),
        "width_m": round(getattr(row, "width_m", 0.0), 6),
        "noise": bool(getattr(row, "noise", False)),
        "place_ids": getattr(row, "place_ids", ""),
        "household_count": int(getattr(row, "household_count", 0)),
        "bounds": bounds,
    }
