"""Coordinate systems under the names a person knows."""

import pytest

from planner.words.systems import system_name


@pytest.mark.parametrize(
    ("system", "zh", "en"),
    [
        ("EPSG:4544", "CGCS2000 3 度带，中央经线 105° (EPSG:4544)", "105 E (EPSG:4544)"),
        ("EPSG:4523", "带号 35 (EPSG:4523)", "3-degree zone 35"),
        ("EPSG:4507", "6 度带，中央经线 105°", "6-degree zone, central meridian 105 E"),
        ("EPSG:4496", "6 度带，东坐标带带号 18", "6-degree zone 18"),
        ("EPSG:32648", "UTM 48N 带", "UTM zone 48N"),
        ("EPSG:32719", "UTM 19S 带", "UTM zone 19S"),
        ("EPSG:4490", "CGCS2000 经纬度", "CGCS2000 longitude, latitude"),
        ("GCJ-02", "火星坐标", "Amap"),
        ("BD-09", "百度坐标", "Baidu"),
        ("EPSG:2263", "EPSG:2263", "EPSG:2263"),
        ('PROJCS["Kreisnetz",GEOGCS["x"]]', "Kreisnetz", "Kreisnetz"),
    ],
)
def test_every_system_has_a_name_in_both_languages(system, zh, en):
    assert zh in system_name(system, "zh")
    assert en in system_name(system, "en")


def test_a_swapped_reading_says_so():
    assert "先北后东" in system_name("EPSG:4544", "zh", swapped=True)
    assert "north first" in system_name("EPSG:4544", "en", swapped=True)


@pytest.mark.parametrize("name", ["", "unknown", "Unnamed"])
def test_a_file_that_describes_its_system_without_a_name_is_told_so(name):
    written = f'PROJCS["{name}",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]]'
    assert "没写名称" in system_name(written, "zh")
    assert "without a name" in system_name(written, "en")
