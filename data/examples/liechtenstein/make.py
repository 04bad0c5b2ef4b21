"""Make the layers of the Liechtenstein example out of its two source files.

Run from the root of the repository: ``python -m data.examples.liechtenstein.make``. The same
sources give the same bytes. What is real: municipalities, buildings, roads, key sites. What is
estimated or made up: see README.md; the settings that were guessed are named GUESSED below.
"""

import json
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from geo.crs import to_working
from geo.exits import exits
from geo.formats.geojson import read_features, write_features
from geo.partition import Partition, nearest_seed_partition
from geo.roads import (
    Network,
    network_from_lines,
    read_osm_buildings,
    read_osm_roads,
    read_osm_sites,
)

FOLDER = Path(__file__).resolve().parent
OSM = "liechtenstein_2013_lite.osm.bz2"
MUNICIPALITIES = "liechtenstein_2013_municipalities_11.geojson"
CRS, LONLAT = "EPSG:32632", "OGC:CRS84"
DATA_DATE = "2013-08-03"

GUESSED_DWELLING_M2 = (50.0, 1000.0)  # footprint of a building taken as one household
GUESSED_PERSONS_PER_HOUSEHOLD = 2.3  # residents of one household
GUESSED_PLACE_M = 500.0  # no two dwellings of a place are farther apart
GUESSED_GRID_M = 900.0  # no two places of a seed are farther apart
GUESSED_TOWN_HOUSEHOLDS = 60  # from here on a place is called a town
GUESSED_POLE_SPACING_M = 250.0  # least distance of two candidate poles
GUESSED_POLE_HEIGHT_M = 6.0
# counted as other programs count, for comparison; who may use a road is left out
ROAD_COLUMNS = (
    *("road_class", "name_zh", "name_en", "bridge", "oneway", "surface", "width_m", "geometry"),
)
MAIN_ROADS = ("primary", "secondary", "tertiary")
EXIT_ROADS = (*MAIN_ROADS, "unclassified", "residential")

CHINESE = {
    "Balzers": "巴尔策斯", "Eschen": "埃申", "Gamprin": "甘普林", "Mauren": "毛伦",
    "Planken": "普兰肯", "Ruggell": "鲁格尔", "Schaan": "沙恩", "Schellenberg": "谢伦贝格",
    "Triesen": "特里森", "Triesenberg": "特里森贝格", "Vaduz": "瓦杜兹",
}  # fmt: skip
# amenity -> kind, Chinese, English, must be visited, made-up visiting hours
SITE_KINDS = {
    "school": ("school", "学校", "School", True, "07:30", "17:30"),
    "fire_station": ("fire_station", "消防站", "Fire station", False, "00:00", "24:00"),
    "police": ("police_station", "警察局", "Police station", True, "00:00", "24:00"),
    "hospital": ("hospital", "医院", "Hospital", True, "00:00", "24:00"),
    "townhall": ("town_hall", "政府办公楼", "Town hall", True, "08:00", "17:00"),
}
POLICE, HOSPITAL = "n37949", "n6245"


def grid_code(unit_code: str, number: int) -> str:
    """Text code of a grid: 12-digit unit code or LI and four digits, then three digits."""
    stem = unit_code if len(unit_code) == 12 else f"LI{unit_code.zfill(4)}"
    return f"{stem}{number:03d}"


def municipalities() -> gpd.GeoDataFrame:
    """Read the 11 municipalities as mapped, in metres, by the id of the source."""
    source = read_features(FOLDER / MUNICIPALITIES)
    index = pd.Index(source["id"].map(str), dtype="object", name="unit_code")
    named = source.set_index(index)[["name", "geometry"]]
    return to_working(named, CRS).sort_index()


