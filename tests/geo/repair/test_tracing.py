"""Outlines and lines strung together in tables, against what GEOS makes of the same ground."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from geo.coverage.exceptions import no_exceptions
from geo.repair.drawn import drawn_layers
from geo.repair.ground import ground_of_lines
from geo.repair.noding import noded, strung
from geo.repair.tracing import chained, outlines

CRS = "EPSG:4544"
SIDE = 4
CELLS = [box(10 * x, 10 * y, 10 * x + 10, 10 * y + 10) for y in range(SIDE) for x in range(SIDE)]


def ground_of(shapes):
    grids = gpd.GeoDataFrame(geometry=shapes, index=[f"g{n:02d}" for n in range(len(shapes))])
    boundary = box(0, 0, 10 * SIDE, 10 * SIDE)
    drawn = drawn_layers(grids.set_crs(CRS), boundary, None, no_exceptions(CRS))
    return ground_of_lines(drawn, strung(noded(drawn, np.zeros(0, dtype=object))))


GROUND = ground_of(CELLS)


@settings(max_examples=60)
@given(st.lists(st.sets(st.integers(0, SIDE * SIDE - 1)), min_size=1, max_size=5))
def test_law_outlines_are_the_unions_with_every_node(chosen):
    """Parts, holes, corners that touch, and no ground at all."""
    groups = [np.array(sorted(one), dtype=np.int64) for one in chosen]
    for shape, group in zip(outlines(GROUND, groups), groups, strict=True):
        assert shape.is_valid
        union = shapely.union_all(GROUND.faces[group])
        assert shape.symmetric_difference(union).area == 0
        assert shape.is_empty == (not len(group))
        if len(group):
            assert shape.geom_type == union.geom_type
            joined = shapely.coverage_union_all(GROUND.faces[group])
            assert shapely.equals_exact(shape, joined, 0.0, normalize=True)


def test_a_ring_of_faces_has_its_hole_and_a_block_has_none():
    ring = np.array([0, 1, 2, 4, 6, 8, 9, 10])
    spots = shapely.get_coordinates(shapely.centroid(GROUND.faces))
    at = {(int(x // 10), int(y // 10)): face for face, (x, y) in enumerate(spots)}
    faces = np.array([at[n % SIDE, n // SIDE] for n in ring.tolist()])
    whole = outlines(GROUND, [np.sort(faces)])[0]
    assert whole.area == 800
    assert len(whole.interiors) == 1
    block = outlines(GROUND, [np.sort(np.append(faces, at[1, 1]))])[0]
    assert (block.area, len(block.interiors)) == (900, 0)


def test_segments_are_joined_where_just_two_meet():
    """A fork with three arms, and a closed way that meets nothing."""
    fork = [(0, 1), (1, 2), (2, 3), (2, 2 + 1j), (2 + 1j, 2 + 2j)]
    loop = [(9, 10), (10, 10 + 1j), (10 + 1j, 9)]
    start, end = np.array([*fork, *loop], dtype=np.complex128).T
    turned = np.arange(len(start)) % 2 == 1
    start, end = np.where(turned, end, start), np.where(turned, start, end)
    lines, segment = chained(start, end)
    assert sorted(shapely.length(lines)) == pytest.approx([1, 2, 2, 2 + np.sqrt(2)])
    assert shapely.is_closed(lines).sum() == 1
    middles = shapely.points(*np.stack([((start + end) / 2).real, ((start + end) / 2).imag]))
    assert (shapely.distance(lines, middles[segment]) == 0).all()


def test_no_segments_make_no_lines():
    nothing = np.zeros(0, dtype=np.complex128)
    lines, segment = chained(nothing, nothing)
    assert len(lines) == len(segment) == 0
