"""Counts guessed from dwellings and from a raster: nothing lost, checked by another method."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer
from rasterio.io import MemoryFile
from rasterio.transform import from_origin

from geo.contract import InputError
from geo.load import Area, load_area
from planner.demand.footprints import DwellingRates, from_dwellings
from planner.demand.largest_remainder import shared_out
from planner.demand.raster import catchments, from_raster

ROOT = Path(__file__).resolve().parents[2]


@cache
def area(folder: str = "data/boundaries") -> Area:
    return load_area(ROOT / folder)


def tiff(values: np.ndarray, crs: str, transform, nodata=None, **more) -> bytes:
    with MemoryFile() as held:
        shape = {"height": values.shape[-2], "width": values.shape[-1]}
        with held.open(
            driver="GTiff", count=1, dtype=values.dtype, crs=crs, transform=transform,
            nodata=nodata, **shape, **more,
        ) as raster:  # fmt: skip
            raster.write(values, 1)
        return held.read()


def over(area_: Area, crs: str, cell: float, seed: int = 0, nodata: float | None = None) -> bytes:
    """A raster of made-up people over an area in some system, a little wider than the area."""
    there = Transformer.from_crs(area_.crs, crs, always_xy=True)
    x, y = there.transform(*shapely.get_coordinates(shapely.segmentize(area_.boundary, 100)).T)
    west, north = min(x) - 3 * cell, max(y) + 2.3 * cell
    columns = int((max(x) - west) / cell) + 4
    rows = int((north - min(y)) / cell) + 4
    draw = np.random.default_rng(seed)
    values = draw.gamma(0.4, 20, (rows, columns)).astype("float32")
    if nodata is not None:
        values[draw.random(values.shape) < 0.2] = nodata
    return tiff(values, crs, from_origin(west, north, cell, cell), nodata)


def sampled_sum(area_: Area, content: bytes, step: int) -> float:
    """Sum inside the boundary by another method: each cell as step x step points, counted."""
    with MemoryFile(content) as held, held.open() as raster:
        values = raster.read(1, masked=True).filled(0).astype(float)
        back = Transformer.from_crs(raster.crs, area_.crs, always_xy=True)
        shapely.prepare(area_.boundary)
        total = 0.0
        at = (np.arange(step) + 0.5) / step
        for row in range(raster.height):
            column = np.arange(raster.width)
            c, r = np.meshgrid((column[:, None] + at[None, :]).ravel(), row + at)
            x, y = back.transform(*(raster.transform * (c, r)))
            inside = shapely.contains_xy(area_.boundary, x, y)
            share = inside.reshape(step, raster.width, step).mean(axis=(0, 2))
            total += float((share * values[row]).sum())
    return total


@pytest.mark.parametrize("folder", ["data/boundaries", "data/examples/liechtenstein"])
@pytest.mark.parametrize(
    ("crs", "cell", "nodata"),
    [("EPSG:4326", 0.000833, None), ("EPSG:4326", 0.00833, -99999.0), ("EPSG:3857", 150, 0.0),
     ("ESRI:54009", 250, -200.0)],
)  # fmt: skip
def test_the_sum_inside_the_boundary_is_the_sum_over_places(folder, crs, cell, nodata) -> None:
    found = area(folder)
    content = over(found, crs, cell, nodata=nodata)
    guess = from_raster("p.tif", content, found, people_per_household=3.0)
    summed = sum(guess.counts["population_count"].values())
    assert summed == round(guess.total)
    step = 40 if cell == 0.00833 else 8
    assert guess.total == pytest.approx(sampled_sum(found, content, step), rel=1e-3)
    assert sum(guess.counts["household_count"].values()) == round(guess.total / 3)
    assert guess.counts["population_count"].keys() == set(found.places.index)
    assert guess.uncovered_m2 < 1
    if nodata is not None:
        assert guess.outside > 0


def test_a_density_counts_by_the_area_of_its_cells() -> None:
    found = area()
    transform = from_origin(104.0, 28.5, 0.01, 0.01)
    content = tiff(np.full((80, 80), 100, "float32"), "EPSG:4326", transform)
    guess = from_raster("d.tif", content, found, density=True)
    assert guess.total == pytest.approx(found.boundary.area / 1e6 * 100, rel=1e-3)


def test_a_raster_stored_in_tenths_counts_whole_people() -> None:
    with MemoryFile(over(area(), "EPSG:4326", 0.01)) as held, held.open() as raster:
        people, transform = raster.read(1), raster.transform
    plain = tiff(people, "EPSG:4326", transform)
    with MemoryFile() as held:
        shape = {"height": people.shape[0], "width": people.shape[1]}
        with held.open(
            driver="GTiff", count=1, dtype="float32", crs="EPSG:4326", transform=transform, **shape
        ) as raster:
            raster.write(people * 10 + 5, 1)
            raster.scales, raster.offsets = (0.1,), (-0.5,)
        tenths = held.read()
    found, wanted = (from_raster("t.tif", content, area()) for content in (tenths, plain))
    assert found.total == pytest.approx(wanted.total, rel=1e-5)


@pytest.mark.parametrize("folder", ["data/boundaries", "data/examples/liechtenstein"])
def test_catchments_tile_the_units_and_hold_what_is_nearest(folder) -> None:
    found = area(folder)
    shapes, place = catchments(found)
    assert shapely.area(shapes).sum() == pytest.approx(found.boundary.area, rel=1e-9)
    draw = np.random.default_rng(3)
    rows = draw.integers(0, len(shapes), 300)
    for shape, row in zip(shapes[rows], place[rows], strict=True):
        point = shapely.point_on_surface(shape)
        code = found.places["unit_code"].iloc[row]
        inside = found.places[found.places["unit_code"] == code]
        assert inside.distance(point).idxmin() == found.places.index[row]


def test_a_raster_that_ends_inside_the_area_says_how_much_it_misses() -> None:
    found = area()
    west, south, east, north = found.boundary.bounds
    half = tiff(
        np.ones((100, 100), "float32"),
        found.crs,
        from_origin(west, north, (east - west) / 200, (north - south) / 100),
    )
    guess = from_raster("half.tif", half, found)
    assert 0.2 < guess.uncovered_m2 / found.boundary.area < 0.8


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("raster_unreadable", lambda: b"hello"),
        ("raster_unreadable", lambda: over(area(), "EPSG:4326", 0.001)[:30_000]),
        ("raster_elsewhere", lambda: tiff(np.ones((9, 9), "uint8"), "EPSG:4326",
                                          from_origin(9, 47, 0.1, 0.1))),
        ("raster_negative", lambda: tiff(np.full((90, 90), -1, "int16"), "EPSG:4326",
                                         from_origin(104, 28.5, 0.01, 0.01))),
        ("raster_too_large", lambda: tiff(np.ones((5000, 5000), "uint8"), "EPSG:4326",
                                          from_origin(104.2, 28.3, 0.00005, 0.00005),
                                          compress="deflate")),
    ],
)  # fmt: skip
def test_a_raster_nobody_can_use_is_refused(code, make) -> None:
    with pytest.raises(InputError) as caught:
        from_raster("x.tif", make(), area())
    assert caught.value.code == code


def test_a_raster_without_a_place_is_refused() -> None:
    with pytest.warns(rasterio.errors.NotGeoreferencedWarning):
        content = tiff(np.ones((9, 9), "uint8"), None, rasterio.Affine.identity())
    with pytest.raises(InputError) as caught:
        from_raster("x.tif", content, area())
    assert caught.value.code == "raster_system"


@pytest.mark.parametrize("folder", ["data/boundaries", "data/examples/liechtenstein"])
@pytest.mark.parametrize("rate", [1.0, 0.37, 2.5])
def test_dwellings_are_conserved_and_go_to_the_nearest_place_of_their_unit(folder, rate) -> None:
    found = area(folder)
    guess = from_dwellings(found, DwellingRates(rate, 3.0))
    homes = found.buildings[found.buildings["kind"] == "dwelling"]
    inside = homes[found.boundary.intersects(shapely.point_on_surface(homes.geometry.to_numpy()))]
    assert guess.total == len(inside)
    assert guess.outside == len(homes) - len(inside)
    assert sum(guess.counts["household_count"].values()) == round(len(inside) * rate)
    assert sum(guess.counts["population_count"].values()) == round(len(inside) * rate * 3.0)


def test_an_unnamed_dwelling_goes_to_the_nearest_place_of_its_own_unit() -> None:
    found = area("data/examples/liechtenstein")
    nameless = found.buildings.assign(place_id=None)
    guess = from_dwellings(replace(found, buildings=nameless), DwellingRates())
    homes = nameless[nameless["kind"] == "dwelling"]
    wanted = dict.fromkeys(found.places.index, 0)
    for shape in homes.geometry:
        spot = shapely.point_on_surface(shape)
        units = found.units.index[found.units.intersects(spot)]
        if len(units):
            inside = found.places[found.places["unit_code"] == units[0]]
            wanted[inside.distance(spot).idxmin()] += 1
    assert guess.counts["household_count"] == wanted
    spots = homes.set_geometry(shapely.point_on_surface(homes.geometry.to_numpy()), crs=found.crs)
    near = spots.sjoin_nearest(found.places)["place_id_right"].value_counts()
    assert near.to_dict() != {place: n for place, n in wanted.items() if n}, "across borders"


@given(
    st.integers(0, 10**6),
    st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=40).filter(
        lambda weights: sum(weights) > 1e-3
    ),
)
def test_shared_out_loses_nothing_and_is_fair_to_less_than_one(total, weights) -> None:
    given_ = np.array(weights)
    shares = shared_out(total, given_)
    assert shares.sum() == total
    assert (shares >= 0).all()
    assert (np.abs(shares - total * given_ / given_.sum()) < 1 + 1e-6).all()
