"""The certificate proves clean coverages, and names every injected defect with place and m2."""

import json
import random

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo.coverage import KINDS, certify
from geo.coverage.edges import edge_residue, shared_borders
from geo.schema import InputError

CRS = "EPSG:4544"
SIDE = 10  # cells a side
TEN = range(10)


def lattice(seed=7):
    """100 four-sided cells about 100 m wide with two extra nodes a side, corners pushed about.

    Cell "r3c4" has row 3 from the south, column 4 from the west; the outline is a square.
    """
    rng = np.random.default_rng(seed)
    push = rng.uniform(-25, 25, (SIDE + 1, SIDE + 1, 2))
    push[[0, -1], :, 1] = 0
    push[:, [0, -1], 0] = 0
    x, y = np.meshgrid(np.arange(SIDE + 1) * 100.0, np.arange(SIDE + 1) * 100.0)
    corner = np.round(np.stack([x, y], -1) + push, 3)

    def side(a, b):
        first, second = sorted([tuple(a), tuple(b)])
        line = [first]
        for part in (1 / 3, 2 / 3):
            spot = np.add(first, np.multiply(part, np.subtract(second, first)))
            line.append(tuple(np.round(spot, 3)))
        line.append(second)
        return line if tuple(a) == first else line[::-1]

    rows = {}
    for r in range(SIDE):
        for c in range(SIDE):
            loop = [corner[r, c], corner[r, c + 1], corner[r + 1, c + 1], corner[r + 1, c]]
            pairs = zip(loop, loop[1:] + loop[:1], strict=True)
            rows[f"r{r}c{c}"] = Polygon([spot for a, b in pairs for spot in side(a, b)[:-1]])
    return gpd.GeoDataFrame(
        {"unit_code": ["W" if int(name[3:]) < 5 else "E" for name in rows]},
        index=gpd.pd.Index(list(rows), name="grid_id"),
        geometry=list(rows.values()),
        crs=CRS,
    )


GRIDS = lattice()
BOUNDARY = shapely.coverage_union_all(GRIDS.geometry.to_numpy())
UNITS = GRIDS.dissolve("unit_code", method="coverage")


def inner(number):
    """Ten cells that touch no border, in different places."""
    return f"r{1 + number % 8}c{1 + (number * 3) % 8}"


def changed(**shapes):
    frame = GRIDS.copy()
    for name, shape in shapes.items():
        frame.loc[name, "geometry"] = shape
    return frame


def without_corner(polygon, size):
    """The polygon with its first vertex pulled towards the middle: a gap beside it."""
    xy = shapely.get_coordinates(polygon)[:-1]
    middle = xy.mean(axis=0)
    away = (xy[0] - middle) / np.linalg.norm(xy[0] - middle)
    xy[0] -= size * away
    return Polygon(xy)


def assert_named(certificate, kind, area_m2=None, *, also=()):
    assert not certificate.ok
    assert kind in certificate.kinds
    assert set(certificate.kinds) <= {kind, *also}
    if area_m2 is not None:
        assert certificate.kinds[kind][1] == pytest.approx(area_m2, rel=1e-3, abs=2e-2)


def test_a_clean_coverage_is_certified_at_every_level():
    certificate = certify(GRIDS, BOUNDARY, units=UNITS, expected_codes=["E", "W"])
    assert certificate.ok
    assert certificate.kinds == {}
    assert certificate.levels == {"grids_boundary": 0, "grids_units": 0, "units_boundary": 0}
    assert certificate.grid_count == 100
    assert certificate.area_m2 == pytest.approx(1_000_000)
    assert certificate.boundary_area_m2 == pytest.approx(1_000_000)


@pytest.mark.parametrize("number", TEN)
@pytest.mark.parametrize("size", [0.05, 1, 10])
def test_a_gap_beside_a_vertex_is_named_with_its_area(number, size):
    name = inner(number)
    before = GRIDS.geometry[name]
    after = without_corner(before, size)
    certificate = certify(changed(**{name: after}), BOUNDARY)
    assert_named(certificate, "gap", before.area - after.area)


@pytest.mark.parametrize("number", TEN)
def test_an_overlap_names_both_claimants(number):
    name = inner(number)
    before = GRIDS.geometry[name]
    grown = without_corner(before, -5)
    certificate = certify(changed(**{name: grown}), BOUNDARY)
    assert_named(certificate, "overlap", grown.area - before.area)
    claims = certificate.faults.query("kind == 'overlap'").grid_ids
    assert all(name in pair.split(";") and len(pair.split(";")) == 2 for pair in claims)


