"""Pages on paper: wide tables are whole there, in a copy that only a printer sees."""

import pandas as pd
import pytest

from pages.ui import printed


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
