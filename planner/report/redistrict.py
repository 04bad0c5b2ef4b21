"""Proposals for a unit's grids: figures, tables old beside new, differences in words, layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.measure import measure_grids
from planner.demand.grid_figures import grid_figures
from planner.judge import redistrict as judge
from planner.report.grid_list import called
from planner.words import Lang, listed, number, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.report.proposal import Proposal

FAIR_SHARE = 0.05
"""Old grids that give less of the people and of the ground are not named."""
_FIGURES = ("household_count", "effort_min", "area_m2", "polsby_popper", "natural_pct")
_DECIMALS = {"area_m2": 0, "polsby_popper": 2, "natural_pct": 0, "effort_min": 0}


@dataclass(frozen=True, slots=True)
class Sums:
    """What one proposal comes to, for comparing it with others.

    Parameters
    ----------
    outside
        Grids with fewer or more households than the limits say.
    imbalance_pct, effort_pct
        Largest distance of a grid's households and minutes of work from the mean, in per cent.
    stray
        Pieces of grids beyond the one each should have.
    border_m, natural_pct
        Metres of border between the grids of the unit, and how much follows lines of the land.
    moved_places, moved_households
        Places that most of whose people get another grid code, and all people who do.
    """

    grids: int
    least: int
    most: int
    outside: int
    imbalance_pct: float
    effort_pct: float
    stray: int
    border_m: int
    natural_pct: float
    compactness: float
    moved_places: int
    moved_households: int
    objective: int


def sums(proposal: Proposal) -> Sums:
    """Add up what a proposal comes to."""
    pieces = proposal.pieces
    loads = pieces.groupby("grid_id")[["households", "effort_min"]].sum()
    households, away = loads["households"], 100 * (loads - loads.mean()).abs().max()
    plan = proposal.outcome.plan
    assert plan is not None  # noqa: S101 - a proposal has a plan
    cut = judge.cut(proposal.problem, plan)
    border_m = sum(border.metres for border in cut)
    natural_m = sum(border.metres * border.natural_pct / 100 for border in cut)
    frame = _own_grids(proposal)
    measured = measure_grids(frame, proposal.context.ground.area.places)
    moved = moved_places(proposal)
    return Sums(
        grids=len(households),
        least=int(households.min()),
        most=int(households.max()),
        outside=sum(outside(proposal)),
        imbalance_pct=float(away["households"] / max(1, households.mean())),
        effort_pct=float(away["effort_min"] / max(1, loads["effort_min"].mean())),
        stray=int(measured["parts"].sum() - len(measured)),
        border_m=border_m,
        natural_pct=100 * natural_m / border_m if border_m else 0.0,
        compactness=float(measured["polsby_popper"].mean()),
        moved_places=int(moved["mostly"].sum()),
        moved_households=int(moved["households"].sum()),
        objective=judge.objective(proposal.problem, plan),
    )


def outside(proposal: Proposal) -> tuple[int, int]:
    """Count the grids with fewer households than the limits say, and those with more."""
    band = proposal.problem.households
    loads = proposal.pieces.groupby("grid_id")["households"].sum()
    return int((loads < band.low).sum()), int((loads > band.high).sum())


def moved_places(proposal: Proposal) -> pd.DataFrame:
    """List the places with people whose grid gets another code.

    Returns
    -------
    Frame by place_id: households that change, of (all its households in question), mostly (more
    than half), old_ids, new_ids (codes, ";" between).
    """
    pieces, homes = proposal.pieces, proposal.context.homes
    told = homes.assign(
        old_id=homes["basic_id"].map(pieces["old_grid"]).to_numpy(),
        new_id=homes["basic_id"].map(pieces["grid_id"]).to_numpy(),
    )
    told = told[told["households"] > 0]
    whole = told.groupby("place_id")["households"].sum()
    moved = told[told["old_id"] != told["new_id"]]
    if moved.empty:
        columns = ["households", "of", "mostly", "old_ids", "new_ids"]
        return pd.DataFrame(columns=columns, index=pd.Index([], name="place_id"))
    rows = moved.groupby("place_id").agg(
        households=("households", "sum"),
        old_ids=("old_id", lambda ids: ";".join(sorted(set(ids)))),
        new_ids=("new_id", lambda ids: ";".join(sorted(set(ids)))),
    )
    rows["of"] = whole.reindex(rows.index)
    rows["mostly"] = 2 * rows["households"] > rows["of"]
    return rows[["households", "of", "mostly", "old_ids", "new_ids"]]


def proposal_table(proposal: Proposal, lang: Lang) -> pd.DataFrame:
    """One row per proposed grid: code, name, made from, each figure before and after."""
    ground = proposal.context.ground
    ids = list(proposal.grid_ids)
    now = grid_figures(ground.area.grids, ground, ids=_unit_grids(proposal))
    then = grid_figures(proposal.grids(), ground, ids=ids)
    new, old = called(proposal.grids(), lang), called(ground.area.grids, lang)
    then["household_count"] = proposal.pieces.groupby("grid_id")["households"].sum()
    old_people = proposal.pieces.groupby("old_grid")["households"].sum()
    now["household_count"] = old_people.reindex(now.index).fillna(now["household_count"])
    table: dict[str, list[object]] = {
        say("col.grid_id", lang): list(ids),
        say("col.name", lang): [new.get(name, name) for name in ids],
    }
    for column in _FIGURES:
        head, digits = say(f"col.{column}", lang), _DECIMALS.get(column, 0)
        for words, figures in (("changes.before", now), ("changes.after", then)):
            cells = figures[column].reindex(ids).astype(float).round(digits)
            table[say(words, lang, figure=head)] = list(cells)
    table[say("col.made_from", lang)] = [_made_from(proposal, name, old, lang) for name in ids]
    table[say("col.warnings", lang)] = [
        listed([say(f"limit.{code}", lang) for code in codes], lang)
        for codes in then["warnings"].reindex(ids)
    ]
    return pd.DataFrame(table)


def moved_table(proposal: Proposal, lang: Lang) -> pd.DataFrame:
    """One row per place that changes hands: name, households that move, from and to."""
    places = proposal.context.ground.area.places[f"name_{lang}"]
    old = _coded(called(proposal.context.ground.area.grids, lang), lang)
    new = _coded(called(proposal.grids(), lang), lang)
    rows = [
        (
            str(place_id),
            places[place_id],
            int(row["households"]),
            int(row["of"]),
            listed([old.get(i, i) for i in row["old_ids"].split(";")], lang),
            listed([new.get(i, i) for i in row["new_ids"].split(";")], lang),
        )
        for place_id, row in moved_places(proposal).iterrows()
    ]
    heads = ("place_id", "place", "moved_households", "household_count", "old_grid", "new_grid")
    return pd.DataFrame(rows, columns=[say(f"col.{head}", lang) for head in heads])


def comparison_table(proposals: Mapping[str, Proposal], lang: Lang) -> pd.DataFrame:
    """One row per figure, one column per proposal, headed by its name."""
    told = {name: _shown(sums(one), lang) for name, one in proposals.items()}
    rows = next(iter(told.values()))
    table = {say("col.figure", lang): [say(f"proposal.{name}", lang) for name in rows]}
    return pd.DataFrame(table | {name: list(cells.values()) for name, cells in told.items()})


def difference(first: Sums, other: Sums, lang: Lang) -> str:
    """Say in words what another proposal does differently from the first."""
    pairs = {
        "grids": other.grids - first.grids,
        "moved": other.moved_households - first.moved_households,
        "imbalance": round(other.imbalance_pct - first.imbalance_pct),
        "effort": round(other.effort_pct - first.effort_pct),
        "border_m": other.border_m - first.border_m,
        "natural": round(other.natural_pct - first.natural_pct),
    }
    told = [
        say(f"differs.{name}_{'more' if by > 0 else 'less'}", lang, by=abs(by))
        for name, by in pairs.items()
        if by
    ]
    return listed(told, lang) if told else say("proposal.alike", lang)


def proposal_layers(proposal: Proposal) -> dict[str, gpd.GeoDataFrame]:
    """Frames for a GeoPackage: the proposed grids with their figures, old grids, basic units."""
    own = _own_grids(proposal)
    figures = grid_figures(proposal.grids(), proposal.context.ground, ids=list(own.index))
    kept = ["area_m2", "polsby_popper", "natural_pct", "effort_min", "place_count"]
    households = proposal.pieces.groupby("grid_id")["households"].sum()
    grids = own.join(figures[kept]).assign(household_count=households.reindex(own.index))
    return {
        "proposed_grids": grids,
        "old_grids": proposal.context.old,
        "basic_units": proposal.pieces,
    }


def sheets(proposal: Proposal, lang: Lang) -> Mapping[str, pd.DataFrame]:
    """Tables of a workbook: proposed grids, places that change hands."""
    return {
        say("sheet.proposal", lang): proposal_table(proposal, lang),
        say("sheet.moved", lang): moved_table(proposal, lang),
    }


def _own_grids(proposal: Proposal) -> gpd.GeoDataFrame:
    grids: gpd.GeoDataFrame = proposal.grids().loc[list(proposal.grid_ids)]
    return grids


def _unit_grids(proposal: Proposal) -> list[str]:
    grids = proposal.context.ground.area.grids
    return [str(i) for i in grids.index[grids["unit_code"] == proposal.context.unit_code]]


def _coded(names: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """Names with their codes: a new grid may have the name of an old one."""
    opens, closes = ("（", "）") if lang == "zh" else (" (", ")")
    return {grid_id: f"{name}{opens}{grid_id}{closes}" for grid_id, name in names.items()}


def _made_from(proposal: Proposal, grid_id: str, names: Mapping[str, str], lang: Lang) -> str:
    """Old grids that give a new one a fair share of its people or ground, most people first."""
    mine = proposal.pieces[proposal.pieces["grid_id"] == grid_id]
    shares = pd.DataFrame(
        {
            "people": mine["households"] / max(1, int(mine["households"].sum())),
            "ground": mine.area / mine.area.sum(),
        }
    )
    given = shares.groupby(mine["old_grid"]).sum()
    given = given[(given >= FAIR_SHARE).any(axis=1)]
    order = given.sort_values(["people", "ground"], ascending=False, kind="stable").index
    return listed([names.get(str(name), str(name)) for name in order], lang)


def _shown(told: Sums, lang: Lang) -> dict[str, str]:
    def n(value: float, decimals: int = 0) -> str:
        return number(value, lang, decimals=decimals)

    return {
        "grids": n(told.grids),
        "households": f"{n(told.least)}–{n(told.most)}",
        "outside_count": n(told.outside),
        "imbalance": f"{n(told.imbalance_pct)}%",
        "effort": f"{n(told.effort_pct)}%",
        "border": n(told.border_m),
        "natural": f"{n(told.natural_pct)}%",
        "compactness": n(told.compactness, 2),
        "moved_places": n(told.moved_places),
        "moved_households": n(told.moved_households),
        "objective": n(told.objective),
    }