@pytest.mark.parametrize("number", TEN)
def test_a_missing_inner_cell_is_one_gap_of_its_area(number):
    name = inner(number)
    certificate = certify(GRIDS.drop(name), BOUNDARY)
    assert_named(certificate, "gap", GRIDS.geometry[name].area)
    assert certificate.kinds["gap"][0] == 1
    assert certificate.residue_edges == 12  # four sides of three segments each


@pytest.mark.parametrize("number", TEN)
def test_a_missing_border_cell_is_one_gap_though_no_hole_appears(number):
    name = f"r{number}c0"
    certificate = certify(GRIDS.drop(name), BOUNDARY)
    assert_named(certificate, "gap", GRIDS.geometry[name].area)


@pytest.mark.parametrize("number", TEN)
def test_a_vertex_one_neighbour_lacks_is_a_node_mismatch_without_area(number):
    name = inner(number)
    xy = shapely.get_coordinates(GRIDS.geometry[name])[:-1]
    extra = Polygon(np.insert(xy, 1, (xy[0] + xy[1]) / 2, axis=0))
    certificate = certify(changed(**{name: extra}), BOUNDARY)
    assert_named(certificate, "node_mismatch", 0.0)
    assert name in certificate.faults.grid_ids.iloc[0].split(";")
    assert certificate.faults.geometry.iloc[0].distance(Point((xy[0] + xy[1]) / 2)) < 1e-9


def test_a_code_nobody_knows_is_one_fault_and_no_node_mismatch_of_the_units():
    grids = GRIDS.copy()
    grids.loc["r4c4", "unit_code"] = "w"
    certificate = certify(grids, BOUNDARY, units=GRIDS.dissolve("unit_code", method="coverage"))
    assert set(certificate.kinds) == {"unknown_unit"}


def past_the_corner(*more):
    """Two squares in a row: the left one reaches 2 m into the right one along the boundary."""
    left = Polygon([(0, 0), *more, (12, 0), (10, 10), (0, 10)])
    right = box(10, 0, 20, 10)
    pair = gpd.GeoDataFrame(index=["a", "b"], geometry=[left, right], crs="EPSG:4544")
    whole = Polygon([(0, 0), (10, 0), (20, 0), (20, 10), (10, 10), (0, 10)])
    return certify(pair, whole)


def test_the_rest_of_a_segment_beside_an_overlap_is_no_second_fault():
    assert_named(past_the_corner(), "overlap", 10.0)


def test_a_vertex_only_one_side_has_is_named_beside_an_overlap_too():
    certificate = past_the_corner((4, 0))
    assert_named(certificate, "overlap", 10.0, also={"node_mismatch"})
    assert "node_mismatch" in certificate.kinds


@pytest.mark.parametrize("number", TEN)
def test_one_side_simplified_leaves_only_gaps_overlaps_or_mismatches(number):
    name = inner(number)
    simple = GRIDS.geometry[name].simplify(5)
    certificate = certify(changed(**{name: simple}), BOUNDARY)
    assert not certificate.ok
    assert set(certificate.kinds) <= {"gap", "overlap", "node_mismatch"}


@pytest.mark.parametrize("number", TEN)
def test_a_duplicate_polygon_is_named_with_its_area_and_not_as_overlap(number):
    name = inner(number)
    twice = gpd.pd.concat([GRIDS, GRIDS.loc[[name]].rename(index={name: "zz"})])
    certificate = certify(twice, BOUNDARY)
    assert_named(certificate, "duplicate", GRIDS.geometry[name].area)
    assert certificate.residue_edges > 0


@pytest.mark.parametrize("number", TEN)
def test_a_polygon_inside_another_is_an_overlap_of_its_area(number):
    name = inner(number)
    disc = GRIDS.geometry[name].representative_point().buffer(5)
    island = GRIDS.loc[[name]].rename(index={name: "zz"}).set_geometry([disc], crs=CRS)
    certificate = certify(gpd.pd.concat([GRIDS, island]), BOUNDARY)
    assert_named(certificate, "overlap", disc.area)
    assert certificate.faults.grid_ids.iloc[0] == f"{name};zz"


