"""What tests of the pages share."""

from pathlib import Path

import pytest

from pages.ui import state


@pytest.fixture
def store(monkeypatch, tmp_path) -> Path:
    """A store of its own, so that no test meets the drafts of another."""
    monkeypatch.setattr(state, "DRAFTS", tmp_path / "drafts")
    return tmp_path / "drafts"
