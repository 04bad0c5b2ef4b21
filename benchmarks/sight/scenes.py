"""Small random scenes held against exact arithmetic: lines past houses, ground seen, hills."""

import json
from pathlib import Path

import numpy as np
import shapely
from pyproj import CRS

from benchmarks.process import spent_s
from benchmarks.sight import truth
from benchmarks.sight.given import Given
from benchmarks.sight.make import scene
from geo.blocking import Blocking
from geo.terrain import Terrain, clearance_m
from geo.views import seen_grounds
from geo.walls import Walls, walls_of

SPECK_M2 = 0.011  # slivers of sight under a square decimetre are dropped from a drawing
HAIR_M = 1e-9


def held(count: int) -> dict[str, float]:
    """Hold so many scenes against exact arithmetic; what was compared and what was told wrong."""
    told = dict.fromkeys(
        ("looks", "looks_wrong", "hills", "hills_wrong", "areas", "areas_wrong"), 0
    )
    begin = spent_s()
    for seed in range(count):
        given = scene(seed)
        for name, (done, wrong) in {
            "looks": looks(given), "hills": hills(given), "areas": areas(given, seed)
        }.items():  # fmt: skip
            told[name] += done
            told[f"{name}_wrong"] += wrong
    return told | {"scenes": count, "spent_s": round(spent_s() - begin, 1)}


def keep(told: dict[str, float], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / "scenes.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def looks(given: Given) -> tuple[int, int]:
    """Lines past houses: how many, and how many are told wrong."""
    eyes, targets = given.eyes[:, :2], given.targets[:, :2]
    eye, target = (rows.ravel() for rows in np.indices((len(eyes), len(targets))))
    told = Blocking(standing(given), eyes, targets).hidden(eye, target)
    wanted = truth.hidden(eyes.tolist(), targets.tolist(), given.footprints)
    return len(eye), int((told != np.array(wanted).ravel()).sum())


def hills(given: Given) -> tuple[int, int]:
    """Lines over hills: how many, and in how many the lowest point is told wrong."""
    if not given.heights.size:
        return 0, 0
    heights = given.heights.astype(np.float32)
    west, north = map(float, given.corner_xy)
    cell = float(given.cell_m[0]), float(given.cell_m[1])
    terrain = Terrain(heights, west, north, *cell, CRS.from_epsg(4544))
    known = [[None if np.isnan(h) else float(h) for h in row] for row in heights]
    ground = truth.Ground(known, west, north, cell)
    eye, target = (rows.ravel() for rows in np.indices((len(given.eyes), len(given.targets))))
    told = clearance_m(terrain, given.eyes[eye], given.targets[target])
    pairs = zip(given.eyes[eye].tolist(), given.targets[target].tolist(), strict=True)
    exact = [ground.margin(a, b) for a, b in pairs]
    wanted = np.array([np.nan if one is None else float(one) for one in exact])
    return len(eye), int((~np.isclose(told, wanted, rtol=0, atol=HAIR_M, equal_nan=True)).sum())


def areas(given: Given, seed: int, eyes: int = 1) -> tuple[int, int]:
    """Ground in sight: how many areas, and how many are told wrong or are no valid polygon."""
    rng = np.random.default_rng(seed)
    xy, reach = given.eyes[:eyes, :2], float(given.range_m)
    views = np.array([_view(eye, reach, rng) for eye in xy])
    told = seen_grounds(xy, views, standing(given), range_m=2 * reach)
    wrong = 0
    for area, eye, view in zip(told, xy.tolist(), views, strict=True):
        rim = shapely.get_coordinates(view).tolist()
        wanted = float(truth.seen_m2(eye, rim, given.footprints))
        wrong += abs(area.area - wanted) > SPECK_M2 + 1e-9 * wanted or not area.is_valid
    return len(xy), int(wrong)


def standing(given: Given) -> Walls:
    return walls_of(np.array([shapely.Polygon(one[0], one[1:]) for one in given.footprints]))


def _view(eye: np.ndarray, reach: float, rng: np.random.Generator) -> shapely.Polygon:
    """All round in a square, or a sector with few corners."""
    if rng.random() < 0.5:
        return shapely.box(*(eye - reach), *(eye + reach))
    bearing = rng.uniform(0, 6) + np.linspace(0, rng.uniform(0.3, 5), 7)
    rim = reach * np.column_stack([np.cos(bearing), np.sin(bearing)])
    return shapely.Polygon([eye, *(eye + rim)])
