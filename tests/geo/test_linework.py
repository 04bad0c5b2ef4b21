"""Faces out of drawn lines: what closes, what does not, and which label names what."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.contract import InputError
from geo.intake.linework import Faces, faces_from_lines
from planner.words import LANGS, explain


def drawn(*wkt: str, labels: dict[str, tuple[float, float]] | None = None, **options) -> Faces:
    """Faces of lines given as WKT, with labels by their place."""
    lines = gpd.GeoDataFrame(geometry=list(shapely.from_wkt(list(wkt))), crs="EPSG:4544")
    held = labels or {}
    points = [shapely.Point(xy) for xy in held.values()]
    texts = gpd.GeoDataFrame({"text": list(held)}, geometry=points, crs="EPSG:4544")
    return faces_from_lines(lines, texts, **options)


def notes(faces: Faces) -> dict[str, dict[str, object]]:
    """Notes by code, each of which has a sentence in both languages."""
    for note in faces.notes:
        for lang in LANGS:
            assert str(note.facts["count"]) in explain("read", note.code, note.facts, lang)
    return {note.code: dict(note.facts) for note in faces.notes}


SQUARES = ("LINESTRING (0 0, 20 0, 20 10, 0 10, 0 0)", "LINESTRING (10 0, 10 10)")
NAMES = {"g1": (5.0, 5.0), "g2": (15.0, 5.0)}


def test_crossing_lines_become_named_faces_that_share_their_corners():
    """Two squares: g1 | g2, drawn as a frame and a line that crosses it."""
    faces = drawn(*SQUARES, labels=NAMES)
    assert dict(faces.frame.geometry.area) == {"g1": 100.0, "g2": 100.0}
    assert shapely.coverage_is_valid(faces.frame.geometry.to_numpy())
    assert faces.frame.index.name == "grid_id"
    assert faces.frame.crs == "EPSG:4544"
    assert notes(faces) == {}
    assert len(faces.ends) == 0


def test_closed_lines_that_nest_leave_a_hole():
    """A village with a community inside it, both drawn as closed polygons."""
    outer, inner = shapely.box(0, 0, 100, 100).wkt, shapely.box(40, 40, 60, 60).wkt
    faces = drawn(outer, inner, labels={"村": (10, 10), "社区": (50, 50)})
    assert dict(faces.frame.geometry.area) == {"村": 9600.0, "社区": 400.0}
    assert notes(faces) == {}


def test_a_border_drawn_twice_is_one_border():
    faces = drawn(shapely.box(0, 0, 10, 10).wkt, shapely.box(10, 0, 20, 10).wkt, labels=NAMES)
    assert len(faces.frame) == 2
    assert shapely.coverage_is_valid(faces.frame.geometry.to_numpy())


def test_an_end_that_just_misses_is_told_and_joined_only_on_request():
    lines = (SQUARES[0], "LINESTRING (10 0, 10 8)")
    faces = drawn(*lines, labels=NAMES)
    told = notes(faces)
    assert told["ends_open"] == {"count": 1, "near_count": 1, "near_m": 5.0, "x": 10.0, "y": 8.0}
    assert told["labels_two"] == {"count": 1, "x": 10.0, "y": 5.0, "labels": "g1, g2"}
    assert list(faces.frame.index) == ["face 1"]
    assert list(faces.ends["gap_m"]) == [2.0]
    too_far = drawn(*lines, labels=NAMES, snap_m=1.9)
    assert len(too_far.frame) == 1
    joined = drawn(*lines, labels=NAMES, snap_m=2.1)
    assert dict(joined.frame.geometry.area) == {"g1": 100.0, "g2": 100.0}
    assert notes(joined) == {"ends_joined": {"count": 1, "snap_m": 2.1}}


def test_two_ends_that_miss_each_other_are_joined_once():
    lines = (SQUARES[0], "LINESTRING (10 0, 10 4)", "LINESTRING (10.5 10, 10.5 5)")
    joined = drawn(*lines, labels=NAMES, snap_m=1.5)
    assert len(joined.frame) == 2
    assert joined.frame.geometry.area.sum() == pytest.approx(200)
    assert "ends_open" not in notes(joined)


def test_an_end_that_sticks_out_is_told_and_cut_on_request():
    lines = (SQUARES[0], "LINESTRING (10 -0.5, 10 10)")
    faces = drawn(*lines, labels=NAMES)
    assert len(faces.frame) == 2
    assert notes(faces)["ends_open"]["near_count"] == 1
    assert notes(drawn(*lines, labels=NAMES, snap_m=1)) == {
        "ends_joined": {"count": 1, "snap_m": 1}
    }


def test_an_end_far_from_everything_is_told_as_far():
    faces = drawn(*SQUARES, "LINESTRING (10 10, 10 50)", labels=NAMES)
    told = notes(faces)["ends_open"]
    assert (told["count"], told["near_count"], told["y"]) == (1, 0, 50.0)
    assert np.isinf(faces.ends["gap_m"]).all()


def test_a_line_between_two_faces_is_told():
    far = shapely.box(40, 0, 50, 10).wkt
    faces = drawn(*SQUARES, far, "LINESTRING (20 5, 40 5)", labels=NAMES)
    assert notes(faces)["edges_cut"] == {"count": 1, "x": 20.0, "y": 5.0}
    assert notes(faces)["faces_unnamed"]["count"] == 1


def test_labels_that_name_nothing_or_too_much_are_told():
    labels = {"g1": (5.0, 5.0), "outside": (50.0, 5.0), "border": (10.0, 5.0), " ": (15.0, 5.0)}
    told = notes(drawn(*SQUARES, labels=labels))
    assert told["labels_lost"] == {"count": 2, "x": 10.0, "y": 5.0, "labels": "outside, border"}
    assert told["faces_unnamed"]["count"] == 1


def test_faces_with_the_same_label_are_one_row():
    lines = gpd.GeoDataFrame(geometry=[shapely.box(*b) for b in [(0, 0, 1, 1), (5, 0, 6, 1)]])
    points = [shapely.Point(0.5, 0.5), shapely.Point(5.5, 0.5)]
    labels = gpd.GeoDataFrame({"text": ["g1", "g1"]}, geometry=points)
    faces = faces_from_lines(lines, labels)
    assert list(faces.frame.geometry.geom_type) == ["MultiPolygon"]
    assert notes(faces)["labels_repeated"]["labels"] == "g1"


@pytest.mark.parametrize(
    "lines",
    [["LINESTRING (0 0, 1 1)"], ["POINT (0 0)"], ["LINESTRING EMPTY"], ["LINESTRING (0 0, 0 0)"]],
)
def test_lines_that_enclose_nothing_are_refused(lines):
    with pytest.raises(InputError) as refused:
        drawn(*lines)
    assert refused.value.code == "no_faces"
    for lang in LANGS:
        assert explain("input", "no_faces", refused.value.facts, lang)


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 19), unique=True, max_size=5),
    st.lists(st.integers(1, 19), unique=True, max_size=5),
    st.randoms(use_true_random=False),
)
def test_lines_in_any_order_and_direction_give_a_clean_coverage(columns, rows, random):
    """A frame cut by columns and rows: each line in pieces, reversed and shuffled."""
    pieces = [((x, 0), (x, 20)) for x in [0, 20, *columns]]
    pieces += [((0, y), (20, y)) for y in [0, 20, *rows]]
    random.shuffle(pieces)
    lines = [shapely.LineString(p if random.random() < 0.5 else p[::-1]) for p in pieces]
    faces = drawn(*(line.wkt for line in lines)).frame
    assert len(faces) == (len(columns) + 1) * (len(rows) + 1)
    assert faces.geometry.area.sum() == pytest.approx(400)
    assert shapely.coverage_is_valid(faces.geometry.to_numpy())
