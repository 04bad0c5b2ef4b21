"""The promises of the README: we plan for places, never for residents."""

from __future__ import annotations

import ast
import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
# Whole words of a column or field name that would describe a person rather than a place.
PERSONAL = {
    *("surname", "firstname", "lastname", "fullname", "gender", "sex", "birth", "birthday", "age"),
    *("phone", "mobile", "email", "passport", "idcard", "id_number", "face", "plate"),
    *("track", "trajectory", "gps", "profile", "ethnicity", "religion", "resident_name"),
    *("mileage", "ranking", "checkin", "quota", "suspect", "offender", "household_head"),
}
PERSONAL_ZH = re.compile(
    "姓名|身份证|手机号|电话号码|户主|性别|出生|轨迹|人脸|车牌|民族|排名|里程|打卡"
)


def words_of(name: str) -> set[str]:
    """Words of a field name, and the name itself."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return {spaced, *re.split(r"[^a-z]+", spaced)}


def column_names(path: Path) -> set[str]:
    """Every field name of a data file."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return set(next(csv.reader(file)))
    features = json.loads(path.read_text(encoding="utf-8")).get("features", [])
    return {key for feature in features for key in feature["properties"]}


DATA_FILES = sorted([*DATA.rglob("*.geojson"), *DATA.rglob("*.csv")])


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda path: path.name)
def test_no_data_file_has_a_field_about_a_person(path: Path) -> None:
    names = column_names(path)
    assert names
    assert not {name for name in names if words_of(name) & PERSONAL or PERSONAL_ZH.search(name)}


def field_names(path: Path) -> set[str]:
    """Names of the annotated fields of every class in a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        item.target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    }


# in the ground's room a face is a piece of ground that lines enclose, nothing else
FACES = {"geo": {"face", "of_face", "face_id", "face_ids"}, "planner": set(), "pages": set()}


@pytest.mark.parametrize("room", FACES)
def test_no_type_has_a_field_about_a_person(room: str) -> None:
    fields = {name for path in (ROOT / room).rglob("*.py") for name in field_names(path)}
    assert room == "pages" or fields
    assert not {name for name in fields - FACES[room] if words_of(name) & PERSONAL}


def test_the_word_list_would_catch_a_persons_field() -> None:
    for name in ("resident_name", "mobile", "GpsTrack", "face_id", "officer_mileage"):
        assert words_of(name) & PERSONAL, name


@pytest.mark.parametrize("room", ["geo", "planner"])
def test_the_library_imports_without_the_web_framework(room: str) -> None:
    code = (
        f"import importlib, pkgutil, sys, {room}\n"
        f"for m in pkgutil.walk_packages({room}.__path__, '{room}.'):\n"
        "    if not m.name.endswith('__main__'): importlib.import_module(m.name)\n"
        "sys.exit('streamlit' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=300)
    assert done.returncode == 0
