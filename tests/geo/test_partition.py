"""Grids are an assignment of faces, so any assignment tiles the township."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geo.coverage import certify
from geo.partition import _join_strays, assign, move, nearest_seed_partition, noded_faces
from geo.schema import InputError

CRS = "EPSG:4544"


def units():
    """W and E share a crooked border; W has an exclave X east of E, E has a hole (W's H).

    ::

        WWWW/EEEEE XX
        WWW/EHHEEE XX
        WWWW/EEEEE
    """
    border = [(400, 0), (300, 150), (420, 300)]
    west = Polygon([(0, 0), *border, (0, 300)])
    hole = box(500, 100, 600, 200)
    east = Polygon([border[0], (900, 0), (900, 300), border[2], border[1]], [hole.exterior.coords])
    exclave = box(1000, 100, 1100, 300)
    return gpd.GeoDataFrame(
        index=pd.Index(["E", "W"], dtype="object", name="unit_code"),
        geometry=[east, MultiPolygon([west, hole, exclave])],
        crs=CRS,
    )


UNITS = units()
BOUNDARY = shapely.coverage_union_all(UNITS.geometry.to_numpy())
LINES = [
    LineString([(-10, 70), (950, 81.2345)]),
    LineString([(200, -10), (210.0004, 310)]),
    LineString([(700, -5), (640, 150), (777.7777, 305)]),
    LineString([(1050, 90), (1050.5, 310)]),
]
FACES = noded_faces(UNITS, LINES)


def seeds(*rows):
    ids, codes, spots = zip(*rows, strict=True)
    index = pd.Index(ids, dtype="object", name="grid_id")
    return gpd.GeoDataFrame({"unit_code": codes}, index=index, geometry=list(spots), crs=CRS)


def certified(partition, **options):
    noded = partition.units()
    outline = shapely.coverage_union_all(noded.geometry.to_numpy())
    return certify(partition.grids(), outline, units=noded, **options)


def test_faces_tile_every_unit_and_know_it():
    assert len(FACES) == 11
    by_unit = FACES.dissolve("unit_code").area
    assert by_unit["E"] == pytest.approx(UNITS.area["E"], abs=0.5)
    assert by_unit["W"] == pytest.approx(UNITS.area["W"], abs=0.5)
    xy = shapely.get_coordinates(FACES.geometry.to_numpy())
    assert np.array_equal(xy, np.round(xy, 3))


def test_an_untouched_face_keeps_its_id_when_another_line_is_drawn():
    more = noded_faces(UNITS, [*LINES, LineString([(650, 200), (950, 220)])])
    kept = FACES.index.intersection(more.index)
    assert len(kept) >= len(FACES) - 2
    assert shapely.equals_exact(FACES.geometry[kept], more.geometry[kept]).all()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_law_any_assignment_of_faces_tiles_the_township(data):
    choice = st.integers(1, 4)
    grid_of = {face: f"{FACES.unit_code[face]}{data.draw(choice)}" for face in FACES.index}
    certificate = certified(assign(FACES, grid_of), multipart_allowed=True)
    assert certificate.ok, certificate.kinds
    assert certificate.area_m2 == pytest.approx(BOUNDARY.area, abs=1)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 300)), min_size=2, max_size=4))
def test_law_any_drawn_line_leaves_the_township_whole(corners):
    if len(set(corners)) < 2:
        corners = [(0, 0), (1, 1)]
    faces = noded_faces(UNITS, [*LINES, LineString(corners)])
    partition = assign(faces, {face: face for face in faces.index})
    assert certified(partition).ok


def test_moving_faces_makes_a_new_partition_and_keeps_the_other_grids_byte_for_byte():
    before = assign(FACES, {face: f"{code}1" for face, code in FACES.unit_code.items()})
    east = FACES.index[FACES.unit_code == "E"]
    after = move(before, east[:1], "E2")
    assert set(before.grid_of) == {"E1", "W1"}
    assert set(after.grid_of) == {"E1", "E2", "W1"}
    assert after.grids().geometry["W1"].wkb == before.grids().geometry["W1"].wkb
    assert after.grid_of.drop(east[:1]).equals(before.grid_of.drop(east[:1]))
    assert certified(after, multipart_allowed=True).ok


def test_what_would_break_coverage_is_refused():
    all_one = {face: f"{code}1" for face, code in FACES.unit_code.items()}
    some = dict(list(all_one.items())[1:])
    west = FACES.index[FACES.unit_code == "W"][0]
    cases = {
        "faces_without_grid": lambda: assign(FACES, some),
        "unknown_faces": lambda: assign(FACES, all_one | {"fnone": "W1"}),
        "grid_in_two_units": lambda: assign(FACES, all_one | {west: "E1"}),
    }
    for code, make in cases.items():
        with pytest.raises(InputError) as error:
            make()
        assert error.value.code == code
    with pytest.raises(InputError) as error:
        move(assign(FACES, all_one), ["fnone"], "W1")
    assert error.value.code == "unknown_faces"


def test_every_part_of_a_unit_without_a_seed_is_a_grid_of_its_own():
    made = nearest_seed_partition(UNITS, seeds(("e1", "E", Point(800, 50))))
    assert set(made.grid_of) == {"e1", "W~1", "W~2", "W~3"}
    assert certified(made).ok


def test_each_point_of_a_convex_part_goes_to_its_nearest_seed():
    spots = {"w1": Point(50, 50), "w2": Point(60, 250), "w3": Point(250, 150)}
    made = nearest_seed_partition(UNITS, seeds(*((name, "W", p) for name, p in spots.items())))
    grids = made.grids()
    for name, spot in spots.items():
        assert grids.geometry[name].contains(spot)
    probe = [Point(x, y) for x in range(20, 280, 40) for y in range(20, 300, 40)]
    for point in probe:
        nearest = min(spots, key=lambda name: spots[name].distance(point))
        assert grids.geometry[nearest].distance(point) < 0.01


def test_ground_cut_off_from_its_seed_joins_a_neighbour():
    """A U-shaped unit: the right arm is nearer to the left seed than to the one below it."""
    shape = Polygon(
        [(0, 0), (300, 0), (300, 300), (200, 300), (200, 100), (100, 100), (100, 300), (0, 300)]
    )
    unit = gpd.GeoDataFrame(index=pd.Index(["U"], name="unit_code"), geometry=[shape], crs=CRS)
    made = nearest_seed_partition(
        unit, seeds(("left", "U", Point(90, 290)), ("low", "U", Point(150, 10)))
    )
    grids = made.grids()
    assert list(shapely.get_num_geometries(grids.geometry)) == [1, 1]
    assert grids.geometry["low"].contains(Point(250, 290))
    assert certified(made).ok


def test_cut_off_ground_goes_where_the_common_border_is_longest():
    """The stray has 90 m of border with "a" and 10 m with "zz"; its own seed is far away."""
    faces = gpd.GeoDataFrame(
        {"unit_code": ["U"] * 4},
        index=pd.Index(["f1", "f2", "f3", "f4"], name="face_id"),
        geometry=[
            Polygon([(0, 0), (90, 0), (100, 0), (100, 50), (0, 50)]),
            Polygon([(0, 0), (0, -9), (90, -9), (90, 0)]),
            Polygon([(90, 0), (90, -9), (100, -9), (100, 0)]),
            box(0, 500, 10, 510),
        ],
        crs=CRS,
    )
    grid_of = np.array(["top", "a", "zz", "top"], dtype=object)
    home = np.array([False, True, True, True])
    assert list(_join_strays(faces, grid_of, home)) == ["a", "a", "zz", "top"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 899), st.integers(1, 299)), min_size=1, max_size=12, unique=True
    )
)
def test_law_seeds_anywhere_give_single_part_grids_that_tile_the_township(spots):
    rows = []
    for number, (x, y) in enumerate(spots):
        point = Point(x, y)
        code = next((c for c, g in UNITS.geometry.items() if g.contains(point)), None)
        if code:
            rows.append((f"s{number}", code, point))
    if rows:
        made = nearest_seed_partition(UNITS, seeds(*rows))
        certificate = certified(made)
        assert certificate.ok, certificate.kinds
        assert {row[0] for row in rows} <= set(made.grid_of)


def test_a_seed_outside_its_unit_is_refused():
    with pytest.raises(InputError) as error:
        nearest_seed_partition(UNITS, seeds(("w1", "W", Point(800, 50))))
    assert error.value.code == "seed_outside_unit"
