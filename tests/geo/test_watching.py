"""Targets as spots, and how much of them is watched."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from geo.watching import cover, targets_of, watched_share


def frame(*rows) -> gpd.GeoDataFrame:
    ids, kinds, weights, shapes = zip(*rows, strict=True)
    data = {"kind": kinds, "weight": weights, "px_per_m": 40.0}
    return gpd.GeoDataFrame(data, geometry=list(shapes), index=list(ids), crs="EPSG:4544")


TOWN = frame(
    ("e1", "exit", 5, Point(0, 0)),
    ("e2", "exit", 5, Point(100, 0)),
    ("m", "market", 3, Point(50, 50)),
    ("high street", "stretch", 8, LineString([(0, 10), (12, 10)])),
)


def test_a_place_is_one_spot_and_a_stretch_one_a_piece():
    targets = targets_of(TOWN)
    assert targets.spot_target.tolist() == [0, 1, 2, 3, 3, 3]
    assert targets.spot_xyz[3:].tolist() == [[2, 10, 1.5], [6, 10, 1.5], [10, 10, 1.5]]
    assert targets.spot_share.tolist() == pytest.approx([1, 1, 1, 1 / 3, 1 / 3, 1 / 3])
    assert targets.spot_px_per_m.tolist() == [40.0] * 6
    assert len(targets_of(TOWN, piece_m=1.0).spot_share) == 15


def test_cover_is_told_by_kind_as_shares_of_targets_and_of_their_weight():
    targets = targets_of(TOWN)
    table = cover(targets, watched_share(targets, np.array([0, 3, 4, 4])))
    assert table.index.tolist() == ["exit", "market", "stretch", "all"]
    assert table["count"].tolist() == [2, 1, 1, 4]
    assert table["watched"].tolist() == [1, 0, 0, 1]
    assert table["share"].tolist() == pytest.approx([0.5, 0, 2 / 3, (1 + 2 / 3) / 4])
    assert table["weight_watched"].tolist() == pytest.approx([5, 0, 16 / 3, 5 + 16 / 3])
    assert table["weight_share"].tolist() == pytest.approx([0.5, 0, 2 / 3, (5 + 16 / 3) / 21])


def test_a_stretch_seen_in_every_piece_counts_whole_and_nothing_seen_counts_nothing():
    """Seven sevenths are 1, whatever their sum is when rounded."""
    lines = frame(("a", "stretch", 1, LineString([(0, 0), (33, 0)])))
    targets = targets_of(lines)
    assert len(targets.spot_share) == 7
    assert watched_share(targets, np.arange(7)).tolist() == [1.0]
    assert watched_share(targets, np.array([], dtype=int)).tolist() == [0.0]


def test_targets_of_no_weight_have_no_share_of_weight():
    targets = targets_of(frame(("a", "exit", 0, Point(0, 0))))
    table = cover(targets, watched_share(targets, np.array([0])))
    assert table["share"].tolist() == [1.0, 1.0]
    assert table["weight_share"].isna().all()


def test_spots_in_a_mask_are_found():
    inside = targets_of(TOWN).inside(np.array([box(-1, -1, 7, 20), box(49, 49, 51, 51)]))
    assert inside.tolist() == [True, False, True, True, True, False]
    assert not targets_of(TOWN).inside(np.array([], dtype=object)).any()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("bad", "exit", 1, Polygon([(0, 0), (1, 0), (1, 1)])), "target bad: expected a point"),
        (("bad", "exit", -1, Point(0, 0)), "weight from 0"),
        (("bad", "exit", 1, LineString()), "target bad"),
    ],
)
def test_targets_that_cannot_be_watched_are_refused_by_name(row, told):
    with pytest.raises(ValueError, match=told):
        targets_of(frame(("good", "exit", 1, Point(0, 0)), row))
