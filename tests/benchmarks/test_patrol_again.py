"""Routes side by side: ours run again beside the rows of others."""

import pandas as pd

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
