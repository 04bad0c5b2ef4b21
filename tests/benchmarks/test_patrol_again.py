"""Routes side by side: ours run again beside the rows of others."""

import pandas as pd

from benchmarks.patrol import runner
from benchmarks.running import joined, keep, kept


def test_only_rows_that_are_made_again_are_replaced(tmp_path):
    assert kept(tmp_path) == []
    rows = [
        ("top", "p1", 2, "ours"), ("top", "p1", 2, "VROOM"), ("top", "p1", 10, "ours"),
        ("carp", "p1", 2, "ours"),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["family", "instance", "limit_s", "tool"])
    keep(table, {}, tmp_path)
    again = {"family": "top", "instance": "p1", "limit_s": 2, "tool": "ours", "value": 7}
    found = joined(kept(tmp_path), [again])
    assert [tuple(row.values())[:4] for row in found] == [*rows[1:], rows[0]]
    assert [row.get("value") for row in found] == [None, None, None, 7]


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
