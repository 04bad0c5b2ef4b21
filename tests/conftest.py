"""A small township drawn by hand, as frames and as an area folder on disk."""

import json
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import rasterio
import shapely
from hypothesis import settings
from rasterio.transform import Affine
from shapely.geometry import LineString, Point, Polygon, box

from geo.formats.geojson import write_features
from geo.load import Area, load_area

# the same examples in every run, on a slow machine too; others: --hypothesis-profile=default
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")

CRS = "EPSG:4544"
LONLAT = "EPSG:4490"
EAST, NORTH = 430_000.0, 3_100_000.0  # south-west corner, about 104.29 E 28.01 N
CELL = 500.0

WEST_VILLAGE, COMMUNITY, EAST_VILLAGE = "530623202201", "530623202001", "530623202202"
# column, row from the south-west; every grid is a heap of cells
CELLS_OF = {
    WEST_VILLAGE + "001": [(0, 2), (1, 2)],
    WEST_VILLAGE + "002": [(0, 1), (0, 0), (1, 0)],
    COMMUNITY + "001": [(1, 1)],
    EAST_VILLAGE + "001": [(2, 2), (3, 2)],
    EAST_VILLAGE + "002": [(2, 1), (3, 1)],
    EAST_VILLAGE + "003": [(2, 0), (3, 0)],
}
UNIT_NAMES = {
    WEST_VILLAGE: ("西村", "West village", "village"),
    COMMUNITY: ("中社区", "Middle community", "community"),
    EAST_VILLAGE: ("东村", "East village", "village"),
}
# id, x, y, kind, households, residents
PLACES = [
    ("p1", 240, 1260, "hamlet", 20, 80),
    ("p2", 760, 1240, "hamlet", 12, 47),
    ("p3", 240, 260, "hamlet", 9, 33),
    ("p4", 740, 240, "hamlet", 15, 61),
    ("p5", 740, 740, "town", 120, 470),
    ("p6", 1260, 1240, "hamlet", 25, 99),
    ("p7", 1740, 1260, "hamlet", 18, 66),
    ("p8", 1740, 760, "resettlement_site", 40, 165),
    ("p9", 1260, 260, "hamlet", 7, 22),
]
# id, x, y, kind, mandatory, opens, closes
SITES = [
    ("s1", 700, 760, "township_hall", True, "08:00", "18:00"),
    ("s2", 640, 740, "police_station", True, "00:00", "24:00"),
    ("s3", 800, 760, "market", True, "07:00", "16:00"),
    ("s4", 860, 740, "clinic", False, "08:00", "18:00"),
    ("s5", 260, 1240, "school", True, "07:30", "17:30"),
    ("s6", 1240, 1260, "unit_office", False, "09:00", "17:00"),
    ("s7", 1125, 750, "bridge", True, "00:00", "24:00"),
]
# id, class, bridge, corners
ROADS = [
    ("r1", "county", False, [(-300, 750), (0, 750), (250, 750)]),
    ("r2", "county", False, [(250, 750), (1000, 750)]),
    ("r3", "county", True, [(1000, 750), (1250, 750)]),
    ("r4", "county", False, [(1250, 750), (1750, 750)]),
    ("r5", "county", False, [(1750, 750), (2300, 750)]),
    ("r6", "village", False, [(250, 750), (250, 1250)]),
    ("r7", "village", False, [(1250, 750), (1250, 1250)]),
    ("r8", "village", False, [(1250, 1250), (1750, 1250)]),
    ("r9", "track", False, [(250, 1250), (750, 1250)]),
    ("r10", "footpath", False, [(250, 750), (250, 250), (750, 250)]),
    ("r11", "track", False, [(1250, 750), (1250, 250)]),
]
POLES = [
    ("c1", 720, 756, 6.0, "not_needed", "art7_gov", True),
    ("c2", 255, 1245, 6.0, "not_needed", "art7_gov", True),
    ("c3", 1255, 1245, 5.0, "agreed", "voluntary", True),
    ("c4", 1745, 765, 5.0, "refused", "voluntary", False),
    ("c5", 860, 745, 4.0, "agreed", "art9_duty_holder", True),
]
TABLES = {
    "incidents.csv": "place_id,time_band,count\np1,night,2\np5,afternoon,6\np5,night,3\n"
    "p8,evening,4\n",
    "calendar.csv": "date,day_type,note\n2025-01-03,market,\n2025-01-28,holiday,春节\n",
    "crews.csv": "crew_id,name_zh,name_en,kind,size,officers,mode,base_site_id,shift_start,"
    "shift_end,home_units\n"
    "k1,警组,Police crew,police,2,2,car,s2,08:00,16:00,\n"
    "k2,混合组,Mixed crew,mixed,3,1,motorbike,s2,16:00,24:00,\n"
    f"k3,西村义警,West volunteers,volunteer,4,0,foot,s5,18:00,22:00,{WEST_VILLAGE}\n"
    "k4,摩托组,Motorbike crew,mixed,2,1,motorbike,s2,08:00,16:00,\n",
    "responders.csv": "post_id,name_zh,name_en,kind,site_id,size,mode,may_lead,"
    "capacity_households,home_units\n"
    "d1,派出所,Police station,police_station,s2,4,car,true,400,\n"
    "d2,卫生院,Clinic,clinic,s4,2,car,false,200,\n"
    f"d3,东村队,East village team,village_team,s6,3,motorbike,false,90,{EAST_VILLAGE}\n",
}


