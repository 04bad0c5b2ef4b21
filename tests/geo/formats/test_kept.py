"""A drawing put by comes back as it was, to the last digit."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import LineString, MultiPolygon, Point, box
from shapely.testing import assert_geometries_equal

from geo.contract import InputError
from geo.formats.drawing import Drawing, Note
from geo.formats.kept import pack, unpack

SHAPES = [
    box(0.1 + 0.2, 1e-17, 35_431_145.123_456_7, 3),
    None,
    MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)]),
    Point(104.3, 28.0),
    LineString([(0, 0), (1 / 3, 2)]),
]


def drawing():
    columns = {
        "grid_id": ["007", None, "530623202201001", "㵲𬭎", "=cmd|' /C calc'"],
        "household_count": [1, 2, None, 4, 5],
        "width_m": [1.5, np.nan, None, np.float64(2), 0.0],
        "mandatory": [True, False, None, True, False],
    }
    frame = gpd.GeoDataFrame(gpd.pd.DataFrame(columns, dtype="object"), geometry=SHAPES)
    notes = (Note("encoding_guessed", {"encoding": "GB18030"}),)
    return Drawing("网格.shp", "一层", frame, ("r 1", "r 2", "r 3", "r 4", "r 5"), "BD-09", notes)


def test_nothing_is_lost():
    before, after = drawing(), unpack(pack(drawing()))
    assert_geometries_equal(before.frame.geometry.to_numpy(), after.frame.geometry.to_numpy())
    for name in ("grid_id", "household_count", "mandatory"):
        assert list(after.frame[name]) == list(before.frame[name])
    assert list(after.frame["width_m"]) == [1.5, None, None, 2.0, 0.0]
    facts = ("file", "layer", "rows", "system", "notes")
    assert [getattr(after, name) for name in facts] == [getattr(before, name) for name in facts]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", pack(drawing())[:-40]])
def test_what_somebody_damaged_is_said_in_one_sentence(content):
    with pytest.raises(InputError) as caught:
        unpack(content)
    assert caught.value.code == "draft_damaged"
