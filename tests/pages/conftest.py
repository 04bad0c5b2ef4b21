"""What tests of the pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config

from pages.ui import state


@pytest.fixture
def store(monkeypatch, tmp_path) -> Iterator[Path]:
    """A store of its own, so that no test meets the drafts of another."""
    monkeypatch.setattr(state, "DRAFTS", tmp_path / "drafts")
    config.set_option("runner.enforceSerializableSessionState", value=False)
    yield tmp_path / "drafts"
    config.set_option("runner.enforceSerializableSessionState", value=True)
