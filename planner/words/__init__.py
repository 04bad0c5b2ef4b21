"""Every sentence a person reads, Chinese first, by key.

A catalogue entry is one pair (Chinese, English), so a key can never exist in one language only.
Codes made by the other rooms (a conflict's rule, a reason, a cure, a fault) are turned into
sentences by `explain`, whose keys are ``<group>.<code>``.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping

from planner.words import (
    assignment,
    camera,
    cases,
    checkpoint_rules,
    checkpoints,
    cli,
    coordinates,
    coverage,
    crews,
    data,
    desk,
    duty,
    duty_order,
    errors,
    figures,
    frame,
    handover,
    import_tables,
    imports,
    isochrones,
    layers,
    measures,
    nets,
    noticed,
    own_roads,
    places,
    places_page,
    provenance,
    reach,
    redistrict,
    redistrict_rules,
    redraw,
    redraw_drafts,
    redraw_map,
    redraw_refusals,
    repair,
    responder,
    road_files,
    roads,
    roster_page,
    roster_rules,
    rosters,
    siting,
    speeds,
    standby,
    terrain,
    tour_items,
    tour_why,
    tours,
    tours_changes,
    tours_kept,
    tours_page,
    tours_roster,
    tours_rules,
    tours_wanted,
)
from planner.words.formats import (
    LANGS,
    Lang,
    Sentence,
    area,
    clock,
    duration,
    length,
    listed,
    number,
    share,
)

__all__ = [
    "LANGS",
    "WORDS",
    "Lang",
    "area",
    "clock",
    "duration",
    "explain",
    "kinds_of_fault",
    "known",
    "length",
    "listed",
    "number",
    "say",
    "share",
]

Facts = Mapping[str, object] | Iterable[tuple[str, object]]

_FRAGMENTS = (
    checkpoint_rules,
    *(
        frame,
        layers,
        coverage,
        crews,
        camera,
        checkpoints,
        responder,
        duty_order,
        errors,
        cli,
        figures,
    ),
    *(
        measures,
        imports,
        import_tables,
        noticed,
        own_roads,
        coordinates,
        data,
        desk,
        cases,
        repair,
        redistrict,
        redistrict_rules,
    ),
    *(
        redraw,
        redraw_drafts,
        redraw_map,
        redraw_refusals,
        handover,
        provenance,
        places,
        places_page,
    ),
    assignment,
    reach,
    road_files,
    roads,
    roster_page,
    roster_rules,
    rosters,
    siting,
    standby,
    terrain,
    tour_items,
    tour_why,
    tours,
    tours_changes,
    tours_kept,
    tours_page,
    tours_rules,
    tours_roster,
    tours_wanted,
    duty,
    speeds,
    isochrones,
    nets,
)


def _collect() -> dict[str, tuple[str, str]]:
    words: dict[str, tuple[str, str]] = {}
    for fragment in _FRAGMENTS:
        twice = sorted(words.keys() & fragment.WORDS.keys())
        if twice:
            msg = f"{fragment.__name__}: these keys stand in another catalogue too: {twice}"
            raise ValueError(msg)
        words |= fragment.WORDS
    return words


WORDS: Mapping[str, tuple[str, str]] = _collect()


def known(key: str) -> bool:
    """Tell whether the catalogue has a sentence for the key."""
    return key in WORDS


def say(key: str, lang: Lang, /, **facts: object) -> str:
    """Return the sentence of a key in one language, with its facts written into it.

    Raises
    ------
    KeyError
        The catalogue has no such key, or the sentence needs a fact that was not given.
    """
    zh, en = WORDS[key]
    return Sentence(lang, say).vformat(zh if lang == "zh" else en, (), facts)


def explain(
    group: str,
    code: str,
    facts: Facts,
    lang: Lang,
    *,
    names: Mapping[str, str] | None = None,
) -> str:
    """Turn a code with facts into a sentence; ids among the facts become names where known.

    Parameters
    ----------
    group
        ``conflict``, ``left``, ``cure``, ``fault``, ``certificate``, ``input`` or ``note``.
    code
        The code another room made.
    facts
        Its facts, ids and figures.
    names
        Id -> name for the ids that may stand among the facts.
    """
    known_names = names or {}
    worded = {key: _named(value, known_names, lang) for key, value in dict(facts).items()}
    for key in _variants(f"{group}.{code}"):
        if _fields(key) <= worded.keys():
            return say(key, lang, **worded)
    # a sentence without one of its figures is worse than the short sentence of its group
    return say("explain.unknown", lang, group=say(f"group.{group}", lang))


def kinds_of_fault(lang: Lang) -> dict[str, str]:
    """Map each kind of fault in a drawing to its short name, for facts that list kinds."""
    head = "fault_short."
    found = {key.removeprefix(head): say(key, lang) for key in WORDS if key.startswith(head)}
    return {"none": say("common.none", lang), **found}


def _variants(key: str) -> list[str]:
    """Return the sentences of a code, the one with most facts first.

    One code may come with more or fewer facts: ``conflict.mandatory`` names a stop, and
    ``conflict.mandatory/all`` counts them.
    """
    found = [name for name in WORDS if name == key or name.startswith(f"{key}/")]
    return sorted(found, key=lambda name: (-len(_fields(name)), "told" in _fields(name)))


def _fields(key: str) -> set[str]:
    parts = (part for text in WORDS[key] for part in string.Formatter().parse(text))
    return {name for _, name, _, _ in parts if name}


def _named(value: object, names: Mapping[str, str], lang: Lang) -> object:
    if isinstance(value, str):
        if value in names:
            return names[value]
        parts = [part.strip() for part in value.replace(",", ";").split(";") if part.strip()]
        if len(parts) > 1 and any(part in names for part in parts):
            return listed([names.get(part, part) for part in parts], lang)
        return value
    if isinstance(value, list | tuple):
        return listed([names.get(str(part), str(part)) for part in value], lang)
    return value
