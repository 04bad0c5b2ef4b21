"""Every refusal and every note of the readers has words, in Chinese without technical English."""

import ast
import re
from pathlib import Path

import pytest

from planner.words import WORDS, import_tables, imports, noticed

IMPORTS = imports.WORDS | import_tables.WORDS | noticed.WORDS
ROOM = Path(__file__).resolve().parents[3] / "geo"
# what a Chinese office writes in Latin letters too
KNOWN = {
    "GeoPackage", "GeoJSON", "JSON", "KML", "SHP", "XML", "XLSX", "CSV", "DXF", "DWG", "UTF",
    "GB18030", "dbf", "shx", "xls", "xlsx", "WGS", "GCJ", "BD", "CGCS2000", "EPSG", "ZIP", "OSM",
    "OpenStreetMap", "CAD", "AutoCAD", "MB", "Excel", "TXT", "X", "Y",
}  # fmt: skip


def noted():
    """Codes of the notes anywhere in the ground."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in ROOM.rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", "") == "Note" and isinstance(call.args[0], ast.Constant)
    }


def test_every_note_has_words():
    assert len(noted()) > 8
    assert {f"read.{code}" for code in noted()} <= {key.split("/")[0] for key in WORDS}


@pytest.mark.parametrize("key", sorted(IMPORTS))
def test_chinese_sentences_carry_no_english_but_names_of_formats(key):
    bare = re.sub(r"\{[^}]*\}", "", IMPORTS[key][0])
    assert set(re.findall(r"[A-Za-z][A-Za-z0-9]*", bare)) <= KNOWN
    assert "{told}" not in IMPORTS[key][0]
