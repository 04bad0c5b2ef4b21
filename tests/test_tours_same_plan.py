"""Same data, rules, seed and work limit: the same week, file by file, in another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EFFORT = ("--days", "7", "--start", "2025-01-06", "--seed", "7", "--work", "1", "--lang", "en")


@pytest.fixture
def planned(tiny_source, tmp_path):
    """Files of a week planned in a process of its own, whose sets have an order of their own."""

    def go(order: str) -> dict[str, bytes]:
        out = tmp_path / order
        words = ("--area", tiny_source, "--store", tmp_path / "store", "--out", out)
        subprocess.run(
            [sys.executable, "-m", "planner", "tours", *map(str, words), *EFFORT],
            check=True, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": order},
        )  # fmt: skip
        return {path.name: path.read_bytes() for path in out.iterdir()}

    return go


def test_the_same_week_comes_out_twice_to_the_last_byte_but_for_the_seconds_it_took(planned):
    one, other = planned("1"), planned("2")
    answers = [json.loads(files.pop("answer.json")) for files in (one, other)]
    for answer in answers:
        del answer["run"]["wall_s"]
    assert answers[0]["plan"]["tours"]
    assert answers[0] == answers[1]
    assert len(one) > 10
    assert one == other
