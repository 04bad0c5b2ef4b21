"""A drawn township of two units, and what a state is when it is written out in full."""

import json
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Polygon, box

from geo.redraw import open_grids

CRS = "EPSG:4544"
WEST, EAST = "530623202201", "530623202202"
W1, W2, W3, W4, W5 = (f"{WEST}00{number}" for number in range(1, 6))
E1, E9 = f"{EAST}001", f"{EAST}901"


def township():
    """Four squares of 100 m and an exclave in the west, a grid with a hole in the east.

    ::

        W1 | W2 | E1 E1 E1
        ---+----+ E1 E9 E1      W5 (exclave)
        W3 | W4 | E1 E1 E1
    """
    east = Polygon(
        [(200, 0), (300, 0), (300, 200), (200, 200), (200, 100)],
        [[(240, 90), (240, 110), (260, 110), (260, 90)]],
    )
    shapes = {
        W1: box(0, 100, 100, 200),
        W2: box(100, 100, 200, 200),
        W3: box(0, 0, 100, 100),
        W4: box(100, 0, 200, 100),
        W5: box(400, 0, 450, 50),
        E1: east,
        E9: box(240, 90, 260, 110),
    }
    return frames_of(shapes)


def frames_of(shapes):
    """Grids and units as frames; the unit is the first 12 digits, 9xx are special grids."""
    ids = pd.Index(list(shapes), dtype="object", name="grid_id")
    grids = gpd.GeoDataFrame(
        {
            "name_zh": [f"{name[-3:]}网格" for name in ids],
            "name_en": None,
            "kind": ["special" if name[12] == "9" else "base" for name in ids],
            "unit_code": [name[:12] for name in ids],
            "effective_from": "2021-01-01",
        },
        index=ids,
        geometry=list(shapes.values()),
        crs=CRS,
    )
    codes = sorted(set(grids["unit_code"]))
    of_unit = [
        shapely.coverage_union_all(grids.geometry[grids["unit_code"] == code]) for code in codes
    ]
    index = pd.Index(codes, dtype="object", name="unit_code")
    return grids, gpd.GeoDataFrame(index=index, geometry=of_unit, crs=CRS)


def opened(shapes=None, **options):
    grids, units = frames_of(shapes) if shapes else township()
    return open_grids(grids, units, **options)


def written(state):
    """Everything a state holds, as text: equal texts, equal states to the last bit."""
    hexed = partial(shapely.to_wkb, hex=True)
    return json.dumps(
        {
            "crs": state.crs,
            "faces": {
                name: (hexed(f.geometry), f.unit_code, f.grid_id) for name, f in state.faces.items()
            },
            "grids": {
                name: (
                    *(hexed(g.geometry), g.unit_code, g.kind, g.name_zh, g.name_en),
                    *(g.effective_from, g.locked),
                )
                for name, g in state.grids.items()
            },
            "units": {code: hexed(unit) for code, unit in state.units.items()},
            "boundary": hexed(state.boundary),
            "retired": sorted(state.retired),
        },
        sort_keys=True,
    )


def assert_lawful(before, change):
    """What holds after any operation: clean, whole, touching only what it says it touched."""
    after = change.state
    shapes = np.array([grid.geometry for grid in after.grids.values()], dtype=object)
    assert after.boundary.area == approx(before.boundary.area)
    assert shapely.area(shapes).sum() == approx(before.boundary.area)
    assert set(change.created) == after.grids.keys() - before.grids.keys()
    assert set(change.retired) == before.grids.keys() - after.grids.keys()
    assert not set(change.created) & before.retired
    assert after.retired == before.retired | set(change.retired)
    for name in before.grids.keys() & after.grids.keys() - set(change.touched):
        old, new = before.grids[name].geometry, after.grids[name].geometry
        assert (new is old) != (name in change.noded)
        if new is not old:
            gained = nodes(new) - nodes(old)
            assert gained
            assert nodes(old) < nodes(new)
            assert max(old.boundary.distance(shapely.Point(at)) for at in gained) < 0.00071
    for code, unit in before.units.items():
        assert after.units[code] is unit or nodes(unit) < nodes(after.units[code])
    for giver, taker, area_m2 in change.moved:
        assert area_m2 > 0
        assert not before.grids[giver].locked
        assert {giver, taker} <= {*change.touched}


def approx(value):
    """Equal to nine digits."""
    return pytest.approx(value, rel=1e-9)


def nodes(shape):
    return set(map(tuple, shapely.get_coordinates(shape).tolist()))
