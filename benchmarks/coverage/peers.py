"""Other tools' ways to check and to repair a coverage; runs in an environment of their own.

Checks give facts with ``found``: whether the tool says that something is wrong. Repairs give
shapes by grid_id. Every tool gets the setting that serves it best here: where it can take the
boundary it gets the boundary, and all gaps are asked to be filled.
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas as gpd
import shapely

from benchmarks.coverage.given import Given
from benchmarks.coverage.memory import peak_mib

AREA_M2 = 1e-6  # less is rounding, not a finding
WIDEST_M = 1000.0  # every gap is narrower
NODE_MB = 12_000
POLL_S = 0.01

Facts = dict[str, object]


def is_valid(given: Given) -> Facts:
    """Ask GEOS whether the grids are edge-matched without overlap."""
    shapes = given.grids.geometry.to_numpy()
    return {"found": not shapely.coverage_is_valid(shapes)}


def is_valid_gap(given: Given) -> Facts:
    """Ask the same with the option that is meant to find gaps up to 1 m wide."""
    shapes = given.grids.geometry.to_numpy()
    return {"found": not shapely.coverage_is_valid(shapes, gap_width=1.0)}


def overlay(given: Given) -> Facts:
    """Overlay the grids with themselves, and with the boundary."""
    layer = given.grids[["geometry"]].reset_index()
    pairs = gpd.overlay(layer, layer, how="intersection", keep_geom_type=True)
    double = pairs[pairs["grid_id_1"] < pairs["grid_id_2"]]
    parent = _parent(given)
    differing = gpd.overlay(layer, parent, how="symmetric_difference", keep_geom_type=True)
    area = float(double.area.sum() + differing.area.sum())
    return {"found": area > AREA_M2, "area_m2": area}


def clean_changes(given: Given) -> Facts:
    """See whether coverage_clean would change the ground of a grid."""
    return _changes(given, coverage_clean(given))


def doctor(given: Given) -> Facts:
    """Ask maup's doctor, with the boundary as the target the grids must fill."""
    import maup  # noqa: PLC0415 - the other tools run without it

    return {"found": not maup.doctor(given.grids, _parent(given), silent=True)}


def coverage_clean(given: Given) -> gpd.GeoSeries:
    """Clean with GEOS; rows without a shape are taken out, because they shift the result."""
    there = given.grids.geometry[~(given.grids.geometry.isna() | given.grids.geometry.is_empty)]
    cleaned = shapely.coverage_clean(there.to_numpy(), gap_width=WIDEST_M)
    return gpd.GeoSeries(cleaned, index=there.index, crs=there.crs)


def mapshaper(given: Given) -> gpd.GeoSeries:
    """Clean with mapshaper's own settings; seconds are those of the whole process, files too."""
    return _mapshaper(given, ())


def mapshaper_widest(given: Given) -> gpd.GeoSeries:
    """Clean with mapshaper, every gap filled and cracks to the outside closed."""
    return _mapshaper(given, (f"gap-width={WIDEST_M:.0f}", "close-outer-gaps"))


def smart_repair(given: Given) -> gpd.GeoSeries:
    """Repair with maup, nested in the boundary, all gaps filled."""
    return _smart_repair(given, _parent(given))


def smart_repair_units(given: Given) -> gpd.GeoSeries:
    """Repair with maup, nested in the units, all gaps filled."""
    return _smart_repair(given, given.units.reset_index())


CHECKS: Mapping[str, Callable[[Given], Facts]] = {
    "coverage_is_valid": is_valid,
    "coverage_is_valid gap_width=1": is_valid_gap,
    "geopandas overlay": overlay,
    "coverage_clean changes": clean_changes,
    "maup.doctor": doctor,
}
REPAIRS: Mapping[str, Callable[[Given], gpd.GeoSeries]] = {
    "coverage_clean": coverage_clean,
    "mapshaper -clean": mapshaper,
    "mapshaper -clean widest": mapshaper_widest,
    "maup.smart_repair": smart_repair,
    "maup.smart_repair units": smart_repair_units,
}


def _parent(given: Given) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=[given.boundary], crs=given.grids.crs)


def _changes(given: Given, result: gpd.GeoSeries) -> Facts:
    before = shapely.make_valid(given.grids.geometry.reindex(result.index).to_numpy())
    moved = shapely.area(shapely.symmetric_difference(before, result.to_numpy())).sum()
    return {"found": bool(moved > AREA_M2), "area_m2": float(moved)}


def _smart_repair(given: Given, regions: gpd.GeoDataFrame) -> gpd.GeoSeries:
    import maup  # noqa: PLC0415 - the other tools run without it

    repaired = maup.smart_repair(given.grids, nest_within_regions=regions, fill_gaps_threshold=None)
    return repaired.geometry


def _mapshaper(given: Given, options: tuple[str, ...]) -> gpd.GeoSeries:
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "in.json", Path(name) / "out.json"
        _write_features(given.grids.geometry, source)
        command = (
            "node",
            f"--max-old-space-size={NODE_MB}",
            os.environ["MAPSHAPER"],
            *("-i", str(source), "-clean", "allow-empty", *options, "-o", str(target)),
        )
        peak = _watched(command)
        features = json.loads(target.read_text(encoding="utf-8"))["features"]
    shapes = [_shape(feature["geometry"]) for feature in features]
    ids = [feature["properties"]["grid_id"] for feature in features]
    cleaned = gpd.GeoSeries(shapes, index=ids, crs=given.grids.crs)
    cleaned.attrs["started_peak_mib"] = peak
    return cleaned


def _watched(command: tuple[str, ...]) -> float:
    """Run a command to its end and return its peak memory in MiB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, peak_mib(process.pid))
        time.sleep(POLL_S)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command[0])
    return peak


def _write_features(shapes: gpd.GeoSeries, path: Path) -> None:
    written = shapely.to_geojson(shapes.to_numpy())
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"type":"FeatureCollection","features":[')
        for at, (grid_id, shape) in enumerate(zip(shapes.index, written, strict=True)):
            properties = json.dumps({"grid_id": grid_id})
            stream.write("," * (at > 0) + '{"type":"Feature","properties":' + properties)
            stream.write(f',"geometry":{shape or "null"}}}')
        stream.write("]}")


def _shape(geometry: object) -> shapely.Geometry | None:
    return None if geometry is None else shapely.from_geojson(json.dumps(geometry))