def at(x: float, y: float) -> tuple[float, float]:
    """Working coordinates of a spot given in metres from the south-west corner."""
    return EAST + x, NORTH + y


def _frame(index: str, rows: dict[str, list[object]], shapes: list[object]) -> gpd.GeoDataFrame:
    ids = pd.Index(rows.pop(index), dtype="object", name=index)
    return gpd.GeoDataFrame(rows, index=ids, geometry=shapes, crs=CRS)


def _joined(cells: list[tuple[int, int]]) -> Polygon:
    """Cells joined edge by edge, so that every lattice corner stays a vertex."""
    squares = [box(*at(c * CELL, r * CELL), *at((c + 1) * CELL, (r + 1) * CELL)) for c, r in cells]
    return shapely.coverage_union_all(np.array(squares))


def _units() -> gpd.GeoDataFrame:
    cells = {
        code: [cell for grid, heap in CELLS_OF.items() if grid[:12] == code for cell in heap]
        for code in UNIT_NAMES
    }
    zh, en, kind = zip(*UNIT_NAMES.values(), strict=True)
    rows = {"unit_code": list(UNIT_NAMES), "name_zh": zh, "name_en": en, "kind": kind}
    rows |= {"urban_rural": ["220"] * 3, "effective_from": ["2021-01-01"] * 3}
    return _frame("unit_code", rows, [_joined(cells[code]) for code in UNIT_NAMES])


def _grids() -> gpd.GeoDataFrame:
    codes = [grid[:12] for grid in CELLS_OF]
    rows = {
        "grid_id": list(CELLS_OF),
        "name_zh": [
            f"{UNIT_NAMES[c][0]}{g[-1]}号网格" for g, c in zip(CELLS_OF, codes, strict=True)
        ],
        "name_en": [
            f"{UNIT_NAMES[c][1]} grid {g[-1]}" for g, c in zip(CELLS_OF, codes, strict=True)
        ],
        "kind": ["base"] * 6,
        "unit_code": codes,
        "effective_from": ["2021-01-01"] * 6,
    }
    return _frame("grid_id", rows, [_joined(heap) for heap in CELLS_OF.values()])


