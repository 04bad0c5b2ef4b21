"""A hundred cells with wandering joints, clean until a test breaks them."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Polygon

CRS = "EPSG:4544"
SIDE = 10  # cells a side
TEN = range(10)


def lattice(side=SIDE, seed=7):
    """Four-sided cells about 100 m wide with two nodes more a side, pushed about; units W and E.

    Cell "r3c4" has row 3 from the south, column 4 from the west; the outline is a square.
    """
    rng = np.random.default_rng(seed)
    push = rng.uniform(-25, 25, (side + 1, side + 1, 2))
    push[[0, -1], :, 1] = 0
    push[:, [0, -1], 0] = 0
    x, y = np.meshgrid(np.arange(side + 1) * 100.0, np.arange(side + 1) * 100.0)
    corner = np.round(np.stack([x, y], -1) + push, 3)

    def border(a, b):
        first, second = sorted([tuple(a), tuple(b)])
        line = [first]
        for part in (1 / 3, 2 / 3):
            spot = np.add(first, np.multiply(part, np.subtract(second, first)))
            line.append(tuple(np.round(spot, 3)))
        line.append(second)
        return line if tuple(a) == first else line[::-1]

    rows = {}
    for r in range(side):
        for c in range(side):
            loop = [corner[r, c], corner[r, c + 1], corner[r + 1, c + 1], corner[r + 1, c]]
            pairs = zip(loop, loop[1:] + loop[:1], strict=True)
            rows[f"r{r}c{c}"] = Polygon([spot for a, b in pairs for spot in border(a, b)[:-1]])
    return gpd.GeoDataFrame(
        {"unit_code": ["W" if int(name[3:]) < side // 2 else "E" for name in rows]},
        index=pd.Index(list(rows), dtype="object", name="grid_id"),
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
