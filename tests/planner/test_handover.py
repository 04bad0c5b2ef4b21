"""Hand-over and comparison: each thing once, and the list turns the old division into the new."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import coverage_union_all

from geo.lineage import grid_of_places
from geo.measure import measure_grids
from planner.report.changes import change_sheets, differences, differences_table
from planner.report.handover import handed_over, handover_table, lineage_table, sums_table
from planner.words import LANGS, say

WEST, EAST = "530623202201", "530623202202"


def merged(grids: gpd.GeoDataFrame, keep: str, gone: str) -> gpd.GeoDataFrame:
    """Division in which one grid has the ground of another one too."""
    shapes = grids.geometry.copy()
    shapes[keep] = coverage_union_all([shapes[keep], shapes[gone]])
    return grids.set_geometry(shapes).drop(index=gone)


def all_things(area) -> list[str]:
    return [*area.places.index, *area.sites.index, *area.poles.index]


def test_nothing_is_handed_over_where_nothing_changed(tiny_area):
    assert handed_over(tiny_area.grids, tiny_area.grids, tiny_area).empty


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_list_has_everything_that_moved_once_and_leads_to_the_new_division(tiny_area, data):
    ids = list(tiny_area.grids.index)
    keep = data.draw(st.sampled_from(ids))
    gone = data.draw(st.sampled_from([one for one in ids if one != keep]))
    old, new = tiny_area.grids, merged(tiny_area.grids, keep, gone)
    table = handed_over(old, new, tiny_area)
    assert table["item_id"].is_unique
    assert (table["old_id"] != table["new_id"]).all()
    moved = table.set_index("item_id")
    for frame in (tiny_area.places, tiny_area.sites, tiny_area.poles):
        before, after = grid_of_places(old, frame), grid_of_places(new, frame)
        told = before.where(~before.index.isin(moved.index), moved["new_id"].reindex(before.index))
        assert told.to_dict() == after.to_dict()
    places = tiny_area.places.loc[moved.index[moved["item_kind"] == "place"]]
    assert table["household_count"].sum() == places["household_count"].sum()


def test_a_mandatory_site_is_listed_as_a_stop_and_not_as_a_site_too(tiny_area):
    renamed = tiny_area.grids.rename(index=lambda code: code[:-3] + "9" + code[-2:])
    table = handed_over(tiny_area.grids, renamed, tiny_area)
    assert sorted(table["item_id"]) == sorted(all_things(tiny_area))
    stops = set(table.loc[table["item_kind"] == "mandatory_stop", "item_id"])
    assert stops == set(tiny_area.sites.index[tiny_area.sites["mandatory"]])


@pytest.mark.parametrize("lang", LANGS)
def test_the_sums_before_and_after_agree_on_the_whole_ground(tiny_area, lang):
    new = merged(tiny_area.grids, WEST + "001", WEST + "002")
    table = sums_table(tiny_area.grids, new, tiny_area, lang).set_index(say("col.item", lang))
    before, after = table[say("col.before", lang)], table[say("col.after", lang)]
    grids = say("handover.sum.grids", lang)
    assert (before[grids], after[grids]) == (6, 5)
    assert before.drop(grids).to_dict() == pytest.approx(after.drop(grids).to_dict())
    agree = table[say("col.sums_agree", lang)].drop(grids)
    assert set(agree) == {say("handover.agrees", lang)}
    lost = sums_table(tiny_area.grids, new.iloc[1:], tiny_area, lang)
    lost = lost.set_index(say("col.item", lang)).drop(grids)
    less = lost[say("col.before", lang)] > lost[say("col.after", lang)]
    assert less.sum() >= 4  # ground, settlements, households, residents
    wrong = lost[say("col.sums_agree", lang)] == say("handover.differs", lang)
    assert (wrong == less).all()


@pytest.mark.parametrize("lang", LANGS)
def test_the_tables_read_in_both_languages(tiny_area, lang):
    new = merged(tiny_area.grids, WEST + "001", WEST + "002")
    sheets = change_sheets(
        tiny_area.grids,
        new,
        tiny_area,
        (
            measure_grids(tiny_area.grids, tiny_area.places),
            measure_grids(new, tiny_area.places),
        ),
        lang,
    )
    assert len(sheets) == 5
    assert all(len(sheet) for sheet in sheets.values())
    assert not [head for sheet in sheets.values() for head in sheet.columns if "col." in head]
    lineage = lineage_table(tiny_area.grids, new, tiny_area, lang)
    assert set(lineage[say("col.relation", lang)]) == {say("relation.merged", lang)}
    handed = handover_table(tiny_area.grids, new, tiny_area, lang)
    assert handed[say("col.old_grid", lang)].str.startswith(WEST + "002").all()


def test_a_grid_that_is_gone_or_new_is_a_difference_and_a_node_is_none():
    old = pd.DataFrame({"household_count": [5, 6], "area_m2": [10.0, 20.0]}, index=["a", "b"])
    new = pd.DataFrame({"household_count": [5, 6], "area_m2": [10.3, 20.0]}, index=["a", "c"])
    found = differences(old, new)
    assert list(found.index) == ["b", "c"]
    assert found.loc["b", "household_count_old"] == 6
    assert pd.isna(found.loc["b", "household_count_new"])
    by = differences_table(old, new, "en")[say("changes.by", "en", figure="Households")]
    assert by.tolist() == [-6, 6]
    assert differences(old, old).empty
