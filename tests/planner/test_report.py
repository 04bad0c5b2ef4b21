"""The door out: plans become tables, layers and files that say what the plan says."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
import shapely

from planner import tours
from planner.demand.camera_book import NO_BOOK
from planner.demand.ground import Ground, load_ground
from planner.demand.settings import CameraSettings, ResponderSettings
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.judge.tours_book import book_of, drive_seconds
from planner.judge.tours_cost import missing
from planner.outcome import Effort
from planner.report import atlas_plans, summary, tables, tour_map
from planner.report.grid_list import grid_list
from planner.report.layers import camera_layers, responder_layers
from planner.report.tour_sheets import tour_sheets
from planner.report.workbook import write_workbook
from planner.road import drive
from planner.words import known

if TYPE_CHECKING:
    import geopandas as gpd

    from planner.report.answers import Answers


EVERY_DAY = TourSettings(
    place_gap_days=1, site_gap_days=1, exit_gap_days=1, reserve_share_pct=0, meetings=()
)


@pytest.fixture(scope="module")
def ground(tiny_source) -> Ground:
    return load_ground(tiny_source)


@pytest.fixture(scope="module")
def answers(ground: Ground) -> Answers:
    """The whole road of the drawn township; every place is due."""
    return drive(
        ground,
        patrol=tours_question(ground, EVERY_DAY, date(2025, 1, 6), 1),
        camera=(CameraSettings(px_per_m=20.0, max_cameras=2), NO_BOOK),
        responder=ResponderSettings(),
        effort=Effort(seed=0, work=1),
        tell=lambda _: None,
    )


def layers_of(answers: Answers) -> dict[str, gpd.GeoDataFrame]:
    problem, context, outcome = answers.tours
    return tour_map.layers(problem, outcome.plan, context)


def test_a_tour_drives_what_the_question_says_along_the_roads(answers: Answers) -> None:
    problem, context, outcome = answers.tours
    lines = layers_of(answers)["tours"]
    roads = shapely.buffer(context.ground.area.roads.union_all(), 0.01)
    book = book_of(problem)
    assert len(lines)
    for tour in outcome.plan.tours:
        seconds = drive_seconds(book, tour)
        assert lines.loc[tour.turn_id, "drive_s"] == seconds
        line = lines.geometry[tour.turn_id]
        assert line.is_empty or roads.covers(line)
    assert lines["length_m"].sum() > 2000


def test_every_wanted_time_is_either_on_a_tour_or_left_out(answers: Answers) -> None:
    problem, _, outcome = answers.tours
    frames = layers_of(answers)
    left = {item.item for item in outcome.left_out}
    assert (
        set(frames["left"].index) == left == set(frames["left"].index[frames["left"]["lacks"] > 0])
    )
    assert set(frames["stops"]["task_id"]) | left == {task.task_id for task in problem.tasks}
    assert (frames["stops"]["arrive_s"] < 2 * 86_400).all()


@pytest.mark.slow
def test_a_map_of_some_days_shows_the_first_and_numbers_its_stops_only(ground: Ground) -> None:
    problem, context = tours_question(ground, EVERY_DAY, date(2025, 1, 6), 2)
    plan = tours.solve(problem, effort=Effort(seed=0, work=1)).plan
    frames = tour_map.layers(problem, plan, context)
    drawn = atlas_plans.tours_map_layers(ground, frames, context.names("en"), "en")
    routes = [layer for layer in drawn if layer.style == "route"]
    assert [layer.show for layer in routes] == list(frames["tours"]["day"] == "2025-01-06")
    numbered = [day for layer in drawn if layer.style == "stop" for day in layer.frame["day"]]
    assert set(numbered) == {"2025-01-06"}
    assert len(set(frames["tours"]["day"])) == 2


def test_the_sheet_of_stops_lists_the_calls_in_order(answers: Answers) -> None:
    problem, context, outcome = answers.tours
    sheets = tour_sheets(problem, context, outcome, "en")
    names = context.names("en")
    for tour in outcome.plan.tours:
        crew = names[tour.turn_id.rpartition("@")[0]]
        rows = sheets["By day and crew"]
        mine = rows[rows["Crew"] == crew]
        assert list(mine["Site"]) == [names[call.task_id] for call in tour.calls]
    assert len(sheets["Turns that go out"]) == len(outcome.plan.tours)
    assert len(sheets["Left out"]) == len(outcome.left_out)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reasons_and_cures_are_sentences(answers: Answers, lang: str) -> None:
    for problem, context, outcome in (answers.tours, answers.camera, answers.responder):
        del problem
        table = tables.left_out_table(outcome, context.names(lang), lang)
        assert len(table) == len(outcome.left_out)
        for item, row in zip(outcome.left_out, table.itertuples(index=False), strict=True):
            assert item.reason not in " ".join(row)
            assert all(cure.kind not in row[2] for cure in item.cures)


def test_a_camera_shows_as_watched_what_the_plan_watches(answers: Answers) -> None:
    problem, context, outcome = answers.camera
    frames = camera_layers(problem, outcome, context)
    unwatched = frames["targets"][~frames["targets"]["watched"]]
    assert int(unwatched["weight"].sum()) == outcome.objective
    assert len(frames["sectors"]) == len(frames["cameras"]) <= 2
    px = context.settings.px_per_m
    for name, cone in frames["sectors"].geometry.items():
        reach_m = context.kind(name).range_m(px) * 1.01
        assert frames["cameras"].geometry[name].buffer(reach_m).covers(cone)


def test_no_camera_of_the_plan_breaks_consent_or_privacy(answers: Answers) -> None:
    problem, _, outcome = answers.camera
    chosen = [o for o in problem.options if o.option_id in outcome.plan.option_ids]
    assert chosen
    assert all(option.consented and option.filming_allowed for option in chosen)


def test_responder_layers_tell_the_seconds_of_the_question(answers: Answers) -> None:
    problem, context, outcome = answers.responder
    grids = responder_layers(problem, outcome, context)["grids"]
    column = {grid.grid_id: n for n, grid in enumerate(problem.grids)}
    row = {post.post_id: n for n, post in enumerate(problem.posts)}
    assert len(outcome.plan.assignments)
    for answer in outcome.plan.assignments:
        seconds = problem.reach_s[row[answer.first_post_id]][column[answer.grid_id]]
        assert grids.loc[answer.grid_id, "arrive_s"] == seconds


def test_units_and_grids_add_up_to_the_township(ground: Ground) -> None:
    units, grids = tables.unit_table(ground, "en"), grid_list(ground.area.grids, ground, "en")
    households = ground.area.places["household_count"].sum()
    assert units["Households"].sum() == grids["Households"].sum() == households
    assert units["Area (km²)"].sum() == pytest.approx(ground.area.boundary.area / 1e6, abs=0.01)


def test_the_summary_repeats_the_judged_figures(answers: Answers) -> None:
    problem, _, outcome = answers.tours
    figures = summary.tours_figures(problem, outcome, layers_of(answers)["tours"])
    assert figures["objective"] == {"value": outcome.objective, "unit": "s"}
    lacks = sum(missing(problem, outcome.plan).values())
    assert figures["stops_served"]["value"] + lacks == figures["stops"]["value"]
    assert figures["turns_out"]["value"] == len(outcome.plan.tours)


def test_every_figure_and_unit_has_a_name(answers: Answers, ground: Ground) -> None:
    problem, _, outcome = answers.tours
    lines = layers_of(answers)["tours"]
    figures = {
        "ground": summary.ground_figures(ground),
        "coverage": summary.coverage_figures(ground),
        "patrols": summary.tours_figures(problem, outcome, lines),
        "cameras": summary.camera_figures(answers.camera[0], answers.camera[2]),
        "responders": summary.responder_figures(answers.responder[0], answers.responder[2]),
    }
    for section, entries in figures.items():
        assert known(f"section.{section}")
        for name, entry in entries.items():
            assert known(f"figure.{name}"), name
            assert known(f"unit.{entry['unit']}"), entry["unit"]


def test_exits_are_named_by_road_and_nearest_settlement(answers: Answers) -> None:
    _, context, _ = answers.tours
    names = sorted(n for i, n in context.names("en").items() if i.startswith("exit:"))
    assert names == ["county road exit near p3", "county road exit near p8"]


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    table = pd.DataFrame({"code": ["530623202201001"], "name": ["=1+1"]})
    write_workbook(path, {"a": table}, note="n", stamp=datetime(2026, 1, 1, tzinfo=UTC))
    sheet = openpyxl.load_workbook(path)["a"]
    assert sheet["B3"].value == "=1+1"
    assert sheet["B3"].data_type == "s"
    assert sheet["A3"].value == "530623202201001"


def test_a_workbook_takes_any_name_and_is_the_same_twice(tmp_path: Path) -> None:
    table = pd.DataFrame({"=name": ["bell\x07", "=1+1"]})
    written = []
    for name in ("a.xlsx", "b.xlsx"):
        stamp = datetime(2026, 1, 1, tzinfo=UTC)
        write_workbook(tmp_path / name, {"a": table}, note="=1+1", stamp=stamp)
        written.append((tmp_path / name).read_bytes())
        # openpyxl's own clock is in whole seconds
        time.sleep(1.1)
    assert written[0] == written[1]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["a"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert sheet["A3"].value == "bell "