@pytest.mark.parametrize("number", TEN)
def test_a_spill_over_the_outer_boundary_is_outside(number):
    name = f"r{number}c0"
    xy = shapely.get_coordinates(GRIDS.geometry[name])[:-1]
    west = np.flatnonzero(xy[:, 0] == 0)
    middle = west[np.argsort(xy[west, 1])[1]]
    xy[middle, 0] -= 7
    spilled = Polygon(xy)
    certificate = certify(changed(**{name: spilled}), BOUNDARY)
    assert_named(certificate, "outside", spilled.area - GRIDS.geometry[name].area)
    assert certificate.faults.grid_ids.iloc[0] == name


@pytest.mark.parametrize("number", TEN)
def test_an_unfilled_hole_is_a_gap(number):
    name = inner(number)
    hole = GRIDS.geometry[name].representative_point().buffer(9)
    certificate = certify(changed(**{name: GRIDS.geometry[name].difference(hole)}), BOUNDARY)
    assert_named(certificate, "gap", hole.area)


@pytest.mark.parametrize("number", TEN)
def test_a_bow_tie_is_an_invalid_ring(number):
    name = inner(number)
    xy = shapely.get_coordinates(GRIDS.geometry[name])[:-1]
    xy[[3, 6]] = xy[[6, 3]]
    certificate = certify(changed(**{name: Polygon(xy)}), BOUNDARY)
    assert_named(certificate, "invalid_ring", also={"gap", "overlap", "node_mismatch"})
    rows = certificate.faults.query("kind == 'invalid_ring'")
    assert list(rows.grid_ids) == [name]
    assert rows.geometry.iloc[0].geom_type == "Point"


@pytest.mark.parametrize("number", TEN)
def test_a_cell_shifted_half_a_metre_is_found_though_its_area_is_kept(number):
    name = inner(number)
    certificate = certify(changed(**{name: translate(GRIDS.geometry[name], 0.5)}), BOUNDARY)
    assert_named(certificate, "gap", also={"overlap", "node_mismatch"})
    gap, overlap = certificate.kinds["gap"][1], certificate.kinds["overlap"][1]
    assert gap == pytest.approx(overlap, abs=0.1)
    assert gap > 10


@pytest.mark.parametrize("number", TEN)
def test_a_grid_in_two_pieces_has_a_stray_part_though_its_borders_cancel(number):
    near, far = inner(number), "r9c9"
    both = MultiPolygon([GRIDS.geometry[near], GRIDS.geometry[far]])
    certificate = certify(changed(**{near: both}).drop(far), BOUNDARY)
    smaller = min(GRIDS.geometry[near].area, GRIDS.geometry[far].area)
    assert_named(certificate, "stray_part", smaller)
    assert certificate.residue_edges == 0
    assert certify(changed(**{near: both}).drop(far), BOUNDARY, multipart_allowed=True).ok


@pytest.mark.parametrize("number", TEN)
@pytest.mark.parametrize("nothing", [None, Polygon()])
def test_a_row_without_shape_is_named_by_its_id(number, nothing):
    name = inner(number)
    certificate = certify(changed(**{name: nothing}), BOUNDARY)
    assert_named(certificate, "invalid_ring", also={"gap"})
    assert list(certificate.faults.query("kind == 'invalid_ring'").grid_ids) == [name]
    assert certificate.kinds["gap"][1] == pytest.approx(GRIDS.geometry[name].area, rel=1e-6)


def test_the_same_id_on_two_shapes_is_a_duplicate():
    certificate = certify(GRIDS.rename(index={"r0c0": "r5c5"}), BOUNDARY)
    assert_named(certificate, "duplicate", 0.0)
    assert certificate.faults.grid_ids.iloc[0] == "r5c5"


@pytest.mark.parametrize("number", TEN)
def test_a_grid_with_the_wrong_unit_crosses_the_unit_border(number):
    name = f"r{number}c4"
    moved = GRIDS.copy()
    moved.loc[name, "unit_code"] = "E"
    certificate = certify(moved, BOUNDARY, units=UNITS)
    assert_named(certificate, "crosses_unit_border", GRIDS.geometry[name].area)
    assert certificate.levels["grids_boundary"] == 0
    assert certificate.levels["grids_units"] > 0
    row = certificate.faults.iloc[0]
    assert (row.grid_ids, row.about) == (name, "W")