def unit_of(points: NDArray[np.object_], units: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Find the unit code of each point, None outside."""
    found = np.full(len(points), None, dtype=object)
    point, unit = shapely.STRtree(units.geometry.to_numpy()).query(points, "within")
    found[point] = units.index.to_numpy()[unit]
    return found


def clusters(xy: NDArray[np.float64], reach_m: float) -> list[NDArray[np.int64]]:
    """Rows of points no farther apart than the reach (complete linkage), north to south."""
    if len(xy) < 2:
        return [np.arange(len(xy))] if len(xy) else []
    label = fcluster(linkage(xy, "complete"), reach_m, "distance")
    heaps = [np.flatnonzero(label == number) for number in range(1, label.max() + 1)]
    return sorted(heaps, key=lambda rows: tuple(-xy[rows].mean(axis=0)[::-1].round(3)))


def medoid(xy: NDArray[np.float64]) -> int:
    """Row of the point nearest to the middle."""
    return int(np.argmin(np.hypot(*(xy - xy.mean(axis=0)).T).round(6)))


def places(buildings: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Clusters of dwellings within a municipality; households are dwellings, an estimate."""
    low, high = GUESSED_DWELLING_M2
    dwellings = buildings[(buildings["kind"] == "dwelling") & buildings.area.between(low, high)]
    spots = shapely.centroid(dwellings.geometry.to_numpy())
    owner = unit_of(spots, units)
    rows = []
    for code, name in units["name"].items():
        inside = spots[owner == code]
        xy = shapely.get_coordinates(inside)
        for number, members in enumerate(clusters(xy, GUESSED_PLACE_M), 1):
            rows.append(_place(str(code), name, number, inside[members]))
    return gpd.GeoDataFrame(rows, crs=CRS).set_index("place_id")


def _place(code: str, name: str, number: int, spots: NDArray[np.object_]) -> dict[str, object]:
    households = len(spots)
    middle = spots[medoid(shapely.get_coordinates(spots))]
    return {
        "place_id": f"LI{code.zfill(4)}-p{number:03d}",
        "name_zh": f"{CHINESE[name]}{number}号居民点",
        "name_en": f"{name} settlement {number}",
        "kind": "town" if households >= GUESSED_TOWN_HOUSEHOLDS else "hamlet",
        "unit_code": code,
        "household_count": households,
        "population_count": round(households * GUESSED_PERSONS_PER_HOUSEHOLD),
        "geometry": shapely.transform(middle, lambda xy: np.round(xy, 3)),
    }


def seeds(spots: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """One seed per heap of places: the place in its middle, by its id."""
    chosen = []
    for _, inside in spots.groupby("unit_code", sort=True):
        xy = shapely.get_coordinates(inside.geometry.to_numpy())
        heaps = clusters(xy, GUESSED_GRID_M)
        chosen.extend(inside.index[members[medoid(xy[members])]] for members in heaps)
    return spots.loc[chosen, ["unit_code", "geometry"]].rename_axis("grid_id")


def units_layer(partition: Partition, names: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Municipalities with every node the grids have."""
    units = partition.units()
    name = names["name"].reindex(units.index)
    return units.assign(
        name_zh=name.map(CHINESE),
        name_en=name,
        kind="municipality",
        urban_rural=None,
        effective_from=None,
    )


def grids_layer(partition: Partition, names: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Grids with codes by municipality, numbered from north to south."""
    grids = partition.grids()
    middle = shapely.get_coordinates(shapely.point_on_surface(grids.geometry.to_numpy()))
    order = np.lexsort((middle[:, 0].round(3), -middle[:, 1].round(3)))
    grids = grids.iloc[order].sort_values("unit_code", kind="stable")
    number = grids.groupby("unit_code").cumcount() + 1
    name = grids["unit_code"].map(names["name"])
    codes = [grid_code(c, n) for c, n in zip(grids["unit_code"], number, strict=True)]
    return grids.assign(
        name_zh=[f"{CHINESE[a]}{n}号网格" for a, n in zip(name, number, strict=True)],
        name_en=[f"{a} grid {n}" for a, n in zip(name, number, strict=True)],
        kind="base",
        effective_from=None,
    ).set_index(pd.Index(codes, dtype="object", name="grid_id"))


def sites_layer(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Key sites as mapped; visiting hours and which must be visited are made up."""
    found = read_osm_sites(FOLDER / OSM, CRS)
    codes = unit_of(found.geometry.to_numpy(), units)
    rows = []
    for (site, row), code in zip(found.iterrows(), codes, strict=True):
        kind, zh, en, mandatory, opens, closes = SITE_KINDS[row["amenity"]]
        where = units["name_en"][code]
        rows.append({
            "site_id": site,
            "name_zh": row["name"] or f"{CHINESE[where]}{zh}",
            "name_en": row["name"] or f"{en} in {where}",
            "kind": kind,
            "unit_code": code,
            "mandatory": mandatory,
            "opens": opens,
            "closes": closes,
            "geometry": row["geometry"],
        })  # fmt: skip
    return gpd.GeoDataFrame(rows, crs=CRS).set_index("site_id")


def junctions(network: Network) -> NDArray[np.float64]:
    """Junctions where at least three pieces of main road meet, the busiest first."""
    main = network.edges[network.edges["road_class"].isin(MAIN_ROADS)]
    meet = np.bincount(main[["u", "v"]].to_numpy().ravel(), minlength=len(network.node_xy))
    chosen = np.flatnonzero(meet >= 3)
    xy = network.node_xy[chosen]
    order = np.lexsort((xy[:, 0], xy[:, 1], -meet[chosen]))
    picked: NDArray[np.float64] = xy[order]
    return picked


def poles_layer(
    network: Network, boundary: shapely.Geometry, sites: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Made-up candidate poles: exits, roads before key sites, main junctions, thinned."""
    border = exits(network, boundary)
    border = border[border["road_class"].isin(EXIT_ROADS)]
    inside = junctions(network)
    inside = inside[shapely.contains_xy(boundary, inside[:, 0], inside[:, 1])]
    doors = sites.geometry.to_numpy()
    near = network.geometry[shapely.STRtree(network.geometry).nearest(doors)]
    fronts = shapely.line_interpolate_point(near, shapely.line_locate_point(near, doors))
    parts = {
        "exit": shapely.get_coordinates(border.geometry.to_numpy()),
        "site": shapely.get_coordinates(fronts),
        "junction": inside,
    }
    spots = np.vstack(list(parts.values()))
    place = np.repeat(list(parts), [len(part) for part in parts.values()])
    kept: list[int] = []
    for row, spot in enumerate(spots):
        gap_m = np.hypot(*(spots[kept] - spot).T)
        if not (gap_m < GUESSED_POLE_SPACING_M).any():
            kept.append(row)
    numbers = range(1, len(kept) + 1)
    where = place[kept]
    zh = {"exit": "出入口", "site": "重点部位门前", "junction": "路口"}
    en = {"exit": "exit", "site": "key site", "junction": "junction"}
    return gpd.GeoDataFrame(
        {
            "name_zh": [f"{zh[w]}候选点{n}（虚构）" for w, n in zip(where, numbers, strict=True)],
            "name_en": [
                f"Candidate {n} at {en[w]} (made up)" for w, n in zip(where, numbers, strict=True)
            ],
            "height_m": GUESSED_POLE_HEIGHT_M,
            "consent": "not_needed",
            "legal_class": "art7_gov",
            "power": True,
        },
        index=pd.Index([f"LI-c{n:03d}" for n in numbers], dtype="object", name="pole_id"),
        geometry=shapely.points(np.round(spots[kept], 3)),
        crs=CRS,
    )


def fire_stations(sites: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return sites[sites["kind"] == "fire_station"]


def crews_table(sites: gpd.GeoDataFrame) -> pd.DataFrame:
    """Made-up crews at real sites: police by car, volunteers on foot from fire stations."""
    posts = [
        ("早班一组", "Early car crew 1", "police", 2, 2, "car", "06:00", "14:00"),
        ("早班二组", "Early car crew 2", "police", 2, 1, "car", "06:00", "14:00"),
        ("早班三组", "Early car crew 3", "mixed", 3, 1, "car", "08:00", "16:00"),
        ("早班四组", "Early car crew 4", "mixed", 3, 1, "car", "08:00", "16:00"),
        ("晚班一组", "Late car crew 1", "police", 2, 2, "car", "14:00", "22:00"),
        ("晚班二组", "Late car crew 2", "mixed", 3, 1, "car", "14:00", "22:00"),
        ("夜班混合组", "Night mixed crew", "mixed", 3, 1, "car", "22:00", "06:00"),
        ("摩托一组", "Motorbike crew 1", "mixed", 2, 1, "motorbike", "10:00", "18:00"),
        ("摩托二组", "Motorbike crew 2", "mixed", 2, 1, "motorbike", "10:00", "18:00"),
    ]
    rows = [
        (f"LI-k{number:02d}", *post[:6], POLICE, *post[6:], "")
        for number, post in enumerate(posts, 1)
    ]
    for number, (site, row) in enumerate(fire_stations(sites).iterrows(), len(rows) + 1):
        zh, en = f"{row['name_zh']}步巡组", f"Foot crew of {row['name_en']}"
        rows.append((f"LI-k{number:02d}", zh, en, "volunteer", 4, 0, "foot", str(site),
                     "18:00", "22:00", row["unit_code"]))  # fmt: skip
    columns = "crew_id name_zh name_en kind size officers mode base_site_id shift_start shift_end"
    return pd.DataFrame(rows, columns=[*columns.split(), "home_units"])


def responders_table(sites: gpd.GeoDataFrame) -> pd.DataFrame:
    """Made-up strengths of posts at real police, fire and hospital sites."""
    rows = [
        ("LI-r01", "警察局", "Police station", "police_station", POLICE, 6, "car", "true", 900, ""),
        ("LI-r02", "医院", "Hospital", "clinic", HOSPITAL, 3, "car", "false", 600, ""),
    ]
    for number, (site, row) in enumerate(fire_stations(sites).iterrows(), 3):
        rows.append((f"LI-r{number:02d}", row["name_zh"], row["name_en"], "fire_station", str(site),
                     5, "car", "true", 700, ""))  # fmt: skip
    columns = "post_id name_zh name_en kind site_id size mode may_lead capacity_households"
    return pd.DataFrame(rows, columns=[*columns.split(), "home_units"])


def incidents_table(spots: gpd.GeoDataFrame) -> pd.DataFrame:
    """Made-up counts: one per so many households and time band, nothing measured."""
    per = {"morning": 40, "afternoon": 30, "evening": 20, "night": 25}
    rows = [
        (place, band, int(households // share))
        for place, households in spots["household_count"].items()
        for band, share in per.items()
        if households >= share
    ]
    return pd.DataFrame(rows, columns=["place_id", "time_band", "count"])


def area_facts(units: gpd.GeoDataFrame, layers: dict[str, str]) -> dict[str, object]:
    return {
        "area_id": "liechtenstein",
        "name": {"zh": "列支敦士登（真实地图示例）", "en": "Liechtenstein (real map example)"},
        "crs": CRS,
        "example": True,
        "attribution": {
            "zh": "© OpenStreetMap contributors, ODbL 1.0（户数、网格、巡逻力量等为估计或虚构）",
            "en": "© OpenStreetMap contributors, ODbL 1.0 (households, grids, crews, posts, poles "
            "and incidents are estimated or made up)",
        },
        "data_date": DATA_DATE,
        "township_code": "LI",
        "expected_unit_codes": sorted(units.index),
        "layers": layers,
        "default_day_type": "normal",
        "estimates": {
            "household_count": "number of dwelling-size footprints, an estimate",
            "dwelling_footprint_m2": list(GUESSED_DWELLING_M2),
            "persons_per_household": GUESSED_PERSONS_PER_HOUSEHOLD,
        },
    }


def make(folder: Path) -> Counter[str]:
    """Write every layer into the folder and return how many rows each has."""
    mapped = municipalities()
    buildings = read_osm_buildings(FOLDER / OSM, CRS)
    spots = places(buildings, mapped)
    partition = nearest_seed_partition(mapped, seeds(spots))
    units = units_layer(partition, mapped)
    sites = sites_layer(units.assign(name=units["name_en"]))
    roads = read_osm_roads(FOLDER / OSM, CRS, plain=True)[list(ROAD_COLUMNS)].fillna(
        {"surface": ""}
    )
    network = network_from_lines(roads)
    boundary = shapely.coverage_union_all(units.geometry.to_numpy())
    frames = {
        "units": units,
        "grids": grids_layer(partition, mapped),
        "places": spots,
        "sites": sites,
        "roads": roads,
        "buildings": buildings,
        "poles": poles_layer(network, boundary, sites),
    }
    for name, frame in frames.items():
        write_features(folder / f"{name}.geojson", frame.to_crs(LONLAT))
    holidays = [("2013-08-15", "holiday", "Staatsfeiertag"), ("2013-08-17", "market", "made up")]
    tables = {
        "incidents": incidents_table(spots),
        "calendar": pd.DataFrame(holidays, columns=["date", "day_type", "note"]),
        "crews": crews_table(sites),
        "responders": responders_table(sites),
    }
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")
    layers = {name: f"{name}.geojson" for name in frames}
    layers |= {name: f"{name}.csv" for name in tables}
    text = json.dumps(area_facts(units, layers), ensure_ascii=False, indent=1)
    (folder / "area.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return Counter({name: len(rows) for name, rows in (frames | tables).items()})


if __name__ == "__main__":
    for layer, count in make(FOLDER).items():
        print(f"{layer}: {count}")
