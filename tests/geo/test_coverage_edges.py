"""Equal segments are found by their coordinates, whatever the hash does."""

import numpy as np
import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

import geo.coverage.chains
from geo.coverage.edges import edge_residue, edges_of, shared_borders


def squares(n=6, shift=0.0):
    return np.array([box(c + shift, r, c + 1 + shift, r + 1) for r in range(n) for c in range(n)])


def residue(covers, parents, groups=None):
    found = edge_residue(covers, parents, groups=groups)
    edges = sorted(zip(found.edges.start, found.edges.end, found.edges.owner, strict=True), key=str)
    return found.count, edges


@pytest.fixture(params=["one", "few"])
def bad_hash(request, monkeypatch):
    """A hash under which all, or very many, different segments look alike."""
    kinds = {"one": lambda chain, group: np.zeros(len(chain.xy), dtype=np.uint64)}
    kinds["few"] = lambda chain, group: (
        (chain.bits[:, 0].astype(np.uint64) >> np.uint64(40)) << np.uint64(60)
    )
    monkeypatch.setattr(geo.coverage.chains, "_segment_hashes", kinds[request.param])


def cases():
    whole = np.array([box(0, 0, 6, 6).segmentize(1)])
    groups = (np.repeat([1, 2], 18), np.array([1, 2]))
    halves = np.array([box(0, 0, 6, 3).segmentize(1), box(0, 3, 6, 6).segmentize(1)])
    yield squares(), whole, None
    yield squares()[1:], whole, None
    yield np.concatenate([squares(), squares()[:5]]), whole, None
    yield squares(shift=0.25), whole, None
    yield squares(), halves, groups
    yield squares(), halves[::-1], groups


def test_a_hash_that_fails_changes_no_answer(bad_hash, monkeypatch):
    with_bad = [residue(*case) for case in cases()]
    borders = [part.tolist() for part in shared_borders(squares())]
    monkeypatch.undo()
    assert with_bad == [residue(*case) for case in cases()]
    assert borders == [part.tolist() for part in shared_borders(squares())]


def test_what_is_left_over_is_counted_per_segment():
    left = [residue(*case)[0] for case in cases()]
    assert left[0] == 0
    assert left[1] == 4  # the corner cell
    assert left[2] == 12  # the ring around five cells in a row, nothing inside it
    assert left[4] == 0
    assert left[5] == 2 * 30  # each half against the ring of the other


@pytest.mark.parametrize("step", [0.1, 1 / 3, 1e-9, 1234.5678])
def test_coordinates_need_no_raster(step):
    cells = shapely.transform(squares(), lambda xy: 430_000.123 + xy * step)
    whole = shapely.coverage_union_all(cells)
    assert edge_residue(cells, np.array([whole])).count == 0
    nudged = cells.copy()
    nudged[7] = shapely.transform(cells[7], lambda xy: np.nextafter(xy, np.inf))
    assert edge_residue(nudged, np.array([whole])).count > 0


def test_minus_zero_is_zero_and_repeated_vertices_are_nothing():
    left = Polygon([(-0.0, -0.0), (0, 1), (0, 1), (-1, 1), (-1, 0)])
    right = Polygon([(0.0, 0.0), (0, 1), (1, 1), (1, 1), (1, 0)])
    whole = Polygon([(-1, 0), (0, 0), (1, 0), (1, 1), (0, 1), (-1, 1)])
    assert edge_residue(np.array([left, right]), np.array([whole])).count == 0


def test_segments_keep_the_polygon_on_their_left():
    ring = Polygon(box(0, 0, 9, 9).exterior, [box(3, 3, 6, 6).exterior])
    edges = edges_of(np.array([MultiPolygon([ring, box(20, 0, 21, 1)])]))
    doubled = np.sum((np.conj(edges.start) * edges.end).imag)
    assert doubled / 2 == 81 - 9 + 1
    assert set(edges.owner.tolist()) == {0}


def test_nothing_cancels_to_nothing():
    nothing = np.zeros(0, dtype=object)
    assert edge_residue(nothing, nothing).count == 0
    assert edge_residue(nothing, np.array([box(0, 0, 1, 1)])).count == 4
