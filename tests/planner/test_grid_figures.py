"""Figures of grids against their definitions, worked out by plain loops."""

import json
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Point

from geo.speeds import OFF_ROAD_FACTOR, tobler_ms
from geo.travel import Profile, snap, travel_seconds
from planner.demand.camera_book import CameraBook, Step
from planner.demand.cells import home_units
from planner.demand.effort import EffortSettings, door_seconds, place_seconds
from planner.demand.grid_figures import FigureSettings, bounds_of, grid_figures, measured
from planner.demand.grid_rules import CODES, GridRules, broken
from planner.demand.ground import Ground, load_ground
from planner.demand.reach import Trip, reach_of
from planner.demand.ripple import FIGURES, RippleSettings, changed, ripple

LUOYAN = Path(__file__).resolve().parents[2] / "data" / "boundaries"
MARKET = "530623202001001"
ON_FOOT = FigureSettings(effort=EffortSettings(mode="foot", rounds_a_month=3, household_min=7.0))


@pytest.fixture(scope="module")
def ground(tiny_source) -> Ground:
    return load_ground(tiny_source)


def by_unit(ground: Ground) -> gpd.GeoDataFrame:
    """The township in one grid per unit."""
    rows = {
        code + "001": (code, shapely.coverage_union_all(heap.geometry.to_numpy()))
        for code, heap in ground.area.grids.groupby("unit_code")
    }
    return gpd.GeoDataFrame(
        {"kind": "base", "unit_code": [code for code, _ in rows.values()]},
        index=pd.Index(list(rows), name="grid_id"),
        geometry=[shape for _, shape in rows.values()],
        crs=ground.area.crs,
    )


def places_of(ground: Ground, shape) -> list[int]:
    return [n for n, at in enumerate(ground.area.places.geometry) if shape.contains(at)]


def test_effort_is_what_its_definition_says_with_the_round_found_by_trying_every_order(ground):
    grids, area = by_unit(ground), ground.area
    figures = grid_figures(grids, ground, settings=ON_FOOT)
    spots = snap(ground.network, area.places.geometry)
    seconds = travel_seconds(ground.network, spots, spots, Profile("foot")).tolist()
    # two houses 48 m apart, south and north of each place, on ground that rises 1 in 10
    pace = OFF_ROAD_FACTOR * tobler_ms(np.array([0.1, -0.1]))
    doors_s = float((48 / pace).sum())
    for grid_id, row in figures.iterrows():
        here = places_of(ground, grids.geometry[grid_id])
        round_s = min(
            sum(seconds[a][b] for a, b in zip(way, (*way[1:], way[0]), strict=True))
            for way in permutations(here)
        )
        households = area.places["household_count"].iloc[here].sum()
        assert row["round_min"] == pytest.approx(round_s / 60)
        assert row["doors_min"] == pytest.approx(len(here) * doors_s / 60, rel=0.02)
        wanted = 3 * (row["round_min"] + row["doors_min"]) + 7 * households
        assert row["effort_min"] == pytest.approx(wanted)
        assert row["unmapped_places"] == 0
    assert figures["round_min"].max() > 0


def test_a_place_no_way_leads_to_is_joined_by_a_straight_walk_and_counted(ground):
    points = gpd.GeoSeries(
        [*ground.area.places.geometry.iloc[:2], Point(431_990, 3_100_010)], crs=ground.area.crs
    )
    whole, none = place_seconds(
        ground.network, points, Trip(Profile("motorbike")), max_walk_min=120
    )
    assert not none.any()
    cut, missing = place_seconds(
        ground.network, points.iloc[[0, 2]], Trip(Profile("motorbike")), max_walk_min=0
    )
    assert missing.any() == (whole[0, 2] < 0 or missing[0, 1])
    pace = OFF_ROAD_FACTOR * float(tobler_ms(np.zeros(1))[0])
    for a, b in np.argwhere(missing):
        metres = points.iloc[[0, 2]].iloc[a].distance(points.iloc[[0, 2]].iloc[b])
        assert cut[a, b] == np.ceil(metres / pace)


def test_the_walk_to_the_doors_takes_the_shortest_tree_there_and_back(ground):
    walks = door_seconds(ground.area)
    assert len(walks) == len(ground.area.places)
    assert (walks > 0).all()
    assert door_seconds(_without_houses(ground)).tolist() == [0] * len(walks)


def _without_houses(ground: Ground):
    area = ground.area
    fields = {name: getattr(area, name) for name in area.__dataclass_fields__}
    return type(area)(**{**fields, "buildings": area.buildings.iloc[:0]})


