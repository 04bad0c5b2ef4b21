"""What crews take along: every stop once, tracks where the roads are, sheets that come back."""

from __future__ import annotations

import io
import re
from dataclasses import fields, replace
from datetime import date
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pytest
from pyproj import Transformer

from geo.formats import read_drawing
from geo.intake.datum import to_wgs84
from planner import judge, tours
from planner.demand.ground import load_ground
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.outcome import Effort
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import ToursPlan
from planner.report.duty_cards import SIZES, duty_cards
from planner.report.duty_files import tour_files
from planner.report.duty_leeway import late
from planner.report.duty_lines import Duty, Stop, duties
from planner.report.duty_scale import bar_metres
from planner.report.duty_tables import duty_sheets
from planner.report.duty_tracks import SYSTEMS, gpx, kml
from planner.words import LANGS, say

FIRST = date(2025, 1, 6)
PERSON = re.compile(r"姓名|警号|身份证|电话|name of|phone number|badge|born", re.IGNORECASE)


@pytest.fixture(scope="module")
def solved(tiny_source):
    settings = TourSettings(meetings=(), reserve_share_pct=0, street_times={"r2": 7, "r6": 7})
    problem, context = tours_question(load_ground(tiny_source), settings, FIRST, 4)
    plan = tours.solve(problem, effort=Effort(0, 1)).plan
    assert plan is not None
    return problem, plan, context


@pytest.fixture(scope="module")
def every(solved):
    return duties(*solved, "zh")


@pytest.fixture(scope="module")
def files(solved):
    return {lang: tour_files(*solved, lang) for lang in LANGS}


def test_duties_are_the_tours_of_the_plan_in_their_order(solved, every):
    problem, plan, _ = solved
    told = {duty.turn.turn_id: [stop.task_id for stop in duty.stops] for duty in every}
    assert told == {tour.turn_id: [call.task_id for call in tour.calls] for tour in plan.tours}
    assert [duty.day for duty in every] == sorted(duty.day for duty in every)
    assert any(len(duty.stops) > 2 for duty in every)
    assert len(problem.turns) > len(every) > 3


def test_a_stop_may_begin_as_late_as_its_card_says_and_not_a_second_later(solved, every):
    problem, plan, _ = solved
    by_turn = {tour.turn_id: tour for tour in plan.tours}
    for duty in every:
        tour = by_turn[duty.turn.turn_id]
        others = tuple(one for one in plan.tours if one is not tour)
        for n, stop in enumerate(duty.stops):
            for extra in (0, 1):
                later = late(problem, tour, n, stop.leeway_s + extra)
                faults = judge.faults(problem, ToursPlan((*others, later)))
                broken = {fault.rule for fault in faults} - {"travel_time"}
                same_day = all(
                    a.begin_s // DAY_S == b.begin_s // DAY_S
                    for a, b in zip(tour.calls, later.calls, strict=True)
                )
                assert (not broken and same_day) is (extra == 0)


def test_the_line_of_a_duty_goes_from_its_base_by_its_stops_and_back(every):
    assert sum(len(duty.track) > 1 for duty in every) > 2
    for duty in every:
        if len(duty.track) < 2:  # all it does is at its base
            assert duty.length_m == 0
            continue
        ends = duty.track[[0, -1]]
        assert np.hypot(*(ends - (duty.base.x, duty.base.y)).T).max() < 60
        for stop in duty.stops:
            gaps = np.hypot(*(duty.track - (stop.at.x, stop.at.y)).T)
            assert gaps.min() < 60
            if stop.street.length:
                start = stop.street.coords[0]
                assert np.hypot(start[0] - stop.at.x, start[1] - stop.at.y) < 1


def test_a_street_done_the_other_way_is_drawn_the_other_way(solved, every):
    _, plan, context = solved
    calls = {(tour.turn_id, n): call for tour in plan.tours for n, call in enumerate(tour.calls)}
    seen = set()
    for duty in every:
        for n, stop in enumerate(duty.stops):
            if stop.street.length:
                line = np.array(context.tasks.geometry[stop.task_id].coords)
                way = calls[duty.turn.turn_id, n].way
                seen.add(way)
                assert np.allclose(stop.street.coords, line[::-1] if way else line)
    assert seen == {0, 1}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_a_card_of_a_plan_not_approved_says_so(every, solved, lang, size):
    ground, mark = solved[2].ground, say("duty.draft", lang)
    for draft in (False, True):
        page = duty_cards(every, ground, size, lang, draft=draft).decode()
        assert page.count(mark) == draft * len(every)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_every_stop_stands_once_on_its_card_with_its_times(solved, files, lang, size):
    page = files[lang][f"duty-cards-{size}.html"].decode()
    cards = page.split('<section class="sheet">')[1:]
    told = duties(*solved, lang)
    assert len(cards) == len(told)
    for card, duty in zip(cards, told, strict=True):
        rows = re.findall(r'<tr class="stop">(.*?)</tr>', card)
        assert len(rows) == len(duty.stops)
        assert duty.crew_name in card
        assert card.count('class="box"') == len(duty.stops)
        assert card.count("<svg") >= 1
        signs = [say(f"duty.sign.{who}", lang) for who in ("crew", "desk")]
        assert all(card.count(sign) == 1 for sign in signs)
        for row, stop in zip(rows, duty.stops, strict=True):
            assert f">{stop.number}</td>" in row
            assert stop.name in row
            for seconds in (stop.arrive_s, stop.leave_s, stop.latest_s):
                assert f"{seconds // 3600 % 24:02d}:{seconds % 3600 // 60:02d}" in row


