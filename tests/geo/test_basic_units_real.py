"""Basic units of real ground: every unit of Luoyan and Liechtenstein is tiled by its pieces."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.basic_units import Cutting, basic_units
from geo.borders import Land
from geo.coverage import prove
from geo.load import load_area

DATA = Path(__file__).resolve().parents[2] / "data"
AREAS = {"luoyan": DATA / "boundaries", "liechtenstein": DATA / "examples" / "liechtenstein"}


@pytest.fixture(
    scope="module", params=[pytest.param("luoyan", marks=pytest.mark.slow), "liechtenstein"]
)
def area(request):
    return load_area(AREAS[request.param])


@pytest.mark.parametrize("across", [False, True])
def test_every_unit_is_tiled_and_no_house_is_lost(area, across):
    """Cancelled against the unit's base grids; the ground moves by less than the raster."""
    cutting = Cutting()
    land = Land({"road": area.roads, "stream": area.streams}, area.terrain)
    spots = shapely.point_on_surface(area.buildings.geometry.to_numpy())
    for code in area.units.index:
        grids = area.grids[(area.grids["unit_code"] == code) & (area.grids["kind"] == "base")]
        ground = shapely.coverage_union_all(grids.geometry.to_numpy())
        homes = spots[shapely.intersects(ground, spots)]
        found = basic_units(grids.geometry, land, homes, cutting, across_zones=across)
        shapes = found.pieces.geometry.to_numpy()
        assert prove(shapes, found.outline) == 0
        assert shapely.hausdorff_distance(ground.boundary, found.outline.boundary) < 0.001
        assert set(found.pieces.geom_type) == {"Polygon"}
        assert found.pieces["homes"].sum() == len(homes)
        assert shapely.area(shapes).min() >= cutting.smallest_m2
        if not across:
            moved = abs(_area_by_zone(found) - grids.area.to_numpy())
            assert (moved < 0.001 * grids.length.to_numpy()).all()


def _area_by_zone(found):
    zone, area = found.pieces["zone"].to_numpy(), found.pieces.area.to_numpy()
    return np.bincount(zone, weights=area)
