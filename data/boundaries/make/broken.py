"""Make the broken copy of Luoyan: `python -m data.boundaries.make.broken [folder]`.

A shapefile as a county bureau hands it over, with exactly three planted faults. Every other border
keeps its vertices; the same bytes each time.
"""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapefile
import shapely
from pyproj import CRS
from shapely.geometry import Polygon

from geo.crs import to_working
from geo.formats.geojson import read_features

from .frame import UNITS, WORKING_CRS, Floats

HERE: Final = Path(__file__).parents[1]
FILE: Final = "luoyan_grids_2025.zip"
STEM: Final = "落雁乡网格2025版"
ENCODING: Final = "gbk"  # and no .cpg beside it: the reader has to find out
DATE: Final = (2025, 11, 20, 9, 0, 0)
STEP_M: Final = 12.0  # between the vertices of a new border
KINDS: Final = {"base": "基础网格", "special": "专属网格"}


@dataclass(frozen=True)
class Fault:
    """One planted fault: from a piece of the border of two grids the first one gives or takes."""

    kind: str
    first: str
    second: str
    middle: float  # share of the border's length at which the fault lies
    width_m: float
    depth_m: float


FAULTS: Final = (
    # the first grid draws back and its neighbour does not follow
    Fault("gap", "530623202205021", "530623202205022", 0.5, 150.0, -42.0),
    # the first grid runs over a hamlet of its neighbour, which keeps it too
    Fault("overlap", "530623202203002", "530623202203003", 0.319, 140.0, 98.0),
    # the first grid takes ground of a grid of another village, which gives way
    Fault("crosses_unit_border", "530623202201037", "530623202203007", 0.5, 170.0, 45.0),
)


def broken() -> tuple[gpd.GeoDataFrame, dict[str, Polygon]]:
    """Return the grids with their faults, in metres, and the ground of each fault by kind."""
    grids = to_working(read_features(HERE / "grids.geojson"), WORKING_CRS)
    shapes = dict(zip(grids["grid_id"], grids.geometry, strict=True))
    grounds = {}
    for fault in FAULTS:
        old, new = _borders(shapes[fault.first], shapes[fault.second], fault)
        shapes[fault.first] = _redrawn(shapes[fault.first], old, new)
        if fault.kind == "crosses_unit_border":
            shapes[fault.second] = _redrawn(shapes[fault.second], old, new)
        grounds[fault.kind] = Polygon(np.vstack([old, new[::-1]]))
    return grids.set_geometry([shapes[code] for code in grids["grid_id"]]), grounds


def _borders(first: Polygon, second: Polygon, fault: Fault) -> tuple[Floats, Floats]:
    """Vertices of a piece of the common border as drawn and as redrawn, both ends kept."""
    common = shapely.line_merge(first.boundary.intersection(second.boundary))
    line = max(shapely.get_parts(common), key=lambda part: part.length)
    corners = shapely.get_coordinates(line)
    reach = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    middle = fault.middle * line.length
    start = int(np.searchsorted(reach, middle - fault.width_m / 2))
    end = int(np.searchsorted(reach, middle + fault.width_m / 2))
    old = corners[start : end + 1]
    share = np.linspace(0, 1, int(np.ceil((reach[end] - reach[start]) / STEP_M)) + 1)
    base = shapely.get_coordinates(
        shapely.line_interpolate_point(line, reach[start] + share * (reach[end] - reach[start]))
    )
    along = (old[-1] - old[0]) / np.hypot(*(old[-1] - old[0]))
    away = np.array([along[1], -along[0]])
    centre = base[len(base) // 2]
    if not second.contains(shapely.Point(centre + away)):
        away = -away
    if not (
        second.contains(shapely.Point(centre + away))
        and first.contains(shapely.Point(centre - away))
    ):
        raise ValueError(f"{fault.kind}: {fault.second} does not lie beside {fault.first} here")
    new = np.round(base + np.sin(np.pi * share)[:, None] * fault.depth_m * away, 3)
    new[0], new[-1] = old[0], old[-1]
    return old, new


def _redrawn(polygon: Polygon, old: Floats, new: Floats) -> Polygon:
    """Replace a run of vertices of the outer ring; every other vertex stays."""
    ring = shapely.get_coordinates(polygon.exterior)[:-1]
    at = int(np.flatnonzero((ring == old[0]).all(axis=1))[0])
    turned = np.roll(ring, -at, axis=0)
    if not (turned[: len(old)] == old).all():
        old, new = old[::-1], new[::-1]
        at = int(np.flatnonzero((ring == old[0]).all(axis=1))[0])
        turned = np.roll(ring, -at, axis=0)
    if not (turned[: len(old)] == old).all():
        raise ValueError("the piece of border is not part of the ring")
    redrawn = Polygon(np.vstack([new, turned[len(old) :]]), polygon.interiors)
    if not redrawn.is_valid:
        raise ValueError("the redrawn grid is not valid")
    return redrawn


def _households(grids: gpd.GeoDataFrame) -> dict[str, int]:
    """Households of each grid as the bureau's table had them: by the true borders."""
    places = to_working(read_features(HERE / "places.geojson"), WORKING_CRS)
    true = to_working(read_features(HERE / "grids.geojson"), WORKING_CRS)
    inside = gpd.sjoin(places, true[["grid_id", "geometry"]], predicate="within")
    counts = inside.groupby("grid_id")["household_count"].sum()
    return {code: int(counts.get(code, 0)) for code in grids["grid_id"]}


def _members(grids: gpd.GeoDataFrame) -> dict[str, bytes]:
    """Return the files of the shapefile: no .cpg, Chinese field names, GBK."""
    households = _households(grids)
    villages = {code: name for code, name, *_ in UNITS}
    parts = {ending: io.BytesIO() for ending in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POLYGON, encoding=ENCODING) as out:
        out.field("网格编码", "C", size=15)
        out.field("网格名称", "C", size=40)
        out.field("类型", "C", size=12)
        out.field("所属村", "C", size=30)
        out.field("村代码", "C", size=12)
        out.field("户数", "N", size=6, decimal=0)
        for row in grids.itertuples():
            out.poly([shapely.get_coordinates(ring).tolist() for ring in _rings(row.geometry)])
            village = villages[row.unit_code]
            out.record(
                *(row.grid_id, row.name_zh, KINDS[row.kind], village, row.unit_code),
                households[row.grid_id],
            )
    files = {f"{STEM}.{ending}": part.getvalue() for ending, part in parts.items()}
    dbf = bytearray(files[f"{STEM}.dbf"])
    dbf[1:4] = bytes([DATE[0] - 1900, *DATE[1:3]])  # the writer puts today here
    return files | {
        f"{STEM}.dbf": bytes(dbf),
        f"{STEM}.prj": CRS(WORKING_CRS).to_wkt("WKT1_ESRI").encode("ascii"),
    }


def _rings(polygon: Polygon) -> list[shapely.LinearRing]:
    """Return outer ring clockwise, holes the other way round, as the format wants them."""
    turned = shapely.orient_polygons(polygon, exterior_cw=True)
    return [turned.exterior, *turned.interiors]


def write(folder: Path) -> dict[str, Polygon]:
    """Write the zip and return the ground of each planted fault."""
    grids, grounds = broken()
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / FILE, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(_members(grids).items()):
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return grounds


if __name__ == "__main__":
    made = write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "broken")
    for kind, ground in made.items():
        middle = ground.representative_point()
        print(f"{kind}: {ground.area:.1f} m2 at {middle.x:.0f} {middle.y:.0f}")