@pytest.mark.parametrize("lang", LANGS)
def test_cards_ask_nobody_for_anything_and_say_what_they_are(files, lang):
    for name, content in files[lang].items():
        if name.endswith(".html"):
            page = content.decode()
            assert "default-src 'none'" in page
            assert not re.search(r"(src|href|url)\s*[=(]|<script|@import|https?://", page)
            assert say("app.internal", lang) in page
            assert say("map.example", lang) in page
    for size in SIZES:
        page = files[lang][f"duty-cards-{size}.html"].decode()
        maps = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
        assert all(say("map.example", lang) in one for one in maps)
        assert all(f">{say('duty.north', lang)}</text>" in one for one in maps)
        grey = set(re.findall(r"#[0-9a-f]{3,6}", "".join(maps) + page))
        assert all(len(set(re.findall("..?", one[1:])[:3])) == 1 or len(set(one[1:])) == 1
                   for one in grey)  # fmt: skip


def test_numbers_on_maps_lie_on_the_paper_and_not_on_each_other(files):
    for size in SIZES:
        page = files["zh"][f"duty-cards-{size}.html"].decode()
        for one in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
            width, height = map(float, re.search(r'viewBox="0 0 (\S+) (\S+)"', one).groups())
            rings = re.findall(r'<circle class="number[^"]*" cx="(\S+)" cy="(\S+)" r="(\S+)"', one)
            at = np.array(rings, dtype=float).reshape(-1, 3)
            assert (
                (at[:, 0] > 0) & (at[:, 0] < width) & (at[:, 1] > 0) & (at[:, 1] < height)
            ).all()
            gaps = np.hypot(*(at[:, None, :2] - at[None, :, :2]).transpose(2, 0, 1))
            assert (gaps[np.triu_indices(len(at), 1)] >= 2 * at[0, 2]).all()


@pytest.mark.parametrize("per_mm", [0.7, 3.0, 12.5, 99.0, 640.0])
def test_the_scale_bar_is_round_and_fits(per_mm):
    metres = bar_metres(per_mm)
    assert 5 <= metres / per_mm <= 34
    assert str(int(metres)).rstrip("0") in {"1", "2", "5"}


def test_names_with_marks_of_html_and_xml_stay_text(solved, every):
    _, _, context = solved
    odd = "A&B <i>'\"\x07]]>"
    stops = tuple(replace(stop, name=odd) for stop in every[0].stops)
    duty = replace(every[0], crew_name=odd, stops=stops)
    page = duty_cards([duty], context.ground, "a6", "zh").decode()
    assert "<i>" not in page
    for write in (gpx, kml):
        root = ElementTree.fromstring(write([duty], context.ground.area.crs, "WGS-84", "zh"))
        texts = "".join(root.itertext())
        assert "A&B <i>'\"�]]>" in texts


def positions(content: bytes, tag: str) -> np.ndarray:
    root = ElementTree.fromstring(content)
    found = [one for one in root.iter() if one.tag.endswith(tag)]
    return np.array([(float(one.get("lon")), float(one.get("lat"))) for one in found])


def test_tracks_lie_on_the_way_and_shifted_ones_come_back_to_it(solved, every, files):
    crs = solved[2].ground.area.crs
    metres = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    track = np.concatenate([duty.track for duty in every])
    stops = np.array([(stop.at.x, stop.at.y) for duty in every for stop in duty.stops])
    for tag, true in (("trkpt", track), ("wpt", stops)):
        plain = positions(files["zh"]["tracks-wgs84.gpx"], tag)
        shifted = positions(files["zh"]["tracks-gcj02.gpx"], tag)
        assert np.hypot(*(np.column_stack(metres.transform(*plain.T)) - true).T).max() < 0.05
        back = to_wgs84(shifted, "GCJ-02")
        assert np.hypot(*(np.column_stack(metres.transform(*back.T)) - true).T).max() < 1
        apart = np.column_stack(metres.transform(*shifted.T)) - true
        assert 400 < np.hypot(*apart.T).min() <= np.hypot(*apart.T).max() < 480


