"""A plan laid on the ground: proved, codes and names kept, differences in words, files."""

from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from geo.coverage import certify
from geo.redraw import Replan, apply, from_plain, to_plain
from planner import redistrict
from planner.demand.ground import load_ground
from planner.demand.redistrict import redistrict_question
from planner.demand.settings import RedistrictSettings
from planner.outcome import Effort, Outcome, Run, Status, Stopped
from planner.problem import problem_id
from planner.problem.redistrict import RedistrictPlan
from planner.report.proposal import opened, proposal
from planner.report.proposal_map import focus, proposal_map_layers
from planner.report.redistrict import (
    Sums,
    comparison_table,
    difference,
    moved_places,
    moved_table,
    proposal_layers,
    proposal_table,
    sums,
)
from planner.words import LANGS

DATA = Path(__file__).resolve().parents[2] / "data"
UNIT = "530623202002"


def answer(problem, grid_of):
    """An outcome with a plan of our own; nobody claims that it is good."""
    run = Run("hand", "1", 0, 1, 0.0, 0.0, problem_id(problem), Stopped.DONE)
    plan = RedistrictPlan(tuple((basic.unit_id, grid_of(basic)) for basic in problem.basics))
    return Outcome(Status.FEASIBLE, run, plan, objective=1, bound=0)


@pytest.fixture(scope="module")
def luoyan():
    return load_ground(DATA / "boundaries")


@pytest.fixture(scope="module")
def afresh(luoyan):
    asked = RedistrictSettings(least_households=40, most_households=130)
    problem, context = redistrict_question(luoyan, UNIT, asked)
    return proposal(problem, context, redistrict.solve(problem, effort=Effort(work=1)))


@pytest.fixture(scope="module")
def adjusting(luoyan):
    asked = RedistrictSettings(question="adjust", limits_hold=False)
    return redistrict_question(luoyan, UNIT, asked)


@pytest.fixture(scope="module")
def swapped(adjusting):
    """One settlement's pieces given to the grid beside it, everything else as it is."""
    problem, context = adjusting
    old = {basic.unit_id: basic.old_grid for basic in problem.basics}
    grid, other = next(
        (old[b.a], old[b.b])
        for b in problem.borders
        if old[b.a] != old[b.b] and _left(problem, old, b.a)
    )
    piece = next(b.a for b in problem.borders if (old[b.a], old[b.b]) == (grid, other))
    moved = answer(problem, lambda basic: other if basic.unit_id == piece else basic.old_grid)
    return proposal(problem, context, moved), grid, other


def _left(problem, old, piece):
    """Whether a piece has people and its grid is still in one part without it."""
    rest = {name for name, grid in old.items() if grid == old[piece]} - {piece}
    people = next(basic.households for basic in problem.basics if basic.unit_id == piece)
    if not rest or not people:
        return False
    seen, waiting = set(), [next(iter(rest))]
    while waiting:
        here = waiting.pop()
        seen.add(here)
        pairs = [(b.a, b.b) for b in problem.borders if here in (b.a, b.b)]
        waiting += [n for pair in pairs for n in pair if n in rest and n not in seen]
    return seen == rest


def test_the_division_is_proved_and_certified(luoyan, afresh):
    assert afresh.proof
    units = luoyan.area.units.set_geometry(
        [afresh.state.units[code] for code in luoyan.area.units.index], crs=afresh.state.crs
    )
    found = certify(afresh.grids(), afresh.state.boundary, units=units, places=luoyan.area.places)
    assert found.ok
    assert set(afresh.grids().geom_type) == {"Polygon"}


def test_other_units_are_left_alone(luoyan, afresh):
    before, after = luoyan.area.grids, afresh.grids()
    others = before.index[before["unit_code"] != UNIT]
    moved = shapely.area(
        shapely.symmetric_difference(
            before.geometry.loc[others].to_numpy(), after.geometry.loc[others].to_numpy()
        )
    )
    assert moved.max() < 0.1  # new nodes on the common border: under a millimetre
    special = before.index[(before["unit_code"] == UNIT) & (before["kind"] == "special")]
    assert set(special) <= set(after.index)


def test_operations_repeat_the_proposal_from_a_file(luoyan, afresh):
    state = opened(luoyan)
    for operation in afresh.operations:
        state = apply(state, from_plain(to_plain(operation))).state
    again = state.frame()
    assert again.index.tolist() == afresh.grids().index.tolist()
    assert again.geometry.geom_equals(afresh.grids().geometry).all()


def test_codes_are_kept_by_those_who_keep_their_people_and_never_given_twice(luoyan, afresh):
    pieces = afresh.pieces
    for grid_id in set(afresh.grid_ids) & set(luoyan.area.grids.index):
        mine, old = pieces[pieces["grid_id"] == grid_id], pieces[pieces["old_grid"] == grid_id]
        shared = mine.loc[mine["old_grid"] == grid_id, "households"].sum()
        assert 2 * shared >= max(mine["households"].sum(), old["households"].sum())
    fresh = set(afresh.grid_ids) - set(luoyan.area.grids.index)
    highest = max(i for i in luoyan.area.grids.index if i.startswith(UNIT) and i[-3] != "9")
    assert all(grid_id > highest for grid_id in fresh)


