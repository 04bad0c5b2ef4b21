"""Classes of grids by households: as many as there is reason for, however few the grids."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Point

from planner.report.atlas import household_classes


def classed(counts: list[int]) -> list[list[int]]:
    frame = gpd.GeoDataFrame({"households": counts}, geometry=[Point(0, 0)] * len(counts))
    return [sorted(rows["households"]) for _, rows in household_classes(frame, "zh")]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_up_to_five_grids_that_differ_have_a_class_each(count):
    counts = [7 * n + 3 for n in range(count)]
    assert classed(counts) == [[n] for n in counts]


def test_grids_alike_share_a_class_and_none_is_lost():
    assert classed([10, 10, 10, 100]) == [[10, 10, 10], [100]]
    assert classed([0, 0]) == [[0, 0]]
    assert classed([]) == []
    drawn = np.random.default_rng(3).integers(0, 90, 268).tolist()
    found = classed(drawn)
    assert sorted(n for rows in found for n in rows) == sorted(drawn)
    assert len(found) == 5
    assert max(map(len, found)) < 1.3 * min(map(len, found))
