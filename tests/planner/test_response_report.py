"""What a person reads of bands of time: names, table, map and files; no band is a bare number."""

from pathlib import Path

import numpy as np
import pytest

from geo.isochrones import NEVER
from planner.demand.ground import Ground, load_ground
from planner.demand.response import Response, ResponseSettings, response
from planner.report.isochrones import (
    band_files,
    band_layers,
    band_name,
    band_table,
    place_table,
)
from planner.report.maps import map_html
from planner.words import LANGS, say

LUOYAN = Path(__file__).resolve().parents[2] / "data" / "boundaries"


@pytest.fixture(scope="module")
def ground() -> Ground:
    return load_ground(LUOYAN)


@pytest.fixture(scope="module")
def found(ground: Ground) -> Response:
    site = str(ground.area.sites.index[ground.area.sites["kind"] == "police_station"][0])
    return response(ground, ResponseSettings((site,), "motorbike", (5, 10)))


@pytest.mark.parametrize("lang", LANGS)
def test_every_band_has_a_name_of_its_own(found, lang):
    names = [band_name(band, found.settings, lang) for band in found.settings.bands]
    assert len(set(names)) == len(names) == 4
    assert names[-1] == say("isochrone.never", lang)
    assert not any("-1" in name for name in names)


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_has_a_row_a_band_and_no_share_for_what_is_never_reached(found, lang):
    table = band_table(found, lang)
    assert len(table) == 4
    households = table[say("isochrone.col.households", lang)]
    share = table[say("isochrone.col.share_pct", lang)]
    assert np.isnan(share.iloc[-1])
    reached = households.iloc[:-1].sum() / households.sum()
    assert share.iloc[-2] == pytest.approx(100 * reached, abs=0.05)


@pytest.mark.parametrize("lang", LANGS)
def test_places_never_reached_stand_first_and_have_no_seconds(found, lang):
    table = place_table(found, lang)
    never = say("isochrone.never", lang)
    count = int((found.places["band"] == NEVER).sum())
    arrivals = table[say("col.arrival", lang)].tolist()
    assert count
    assert arrivals[:count] == [never] * count
    assert never not in arrivals[count:]
    assert not any(text.startswith("-") for text in arrivals)


def test_files_have_every_road_and_no_minus_one_seconds(found):
    files = band_files(found, "zh")
    assert files["roads"]["length_m"].sum() == pytest.approx(found.roads["length_m"].sum())
    for name in ("places", "grids"):
        seconds = files[name]["arrive_s"]
        assert seconds.isna().sum() == (files[name]["band"] == NEVER).sum()
        assert seconds.dropna().ge(0).all()


@pytest.mark.parametrize("lang", LANGS)
def test_the_map_names_each_band_it_draws(ground, found, lang):
    html = map_html(band_layers(ground, found, lang), lang=lang, title="t")
    drawn = set(found.surfaces.index)
    for band in drawn:
        assert band_name(int(band), found.settings, lang) in html
    assert say("isochrone.place_never", lang) in html


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_reached_can_still_be_drawn(ground, lang):
    nobody = response(ground, ResponseSettings((), "car"))
    html = map_html(band_layers(ground, nobody, lang), lang=lang, title="t")
    assert say("isochrone.place_never", lang) in html
    assert len(band_table(nobody, lang)) == 6