def _unit_at(x: float, y: float) -> str:
    cell = (int(x // CELL), int(y // CELL))
    return next(grid[:12] for grid, heap in CELLS_OF.items() if cell in heap)


def _places() -> gpd.GeoDataFrame:
    ids, xs, ys, kinds, households, residents = zip(*PLACES, strict=True)
    rows = {"place_id": ids, "name_zh": [f"{i}组" for i in ids], "name_en": ids, "kind": kinds}
    rows |= {"unit_code": [_unit_at(x, y) for x, y in zip(xs, ys, strict=True)]}
    rows |= {"household_count": households, "population_count": residents}
    return _frame("place_id", rows, [Point(at(x, y)) for x, y in zip(xs, ys, strict=True)])


def _sites() -> gpd.GeoDataFrame:
    ids, xs, ys, kinds, mandatory, opens, closes = zip(*SITES, strict=True)
    rows = {"site_id": ids, "name_zh": kinds, "name_en": kinds, "kind": kinds}
    rows |= {
        "unit_code": [_unit_at(x, y) for x, y in zip(xs, ys, strict=True)],
        "mandatory": mandatory,
    }
    rows |= {"opens": opens, "closes": closes}
    return _frame("site_id", rows, [Point(at(x, y)) for x, y in zip(xs, ys, strict=True)])


def _roads() -> gpd.GeoDataFrame:
    ids, classes, bridges, lines = zip(*ROADS, strict=True)
    rows = {"road_id": ids, "road_class": classes, "name_zh": ids, "name_en": ids}
    rows |= {"bridge": bridges, "oneway": [False] * len(ids), "surface": ["paved"] * len(ids)}
    rows |= {"width_m": [4.0] * len(ids)}
    return _frame("road_id", rows, [LineString([at(*xy) for xy in line]) for line in lines])


def _buildings() -> gpd.GeoDataFrame:
    """Two houses north and south of every place."""
    rows: dict[str, list[object]] = {"building_id": [], "kind": [], "height_m": [], "place_id": []}
    shapes = []
    for place, x, y, *_ in PLACES:
        for number, shift in enumerate((18, -30)):
            rows["building_id"].append(f"b-{place}-{number}")
            rows["kind"].append("dwelling")
            rows["height_m"].append(7.5)
            rows["place_id"].append(place)
            shapes.append(box(*at(x - 6, y + shift), *at(x + 6, y + shift + 9)))
    return _frame("building_id", rows, shapes)


def _poles() -> gpd.GeoDataFrame:
    ids, xs, ys, heights, consents, classes, powers = zip(*POLES, strict=True)
    rows = {"pole_id": ids, "name_zh": ids, "name_en": ids, "height_m": heights}
    rows |= {"consent": consents, "legal_class": classes, "power": powers}
    return _frame("pole_id", rows, [Point(at(x, y)) for x, y in zip(xs, ys, strict=True)])


def _streams() -> gpd.GeoDataFrame:
    rows = {"stream_id": ["w1"], "name_zh": ["中河"], "name_en": ["Middle stream"]}
    line = LineString([at(1125, 1500), at(1125, 750), at(1120, 0)])
    return _frame("stream_id", rows, [line])


def _reservoirs() -> gpd.GeoDataFrame:
    rows = {"reservoir_id": ["v1"], "name_zh": ["小水库"], "name_en": ["Small reservoir"]}
    return _frame("reservoir_id", rows, [box(*at(1550, 350), *at(1650, 450))])


def _zones() -> gpd.GeoDataFrame:
    rows = {"zone_id": ["z1"], "kind": ["art8_private"], "reason_zh": ["民宅院内"]}
    rows |= {"reason_en": ["Private yards"]}
    return _frame("zone_id", rows, [box(*at(225, 1225), *at(255, 1240))])


LAYERS = {
    "units": _units,
    "grids": _grids,
    "places": _places,
    "sites": _sites,
    "roads": _roads,
    "streams": _streams,
    "reservoirs": _reservoirs,
    "buildings": _buildings,
    "poles": _poles,
    "no_camera_zones": _zones,
}


def _write_terrain(path: Path) -> None:
    """A slope that rises 1 m in 10 towards the north, from 400 m, 1 km beyond the boundary."""
    rows, columns = 120, 140
    heights = 400 + (rows - 1 - np.arange(rows)[:, None]) * 3 + np.zeros((1, columns))
    shape = {"height": rows, "width": columns, "count": 1, "dtype": "int16", "nodata": -32768}
    corner = Affine(30, 0, EAST - 1050, 0, -30, NORTH + 1500 + 1050)
    with rasterio.open(
        path, "w", driver="GTiff", crs=CRS, transform=corner, compress="deflate", **shape
    ) as raster:
        raster.write(heights.astype("int16"), 1)


def write_tiny_area(folder: Path) -> Path:
    """Write the drawn township as an area folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in LAYERS.items():
        write_features(folder / f"{name}.geojson", draw().to_crs(LONLAT))
    history = pd.concat([_units().assign(set_id=year) for year in ("2010", "2021")])
    history = history.assign(effective_to=None).reset_index()
    columns = ["set_id", *[name for name in history.columns if name != "set_id"]]
    write_features(folder / "units_history.geojson", history[columns].to_crs(LONLAT))
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    _write_terrain(folder / "terrain.tif")
    layers = {name: f"{name}.geojson" for name in (*LAYERS, "units_history")}
    layers |= {Path(name).stem: name for name in TABLES} | {"terrain": "terrain.tif"}
    facts = {
        "area_id": "tiny",
        "name": {"zh": "小乡", "en": "Tiny township"},
        "crs": CRS,
        "example": True,
        "attribution": {"zh": "手绘", "en": "Drawn by hand"},
        "data_date": "2025-01-01",
        "township_code": "530623202",
        "expected_unit_codes": sorted(UNIT_NAMES),
        "layers": layers,
        "default_day_type": "normal",
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    (folder / "area.json").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_source(tmp_path_factory) -> Path:
    """The area folder of `tiny_area`, shared: do not write into it."""
    return write_tiny_area(tmp_path_factory.mktemp("tiny") / "area")


@pytest.fixture
def tiny_folder(tiny_source, tmp_path) -> Path:
    """A copy of the area folder of `tiny_area` that a test may break."""
    return Path(shutil.copytree(tiny_source, tmp_path / "tiny"))


@pytest.fixture(scope="session")
def tiny_area(tiny_source) -> Area:
    """A township of 2 km x 1.5 km in 12 cells of 500 m, loaded from disk; west is left.

    ::

             p1---r9---p2 |    p6---r8---p7
             |  201001    |    |  202001
        -----r6-----+-----+----r7---------------   county road r1 r2 r3 r4 r5 runs
        r1---+--r2--+-p5--=r3==+----r4-----p8--r5  west to east over the bridge r3 (=),
             | 201002|001 |    |  202002           with an exit at either end
             r10----+-----+----r11---------
             p3------p4   |    p9   202003

    Units: West village ...201 (grids 001, 002), Middle community ...001 (its one grid is
    the market town), East village ...202 (grids 001, 002, 003). The stream runs south
    under the bridge; without r3 the east is cut off.
    """
    return load_area(tiny_source)
