"""Two divisions of one township out of everything there is: of the past, in force, in drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo import lineage as heritage
from geo.contract import InputError
from pages.ui import cache, cards, frame, maps, places_counts, state
from pages.ui.plain import plain
from pages.ui.redraw.work import standing_of
from planner.demand.counts import Counts, counts_of
from planner.report import atlas
from planner.report.handover import (
    counts_table,
    handover_table,
    lineage_table,
    sums_table,
)
from planner.report.maps import Layer
from planner.store import redraws
from planner.words import Lang, say

if TYPE_CHECKING:
    import geopandas as gpd

    from planner.report.maps import About
    from planner.road import Ground

_IN_FORCE = "force"
_OWN, _UPLOADED = "own", "file"
_RULES: tuple[heritage.Rule, ...] = ("households", "area")


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """A division with its name in the reader's language; ``key`` changes when its ground does."""

    name: str
    key: str
    grids: gpd.GeoDataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """What is compared: the division before and the one after."""

    old: Division
    new: Division


def chosen(ground: Ground, lang: Lang) -> Pair:
    """Let the reader choose two divisions; stops the page where there is only one."""
    known = _known(ground, lang)
    if not known:
        st.info(say("lineage.no_grids", lang), icon=":material/grid_off:")
        raise frame.PageEndError
    names = {key: name for key, (name, _) in known.items()}
    keys = tuple(names)
    sides = []
    for column, side, at in zip(
        st.columns(2), ("old", "new"), (0, _first_choice(keys)), strict=True
    ):
        with column:
            key = st.selectbox(
                say(f"lineage.{side}", lang),
                keys,
                index=at,
                format_func=lambda one: names.get(one, one),
                key=f"lineage-{side}",
            )
        sides.append(_division(ground, key, known[key]))
    return Pair(*sides)


def _first_choice(keys: tuple[str, ...]) -> int:
    """Return what stands on the right at first: the youngest set of units, else the last of all."""
    sets = [n for n, key in enumerate(keys) if key.startswith("set|")]
    return sets[-1] if sets else len(keys) - 1


def _known(
    ground: Ground, lang: Lang
) -> dict[str, tuple[str, Callable[[], tuple[gpd.GeoDataFrame, str]]]]:
    """Every division by key: its name and how to get it."""
    area = ground.area
    known: dict[str, tuple[str, Callable[[], tuple[gpd.GeoDataFrame, str]]]] = {}
    history = area.units_history
    for set_id, rows in history.groupby("set_id", sort=False):
        since, until = rows["effective_from"].max(), rows["effective_to"].dropna().min()
        told = {"since": since, "until": until if isinstance(until, str) else ""}
        words = "lineage.set" if told["until"] else "lineage.set_now"
        frame_ = rows.set_index("unit_code")
        known[f"set|{set_id}"] = (say(words, lang, **told), lambda frame_=frame_: (frame_, ""))
    if not area.grids.empty:
        known[_IN_FORCE] = (say("lineage.in_force", lang), lambda: (area.grids, ""))
        for draft in redraws.listed(state.REDRAWS, area.area_id):
            name = say("lineage.draft", lang, name=draft.name)
            known[f"draft|{draft.token}"] = (name, lambda draft=draft: _draft(draft, ground))
    return known


def _draft(draft: redraws.Redraw, ground: Ground) -> tuple[gpd.GeoDataFrame, str]:
    key = f"{draft.token}|{draft.revision}"

    def make() -> gpd.GeoDataFrame:
        return standing_of(state.REDRAWS, draft, ground).state.frame()

    return cache.drawn_work("division", key, make), key


def _division(
    ground: Ground, key: str, known: tuple[str, Callable[[], tuple[gpd.GeoDataFrame, str]]]
) -> Division:
    name, make = known
    grids, revision = make()
    return Division(name, f"{ground.fingerprint}|{key}|{revision}", grids)


