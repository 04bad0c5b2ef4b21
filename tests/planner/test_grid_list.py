"""The list of grids and its figures as a person and a file read them."""

from datetime import datetime

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from geo.export import write_geopackage
from geo.four_bounds import Bound
from planner.demand.grid_figures import FigureSettings, bounds_of, grid_figures
from planner.demand.grid_rules import CODES, GridRules
from planner.demand.ground import Ground, load_ground
from planner.report import grid_list, grid_map
from planner.report.sheet import csv_bytes
from planner.report.workbook import write_workbook
from planner.words import LANGS, say

MARKET = "530623202001001"


@pytest.fixture(scope="module")
def ground(tiny_source) -> Ground:
    return load_ground(tiny_source)


def test_the_four_bounds_of_the_market_town_read_as_an_office_writes_them(ground):
    grids = ground.area.grids
    sides = bounds_of(grids, ground).loc[MARKET]
    names = grid_list.bound_names(grids, ground, "zh")
    assert grid_list.bounds_sentence(sides, names, "zh") == (
        "东至东村2号网格；南至西村2号网格；西至西村2号网格；北至西村1号网格。"
    )
    names = grid_list.bound_names(grids, ground, "en")
    assert grid_list.bounds_sentence(sides, names, "en").startswith("East: East village grid 2; ")


def test_a_side_names_its_neighbours_then_the_lines_it_follows():
    names = {"g": "甲网格", "h": "乙网格", "s": "落雁河"}
    bounds = (Bound("grid", "g", 0.6), Bound("outer", "", 0.4), Bound("stream", "s", 0.7))
    assert grid_list.side_text(bounds, names, "zh") == "甲网格、外边界（沿落雁河）"
    ridge = (Bound("grid", "h", 1.0), Bound("ridge", "", 0.5))
    assert grid_list.side_text(ridge, names, "zh") == "乙网格（沿山脊）"
    groups = (Bound("grid", "h", 1.0), Bound("group", "3", 0.6), Bound("group", "", 0.4))
    told = grid_list.side_text(groups, names | {"3": "三组"}, "zh")
    assert told == "乙网格（沿与三组的界线、村民小组界）"
    enclosed = pd.Series(
        dict.fromkeys(("east", "south", "west", "north"), bounds[:1]) | {"within": ("h",)}
    )
    assert grid_list.bounds_sentence(enclosed, names, "zh").endswith("界内另有乙网格。")


@pytest.mark.parametrize("lang", LANGS)
def test_every_limit_has_a_short_name_and_a_sentence_with_its_figure(lang):
    row = pd.Series(
        {
            "parts": 2,
            "household_count": 7,
            "effort_of_mean_pct": 33.0,
            "polsby_popper": 0.11,
            "self_contained_pct": 5.0,
            "warnings": CODES,
        }
    )
    texts = grid_list.warning_texts(row, GridRules(own_least_pct=40), lang)
    assert len(texts) == len(CODES) == len({say(f"limit.{code}", lang) for code in CODES})
    assert ["2" in texts[0], "7" in texts[1], "11" in texts[5], "40" in texts[6]] == [True] * 4


@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_is_defined_and_says_where_it_comes_from(ground, lang):
    figures = grid_figures(ground.area.grids, ground)
    table = grid_list.figure_table(ground.area.grids, figures, lang)
    notes = grid_list.notes_table(FigureSettings(), lang)
    assert list(table.columns[3:]) == notes.iloc[:, 0].tolist()
    assert not notes.map(lambda cell: "{" in cell or not cell).to_numpy().any()


def test_codes_stay_text_and_figures_numbers_in_csv_and_workbook(ground, tmp_path):
    table = grid_list.grid_list(ground.area.grids, ground, "zh")
    assert csv_bytes(table).decode("utf-8-sig").split("\n")[1].startswith("530623202")
    path = tmp_path / "grids.xlsx"
    write_workbook(path, {"网格一览表": table}, note="示例", stamp=datetime(2025, 1, 1))  # noqa: DTZ001
    rows = list(load_workbook(path)["网格一览表"].iter_rows(values_only=True))
    assert list(rows[1]) == list(table.columns)
    assert isinstance(rows[2][0], str)
    assert len(rows[2][0]) == 15
    assert isinstance(rows[2][8], int)


def test_the_layer_with_figures_can_be_written_and_read_again(ground, tmp_path):
    grids = ground.area.grids
    layer = grid_list.kept_layer(grids, grid_figures(grids, ground), ground, "zh")
    write_geopackage(tmp_path / "grids.gpkg", {"grids": layer}, stamp="x")
    again = (
        gpd.read_file(tmp_path / "grids.gpkg", layer="grids").set_index("grid_id").loc[grids.index]
    )
    np.testing.assert_allclose(again["effort_min"], layer["effort_min"])
    assert again["bounds_east"].tolist() == layer["bounds_east"].tolist()
    assert again["warnings"].str.contains("households").any()


def test_the_small_map_shows_one_grid_among_those_that_touch_it(ground):
    shown = grid_map.grid_layers(ground.area.grids, ground, MARKET, "zh")
    layers = {layer.style: layer for layer in shown}
    assert list(layers["concerned"].frame.index) == [MARKET]
    assert MARKET not in layers["neighbour"].frame.index
    assert len(layers["grid_name"].frame) > 1
    west, south, east, north = grid_map.focus(ground.area.grids, MARKET)
    assert 104 < west < east < 105
    assert 27 < south < north < 29
