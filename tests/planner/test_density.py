"""The density picture: the sum under it, its place on the map; the map of shares."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pyproj import Transformer

from planner.demand.density import kernel_density
from planner.demand.ground import load_ground
from planner.demand.priority_parts import Parts
from planner.demand.shares import patrol_shares
from planner.report.density_map import density_picture
from planner.report.share_map import HIGH, LOW, share_layers

FOLDER = Path(__file__).resolve().parents[2] / "data" / "boundaries"


def test_the_density_adds_up_to_the_weights() -> None:
    draw = np.random.default_rng(4)
    points, weights = draw.uniform(4000, 6000, (30, 2)), draw.uniform(0, 9, 30)
    x, y = np.meshgrid(np.arange(25, 10_000, 50.0), np.arange(25, 10_000, 50.0))
    density = kernel_density(x, y, points, weights, 400.0)
    assert density.sum() * 50 * 50 / 1e6 == pytest.approx(weights.sum(), rel=1e-6)


def test_the_picture_is_darkest_over_the_heaviest_place(tiny_area) -> None:
    weights = np.zeros(len(tiny_area.places))
    weights[4] = 50
    picture = density_picture(tiny_area, weights, 150.0)
    pixels = np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGBA")).astype(int)
    row, column = np.unravel_index(np.argmin(pixels[:, :, 1]), pixels.shape[:2])
    west, south, east, north = picture.bounds
    there = Transformer.from_crs(tiny_area.crs, "EPSG:4326", always_xy=True)
    spot = tiny_area.places.geometry.iloc[4]
    lon, lat = there.transform(spot.x, spot.y)
    assert column / pixels.shape[1] == pytest.approx((lon - west) / (east - west), abs=0.03)
    assert row / pixels.shape[0] == pytest.approx((north - lat) / (north - south), abs=0.03)
    assert pixels[0, 0, 3] == 0, "far from it the picture is clear"


def test_nothing_to_show_gives_no_picture(tiny_area) -> None:
    assert density_picture(tiny_area, np.zeros(len(tiny_area.places)), 500) is None


def test_every_grid_stands_in_one_class_of_the_map() -> None:
    ground = load_ground(FOLDER)
    shares = patrol_shares(ground, Parts(), date(2026, 12, 1), 28, usual=5, dwell_min=10)
    layers = [layer for layer in share_layers(ground, shares, "zh") if layer.style[:5] == "grid_"]
    ids = [name for layer in layers for name in layer.frame.index]
    assert sorted(ids) == sorted(ground.area.grids.index)
    ratio = shares["patrol_pct"] / shares["demand_pct"]
    by_style = {layer.style: set(layer.frame.index) for layer in layers}
    assert by_style["grid_5"] == set(shares.index[(shares["places"] > 0) & (ratio > HIGH)])
    assert by_style["grid_2"] == set(shares.index[(shares["places"] > 0) & (ratio < LOW)])