def changes(ground: Ground, pair: Pair, lang: Lang) -> None:
    """Show where two divisions differ: on a map, as codes old and new, as what changes hands."""
    area = ground.area
    old, new = pair.old.grids, pair.new.grids
    table = lineage_table(old, new, area, lang)
    title = say("lineage.title", lang, old=pair.old.name, new=pair.new.name)
    st.header(say("lineage.codes", lang))
    maps.drawing(
        title,
        lang,
        lambda: _layers(ground, pair, lang),
        key=f"lineage|{pair.old.key}|{pair.new.key}|{lang}",
        about=_about(ground, lang),
    )
    if table.empty:
        st.success(say("lineage.same", lang), icon=":material/done_all:")
    else:
        cards.table(table, lang, name="lineage", title=say("lineage.table", lang))
        handed = handover_table(old, new, area, lang)
        cards.table(handed, lang, name="handover", title=say("changes.sheet.handover", lang))
    sums = sums_table(old, new, area, lang)
    cards.table(sums, lang, name="sums", title=say("changes.sheet.sums", lang))


def _about(ground: Ground, lang: Lang) -> About:
    return atlas.about(ground.area, lang)


def _layers(ground: Ground, pair: Pair, lang: Lang) -> list[Layer]:
    """Draw the new division, grids that are not what they were standing out."""
    table = heritage.lineage(pair.old.grids, pair.new.grids, ground.area.places)
    changed = set(table["new_id"][(heritage.relations(table) != "same").to_numpy()])
    grids = pair.new.grids
    shown = grids.assign(
        grid=grids.index,
        shown_name=[name if isinstance(name, str) else "" for name in grids[f"name_{lang}"]],
    )
    apart = shown.index.isin(changed)
    tips = (("grid", say("col.grid_id", lang)), ("shown_name", say("col.grid", lang)))
    layers = atlas.ground_layers(ground, lang, grids=False)
    layers[1:1] = [
        Layer("neighbour", say("layer.grids", lang), shown[~apart], tips),
        Layer("concerned", say("lineage.changed", lang), shown[apart], tips),
    ]
    return [layer for layer in layers if layer.style != "building"]


def counts(ground: Ground, pair: Pair, lang: Lang) -> None:
    """Show counts of one time on both divisions; the rule is said with the result."""
    st.header(say("lineage.counts", lang))
    st.markdown(say("lineage.counts_help", lang))
    own = not ground.area.incidents.empty
    sources = (_OWN, _UPLOADED) if own else (_UPLOADED,)
    source = st.radio(
        say("lineage.source", lang),
        sources,
        format_func=lambda one: say(f"lineage.source_{one}", lang),
        horizontal=True,
        key="lineage-source",
    )
    found = _own_counts(ground) if source == _OWN else _brought(lang)
    if found is None:
        return
    try:
        _carried(ground, pair, found, lang)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")


def _own_counts(ground: Ground) -> Counts:
    return Counts("place_id", ground.area.incidents.groupby("place_id")["count"].sum())


def _brought(lang: Lang) -> Counts | None:
    given = st.file_uploader(say("lineage.choose", lang), type=["csv", "xlsx"], key="lineage-file")
    if given is None:
        return None
    try:
        return counts_of(given.name, given.getvalue())
    except InputError as error:
        places_counts.refused(error, lang)
        return None


def _carried(ground: Ground, pair: Pair, found: Counts, lang: Lang) -> None:
    """Show the counts on the old and the new division with the rule that was used."""
    old, new, places = pair.old.grids, pair.new.grids, ground.area.places
    if found.by == "place_id":
        before = heritage.recounted(found.values, old, places)
        after = heritage.recounted(found.values, new, places)
        st.caption(say("lineage.exact", lang))
    else:
        rule: heritage.Rule = st.radio(
            say("lineage.rule", lang),
            _RULES,
            format_func=lambda one: say(f"lineage.rule_{one}", lang),
            horizontal=True,
            key="lineage-rule",
        )
        table = heritage.lineage(old, new, places)
        before = found.values.reindex(sorted({*old.index, *found.values.index}), fill_value=0)
        after = heritage.carried(found.values, table, rule=rule)
        st.caption(say("lineage.estimate", lang))
    shown: Mapping[str, pd.DataFrame] = {
        "counts_new": counts_table(after, new, lang),
        "counts_old": counts_table(before, old, lang),
    }
    for column, (name, division) in zip(
        st.columns(2), (("counts_old", pair.old), ("counts_new", pair.new)), strict=True
    ):
        with column:
            cards.table(shown[name], lang, name=name, title=plain(division.name))
    st.markdown(say("lineage.kept", lang, before=int(before.sum()), after=int(after.sum())))
