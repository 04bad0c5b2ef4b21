"""What the map is told in a run: what has changed since it last spoke, and the words around it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from geo.redraw import proved
from pages.ui.redraw import wire
from pages.ui.redraw.bench import grid_name
from pages.ui.redraw.ways import kind_of, named, ways_across
from planner.words import WORDS, Lang, explain, known, listed, number, say

if TYPE_CHECKING:
    import pandas as pd
    import shapely

    from geo.contract import InputError
    from geo.redraw import GridSet
    from pages.ui.redraw.bench import Bench
    from pages.ui.redraw.session import Seat
    from pages.ui.redraw.ways import Natural
    from pages.ui.redraw.work import Work

_MAP_WORDS = "redraw.map."


def payload(bench: Bench) -> dict[str, object]:
    """Return what the map of a window receives, and remember what that window now shows."""
    desk, lang, token = bench.desk, bench.lang, bench.token
    work = desk.drawn(token)
    seat = replace(bench.seat, revision=work.redraw.revision)
    desk.sit(bench.window, token, seat)
    epoch = f"{work.epoch}-{lang}"
    base = seat.have if seat.epoch == epoch else 0
    origin = wire.origin_of(work.first.state.boundary)
    state = work.now.state
    warned = bench.figures["warnings"].map(bool)
    sound = proved(state)
    return {
        "draft": token,
        "epoch": epoch,
        "base": base,
        "version": work.version,
        "done": [seat.client, seat.done],
        "ids": sorted(state.grids),
        "grids": _records(work, base, origin, lang),
        "context": _context(bench, origin) if base == 0 else None,
        "homes": {str(k): int(n) for k, n in bench.figures["household_count"].items()},
        "warned": [str(grid_id) for grid_id in warned.index[warned]],
        "offers": [list(seat.chosen), _offers(state, seat.chosen, bench.natural, origin, lang)],
        "choose": [list(seat.choose[0]), seat.choose[1]],
        "focus": [list(seat.focus[0]), seat.focus[1]],
        "look": seat.look,
        "can": [work.position > 0, bool(work.redraw.undone)],
        "note": _found(bench, seat) if seat.told == "rule" else note(seat, work, lang),
        "saved": say("redraw.saved", lang, time=saved_time(work)),
        "proof": [sound, proof_line(work, lang, sound=sound)],
        "words": map_words(lang),
    }


def _context(bench: Bench, origin: wire.Point) -> dict[str, object]:
    natural = bench.natural
    ridges = natural.lines[[kind == "ridge" for kind in natural.kinds]]
    return wire.context(bench.area, bench.state, ridges, origin, bench.lang)


def map_words(lang: Lang) -> dict[str, str]:
    """Return every word the map itself shows."""
    return {
        key.removeprefix(_MAP_WORDS): say(key, lang) for key in WORDS if key.startswith(_MAP_WORDS)
    }


def proof_line(work: Work, lang: Lang, *, sound: bool) -> str:
    """Say whether the division is proved to fill every unit exactly once."""
    if not sound:
        return say("redraw.unproved", lang)
    return say(
        "redraw.proved",
        lang,
        grids=len(work.now.state.grids),
        units=len(work.now.state.units),
        area_m2=work.now.state.boundary.area,
    )


def saved_time(work: Work) -> str:
    """Time of the last change by the clock of this machine."""
    return datetime.fromisoformat(work.redraw.saved_at).astimezone().strftime("%H:%M")


def note(seat: Seat, work: Work, lang: Lang) -> dict[str, str]:
    """Say at the map what was refused and why, or what was done."""
    if seat.refused is not None:
        return {"kind": "refused", "text": refusal(seat.refused, work.now.state, lang)}
    if not seat.told:
        return {"kind": "none", "text": ""}
    change = work.now.change
    if seat.told in {"undo", "redo"} or change is None:
        return {"kind": "done", "text": say(f"redraw.told.{seat.told}", lang)}
    facts = {
        "touched": number(len(change.touched), lang),
        "created": number(len(change.created), lang),
        "retired": number(len(change.retired), lang),
    }
    return {"kind": "done", "text": say(f"redraw.told.{seat.told}", lang, **facts)}


def limits_of(figures: pd.DataFrame, grid_id: str, lang: Lang) -> str:
    """Name the limits a grid is outside of."""
    return listed([say(f"limit.{code}", lang) for code in figures.loc[grid_id, "warnings"]], lang)


def _found(bench: Bench, seat: Seat) -> dict[str, str]:
    """Say which grid outside the limits was found, and which limits these are."""
    if not seat.chosen or seat.chosen[0] not in bench.figures.index:
        return {"kind": "none", "text": ""}  # another window was quicker
    facts = {
        "grid": bench.name(seat.chosen[0]),
        "limits": limits_of(bench.figures, seat.chosen[0], bench.lang),
    }
    return {"kind": "refused", "text": say("redraw.told.rule", bench.lang, **facts)}


def refusal(error: InputError, state: GridSet, lang: Lang) -> str:
    """Say why something was refused, grids by their names."""
    if not known(f"input.{error.code}"):
        return str(error)
    names = {grid_id: grid_name(grid, lang) for grid_id, grid in state.grids.items()}
    names.pop(str(dict(error.facts).get("given")), None)  # a code that was typed stays a code
    return explain("input", error.code, error.facts, lang, names=names)


def _records(work: Work, base: int, origin: wire.Point, lang: Lang) -> list[list[object]]:
    state = work.now.state
    fresh = {grid_id: drawn for grid_id, drawn in work.drawn.items() if drawn.version > base}
    records = []
    for grid_id in sorted(fresh):
        drawn = fresh[grid_id]
        faces = drawn.faces if len(drawn.faces) > 1 else ()
        told = {
            "name": grid_name(drawn.grid, lang),
            "changed": drawn.changed,
            "faces": [(face_id, state.faces[face_id].geometry) for face_id in faces],
        }
        records.append(wire.record(state, grid_id, drawn.version, told, origin))
    return records


def _offers(
    state: GridSet, chosen: tuple[str, ...], natural: Natural, origin: wire.Point, lang: Lang
) -> list[list[object]]:
    """Ways to divide the one grid that is chosen."""
    if len(chosen) != 1 or chosen[0] not in state.grids:
        return []
    ways = ways_across(natural, state.grids[chosen[0]].geometry)
    return [
        [
            str(at),
            kind_of(natural, way),
            named(natural, way, lang),
            wire.lines_of([way.line], origin),
        ]
        for at, way in enumerate(ways)
    ]


def faces_of(state: GridSet) -> dict[str, list[tuple[str, shapely.Polygon]]]:
    """Return the small faces of grids that were cut into such, by grid."""
    held: dict[str, list[tuple[str, shapely.Polygon]]] = defaultdict(list)
    for face_id, face in state.faces.items():
        held[face.grid_id].append((face_id, face.geometry))
    return {grid_id: faces for grid_id, faces in held.items() if len(faces) > 1}