def test_self_containment_and_first_arrival_agree_with_direct_loops(ground):
    grids, area = by_unit(ground), ground.area
    figures = grid_figures(grids, ground)
    for grid_id, row in figures.iterrows():
        own, arrival, households = 0, 0, 0
        for n in places_of(ground, grids.geometry[grid_id]):
            count = int(area.places["household_count"].iloc[n])
            times = {}
            for post_id, post in area.responders.iterrows():
                ends = [area.sites.geometry.loc[[post["site_id"]]], area.places.geometry.iloc[[n]]]
                a, b = (
                    reach_of(ground.network, e, Trip(Profile(post["mode"])), max_walk_s=3600)
                    for e in ends
                )
                times[post_id] = int(a.seconds(b)[0, 0])
            best = min(time for time in times.values() if time >= 0)
            first = [post for post, time in times.items() if time == best]
            homes = {u for p in first for u in home_units(area.responders.loc[p, "home_units"])}
            own += count * (grids.loc[grid_id, "unit_code"] in homes)
            arrival, households = arrival + count * best, households + count
        assert row["self_contained_pct"] == pytest.approx(100 * own / households)
        assert row["arrival_min"] == pytest.approx(arrival / households / 60)
    assert figures["self_contained_pct"].max() > 0
    assert figures["self_contained_pct"].min() == 0


def test_the_figures_of_some_grids_are_those_of_the_whole_division(ground):
    grids = ground.area.grids
    whole = grid_figures(grids, ground)
    for grid_id in grids.index:
        some = grid_figures(grids, ground, [grid_id])
        pd.testing.assert_frame_equal(some, whole.loc[[grid_id]], rtol=1e-12)
    assert whole["household_count"].sum() == ground.area.places["household_count"].sum()
    assert list(bounds_of(grids, ground).index) == list(grids.index)


def test_means_are_those_of_the_base_grids_of_a_unit(ground):
    grids = ground.area.grids.copy()
    grids.loc[grids.index[-1], "kind"] = "special"
    figures = grid_figures(grids, ground)
    assert np.isnan(figures["households_of_mean_pct"].iloc[-1])
    for _, rows in figures[figures["kind"] == "base"].groupby("unit_code"):
        mean = rows["effort_min"].mean()
        assert rows["effort_of_mean_pct"].tolist() == pytest.approx(
            (100 * rows["effort_min"] / mean).tolist()
        )
        assert rows["households_of_mean_pct"].mean() == pytest.approx(100)


def test_what_no_edit_changes_is_worked_out_once(ground):
    assert measured(ground) is measured(ground, FigureSettings())
    assert measured(ground) is not measured(ground, ON_FOOT)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"parts": 2}, "several_parts"),
        ({"household_count": 19}, "households_few"),
        ({"household_count": 121}, "households_many"),
        ({"effort_of_mean_pct": 49.0}, "effort_low"),
        ({"effort_of_mean_pct": 151.0}, "effort_high"),
        ({"polsby_popper": 0.149}, "shape_stretched"),
        ({"self_contained_pct": 39.0}, "no_own_post"),
    ],
)
def test_each_limit_is_told_when_it_is_broken_and_only_then(changes, code):
    kept = {
        "kind": "base",
        "parts": 1,
        "household_count": 20,
        "effort_of_mean_pct": 150.0,
        "polsby_popper": 0.15,
        "self_contained_pct": 40.0,
    }
    rules = GridRules(own_least_pct=40)
    special = {**kept, **changes, "kind": "special"}
    unknown = {**kept, "effort_of_mean_pct": np.nan, "self_contained_pct": np.nan}
    rows = pd.DataFrame([kept, {**kept, **changes}, special, unknown])
    alone = (code,) if code == "several_parts" else ()
    columns = {name: rows[name].to_numpy() for name in rows}
    assert broken(columns, rules) == [(), (code,), alone, ()]
    assert code in CODES


def test_limits_that_no_grid_can_keep_are_refused():
    with pytest.raises(ValueError, match="households_least"):
        GridRules(households_least=121)
    with pytest.raises(ValueError, match="effort_least_pct"):
        GridRules(effort_least_pct=200)
    with pytest.raises(ValueError, match="negative"):
        EffortSettings(rounds_a_month=-1)


def merged(ground: Ground) -> gpd.GeoDataFrame:
    """The grids of the east village's south merged into one."""
    grids = ground.area.grids.copy()
    keep, gone = "530623202202002", "530623202202003"
    both = shapely.coverage_union_all(grids.geometry.loc[[keep, gone]].to_numpy())
    grids.loc[keep, "geometry"] = both
    return grids.drop(index=gone)


def test_the_ripple_of_a_merge_adds_up_and_leaves_the_rest_alone(ground):
    old, new = ground.area.grids, merged(ground)
    assert changed(old, old) == []
    assert changed(old, new) == ["530623202202002", "530623202202003"]
    rows = ripple(old, new, ground)
    assert list(rows.index) == changed(old, new)
    assert rows["patrol_stops_old"].sum() == rows["patrol_stops_new"].sum()
    assert rows["camera_targets_old"].sum() == rows["camera_targets_new"].sum()
    assert rows.loc["530623202202003"].filter(like="_new").isna().all()
    same = ripple(old, old, ground, list(old.index))
    for name in FIGURES:
        before, after = same[f"{name}_old"], same[f"{name}_new"]
        assert before.fillna(-1).tolist() == after.fillna(-1).tolist()