def test_shifted_files_say_so_everywhere_and_true_ones_nowhere(files):
    for lang in LANGS:
        for ending in ("gpx", "kml"):
            shifted = files[lang][f"tracks-gcj02.{ending}"].decode()
            names = re.findall("<name>(.*?)</name>", shifted)
            folders = {say("duty.tours", lang), say("duty.stops", lang)}
            assert all("GCJ-02" in name for name in names if name not in folders)
            assert "GCJ-02" not in files[lang][f"tracks-wgs84.{ending}"].decode()


@pytest.mark.parametrize("system", SYSTEMS)
def test_our_own_reader_reads_the_tracks_back(solved, every, files, system):
    name = f"tracks-{system.replace('-', '').lower()}.kml"
    crs = solved[2].ground.area.crs
    content = files["zh"][name]
    lines = read_drawing({name: content}, layer="路线")
    points = read_drawing({name: content}, layer="站点")
    assert lines.system == points.system == ("GCJ-02" if system == "GCJ-02" else "EPSG:4326")
    assert len(lines.frame) == sum(len(duty.track) > 1 for duty in every)
    assert len(points.frame) == sum(len(duty.stops) for duty in every)
    lonlat = np.array([(point.x, point.y) for point in points.frame.geometry])
    lonlat = to_wgs84(lonlat, system) if system == "GCJ-02" else lonlat
    xy = Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform(*lonlat.T)
    true = np.array([(stop.at.x, stop.at.y) for duty in every for stop in duty.stops])
    assert np.hypot(*(np.column_stack(xy) - true).T).max() < 1


def test_the_workbook_has_a_sheet_a_crew_and_codes_stay_text(solved, every, files):
    problem = solved[0]
    book = openpyxl.load_workbook(io.BytesIO(files["zh"]["duty-cards.xlsx"]))
    crews = list(dict.fromkeys(duty.crew_name for duty in every))
    assert book.sheetnames == ["全周", *crews]
    rows = list(book["全周"].iter_rows(min_row=3))
    assert len(rows) == sum(len(duty.stops) for duty in every)
    assert sum(book[crew].max_row - 2 for crew in crews) == len(rows)
    heads = [cell.value for cell in book["全周"][2]]
    tasks = {task.task_id: task for task in problem.tasks}
    for row in rows:
        told = dict(zip(heads, row, strict=True))
        task = tasks[told["任务编号"].value]
        assert told["网格编码"].value in (task.grid_id, None if not task.grid_id else "")
        assert told["村（社区）编码"].value == task.unit_code
        assert told["村（社区）编码"].number_format == "@"


def test_sheets_of_crews_with_odd_or_like_names_are_all_there(solved, every):
    odd = [replace(duty, crew=replace(duty.crew, crew_id=f"x{n}"), crew_name="警组:[A]/*?" * 5)
           for n, duty in enumerate(every[:3])]  # fmt: skip
    titles = list(duty_sheets(odd, solved[0], "zh"))
    assert len(titles) == 4
    assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)


def test_some_turns_only(solved, every):
    turn = every[0].turn.turn_id
    some = tour_files(*solved, "zh", [turn])
    assert some["duty-cards-a4.html"].decode().count('<section class="sheet">') == 1
    assert positions(some["tracks-wgs84.gpx"], "wpt").shape[0] == len(every[0].stops)


def test_a_plan_in_which_nobody_goes_out_has_files_too(solved):
    problem, _, context = solved
    none = tour_files(problem, ToursPlan(()), context, "en")
    assert len(none) == 7
    assert b'<section class="sheet">' not in none["duty-cards-a6.html"]


def test_outside_china_nothing_is_shifted_and_no_shifted_file_is_written(every):
    from planner.report.duty_files import track_files  # noqa: PLC0415

    names = track_files(tuple(every), "EPSG:32632", "zh")
    assert set(names) == {"tracks-wgs84.gpx", "tracks-wgs84.kml"}


def test_nothing_has_a_field_for_a_person(files):
    assert not any(PERSON.search(field.name) for kind in (Duty, Stop) for field in fields(kind)
                   if field.name not in {"name", "crew_name", "base_name"})  # fmt: skip
    for lang in LANGS:
        for name, content in files[lang].items():
            text = content.decode() if not name.endswith("xlsx") else _texts(content)
            assert not PERSON.search(text), name


def _texts(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
