"""Random partitions with planted faults: each is found, named right and measured exactly."""

from fractions import Fraction
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo.coverage import certify, prove
from geo.coverage.ledger import faces_of

CRS = "EPSG:4544"
ORIGIN = np.array([500_000.0, 3_300_000.0])  # where a township lies in its own zone
SIDE_MM = 400_000
SEEDS = st.integers(0, 2**31 - 1)


def mm(xy):
    """Coordinates on whole millimetres, in metres."""
    return np.round(ORIGIN + np.asarray(xy, dtype=float) / 1000, 3)


def jittered(rng):
    """Cells with bent sides on a lattice whose inner corners are pushed about."""
    columns, rows = rng.integers(3, 6, 2)
    x, y = np.meshgrid(np.linspace(0, SIDE_MM, columns + 1), np.linspace(0, SIDE_MM, rows + 1))
    spot = np.stack([x, y], -1)
    spot[1:-1, 1:-1] += rng.integers(-20_000, 20_000, (rows - 1, columns - 1, 2))
    lines = [*spot, *spot.transpose(1, 0, 2)]
    for number, line in enumerate(lines):
        inner = number not in (0, rows, rows + 1, len(lines) - 1)
        bend = rng.integers(-9_000, 9_000, (len(line) - 1, 2))
        middle = (line[1:] + line[:-1]) / 2 + inner * bend
        lines[number] = np.insert(line, np.arange(1, len(line)), middle, axis=0)
    return [shapely.linestrings(mm(line)) for line in lines]


def voronoi(rng):
    """Cells nearest to random points."""
    points = shapely.multipoints(mm(rng.integers(0, SIDE_MM, (int(rng.integers(6, 15)), 2))))
    square = box(*mm([0, 0]), *mm([SIDE_MM, SIDE_MM]))
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=square))
    return list(shapely.boundary(shapely.intersection(cells, square)))


def islands(rng, cells):
    """Some cells with a hole, filled by a cell of its own."""
    found = list(cells)
    for row in rng.choice(len(cells), 2, replace=False):
        inner = triangle_in(rng, cells[row])
        found += [Polygon(cells[row].exterior, [inner.exterior]), inner]
        found[row] = None
    return [cell for cell in found if cell is not None]


def triangle_in(rng, cell):
    """Triangle well inside a cell, on whole millimetres."""
    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(cell, tolerance=0.1))[0]
    for size in (12, 6, 3):
        angle = rng.uniform(0, 2 * np.pi) + np.array([0, 2.1, 4.2])
        spokes = size * np.column_stack([np.cos(angle), np.sin(angle)])
        corners = np.round(middle + spokes, 3)
        if cell.contains_properly(Polygon(corners)):
            return Polygon(corners)
    return assume(False)


def partition(rng):
    """Grids with unit codes W and E by their place, their boundary and their units."""
    lines = jittered(rng) if rng.random() < 0.5 else voronoi(rng)
    cells = faces_of(np.array(lines, dtype=object))
    cells = cells[shapely.area(cells) > 1000]
    assume(len(cells) >= 6)
    boundary = shapely.coverage_union_all(cells)
    cells = islands(rng, cells) if rng.random() < 0.6 else list(cells)
    west = [cell.representative_point().x < ORIGIN[0] + SIDE_MM / 2000 for cell in cells]
    codes = ["W" if side else "E" for side in west]
    assume(len(set(codes)) == 2)
    index = pd.Index([f"g{row:02d}" for row in range(len(cells))], name="grid_id")
    grids = gpd.GeoDataFrame({"unit_code": codes}, index=index, geometry=cells, crs=CRS)
    return grids, boundary, grids.dissolve("unit_code", method="coverage")


def exact_m2(polygon):
    """Area by whole numbers: every coordinate is a millimetre, so nothing is rounded."""
    doubled = []
    for ring in (polygon.exterior, *polygon.interiors):
        xy = [(round(x * 1000), round(y * 1000)) for x, y in ring.coords]
        doubled.append(abs(sum(a * d - c * b for (a, b), (c, d) in pairwise(xy))))
    return Fraction(doubled[0] - sum(doubled[1:]), 2_000_000)


def moved_vertex(rng, cell, size_m):
    """The cell with one outer vertex moved, on whole millimetres."""
    xy = shapely.get_coordinates(cell.exterior)[:-1]
    at = int(rng.integers(len(xy)))
    xy[at] = np.round(xy[at] + rng.uniform(-size_m, size_m, 2), 3)
    after = Polygon(xy, cell.interiors)
    assume(after.is_valid and not cell.boundary.intersects(Point(xy[at])))  # no mere slide
    return after


