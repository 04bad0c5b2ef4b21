"""What became of each grid: ground, places and people add up, and counts are never lost."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from shapely.geometry import Point

from geo.contract import InputError
from geo.lineage import carried, grid_of_places, lineage, recounted, relations, turned

CRS = "EPSG:4544"
SIDE = 6  # cells of 100 m


def division(owner: np.ndarray) -> gpd.GeoDataFrame:
    """Grids out of square cells, by the id written on each."""
    y, x = np.divmod(np.arange(owner.size), SIDE)
    cells = gpd.GeoDataFrame(
        {"grid_id": owner.ravel()},
        geometry=[
            box(100 * i, 100 * j, 100 * i + 100, 100 * j + 100) for i, j in zip(x, y, strict=True)
        ],
        crs=CRS,
    )
    return cells.dissolve("grid_id")


def places_at(spots: dict[str, tuple[float, float, int]]) -> gpd.GeoDataFrame:
    rows = list(spots.values())
    return gpd.GeoDataFrame(
        {"household_count": [n for *_, n in rows], "population_count": [3 * n for *_, n in rows]},
        index=pd.Index(list(spots), name="place_id"),
        geometry=[Point(x, y) for x, y, _ in rows],
        crs=CRS,
    )


def halves(left: str, right: str) -> gpd.GeoDataFrame:
    owner = np.full((SIDE, SIDE), left, dtype=object)
    owner[:, SIDE // 2 :] = right
    return division(owner)


def whole(name: str) -> gpd.GeoDataFrame:
    return division(np.full((SIDE, SIDE), name, dtype=object))


TWO = places_at({"west": (150, 150, 30), "east": (450, 450, 10)})


def told(old, new, places=TWO) -> dict[tuple[str, str], str]:
    table = lineage(old, new, places)
    pairs = zip(table["old_id"], table["new_id"], strict=True)
    return dict(zip(pairs, relations(table), strict=True))


def test_a_split_grid_is_told_by_ground_places_and_households():
    table = lineage(whole("a"), halves("b", "c"), TWO).set_index("new_id")
    assert table["old_id"].tolist() == ["a", "a"]
    assert table["area_m2"].tolist() == pytest.approx([180_000, 180_000])
    assert table["household_count"].tolist() == [30, 10]
    assert table["population_count"].tolist() == [90, 30]
    assert table["place_count"].tolist() == [1, 1]


def test_each_relation_has_its_name():
    assert told(halves("a", "b"), halves("a", "b")) == {("a", "a"): "same", ("b", "b"): "same"}
    assert told(halves("a", "b"), halves("a", "c"))["b", "c"] == "renamed"
    assert set(told(whole("a"), halves("b", "c")).values()) == {"split"}
    assert set(told(halves("a", "b"), whole("a")).values()) == {"merged"}
    owner = np.full((SIDE, SIDE), "a", dtype=object)
    owner[:, 2:] = "b"
    assert told(halves("a", "b"), division(owner))["a", "b"] == "exchanged"


def test_grids_without_a_partner_have_an_empty_one():
    far = whole("far").set_geometry(whole("far").translate(10_000))
    assert told(whole("a"), far) == {("a", ""): "ended", ("", "far"): "new"}


def test_a_border_moved_to_the_raster_gives_nothing_to_anybody():
    nearly = halves("a", "b")
    shapes = [box(0, 0, 300.0007, 600), box(300.0007, 0, 600, 600)]
    table = lineage(nearly, nearly.set_geometry(shapes, crs=CRS), TWO)
    assert table[["old_id", "new_id"]].to_numpy().tolist() == [["a", "a"], ["b", "b"]]


def test_a_place_on_a_common_border_belongs_to_the_lower_id_whatever_the_order_of_rows():
    spots = places_at({"border": (300, 200, 1), "out": (-5, 0, 1)})
    for grids in (halves("b", "a"), halves("b", "a").iloc[::-1]):
        assert grid_of_places(grids, spots).to_dict() == {"border": "a", "out": ""}


def test_counts_per_place_are_exact_on_any_division():
    counts = pd.Series([5, 1, 2], index=["west", "east", "west"])
    assert recounted(counts, halves("b", "c"), TWO).to_dict() == {"b": 7, "c": 1}
    assert recounted(counts, whole("a"), TWO).to_dict() == {"a": 8}
    with pytest.raises(InputError, match="nowhere"):
        recounted(pd.Series([1], index=["nowhere"]), whole("a"), TWO)


def test_the_rule_decides_how_a_count_is_divided():
    table = lineage(whole("a"), halves("b", "c"), TWO)
    counts = pd.Series([10], index=["a"])
    assert carried(counts, table, rule="households").to_dict() == {"b": 8, "c": 2}
    assert carried(counts, table, rule="area").to_dict() == {"b": 5, "c": 5}
    empty = lineage(whole("a"), halves("b", "c"), TWO.assign(household_count=0))
    assert carried(counts, empty, rule="households").to_dict() == {"b": 5, "c": 5}


def test_what_is_left_of_a_count_goes_to_the_largest_remainder():
    table = lineage(whole("a"), halves("b", "c"), TWO)
    # 30 and 10 households: 8.25 and 2.75 of 11
    assert carried(pd.Series([11], index=["a"]), table, rule="households").to_dict() == {
        "b": 8,
        "c": 3,
    }


def test_a_grid_without_households_is_divided_by_ground_not_by_places():
    owner = np.full((SIDE, SIDE), "c", dtype=object)
    owner[:, :2] = "b"
    empty = lineage(whole("a"), division(owner), TWO.assign(household_count=0))
    assert empty["place_count"].tolist() == [1, 1]
    counts = pd.Series([9], index=["a"])
    assert carried(counts, empty, rule="households").to_dict() == {"b": 3, "c": 6}


def test_counts_of_a_grid_nobody_knows_are_refused():
    with pytest.raises(InputError, match="zzz"):
        carried(pd.Series([1], index=["zzz"]), lineage(whole("a"), whole("a"), TWO), rule="area")


owners = st.lists(st.sampled_from("abcde"), min_size=SIDE * SIDE, max_size=SIDE * SIDE).map(
    lambda ids: np.array(ids, dtype=object).reshape(SIDE, SIDE)
)
spots = st.dictionaries(
    st.sampled_from([f"p{n}" for n in range(8)]),
    st.tuples(st.integers(0, 600), st.integers(0, 600), st.integers(0, 50)),
    min_size=1,
)


@settings(max_examples=40)
@given(owners, owners, spots, st.data())
def test_ground_people_and_counts_add_up_there_and_back(before, after, where, data):
    old, new, places = division(before), division(after), places_at(where)
    table = lineage(old, new, places)
    assert table.groupby("old_id")["area_m2"].sum().to_dict() == pytest.approx(old.area.to_dict())
    assert table.groupby("new_id")["area_m2"].sum().to_dict() == pytest.approx(new.area.to_dict())
    for name in ("household_count", "population_count"):
        assert table[name].sum() == places[name].sum()
    back = lineage(new, old, places)
    pd.testing.assert_frame_equal(turned(table), back)
    counts = pd.Series(
        [data.draw(st.integers(0, 99)) for _ in old.index], index=old.index, dtype="int64"
    )
    for rule in ("households", "area"):
        there = carried(counts, table, rule=rule)
        assert there.sum() == counts.sum()
        assert set(there.index) == set(new.index)
        assert (there >= 0).all()
        assert carried(there, back, rule=rule).sum() == counts.sum()


@settings(max_examples=20)
@given(owners)
def test_an_unchanged_division_carries_every_count_unchanged(owner):
    grids = division(owner)
    counts = pd.Series(range(len(grids)), index=grids.index)
    table = lineage(grids, grids, TWO)
    for rule in ("households", "area"):
        assert carried(counts, table, rule=rule).to_dict() == counts.to_dict()
