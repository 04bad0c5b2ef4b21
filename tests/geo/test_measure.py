"""Grid figures follow their definitions and the caller's index."""

from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo.measure import measure_grids, neighbours

CRS = "EPSG:4544"


def test_the_drawn_township_measures_as_drawn(tiny_area):
    rows = measure_grids(tiny_area.grids, tiny_area.places)
    pd.testing.assert_index_equal(rows.index, tiny_area.grids.index)
    market = rows.loc["530623202001001"]
    assert market.area_m2 == pytest.approx(250_000)
    assert (market.household_count, market.population_count, market.place_count) == (120, 470, 1)
    assert market.polsby_popper == pytest.approx(np.pi / 4)
    assert market.neighbours == 3
    assert rows.household_count.sum() == tiny_area.places.household_count.sum()
    assert rows.area_m2.sum() == pytest.approx(tiny_area.boundary.area)
    assert (rows.parts == 1).all()


def test_neighbours_share_a_border_and_not_only_a_corner(tiny_area):
    pairs = neighbours(tiny_area.grids)
    border = {
        frozenset((row.grid_id[-6:], row.neighbour_id[-6:])): row.border_m
        for row in pairs.itertuples()
    }
    assert border[frozenset(("201001", "001001"))] == pytest.approx(500)
    assert border[frozenset(("202001", "202002"))] == pytest.approx(1000)
    assert frozenset(("201001", "202002")) not in border  # they meet in one corner
    assert len(border) == len(pairs)


def test_a_place_on_a_common_border_counts_once_and_a_place_outside_nowhere():
    grids = gpd.GeoDataFrame(
        index=pd.Index(["a", "b"], name="grid_id"),
        geometry=[box(0, 0, 10, 10), MultiPolygon([box(10, 0, 20, 10), box(30, 0, 31, 1)])],
        crs=CRS,
    )
    places = gpd.GeoDataFrame(
        {"household_count": [5, 7], "population_count": [9, 11]},
        geometry=[Point(10, 5), Point(50, 5)],
        crs=CRS,
    )
    rows = measure_grids(grids, places)
    assert rows.household_count.tolist() == [5, 0]
    assert rows.place_count.tolist() == [1, 0]
    assert rows.parts.tolist() == [1, 2]


def test_no_places_and_no_grids_are_zero_and_empty(tiny_area):
    assert (measure_grids(tiny_area.grids, tiny_area.places.iloc[:0]).household_count == 0).all()
    assert len(measure_grids(tiny_area.grids.iloc[:0], tiny_area.places)) == 0
    assert len(neighbours(tiny_area.grids.iloc[:0])) == 0


def _smallest_circle(points: np.ndarray) -> float:
    """Radius of the smallest circle around points: every pair and triple is tried."""
    best = np.inf
    for size in (2, 3):
        for chosen in combinations(points, size):
            a, b, *rest = np.array(chosen)
            centre = (a + b) / 2
            if rest:
                rows = 2 * np.array([b - a, rest[0] - a])
                if abs(np.linalg.det(rows)) < 1e-9:
                    continue
                centre = a + np.linalg.solve(
                    rows, [(b - a) @ (b - a), (rest[0] - a) @ (rest[0] - a)]
                )
            radius = np.hypot(*(a - centre))
            if (np.hypot(*(points - centre).T) <= radius * (1 + 1e-9)).all():
                best = min(best, radius)
    return best


@pytest.mark.parametrize("seed", range(12))
def test_reock_agrees_with_a_search_over_all_pairs_and_triples_of_corners(seed):
    rng = np.random.default_rng(seed)
    around = np.sort(rng.uniform(0, 2 * np.pi, 9))
    corners = rng.uniform(20, 100, (9, 1)) * np.column_stack([np.cos(around), np.sin(around)])
    shape = Polygon(corners)
    grids = gpd.GeoDataFrame(index=["g"], geometry=[shape], crs=CRS)
    places = gpd.GeoDataFrame({"household_count": [], "population_count": []}, geometry=[], crs=CRS)
    found = measure_grids(grids, places).loc["g", "reock"]
    assert found == pytest.approx(shape.area / (np.pi * _smallest_circle(corners) ** 2), rel=1e-6)
    assert 0 < found < 1