# Each planter changes (grids, boundary, units) and returns them with the truth: kind -> m2.


def gap_in_a_cell(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    hole = triangle_in(rng, grids.geometry[name])
    cell = grids.geometry[name]
    grids.loc[name, "geometry"] = Polygon(cell.exterior, [*cell.interiors, hole.exterior])
    return grids, boundary, units, {"gap": exact_m2(hole)}


def gap_beside_a_vertex(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    before, size_m = grids.geometry[name], rng.choice([0.02, 0.5, 8])
    after = moved_vertex(rng, before, size_m)
    assume(before.covers(after) and after.area < before.area)
    grids.loc[name, "geometry"] = after
    return grids, boundary, units, {"gap": exact_m2(before) - exact_m2(after)}


def overlap_beside_a_vertex(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    before = grids.geometry[name]
    after = moved_vertex(rng, before, rng.choice([0.02, 0.5, 8]))
    unit = units.geometry[grids.unit_code[name]]
    assume(after.covers(before) and after.area > before.area and unit.covers(after))
    grids.loc[name, "geometry"] = after
    return grids, boundary, units, {"overlap": exact_m2(after) - exact_m2(before)}


def cell_missing(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    assume((grids.unit_code == grids.unit_code[name]).sum() > 1)
    return grids.drop(name), boundary, units, {"gap": exact_m2(grids.geometry[name])}


def cell_inside_another(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    inner = triangle_in(rng, grids.geometry[name])
    added = grids.loc[[name]].rename(index={name: "zz"}).set_geometry([inner], crs=CRS)
    return pd.concat([grids, added]), boundary, units, {"overlap": exact_m2(inner)}


def spill(rng, grids, boundary, units):
    beyond = Polygon(mm([[-9_000, 50_000], [0, 40_000], [0, 60_000 + int(rng.integers(9_000))]]))
    added = grids.iloc[[0]].rename(index={grids.index[0]: "zz"}).set_geometry([beyond], crs=CRS)
    return pd.concat([grids, added]), boundary, units, {"outside": exact_m2(beyond)}


def wrong_unit(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    code = grids.unit_code[name]
    assume((grids.unit_code == code).sum() > 1)
    grids.loc[name, "unit_code"] = "E" if code == "W" else "W"
    return grids, boundary, units, {"crosses_unit_border": exact_m2(grids.geometry[name])}


def two_pieces(rng, grids, boundary, units):
    near, far = rng.choice(grids.index, 2, replace=False)
    assume(grids.unit_code[near] == grids.unit_code[far])
    assume(not grids.geometry[near].intersects(grids.geometry[far]))
    both = [grids.geometry[near], grids.geometry[far]]
    grids.loc[near, "geometry"] = MultiPolygon(both)
    return grids.drop(far), boundary, units, {"stray_part": min(map(exact_m2, both))}


def given_twice(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    added = grids.loc[[name]].rename(index={name: "zz"})
    truth = {"duplicate": exact_m2(grids.geometry[name])}
    return pd.concat([grids, added]), boundary, units, truth


def units_too_small(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    code, cell = grids.unit_code[name], grids.geometry[name]
    rest = grids.geometry[(grids.unit_code == code) & (grids.index != name)].to_numpy()
    assume(len(rest))
    units.loc[code, "geometry"] = shapely.coverage_union_all(rest)
    return grids, boundary, units, {"layers_disagree": exact_m2(cell)}


def units_overlap(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    other = "E" if grids.unit_code[name] == "W" else "W"
    both = [*grids.geometry[grids.unit_code == other], grids.geometry[name]]
    units.loc[other, "geometry"] = shapely.coverage_union_all(both)
    return grids, boundary, units, {"layers_disagree": exact_m2(grids.geometry[name])}


def vertex_one_side_lacks(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    xy = shapely.get_coordinates(grids.geometry[name].exterior)[:-1]
    at = int(rng.integers(len(xy) - 1))
    more = np.insert(xy, at + 1, (xy[at] + xy[at + 1]) / 2, axis=0)
    grids.loc[name, "geometry"] = Polygon(more, grids.geometry[name].interiors)
    return grids, boundary, units, {"node_mismatch": 0}


def row_without_shape(rng, grids, boundary, units):
    name = rng.choice(grids.index)
    cell = grids.geometry[name]
    assume((grids.unit_code == grids.unit_code[name]).sum() > 1)
    grids.loc[name, "geometry"] = rng.choice([None, Polygon()])
    return grids, boundary, units, {"invalid_ring": 0, "gap": exact_m2(cell)}


def same_id(rng, grids, boundary, units):
    first, second = rng.choice(grids.index, 2, replace=False)
    assume(grids.unit_code[first] == grids.unit_code[second])
    return grids.rename(index={second: first}), boundary, units, {"duplicate": 0}


PLANTERS = (
    *(gap_in_a_cell, gap_beside_a_vertex, overlap_beside_a_vertex, cell_missing),
    *(cell_inside_another, spill, wrong_unit, two_pieces, given_twice, units_too_small),
    *(units_overlap, vertex_one_side_lacks, row_without_shape, same_id),
)


# A mm stands in a double to 2.3e-10 m beside 3,300 km: over 200 m of border that is 0.1 mm2 or so.
LEAST_M2 = 1e-7


def check_planted(planter, seed):
    rng = np.random.default_rng(seed)
    grids, boundary, units, truth = planter(rng, *partition(rng))
    certificate = certify(grids, boundary, units=units, expected_codes=["E", "W"])
    assert not certificate.ok
    assert set(certificate.kinds) == set(truth)
    for kind, area_m2 in truth.items():
        assert certificate.kinds[kind][1] == pytest.approx(float(area_m2), rel=1e-6, abs=LEAST_M2)


@pytest.mark.parametrize("planter", PLANTERS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_a_planted_fault_is_found_named_and_measured(planter, seed):
    check_planted(planter, seed)


@pytest.mark.slow
@pytest.mark.parametrize("planter", PLANTERS)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_planted_faults_in_many_more_partitions(planter, seed):
    check_planted(planter, seed)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_a_random_partition_is_proved(seed):
    grids, boundary, units = partition(np.random.default_rng(seed))
    certificate = certify(grids, boundary, units=units, expected_codes=["E", "W"])
    assert certificate.ok, certificate.kinds
    assert prove(grids.geometry.to_numpy(), boundary) == 0
    assert prove(grids.geometry.to_numpy()[1:], boundary) > 0


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_a_shifted_cell_leaves_as_much_ground_as_it_takes(seed):
    rng = np.random.default_rng(seed)
    grids, boundary, _ = partition(rng)
    name = rng.choice(grids.index)
    shift = rng.integers(1, 3000, 2) / 1000
    before = grids.geometry[name]
    after = shapely.transform(before, lambda xy: np.round(xy + shift, 3))
    grids.loc[name, "geometry"] = after
    certificate = certify(grids, boundary)
    assert set(certificate.kinds) <= {"gap", "overlap", "outside"}
    area = {kind: held[1] for kind, held in certificate.kinds.items()}
    taken = area.get("overlap", 0) + area.get("outside", 0)
    assert area["gap"] == pytest.approx(taken, rel=1e-6)
    assert area["gap"] == pytest.approx(before.difference(after).area, rel=1e-6)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_order_start_and_direction_change_no_byte(seed):
    rng = np.random.default_rng(seed)
    planter = PLANTERS[rng.integers(len(PLANTERS))]
    grids, boundary, units, _ = planter(rng, *partition(rng))
    spots = [Point(mm(spot)) for spot in rng.integers(-20_000, SIDE_MM, (5, 2))]
    places = gpd.GeoDataFrame({"household_count": 3}, index=list("abcde"), geometry=spots, crs=CRS)
    first = certify(grids, boundary, units=units, places=places)
    mixed = grids.iloc[rng.permutation(len(grids))]
    turned = mixed.set_geometry([turned_round(rng, shape) for shape in mixed.geometry], crs=CRS)
    second = certify(turned, turned_round(rng, boundary), units=units[::-1], places=places[::-1])
    assert first.to_json() == second.to_json()
    assert [str(shape) for shape in first.faults.geometry] == [
        str(shape) for shape in second.faults.geometry
    ]


def turned_round(rng, shape):
    """The same ground with rings from another start, some the other way round, parts mixed."""
    if shape is None or shape.is_empty:
        return shape
    parts = []
    for part in shapely.get_parts(shape):
        rings = []
        for ring in (part.exterior, *part.interiors):
            xy = np.roll(shapely.get_coordinates(ring)[:-1], rng.integers(9), axis=0)
            rings.append(xy[:: rng.choice([-1, 1])])
        parts.append(Polygon(rings[0], rings[:0:-1]))
    rng.shuffle(parts)
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)
