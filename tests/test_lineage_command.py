"""`lineage`: codes old and new, and counts of the past carried over, from files to files."""

from pathlib import Path

import pandas as pd
import pytest

from geo.formats.geojson import write_features
from geo.load import load_area
from planner.__main__ import main

EXAMPLE = Path(__file__).parents[1] / "data" / "boundaries"


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """The units of before 2010 and of 2021 as drawings of grids."""
    out, area = tmp_path_factory.mktemp("units"), load_area(EXAMPLE)
    for name in ("before-2010", "2021"):
        rows = area.units_history[area.units_history["set_id"] == name]
        grids = rows.rename(columns={"unit_code": "grid_id"}).set_index("grid_id")
        write_features(out / f"{name}.geojson", grids[["name_zh", "geometry"]])
    by_place = area.incidents.groupby("place_id")["count"].sum()
    by_place.to_csv(out / "by_place.csv")
    return out


def run(folder: Path, *words: str, old: str = "before-2010", new: str = "2021") -> int:
    files = [str(folder / f"{old}.geojson"), str(folder / f"{new}.geojson")]
    return main(["lineage", *files, *words, "--lang", "en"])


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype={"old_id": str, "new_id": str, "grid_id": str})


def test_both_splits_of_luoyan_village_are_in_the_table(example, tmp_path, capsys):
    out = tmp_path / "lineage.csv"
    assert run(example, "--places", str(EXAMPLE / "places.geojson"), "--out", str(out)) == 0
    assert "5 grids before, 7 after; 4 are the same, 3 pairs changed." in capsys.readouterr().out
    table = read(out)
    split = table[table["relation"] == "split"]
    assert set(split["old_id"]) == {"530623202201"}
    assert set(split["new_id"]) == {"530623202201", "530623202001", "530623202002"}
    assert table["household_count"].sum() == 6500


def test_without_settlements_the_table_is_of_ground_and_counts_nobody(example, tmp_path):
    out = tmp_path / "lineage.csv"
    assert run(example, "--out", str(out)) == 0
    assert list(read(out).columns) == ["old_id", "new_id", "area_m2", "relation"]


def test_counts_by_settlement_are_exact_and_by_grid_they_keep_their_sum(example, tmp_path, capsys):
    places = ["--places", str(EXAMPLE / "places.geojson"), "--out", str(tmp_path / "lineage.csv")]
    counts = ["--counts", str(example / "by_place.csv")]
    exact, back, again = (str(tmp_path / name) for name in ("exact.csv", "back.csv", "again.csv"))
    assert run(example, *places, *counts, "--carried", exact) == 0
    assert "exact" in capsys.readouterr().out
    back_words = [*places, "--counts", exact, "--carried", back]
    assert run(example, *back_words, old="2021", new="before-2010") == 0
    assert "estimates" in capsys.readouterr().out
    assert run(example, *places, *counts, "--carried", again, new="before-2010") == 0
    old, new = read(tmp_path / "back.csv"), read(tmp_path / "exact.csv")
    assert old["count"].sum() == new["count"].sum() > 0
    assert (len(old), len(new)) == (5, 7)
    assert old.equals(read(tmp_path / "again.csv"))  # villages that joined add up exactly


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--counts", "COUNTS"], "--carried"),
        (["--counts", "COUNTS", "--carried", "OUT"], "--places"),
        (["--counts", "COUNTS", "--carried", "OUT", "--rule", "area"], "--places"),
        (["--counts", "HEADS", "--carried", "OUT", "--rule", "area"], "code, n"),
        (["--counts", "OTHER", "--carried", "OUT", "--rule", "area"], "999"),
        (["--counts", "COUNTS", "--carried", "COUNTS"], "by_place.csv"),
    ],
)
def test_what_cannot_be_carried_is_refused_in_one_sentence(example, tmp_path, capsys, words, told):
    (tmp_path / "heads.csv").write_text("code,n\n1,2\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("grid_id,count\n999,2\n", encoding="utf-8")
    named = {
        "COUNTS": example / "by_place.csv",
        "HEADS": tmp_path / "heads.csv",
        "OTHER": tmp_path / "other.csv",
        "OUT": tmp_path / "carried.csv",
    }
    given = [str(named.get(word, word)) for word in words]
    assert run(example, *given, "--out", str(tmp_path / "lineage.csv")) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not (tmp_path / "carried.csv").exists()
    assert not (tmp_path / "lineage.csv").exists()
