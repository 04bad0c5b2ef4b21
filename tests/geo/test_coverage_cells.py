"""A second opinion: on a small lattice every fault can be counted cell by cell."""

import geopandas as gpd
import numpy as np
import shapely
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scipy.ndimage import label
from shapely.geometry import box

from geo.coverage import certify, prove

CRS = "EPSG:4544"
SIZE = 5  # cells a side; a cell is 10 m wide
AREA_M2 = 100.0
CELLS = {(r, c): box(c * 10, r * 10, c * 10 + 10, r * 10 + 10) for r in range(7) for c in range(7)}
RANDOM = st.integers(0, 2**31 - 1)
EASY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def ground(cells):
    """Cells as one shape that keeps every corner of the lattice as a vertex."""
    return shapely.coverage_union_all(np.array([CELLS[cell] for cell in cells], dtype=object))


def drawn(rng):
    """Cells of the boundary, of two units and of four grids; mostly right, a few cells wrong."""
    outline = [(r, c) for r in range(1, SIZE + 1) for c in range(1, SIZE + 1)]
    unit_of = {cell: int(cell[1] > 3) for cell in outline}
    grid_of = {cell: 2 * unit_of[cell] + int(cell[0] > 3) for cell in outline}
    units = [[cell for cell in outline if unit_of[cell] == u] for u in range(2)]
    grids = [[cell for cell in outline if grid_of[cell] == g] for g in range(4)]
    every = list(CELLS)
    for layer, chance in ((units, 0.3), (grids, 0.9)):
        for _ in range(int(rng.integers(1, 6)) if rng.random() < chance else 0):
            part = layer[rng.integers(len(layer))]
            cell = every[rng.integers(len(every))]
            part.remove(cell) if cell in part else part.append(cell)
    assume(all(grids) and all(units))
    return outline, units, grids


def counted(outline, units, grids):
    """Kind, grids concerned and unit -> (pieces, m2), from the definitions, cell by cell."""
    wrong = {}
    for cell in CELLS:
        inside = cell in outline
        here = [u for u, part in enumerate(units) if cell in part]
        claims = [g for g, part in enumerate(grids) if cell in part]
        names = ";".join(f"g{g}" for g in claims)
        if inside and not claims:
            wrong.setdefault(("gap", "", ""), set()).add(cell)
        if len(claims) > 1:
            wrong.setdefault(("overlap", names, ""), set()).add(cell)
        if claims and not inside:
            wrong.setdefault(("outside", names, ""), set()).add(cell)
        if len(here) != inside:
            told = ["boundary"] * inside + [f"unit:u{u}" for u in here]
            wrong.setdefault(("layers_disagree", "", ";".join(told)), set()).add(cell)
        for g in claims:
            if len(here) == 1 and g // 2 != here[0]:
                wrong.setdefault(("crosses_unit_border", f"g{g}", f"u{here[0]}"), set()).add(cell)
    return {key: (pieces(cells), len(cells) * AREA_M2) for key, cells in wrong.items()}


def pieces(cells):
    """Pieces that hang together along a side."""
    raster = np.zeros((7, 7), dtype=int)
    for cell in cells:
        raster[cell] = 1
    return label(raster)[1]


def frame(parts, letter):
    rows = {f"{letter}{number}": ground(cells) for number, cells in enumerate(parts)}
    return gpd.GeoDataFrame(index=list(rows), geometry=list(rows.values()), crs=CRS)


@EASY
@given(seed=RANDOM)
def test_every_fault_is_the_one_counted_by_hand(seed):
    outline, units, grids = drawn(np.random.default_rng(seed))
    assume(len({frozenset(part) for part in grids}) == len(grids))
    grid_frame = frame(grids, "g").assign(unit_code=[f"u{number // 2}" for number in range(4)])
    boundary = ground(outline)
    certificate = certify(grid_frame, boundary, units=frame(units, "u"), multipart_allowed=True)
    found = certificate.faults.groupby(["kind", "grid_ids", "about"])["area_m2"].agg(
        ["count", "sum"]
    )
    truth = counted(outline, units, grids)
    assert {key: tuple(row) for key, row in found.iterrows()} == truth
    assert certificate.ok is not bool(truth)


@EASY
@given(seed=RANDOM)
def test_the_gate_alone_says_yes_only_where_counting_does(seed):
    rng = np.random.default_rng(seed)
    outline, _, grids = drawn(rng)
    shapes = frame(grids, "g").geometry.to_numpy()
    claims = [sum(cell in part for part in grids) for cell in CELLS]
    once = claims == [int(cell in outline) for cell in CELLS]
    assert (prove(shapes, ground(outline)) == 0) is once
