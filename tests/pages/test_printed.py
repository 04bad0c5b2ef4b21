"""Pages on paper: wide tables are whole there, in a copy that only a printer sees."""

import pandas as pd
import pytest

from pages.ui import cards, printed


@pytest.fixture
def shown(monkeypatch):
    told = []
    monkeypatch.setattr(printed.st, "html", told.append)
    return told


def test_every_cell_is_in_the_copy_and_text_stays_text(shown):
    frame = pd.DataFrame({"网格": ["上坝 <b>", None], "面积": [1234.5, 2.0]})
    printed.copy(frame)
    (html,) = shown
    for cell in ("网格", "上坝 &lt;b&gt;", "—", "1,234.5", "2"):
        assert cell in html


def test_a_very_long_table_is_left_to_its_file(shown):
    printed.copy(pd.DataFrame({"a": range(printed.MOST_ROWS + 1)}))
    assert shown == []


def test_a_long_name_below_the_first_rows_gets_its_room(monkeypatch, shown):
    given = {}
    monkeypatch.setattr(cards.st, "dataframe", lambda _, **told: given.update(told))
    monkeypatch.setattr(cards.st, "download_button", lambda *_, **__: None)
    names = [*["上坝"] * 12, "安置点四组"]
    cards.table(pd.DataFrame({"居民点": names, "村": "及第社区"}), "zh", name="x")
    columns = given["column_config"]
    assert columns["居民点"]["width"] >= 5 * 14
    assert "村" not in columns


def test_degrees_keep_their_digits_on_the_page(monkeypatch, shown):
    given = {}
    monkeypatch.setattr(cards.st, "dataframe", lambda _, **told: given.update(told))
    monkeypatch.setattr(cards.st, "download_button", lambda *_, **__: None)
    cards.table(pd.DataFrame({"经度": [104.300125], "面积": [1234.5]}), "zh", name="x")
    formats = {n: c["type_config"]["format"] for n, c in given["column_config"].items()}
    assert formats == {"经度": "plain", "面积": "localized"}
