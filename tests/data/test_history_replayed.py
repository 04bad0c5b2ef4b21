"""The splits of Luoyan village in 2010 and 2021, replayed as redraws of the township's units."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.lineage import carried, lineage, recounted, relations, turned
from geo.load import load_area
from geo.redraw import History, Rename, Replan, Split, open_grids, proved

TOWNSHIP, LUOYAN = "530623202", "530623202201"
JIDI, HUAGAOPING = "530623202001", "530623202002"


@pytest.fixture(scope="module")
def area():
    return load_area(Path(__file__).parents[2] / "data" / "boundaries")


def units_of(area, set_id: str) -> gpd.GeoDataFrame:
    rows = area.units_history[area.units_history["set_id"] == set_id]
    return rows.set_index("unit_code").assign(unit_code=TOWNSHIP, kind="base")


def history_of(area) -> History:
    """Units of before 2010 as a division of the township, then both splits as operations."""
    before = units_of(area, "before-2010")
    township = gpd.GeoDataFrame(
        index=[TOWNSHIP],
        geometry=[shapely.coverage_union_all(before.geometry.to_numpy())],
        crs=before.crs,
    )
    history = History(open_grids(before, township))
    for set_id, fresh in (("2010", JIDI), ("2021", HUAGAOPING)):
        after = units_of(area, set_id).geometry
        parts = ((LUOYAN, (after[LUOYAN],)), (fresh, (after[fresh],)))
        history = history.do(Replan((LUOYAN,), parts))
    return history


def shapes_of(frame: gpd.GeoDataFrame) -> set[str]:
    return {shape.normalize().wkt for shape in frame.geometry}


def test_each_split_gives_the_units_of_its_time_to_the_last_vertex(area):
    history = history_of(area)
    for state, set_id in zip(history.states, ("before-2010", "2010", "2021"), strict=True):
        assert proved(state)
        assert shapes_of(state.frame()) == shapes_of(units_of(area, set_id))
    undone = history.undo().undo().state
    assert shapes_of(undone.frame()) == shapes_of(units_of(area, "before-2010"))


def test_the_lineage_tells_who_came_out_of_luoyan_village_and_the_rest_is_the_same(area):
    sets = [units_of(area, name) for name in ("before-2010", "2010", "2021")]
    for old, new, fresh in ((sets[0], sets[1], JIDI), (sets[1], sets[2], HUAGAOPING)):
        table = lineage(old, new, area.places)
        told = table.assign(relation=relations(table)).set_index(["old_id", "new_id"])["relation"]
        assert told[LUOYAN, fresh] == told[LUOYAN, LUOYAN] == "split"
        assert set(told.drop([(LUOYAN, fresh), (LUOYAN, LUOYAN)])) == {"same"}


def test_a_month_of_2009_is_shown_on_the_units_of_today_and_back_without_losing_a_count(area):
    old, new = units_of(area, "before-2010"), units_of(area, "2021")
    counts = area.incidents.groupby("place_id")["count"].sum()
    then, now = recounted(counts, old, area.places), recounted(counts, new, area.places)
    assert then.sum() == now.sum() == counts.sum()
    split = [LUOYAN, JIDI, HUAGAOPING]
    assert then[LUOYAN] == now[split].sum()
    table = lineage(old, new, area.places)
    estimate = carried(then, table, rule="households")
    assert estimate.drop(split).to_dict() == now.drop(split).to_dict()
    assert estimate[split].sum() == now[split].sum()
    assert carried(estimate, turned(table), rule="households").to_dict() == then.to_dict()


def border_of(area, set_id: str, fresh: str) -> tuple[tuple[float, float], ...]:
    """Line along which a community was split off, as a planner would draw it."""
    after = units_of(area, set_id).geometry
    shared = shapely.intersection(after[LUOYAN].boundary, after[fresh].boundary)
    return tuple((x, y) for x, y in shapely.get_coordinates(shapely.line_merge(shared)).tolist())


def test_a_planner_who_draws_both_borders_gets_the_villages_of_today(area):
    """The community gets the next free code and its name, Luoyan village keeps its own."""
    history = History(history_of(area).states[0])
    names = {"530623202206": ("及第社区", JIDI), "530623202207": ("桦槁坪社区", HUAGAOPING)}
    for set_id, (code, (name, fresh)) in zip(("2010", "2021"), names.items(), strict=True):
        history = history.do(Split(LUOYAN, border_of(area, set_id, fresh), keep_code=True))
        history = history.do(Rename(code, name, ""))
    today = units_of(area, "2021")
    drawn = history.state.frame()
    assert proved(history.state)
    assert shapes_of(drawn) == shapes_of(today)
    assert [drawn.loc[code, "name_zh"] for code in names] == [name for name, _ in names.values()]
    table = lineage(drawn, today, area.places)
    told = table.assign(relation=relations(table)).set_index(["old_id", "new_id"])["relation"]
    renamed = {(code, fresh) for code, (_, fresh) in names.items()}
    assert set(told[told == "renamed"].index) == renamed
    assert set(told.drop(list(renamed))) == {"same"}


def test_a_month_of_2009_is_shown_on_the_grids_of_today_and_comes_back_whole(area):
    villages, grids = units_of(area, "before-2010"), area.grids
    counts = area.incidents.groupby("place_id")["count"].sum()
    then = recounted(counts, villages, area.places)
    table = lineage(villages, grids, area.places)
    shown = carried(then, table, rule="households")
    assert set(shown.index) == set(grids.index)
    assert shown.sum() == counts.sum()
    back = carried(shown, turned(table), rule="households")
    assert back.to_dict() == then.to_dict()
