"""Routes side by side: ours run again beside the rows of others."""

import pandas as pd

from benchmarks.patrol import runner
from benchmarks.patrol.__main__ import _others


def test_only_our_rows_that_are_made_again_are_dropped(tmp_path):
    rows = [
        ("top", "p1", 2, "ours"), ("top", "p1", 2, "VROOM"), ("top", "p1", 10, "ours"),
        ("carp", "p1", 2, "ours"),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["family", "instance", "limit_s", "tool"])
    table.to_csv(tmp_path / "rows.csv", index=False)
    kept = _others(tmp_path, [("top", "p1", 2)])
    assert [tuple(row.values()) for row in kept] == rows[1:]


def test_finding_keeps_the_limit_and_the_bound_is_time_of_its_own(monkeypatch):
    asked: list[int] = []

    def run(_given, units, _limit_s):
        asked.append(units)
        return {"units": units, "finding_s": 1.8 * units, "processor_s": 40.0}, None

    monkeypatch.setattr(runner, "_asked", run)
    row = runner.run_ours(None, 10)
    assert asked == [10, 5]
    assert row == {"units": 5, "finding_s": 9.0, "processor_s": 40.0}


def test_a_run_that_cannot_be_shorter_stands(monkeypatch):
    monkeypatch.setattr(runner, "_asked", lambda *_asked: ({"finding_s": 9.0}, None))
    assert runner.run_ours(None, 2) == {"finding_s": 9.0}
