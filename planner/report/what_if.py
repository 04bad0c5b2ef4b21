"""Who comes first and second, and what changes, as tables, layers and a page on paper."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from planner.demand.what_if import NEW
from planner.report.atlas import ground_layers
from planner.report.duty_cards import POLICY, STYLE
from planner.report.files import source_note
from planner.report.maps import Layer
from planner.words import Lang, duration, listed, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.demand.ground import Ground
    from planner.demand.what_if import Change, Compared

_RANKS = ("first", "second")
_PAGE = """
@page { size: A4 landscape; margin: 11mm; }
body { font-size: 8.5pt; } h1 { font-size: 14pt; } h2 { font-size: 10.5pt; margin: 3mm 0 1mm; }
.sheet { max-width: 275mm; break-after: auto; } table { width: 100%; border-collapse: collapse; }
td, th { border: .15mm solid #777; padding: .4mm 1mm; text-align: left; overflow-wrap: anywhere; }
thead { display: table-header-group; } tr { break-inside: avoid; }
"""


def names_of(found: Compared, lang: Lang) -> dict[str, str]:
    """Id -> name of posts, new crews among them, grids and places."""
    area, then = found.before.area, found.after.area
    column = f"name_{lang}"
    frames = (area.grids, area.places, then.responders, area.responders)
    told = {str(k): str(v) for frame in frames for k, v in frame[column].items()}
    for name in then.responders.index.difference(area.responders.index):
        place = told[str(name).removeprefix(f"{NEW} ")]
        told[str(name)] = say("whatif.new", lang, place=place)
    return told


def reach_table(
    grids: pd.DataFrame, ground: Ground, calls: Mapping[str, int], lang: Lang
) -> pd.DataFrame:
    """One row for each grid: calls of the band, the first and the second due with minutes."""
    posts = ground.area.responders[f"name_{lang}"]
    columns: dict[str, object] = {
        "grid_id": grids.index.astype(str),
        "grid": ground.area.grids[f"name_{lang}"].to_numpy(),
        "reach_calls": [calls.get(str(name), 0) for name in grids.index],
    }
    for rank in _RANKS:
        columns[f"reach_{rank}"] = [posts.get(name, "") if name else "" for name in grids[rank]]
        columns[f"reach_{rank}_min"] = minutes(grids[f"{rank}_s"])
    return _headed(pd.DataFrame(columns), lang)


def who_table(
    found: Sequence[tuple[str, int]], posts: pd.DataFrame, lang: Lang, *, most: int = 12
) -> pd.DataFrame:
    """One row for each post that comes, the soonest first."""
    rows = [
        {
            "order": order,
            "post": posts[f"name_{lang}"][name],
            "kind": say(f"post_kind.{posts['kind'][name]}", lang),
            "arrival": duration(seconds, lang),
        }
        for order, (name, seconds) in enumerate(found[:most], 1)
    ]
    return _headed(pd.DataFrame(rows, columns=["order", "post", "kind", "arrival"]), lang)


def total_table(found: Compared, lang: Lang) -> pd.DataFrame:
    """Households in time and mean minutes, now and then, of the first and the second to come."""
    rows = []
    for rank, row in found.totals.iterrows():
        told = say(f"whatif.{rank}", lang)
        homes = int(row["in_time"]), int(row["in_time_then"])
        mean = round(row["mean_s"] / 60, 1), round(row["mean_s_then"] / 60, 1)
        within = say("whatif.in_time", lang, rank=told, within_s=found.terms.within_s)
        rows.append((within, str(homes[0]), str(homes[1]), f"{homes[1] - homes[0]:+d}"))
        name = say("whatif.mean", lang, rank=told)
        rows.append((name, str(mean[0]), str(mean[1]), f"{mean[1] - mean[0]:+.1f}"))
    columns = ["whatif_figure", "whatif_before", "whatif_after", "whatif_change"]
    return _headed(pd.DataFrame(rows, columns=columns), lang)


def changes(found: Compared) -> pd.DataFrame:
    """Return the grids to which somebody else comes, or at another time; the latest first."""
    grids = found.grids
    other = pd.Series(data=False, index=grids.index)
    for rank in _RANKS:
        other |= grids[f"{rank}_s"] != grids[f"{rank}_s_then"]
        other |= grids[rank].fillna("") != grids[f"{rank}_then"].fillna("")
    rows = grids[other]
    return rows.iloc[np.argsort(-_later(rows), kind="stable")]


def change_counts(found: Compared) -> dict[str, int]:
    """Count changed grids: all, later, sooner and no longer reached by anybody."""
    rows = changes(found)
    later = _later(rows)
    lost = (rows["first_s"] >= 0) & (rows["first_s_then"] < 0)
    finite = np.isfinite(later)
    return {
        "grids": len(rows),
        "later": int(((later > 0) & finite).sum()),
        "sooner": int((later < 0).sum()),
        "lost": int(lost.sum()),
    }


def change_table(rows: pd.DataFrame, names: Mapping[str, str], lang: Lang) -> pd.DataFrame:
    """One row for each grid: who comes first and second now and then, in minutes."""
    columns: dict[str, object] = {
        "grid_id": rows.index.astype(str),
        "grid": [names[str(name)] for name in rows.index],
    }
    for rank in _RANKS:
        for tail, head in (("", "reach"), ("_then", "whatif")):
            who = rows[f"{rank}{tail}"]
            columns[f"{head}_{rank}"] = [names[name] if name else "" for name in who]
            columns[f"{head}_{rank}_min"] = minutes(rows[f"{rank}_s{tail}"])
    later = _later(rows) / 60
    columns["whatif_later"] = np.where(np.isfinite(later), later.round(1), np.nan)
    return _headed(pd.DataFrame(columns), lang)


def minutes(seconds: pd.Series[int]) -> pd.Series[float]:
    """Minutes with one digit; nothing where nobody comes."""
    told: pd.Series[float] = (seconds / 60).round(1).where(seconds >= 0).reset_index(drop=True)
    return told


def grid_layers(
    found: Compared, limits_min: Sequence[int], lang: Lang, *, then: bool
) -> list[Layer]:
    """Return the map of one case: grids by the band of the first to come, posts on top."""
    ground = found.after if then else found.before
    seconds = found.grids["first_s_then" if then else "first_s"]
    band = np.searchsorted([60 * m for m in limits_min], seconds, side="left")
    names = names_of(found, lang)
    who = found.grids["first_then" if then else "first"]
    frame = gpd.GeoDataFrame(
        {
            "name": [names[str(name)] for name in found.grids.index],
            "first": [names[name] if name else "" for name in who],
            "arrival": [
                duration(s, lang) if s >= 0 else say("isochrone.never", lang) for s in seconds
            ],
        },
        geometry=found.before.area.grids.geometry.to_numpy(),
        crs=found.before.area.crs,
    )
    tips = (
        ("name", say("col.grid", lang)),
        ("first", say("col.first", lang)),
        ("arrival", say("col.arrival", lang)),
    )
    layers = []
    for number in range(len(limits_min) + 1):
        last = number == len(limits_min)
        inside = frame[(band == number) & (seconds >= 0).to_numpy()]
        style = "band_later" if last else f"band_{number + 1}"
        layers.append(Layer(style, _band(number, limits_min, lang), inside, tips, thin="cover"))
    never = frame[(seconds < 0).to_numpy()]
    layers.append(Layer("band_later", say("isochrone.never", lang), never, tips, thin="cover"))
    posts = ground.area.sites.loc[ground.area.responders["site_id"].unique()]
    posts = posts.assign(name=posts[f"name_{lang}"])
    under = ground_layers(ground, lang)
    under[1:1] = layers
    return [*under, Layer("post", say("isochrone.site", lang), posts, (tips[0],))]


def told_change(change: Change, names: Mapping[str, str], lang: Lang) -> list[str]:
    """Say in lines what would be otherwise."""
    lines = []
    for what, ids in (("away", change.away), ("cut", change.cut), ("stand", change.stand)):
        if ids:
            mode = say(f"mode.{change.stand_mode}", lang)
            told = listed([names.get(name, name) for name in ids], lang)
            lines.append(say(f"whatif.line_{what}", lang, names=told, mode=mode))
    return lines


def sheets(found: Compared, names: Mapping[str, str], lang: Lang) -> dict[str, pd.DataFrame]:
    """Return the tables of a workbook: in total, grids that change, all grids."""
    return {
        say("whatif.total", lang): total_table(found, lang),
        say("whatif.grids", lang): change_table(changes(found), names, lang),
        say("whatif.all", lang): change_table(found.grids, names, lang),
    }


def page(found: Compared, told: Sequence[str], names: Mapping[str, str], lang: Lang) -> bytes:
    """Return one HTML page for a printer; it asks nothing of the network."""
    area, title = found.before.area, say("whatif.title", lang)
    example = f"<b>{escape(say('app.example_short', lang))}</b>" if area.example else ""
    head = escape(f"{title} · {area.names[lang]}")
    total, rows, _ = sheets(found, names, lang).values()
    count = escape(say("whatif.changes", lang, **change_counts(found)))
    lines = "".join(f"<p>{escape(line)}</p>" for line in told)
    return f"""<!DOCTYPE html>
<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{head}</title><style>{STYLE}{_PAGE}</style></head>
<body><section class="sheet"><header><h1>{head}</h1>
<span class="when">{escape(area.data_date)}</span> {example}
<span>{escape(say("app.internal", lang))}</span></header>
{lines}{_table(total)}<h2>{escape(say("whatif.grids", lang))}</h2><p>{count}</p>{_table(rows)}
<p class="foot">{escape(source_note(area, lang))}</p></section></body></html>
""".encode()


def _table(frame: pd.DataFrame) -> str:
    return str(frame.to_html(index=False, border=0, na_rep="—"))


def _later(rows: pd.DataFrame) -> np.ndarray:
    """Seconds the first comes later; inf where nobody comes any more, -inf where somebody now."""
    old, new = (rows[name].to_numpy(float).copy() for name in ("first_s", "first_s_then"))
    old[old < 0], new[new < 0] = np.inf, np.inf
    with np.errstate(invalid="ignore"):
        later: np.ndarray = new - old
    later[np.isnan(later)] = 0.0
    return later


def _band(number: int, limits_min: Sequence[int], lang: Lang) -> str:
    if number == len(limits_min):
        return say("isochrone.later", lang, minutes=limits_min[-1])
    if number == 0:
        return say("isochrone.within", lang, minutes=limits_min[0])
    facts = {"least": limits_min[number - 1], "most": limits_min[number]}
    return say("isochrone.between", lang, **facts)


def _headed(frame: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    return frame.rename(columns={name: say(f"col.{name}", lang) for name in frame.columns})
