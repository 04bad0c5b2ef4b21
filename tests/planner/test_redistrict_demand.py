"""A village unit becomes a question: people and work conserved, limits as they were set."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.contract import InputError
from planner.demand.grid_figures import measured
from planner.demand.ground import load_ground
from planner.demand.homes import _whole, effort_of_homes, spread_households
from planner.demand.redistrict import redistrict_question
from planner.demand.settings import RedistrictSettings
from planner.problem import problem_from_json, problem_id, to_json

DATA = Path(__file__).resolve().parents[2] / "data"
VILLAGE = "530623202202"
TOWN = "530623202001"


@pytest.fixture(scope="module")
def luoyan():
    return load_ground(DATA / "boundaries")


@pytest.fixture(scope="module")
def town(luoyan):
    return redistrict_question(luoyan, TOWN, RedistrictSettings())


@pytest.mark.parametrize("folder", ["boundaries", "examples/liechtenstein"])
def test_households_of_every_place_are_conserved_exactly(folder):
    area = load_ground(DATA / folder).area
    for code in area.units.index:
        homes = spread_households(area, code)
        places = area.places[area.places["unit_code"] == code]
        told = homes.groupby("place_id")["households"].sum()
        assert told.to_dict() == places["household_count"].to_dict()
        assert (homes["households"] >= 0).all()


def test_a_place_spreads_over_its_houses_as_evenly_as_whole_numbers_allow(luoyan):
    homes = spread_households(luoyan.area, VILLAGE)
    for _, rows in homes.groupby("place_id"):
        lived = rows["households"].iloc[:-1]  # the last row is the place's own point
        if len(lived):
            assert lived.max() - lived.min() <= 1
            assert rows["households"].iloc[-1] == 0


def test_a_place_without_houses_lives_at_its_point(luoyan):
    area = replace(luoyan.area, buildings=luoyan.area.buildings.iloc[:0])
    homes = spread_households(area, VILLAGE)
    assert len(homes) == (area.places["unit_code"] == VILLAGE).sum()
    assert homes["households"].sum() == 1163


def test_rounding_keeps_the_sum_of_each_group():
    exact, group = np.array([0.4, 0.4, 0.4, 2.5, 0.5]), np.array([0, 0, 0, 1, 1])
    assert _whole(exact, group).tolist() == [1, 0, 0, 3, 0]


def test_people_and_work_of_the_pieces_add_up(luoyan, town):
    problem, context = town
    assert sum(basic.households for basic in problem.basics) + context.kept_households == 478
    work = sum(basic.effort_min for basic in problem.basics)
    assert work == context.pieces["effort_min"].sum() > 5 * 478


def test_the_work_of_a_place_is_half_the_way_to_its_nearest_one_doors_and_households(luoyan):
    homes = spread_households(luoyan.area, VILLAGE)
    given = pd.Series(effort_of_homes(luoyan, homes)).groupby(homes["place_id"]).sum()
    fixed, places = measured(luoyan), luoyan.area.places
    for place_id, minutes in given.items():
        row = places.index.get_loc(place_id)
        ways = fixed.between_s[row] + fixed.between_s[:, row]
        half_s = min(int(way) for other, way in enumerate(ways) if other != row) / 2
        by_hand = 4 * (half_s + int(fixed.doors_s[row])) / 60
        by_hand += 5 * int(places["household_count"].iloc[row])
        assert minutes == pytest.approx(by_hand, abs=0.51)


def test_pieces_tile_the_base_grids_of_the_unit(luoyan, town):
    _, context = town
    grids = luoyan.area.grids
    own = grids[(grids["unit_code"] == TOWN) & (grids["kind"] == "base")]
    assert context.old.index.tolist() == sorted(own.index)
    assert context.pieces.area.sum() == pytest.approx(own.area.sum(), rel=1e-6)


def test_each_grid_of_today_is_whole_pieces_and_in_one_part_when_adjusting(luoyan):
    asked = RedistrictSettings(question="adjust", limits_hold=False)
    problem, context = redistrict_question(luoyan, VILLAGE, asked)
    for grid_id, rows in context.pieces.groupby("old_grid"):
        shape = shapely.coverage_union_all(rows.geometry.to_numpy())
        old = context.old.geometry.loc[grid_id]
        assert abs(shape.area - old.area) < 0.001 * old.length
    own = {b.unit_id: b.old_grid for b in problem.basics}
    joined = {frozenset((b.a, b.b)) for b in problem.borders if own[b.a] == own[b.b]}
    for ids in context.pieces.groupby("old_grid").groups.values():
        assert _parts(set(ids), joined) == 1


def _parts(ids, joined):
    count = 0
    while ids:
        count += 1
        waiting = [ids.pop()]
        while waiting:
            here = waiting.pop()
            near = {other for pair in joined if here in pair for other in pair} & ids
            ids -= near
            waiting += near
    return count


def test_a_border_costs_less_the_more_of_it_follows_lines_and_a_neck_is_none(town):
    problem, context = town
    told = {(b.a, b.b): (b.metres, b.natural_pct) for b in problem.borders}
    ids = context.pieces.index
    for row in context.borders.itertuples():
        pair = ids[row.a], ids[row.b]
        if row.metres < 1:
            assert pair not in told
        else:
            assert told.pop(pair) == (round(row.metres), round(100 * row.natural_m / row.metres))
    assert not told
    assert {b.natural_pct for b in problem.borders} >= {0, 100}
    assert problem.prices.natural_m < problem.prices.plain_m


def test_the_question_survives_a_file(town):
    problem, _ = town
    again = problem_from_json(to_json(problem))
    assert again == problem
    assert problem_id(again) == problem_id(problem)


def test_the_same_ground_asks_the_same_question(luoyan, town):
    assert redistrict_question(luoyan, TOWN, RedistrictSettings())[0] == town[0]


def test_a_number_of_grids_sets_a_band_around_the_mean(luoyan):
    problem, _ = redistrict_question(luoyan, TOWN, RedistrictSettings(grids=4, tolerance_pct=10))
    assert (problem.least_grids, problem.most_grids) == (4, 4)
    assert (problem.households.low, problem.households.high) == (108, 131)
    assert problem.households.target == 120
    assert problem.effort.off_target_price > 0


def test_limits_give_the_range_of_grids(luoyan):
    asked = RedistrictSettings(least_households=60, most_households=120)
    problem, _ = redistrict_question(luoyan, VILLAGE, asked)
    assert (problem.least_grids, problem.most_grids) == (10, 19)
    assert problem.households.target == 90


def test_places_that_share_a_piece_are_held_together_only_as_far_as_a_grid_can_hold(luoyan):
    asked = RedistrictSettings(least_households=60, most_households=120)
    problem, _ = redistrict_question(luoyan, TOWN, asked)
    held = {basic.unit_id: basic.households for basic in problem.basics}
    heaps = [set(group) for group in problem.together]
    for heap in heaps:
        while grown := [other for other in heaps if other & heap and not other <= heap]:
            heap.update(*grown)
        assert sum(held[name] for name in heap) <= 120


def test_kept_grids_are_no_part_of_the_question(luoyan):
    keep = VILLAGE + "001"
    problem, context = redistrict_question(
        luoyan, VILLAGE, RedistrictSettings(grids=10, keep=(keep,))
    )
    assert keep not in context.old.index
    assert keep not in {basic.old_grid for basic in problem.basics}
    assert problem.most_grids == 9
    assert context.kept_households > 0
    assert sum(b.households for b in problem.basics) + context.kept_households == 1163


def test_special_grids_stay_as_they_are(luoyan, town):
    special = luoyan.area.grids[luoyan.area.grids["kind"] == "special"].geometry.to_numpy()
    pieces = town[1].pieces.geometry.to_numpy()
    row, piece = shapely.STRtree(pieces).query(special, "intersects")
    assert shapely.area(shapely.intersection(special[row], pieces[piece])).sum() < 0.1


@pytest.mark.parametrize(
    ("unit", "keep", "code"),
    [
        ("530623202999", (), "unknown_unit_asked"),
        (TOWN, ("530623202202001",), "unknown_keep"),
        (TOWN, tuple(f"{TOWN}{n:03}" for n in range(1, 7)), "nothing_to_divide"),
    ],
)
def test_what_cannot_be_asked_is_said(luoyan, unit, keep, code):
    with pytest.raises(InputError) as told:
        redistrict_question(luoyan, unit, RedistrictSettings(keep=keep))
    assert told.value.code == code


@pytest.mark.parametrize(
    ("field", "value"),
    [("question", "again"), ("grids", 0), ("least_households", 121), ("natural_pct", 101)],
)
def test_settings_that_ask_nothing_are_refused(field, value):
    with pytest.raises(ValueError, match=field):
        RedistrictSettings(**{field: value})


def test_pieces_are_called_after_their_place(town):
    problem, context = town
    names = context.names("zh")
    assert set(names) == {basic.unit_id for basic in problem.basics}
    assert all(names[name].endswith(name) and len(names[name]) > len(name) for name in names)


def test_pieces_of_a_ground_without_places_are_called_by_their_ids(luoyan):
    area = replace(luoyan.area, places=luoyan.area.places.iloc[:0])
    problem, context = redistrict_question(replace(luoyan, area=area), TOWN, RedistrictSettings())
    assert context.names("zh") == {b.unit_id: b.unit_id for b in problem.basics}