def test_every_grid_with_people_is_named_after_a_place_once(afresh):
    grids = afresh.grids().loc[list(afresh.grid_ids)]
    people = afresh.pieces.groupby("grid_id")["households"].sum()
    named = grids.loc[people[people > 0].index, "name_zh"]
    assert named.notna().all()
    assert named.is_unique


def test_a_plan_that_changes_nothing_is_no_operation(adjusting):
    problem, context = adjusting
    same = proposal(problem, context, answer(problem, lambda basic: basic.old_grid))
    assert same.operations == ()
    assert same.proof
    assert sums(same).moved_households == 0


def test_one_grid_drawn_afresh_as_one_grid_is_no_operation_either(tiny_source):
    ground = load_ground(tiny_source)
    problem, context = redistrict_question(ground, "530623202001", RedistrictSettings(grids=1))
    same = proposal(problem, context, answer(problem, lambda basic: "all"))
    assert same.operations == ()
    assert same.grid_ids == ("530623202001001",)
    assert sums(same).moved_households == 0


def test_adjusting_touches_only_the_grids_that_change(luoyan, swapped):
    found, grid, other = swapped
    replan = found.operations[0]
    assert isinstance(replan, Replan)
    assert set(replan.grid_ids) == {grid, other}
    assert replan.names == ()  # both have theirs
    before = opened(luoyan).grids
    same = [i for i in before if i not in (grid, other)]
    untouched = [i for i in same if found.state.grids[i].geometry is before[i].geometry]
    assert len(untouched) >= len(same) - 4  # neighbours may get a node


def test_people_who_move_are_counted_house_by_house(swapped):
    found, grid, other = swapped
    moved = moved_places(found)
    piece = found.pieces[found.pieces["grid_id"] != found.pieces["old_grid"]]
    assert moved["households"].sum() == piece["households"].sum() > 0
    assert set(moved["old_ids"]) == {grid}
    assert set(moved["new_ids"]) == {other}
    assert moved["mostly"].tolist() == (moved["households"] > moved["of"] / 2).tolist()
    assert not moved["mostly"].all()  # one house of a settlement is not the settlement
    assert sums(found).moved_places == moved["mostly"].sum()


def test_the_largest_distance_from_the_mean_is_in_per_cent_of_it(afresh):
    for name, told in (
        ("households", sums(afresh).imbalance_pct),
        ("effort_min", sums(afresh).effort_pct),
    ):
        load = afresh.pieces.groupby("grid_id")[name].sum()
        assert told == pytest.approx(max(abs(100 * one / load.mean() - 100) for one in load))


def test_each_new_grid_is_the_ground_of_its_own_pieces(afresh):
    for grid_id, rows in afresh.pieces.groupby("grid_id"):
        shape = afresh.state.grids[grid_id].geometry
        assert shapely.area(shape) == pytest.approx(rows.area.sum(), abs=1)
        assert shape.intersection(rows.union_all()).area == pytest.approx(shape.area, abs=1)


def test_households_before_and_after_are_counted_house_by_house(afresh):
    table = proposal_table(afresh, "en").set_index("Grid code")
    before = afresh.pieces.groupby("old_grid")["households"].sum()
    told = table["Households: before"].dropna()
    assert len(told)
    assert told.to_dict() == before[told.index].to_dict()


@pytest.mark.parametrize("lang", LANGS)
def test_tables_have_a_row_for_each_grid_and_each_place(afresh, lang):
    table = proposal_table(afresh, lang)
    assert table.iloc[:, 0].tolist() == list(afresh.grid_ids)
    assert len(moved_table(afresh, lang)) == len(moved_places(afresh))
    compared = comparison_table({"a": afresh, "b": afresh}, lang)
    assert compared.shape == (11, 3)
    assert (compared.iloc[:, 1] == compared.iloc[:, 2]).all()


def test_households_of_the_new_grids_add_up(afresh):
    layer = proposal_layers(afresh)["proposed_grids"]
    assert layer["household_count"].sum() == 604 - afresh.context.kept_households


def test_differences_are_said_in_words():
    one = Sums(
        grids=10,
        least=1,
        most=9,
        outside=0,
        imbalance_pct=20,
        effort_pct=30,
        stray=0,
        border_m=5000,
        natural_pct=50,
        compactness=0.5,
        moved_places=0,
        moved_households=30,
        objective=1,
    )
    other = replace(one, grids=9, border_m=6500, moved_households=12, natural_pct=62)
    told = difference(one, other, "en")
    assert "grids: 1 fewer" in told
    assert "18 fewer households change grid" in told
    assert "border 1.5 km longer" in told
    assert "12 points more along lines of the land" in told
    assert difference(one, one, "zh") == "各项指标相同"


def test_the_map_shows_new_grids_old_borders_and_who_moves(swapped):
    layers = {layer.style: layer for layer in proposal_map_layers(swapped[0], "zh")}
    assert {"new_border", "old_border", "missed", "grid_1"} <= set(layers)
    assert len(layers["missed"].frame) == 1
    west, south, east, north = focus(swapped[0])
    assert 100 < west < east < 110
    assert 20 < south < north < 30
