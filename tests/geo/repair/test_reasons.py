"""Every reason that a desk can give has its sentence in both languages."""

import ast
from pathlib import Path
from typing import get_args

import pytest

import geo.repair
from geo.repair.reasons import Reason
from planner.words import LANGS, known, say

ROOM = Path(geo.repair.__file__).parent


def texts():
    """Every text written in the code of the room, but in the list of reasons itself."""
    for path in sorted(ROOM.glob("*.py")):
        if path.name != "reasons.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


@pytest.mark.parametrize("why", get_args(Reason))
def test_every_reason_has_a_sentence_and_is_given_somewhere(why):
    assert known(f"desk.why.{why}")
    assert all(say(f"desk.why.{why}", lang) for lang in LANGS)
    assert why in set(texts())
