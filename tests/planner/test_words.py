"""The catalogue: complete in both languages, and a sentence for every code the rooms make."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.words import LANGS, WORDS, area, clock, duration, explain, listed, number, say
from planner.words.formats import _SPECS, late

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {
    "conflict": (["planner/engine"], {"Conflict", "literal"}),
    "left": (["planner/engine"], {"LeftOut"}),
    "cure": (["planner/engine"], {"Cure", "_tried"}),
    "note": (["planner/engine"], {"Note"}),
    "fault": (["planner/judge"], {"fault"}),
    "input": (["geo"], {"InputError", "_fault", "_cross_fault"}),
}


def modules(folder: str) -> Iterator[ast.Module]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def text_of(node: ast.AST | None) -> list[str]:
    """Code names a node can stand for; a computed one stands for each of its endings."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return text_of(node.body) + text_of(node.orelse)
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[-1], ast.Constant):
        return [f"{start}{node.values[-1].value}" for start in ("late", "unserved")]
    return []


def first(node: ast.AST) -> ast.AST | None:
    return next(iter(getattr(node, "elts", [])), None)


def is_code(name: str) -> bool:
    return name.isascii() and name.replace("_", "").isalnum() and name.islower()


def codes(group: str) -> set[str]:
    """Every code of a group, read from the source: arguments, and reasons that are returned."""
    folders, callers = ROOMS[group]
    found: set[str] = set()
    for tree in (tree for folder in folders for tree in modules(folder)):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in callers:
                    for value in (
                        *node.args[: 1 if name == "_cross_fault" else 2],
                        *(k.value for k in node.keywords),
                    ):
                        found.update(text_of(value))
            if (
                group == "left"
                and isinstance(node, ast.Return)
                and isinstance(node.value, ast.Tuple)
            ):
                found.update(text_of(first(node.value)))
            if group == "cure" and isinstance(node, ast.Assign):
                target = node.targets[0]
                if isinstance(target, ast.Name) and target.id == "kind":
                    found.update(text_of(node.value))
                if isinstance(target, ast.Tuple) and getattr(target.elts[0], "id", "") == "kind":
                    found.update(text_of(first(node.value)))
    return {code for code in found if is_code(code)}


@pytest.mark.parametrize("key", sorted(WORDS))
def test_every_key_has_a_sentence_in_both_languages_with_figures_that_can_be_written(key):
    zh, en = WORDS[key]
    # a unit such as "1" is written as nothing
    assert bool(zh.strip()) == bool(en.strip()) or key.startswith("unit.")
    assert zh.strip() or key.startswith("unit.")
    for text in (zh, en):
        for _, name, spec, conversion in string.Formatter().parse(text):
            if name is not None:
                assert name.isidentifier(), f"{key}: {name!r}"
                assert not conversion
                assert spec in ("", *_SPECS) or spec.startswith(("of ", "n ")), f"{key}: {spec!r}"


@pytest.mark.parametrize("group", sorted(ROOMS))
def test_the_walk_finds_codes_in_every_room(group):
    assert len(codes(group)) >= 2


@pytest.mark.parametrize(
    ("group", "code"), [(group, code) for group in ROOMS for code in sorted(codes(group))]
)
def test_every_code_the_rooms_make_has_a_sentence(group, code):
    variants = [key for key in WORDS if key.split("/")[0] == f"{group}.{code}"]
    assert variants, f"planner.words has no sentence for {group}.{code}"


def literals(node: ast.AST) -> list[str]:
    """Keys written out in full, in either branch of a choice."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return [] if isinstance(node, ast.JoinedStr) else text_of(node)


def said(folder: str) -> set[str]:
    """Keys that the code asks for by name."""
    calls = (node for tree in modules(folder) for node in ast.walk(tree))
    return {
        key
        for node in calls
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say"
        for key in literals(node.args[0])
    }


@pytest.mark.parametrize("folder", ["pages", "planner"])
def test_every_key_asked_for_by_name_is_in_the_catalogue(folder):
    keys = said(folder)
    assert keys
    assert keys <= set(WORDS), sorted(keys - set(WORDS))


def test_a_code_nobody_knows_becomes_a_plain_sentence_and_never_the_code_itself():
    for lang in LANGS:
        text = explain("conflict", "some_new_rule", {"crew": "k1"}, lang)
        assert "some_new_rule" not in text
        assert "conflict" not in text.lower()


def test_ids_among_the_facts_become_names():
    text = explain("conflict", "mandatory", (("task", "s5"),), "zh", names={"s5": "落雁小学"})
    assert "落雁小学" in text
    assert "s5" not in text


def test_the_sentence_with_most_facts_is_taken():
    few = explain("cure", "extend_turn", {"crew": "k", "turn": "k@1", "minutes": 5}, "en")
    facts = {"crew": "k", "turn": "k@1", "minutes": 5, "drive_minutes": 7}
    more = explain("cure", "extend_turn", facts, "en")
    assert "7" in more
    assert few != more


def test_a_missing_fact_never_shows_a_field_name():
    text = explain("conflict", "max_cameras", {}, "en")
    assert "{" not in text
    assert "most" not in text.split()[0]


@pytest.mark.parametrize("lang", LANGS)
def test_a_remark_that_lacks_its_facts_says_so(lang):
    told = say("explain.unknown", lang, group=say("group.note", lang))
    assert explain("note", "cures_examined", {}, lang) == told


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_that_lacks_its_fact_is_refused(lang):
    with pytest.raises(KeyError):
        say("state.running", lang)


@given(st.integers(0, 400_000))
def test_a_duration_never_says_sixty_minutes(seconds):
    for lang in LANGS:
        text = duration(seconds, lang)
        assert text
        assert "60 min" not in text
        assert "60 分" not in text


@given(st.integers(2, 600), st.integers(1, 3600))
def test_what_misses_a_limit_of_minutes_is_not_told_as_the_limit(minutes, beyond_s):
    for lang in LANGS:
        assert late(minutes * 60 + beyond_s, lang) != duration(minutes * 60, lang)
        assert late(minutes * 60, lang) == duration(minutes * 60, lang)


@given(st.integers(0, 5 * 86_400))
def test_a_time_of_day_is_between_midnight_and_midnight(second):
    for lang in LANGS:
        digits = next(part for part in clock(second, lang).split() if ":" in part)
        hours, minutes = (int(part) for part in digits.split(":"))
        assert 0 <= hours * 60 + minutes <= 24 * 60
        assert (hours * 60 + minutes) % 1440 == second // 60 % 1440


def test_numbers_have_separators_and_lists_an_end():
    assert number(25329, "zh") == "25,329"
    assert listed([str(n) for n in range(20)], "en", most=3) == "0, 1, 2 and 17 more"


def test_an_area_too_small_to_matter_is_not_written_in_powers_of_ten() -> None:
    assert area(8.9e-8, "en") == "under 0.001 m²"
    assert area(0.0, "en") == "0 m²"


@pytest.mark.parametrize(("count", "told"), [(0, "0 shapes"), (1, "1 shape "), (1200, "1,200 sh")])
def test_a_word_beside_a_number_has_the_form_of_that_number(count, told):
    assert say("data.read_bare", "en", count=count).startswith(told)