def test_a_grid_merged_over_the_unit_border_shows_the_part_beyond():
    both = shapely.coverage_union_all(GRIDS.geometry[["r3c4", "r3c5"]].to_numpy())
    certificate = certify(changed(r3c4=both).drop("r3c5"), BOUNDARY, units=UNITS)
    assert_named(certificate, "crosses_unit_border", GRIDS.geometry["r3c5"].area)


def test_a_whole_missing_unit_is_named_even_when_the_boundary_shrinks_with_it():
    west = GRIDS[GRIDS.unit_code == "W"]
    outline = shapely.coverage_union_all(west.geometry.to_numpy())
    assert certify(west, outline).ok
    certificate = certify(west, outline, expected_codes=["E", "W"])
    assert_named(certificate, "missing_unit", 0.0)
    assert list(certificate.faults.about) == ["E"]


def test_a_unit_without_grids_is_missing_and_its_ground_a_gap():
    west = GRIDS[GRIDS.unit_code == "W"]
    certificate = certify(west, BOUNDARY, units=UNITS, expected_codes=["E", "W"])
    east = UNITS.geometry["E"].area
    assert_named(certificate, "missing_unit", east, also={"gap"})
    assert certificate.kinds["gap"] == (1, pytest.approx(east))


def test_a_code_nobody_expects_is_named():
    odd = GRIDS.copy()
    odd.loc["r0c0", "unit_code"] = "X"
    certificate = certify(odd, BOUNDARY, expected_codes=["E", "W"])
    assert_named(certificate, "unknown_unit", GRIDS.geometry["r0c0"].area)


def test_units_that_leave_part_of_the_boundary_are_a_disagreement_with_its_area():
    beyond = box(1000, 0, 1010, 1000)
    wide = shapely.union_all([BOUNDARY, beyond])
    certificate = certify(GRIDS, wide, units=UNITS)
    assert certificate.kinds["layers_disagree"] == (1, pytest.approx(10_000))
    assert certificate.kinds["gap"] == (1, pytest.approx(10_000))
    assert certificate.levels["units_boundary"] > 0


def test_a_place_in_no_grid_is_named_and_a_place_on_a_border_is_held():
    spots = [Point(50, 50), Point(-5, 50), GRIDS.geometry["r2c2"].exterior.interpolate(0)]
    places = gpd.GeoDataFrame(index=["in", "out", "corner"], geometry=spots, crs=CRS)
    certificate = certify(GRIDS, BOUNDARY, places=places)
    assert_named(certificate, "place_in_no_grid", 0.0)
    assert list(certificate.faults.about) == ["out"]


def test_a_piece_thinner_than_the_tolerance_is_listed_as_noise_and_still_a_fault():
    thin = without_corner(GRIDS.geometry["r4c4"], 0.005)
    certificate = certify(changed(r4c4=thin), BOUNDARY)
    assert not certificate.ok
    assert certificate.noise_only
    assert certificate.faults.noise.all()
    wide = certify(changed(r4c4=without_corner(GRIDS.geometry["r4c4"], 0.5)), BOUNDARY)
    assert not wide.noise_only


@pytest.mark.parametrize(("tolerance_m", "noise"), [(0.019, False), (0.021, True)])
def test_noise_is_what_is_thinner_than_the_tolerance(tolerance_m, noise):
    x, y = GRIDS.geometry["r4c4"].centroid.coords[0]
    slit = box(round(x), round(y), round(x) + 0.02, round(y) + 20)
    slit_cell = GRIDS.geometry["r4c4"].difference(slit)
    certificate = certify(changed(r4c4=slit_cell), BOUNDARY, tolerance_m=tolerance_m)
    assert_named(certificate, "gap", 0.4)
    assert certificate.noise_only is noise


def test_no_grids_at_all_make_the_whole_boundary_a_gap():
    certificate = certify(GRIDS.iloc[:0], BOUNDARY)
    assert_named(certificate, "gap", BOUNDARY.area)


