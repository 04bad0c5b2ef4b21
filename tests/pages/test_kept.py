"""What of an uploaded file stays on disk: places, never the people of a column nobody asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import state
from planner.store import drafts
from planner.words import say

ROOT = Path(__file__).resolve().parents[2]
LUOYAN = ROOT / "data" / "boundaries"
PERSONAL = {"户主": "张三丰", "联系电话": "13800138000", "备注": "张三丰家"}
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def store(monkeypatch, tmp_path) -> Path:
    monkeypatch.setattr(state, "DRAFTS", tmp_path / "drafts")
    return tmp_path / "drafts"


def test_after_the_position_is_confirmed_no_column_with_a_person_is_on_disk(store):
    facts = json.loads((LUOYAN / "grids.geojson").read_text(encoding="utf-8"))
    for feature in facts["features"]:
        feature["properties"] |= PERSONAL
    content = json.dumps(facts, ensure_ascii=False).encode()
    draft = drafts.create(store, "luoyan", {"grids.geojson": content})
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params.update({"draft": draft.token})
    app.run()
    app.switch_page("pages/township/data.py")
    app.query_params.update({"draft": draft.token})
    app.run()
    next(b for b in app.button if b.label == say("place.confirm", "zh")).click().run()
    assert any("268" in str(box.value) for box in app.success)
    kept = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file()).decode()
    assert "530623202001001" in kept
    for value in PERSONAL.values():
        assert value not in kept
    assert all(name in "\n".join(str(c.value) for c in app.caption) for name in PERSONAL)