def test_a_visit_by_patrol_is_the_way_there_and_back_and_the_stay(ground):
    """Grid 003 of the east village has one stop: p9 at the end of a track."""
    area = ground.area
    row = ripple(area.grids, area.grids, ground, ["530623202202003"]).iloc[0]
    places, base = area.places.geometry.loc[["p9"]], area.sites.geometry.loc[["s2"]]
    ways = []
    for mode in ("car", "motorbike"):
        a, b = (
            reach_of(ground.network, at, Trip(Profile(mode)), max_walk_s=3600)
            for at in (base, places)
        )
        ways.append(int(a.seconds(b)[0, 0] + b.seconds(a)[0, 0]))
    assert row["patrol_stops_old"] == 1
    assert row["patrol_min_old"] == pytest.approx(min(ways) / 60 + RippleSettings().dwell_min)
    assert row["response_min_old"] == pytest.approx(row["response_slowest_min_old"])


def test_crews_at_home_elsewhere_do_not_patrol_a_grid(ground):
    crews = ground.area.crews.assign(home_units="530623202201")
    west = replace(ground, area=replace(ground.area, crews=crews))
    grids = ground.area.grids
    told = ripple(grids, grids, west, ["530623202201001", "530623202202003"])["patrol_min_new"]
    assert told.notna().tolist() == [True, False]


def test_response_is_a_mean_over_households_and_the_slowest_place(ground):
    grids, fixed = by_unit(ground), measured(ground)
    rows = ripple(grids, grids, ground, list(grids.index))
    count = ground.area.places["household_count"]
    for grid_id, row in rows.iterrows():
        here = places_of(ground, grids.geometry[grid_id])
        all_s = sum(int(fixed.arrival_s[n]) * int(count.iloc[n]) for n in here)
        mean = all_s / int(count.iloc[here].sum()) / 60
        assert row["response_min_old"] == row["response_min_new"] == pytest.approx(mean)
        assert row["response_slowest_min_new"] == max(fixed.arrival_s[here]) / 60
    assert count.nunique() > 1


def test_camera_cover_is_the_share_of_a_grids_targets_that_are_watched(ground):
    area = ground.area
    old = area.grids
    every = ripple(
        old, old, ground, [MARKET], watched=[f"site:{name}" for name in area.sites.index]
    )
    none = ripple(old, old, ground, [MARKET], watched=[])
    assert none["camera_pct_new"].tolist() == [0.0]
    inside = sum(old.geometry[MARKET].intersects(at) for at in area.sites.geometry)
    assert inside > 0
    share = every["camera_pct_new"].iloc[0] / 100 * every["camera_targets_new"].iloc[0]
    assert round(share) == inside


def test_a_ground_without_people_roads_or_posts_has_figures_too(tiny_folder):
    path = tiny_folder / "area.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    for layer in ("places", "roads", "responders", "crews", "incidents", "buildings", "terrain"):
        del facts["layers"][layer]
    path.write_text(json.dumps(facts), encoding="utf-8")
    bare = load_ground(tiny_folder)
    figures = grid_figures(bare.area.grids, bare)
    assert (figures["effort_min"] == 0).all()
    assert figures["self_contained_pct"].isna().all()
    assert ripple(bare.area.grids, bare.area.grids, bare, [MARKET])["patrol_min_old"].isna().all()
    assert grid_figures(bare.area.grids.iloc[:0], bare).empty


def test_who_comes_first_is_not_known_where_no_way_leads(tiny_folder):
    path = tiny_folder / "area.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    del facts["layers"]["roads"]
    path.write_text(json.dumps(facts), encoding="utf-8")
    pathless = load_ground(tiny_folder)
    figures = grid_figures(pathless.area.grids, pathless)
    assert measured(pathless).own_known
    assert figures["household_count"].sum() > 0
    assert figures[["arrival_min", "self_contained_pct"]].isna().all(axis=None)


def test_a_recorded_consent_counts_in_the_ripple(ground):
    grids = ground.area.grids
    ids = list(grids.index)
    whole = ripple(grids, grids, ground, ids)["camera_pct_old"]
    usual = ground.area.poles["consent"]
    gone = {str(p): (Step("withdrawn", date(2026, 1, 1)),) for p in usual.index}
    settings = RippleSettings(book=CameraBook(consents=gone))
    none = ripple(grids, grids, ground, ids, settings=settings)["camera_pct_old"]
    assert whole.max() > 0
    assert none.max() == 0