def test_the_same_data_gives_the_same_bytes_whatever_order_it_comes_in():
    broken = changed(r4c4=without_corner(GRIDS.geometry["r4c4"], 3)).drop("r0c3")
    first = certify(broken, BOUNDARY, units=UNITS)
    mixed = broken.sample(frac=1, random_state=3)
    turned = [Polygon(np.roll(shapely.get_coordinates(p)[:-1], 2, axis=0)) for p in mixed.geometry]
    second = certify(mixed.set_geometry(turned, crs=CRS), BOUNDARY, units=UNITS[::-1])
    assert first.to_json() == second.to_json()
    assert json.loads(first.to_json())["fingerprint"] == first.fingerprint


@pytest.mark.parametrize(
    ("change", "layer"),
    [
        (lambda frame: changed(r0c0=translate(frame.geometry["r0c0"], 0.001)), "grids"),
        (lambda frame: frame.rename(index={"r0c0": "x"}), "grids"),
        (lambda frame: frame.assign(unit_code="W"), "grids"),
    ],
)
def test_any_change_of_the_data_changes_the_fingerprint(change, layer):
    before, after = certify(GRIDS, BOUNDARY), certify(change(GRIDS), BOUNDARY)
    assert before.fingerprints[layer] != after.fingerprints[layer]
    assert before.fingerprint != after.fingerprint


@pytest.mark.parametrize(
    ("grids", "boundary", "code"),
    [
        (GRIDS, Polygon(), "no_boundary"),
        (GRIDS.set_geometry(GRIDS.centroid), BOUNDARY, "not_polygons"),
        (GRIDS.set_crs("EPSG:4490", allow_override=True), BOUNDARY, "not_metres"),
        (GRIDS.set_crs(None, allow_override=True), BOUNDARY, "not_metres"),
    ],
)
def test_what_cannot_be_certified_is_refused(grids, boundary, code):
    with pytest.raises(InputError) as error:
        certify(grids, boundary)
    assert error.value.code == code


def test_every_fault_kind_found_is_a_known_kind():
    shuffled = GRIDS.copy()
    shapes = list(shuffled.geometry)
    random.Random(1).shuffle(shapes)
    certificate = certify(shuffled.set_geometry(shapes, crs=CRS), BOUNDARY, units=UNITS)
    assert set(certificate.kinds) <= set(KINDS)
    assert "crosses_unit_border" in certificate.kinds


@settings(max_examples=40, deadline=None)
@given(
    x=st.integers(110, 880),
    y=st.integers(110, 880),
    wide=st.integers(1, 100),
    high=st.integers(1, 100),
)
def test_law_a_hole_anywhere_is_found_with_its_area(x, y, wide, high):
    hole = box(x + 0.5, y + 0.5, x + 0.5 + wide, y + 0.5 + high)
    cut = GRIDS.set_geometry(GRIDS.difference(hole))
    cut = cut[~cut.geometry.is_empty]
    certificate = certify(cut, BOUNDARY, multipart_allowed=True)
    assert certificate.kinds["gap"] == (1, pytest.approx(hole.area, abs=0.05))
    assert not certificate.ok


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(list(GRIDS.index)), min_size=1, max_size=99, unique=True))
def test_law_any_cells_left_out_are_found_with_their_exact_area(names):
    certificate = certify(GRIDS.drop(names), BOUNDARY)
    assert certificate.kinds["gap"][1] == pytest.approx(GRIDS.geometry[names].area.sum())
    assert set(certificate.kinds) == {"gap"}


def test_holes_and_exclaves_cancel_as_they_should():
    ring = box(0, 0, 30, 30).difference(box(10, 10, 20, 20))
    core, far = box(10, 10, 20, 20), box(50, 0, 60, 10)
    unit = MultiPolygon([ring, far])
    parent = MultiPolygon([box(0, 0, 30, 30), far])
    assert edge_residue(np.array([unit, core]), np.array([parent])).count == 0
    left = edge_residue(np.array([unit]), np.array([parent]))
    assert (left.count, len(left.edges.start)) == (4, 4)
    assert set(left.edges.owner) == {0}


def test_shared_borders_give_metres_per_pair():
    squares = np.array([box(0, 0, 1, 1), box(1, 0, 2, 1), box(5, 5, 6, 6)])
    first, second, metres = shared_borders(squares)
    assert (first.tolist(), second.tolist(), metres.tolist()) == ([0], [1], [1.0])
    backwards = shared_borders(squares[::-1])
    assert [part.tolist() for part in backwards] == [[1], [2], [1.0]]
    assert shared_borders(squares[[0, 2]])[2].size == 0
