"""What became of each grid, and counts of the past carried over to another division."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from geo import lineage as ground
from geo.formats.text import read_bytes
from geo.schema import Column, Frame, InputError
from planner.commands.common import FINE, BadInput, keep_inputs, worded, writing
from planner.commands.layers import Divisions, read_divisions
from planner.demand.counts import MOST, counts_of
from planner.report.sheet import csv_bytes
from planner.whole import write_whole
from planner.words import Lang, say

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from planner.commands.common import Tell

RULES: tuple[ground.Rule, ...] = get_args(ground.Rule)
_COUNT = Column("int", least=0, most=MOST)
_PLACES = Frame(
    "places",
    "place_id",
    {"household_count": _COUNT, "population_count": Column("int", optional=True, least=0)},
    frozenset({"Point"}),
)


def lineage(args: argparse.Namespace, tell: Tell) -> int:
    """Write the table of codes old and new, and carry counts over where there are any."""
    lang: Lang = args.lang
    keep_inputs(args)
    if bool(args.counts) != bool(args.carried):
        raise BadInput(say("cli.usage", lang, told=say("cli.counts_alone", lang)))
    try:
        divisions = read_divisions(args)
        table = ground.lineage(divisions.old, divisions.new, _places(divisions))
        carried = _carried(args, divisions, table, tell) if args.counts else None
    except InputError as error:
        raise BadInput(worded(error, lang)) from error
    relation = ground.relations(table)
    if divisions.places is None:  # nobody was counted, which is not the same as nobody there
        table = table.drop(columns=[name for name in ground.LINEAGE if name.endswith("_count")])
    _write(args.out, table.assign(relation=relation), lang)
    if carried is not None:
        _write(args.carried, carried, lang)
    same = int((relation == "same").sum())
    told = {"old": len(divisions.old), "new": len(divisions.new), "same": same}
    tell(say("cli.lineage_done", lang, **told, changed=len(table) - same))
    return FINE


def _places(divisions: Divisions) -> gpd.GeoDataFrame:
    """Settlements with their counts; none where none were brought."""
    if divisions.places is None:
        nobody: gpd.GeoDataFrame = _PLACES.empty(divisions.new.crs)
        return nobody
    checked: gpd.GeoDataFrame = _PLACES.check(divisions.places, "places")
    return checked


def _carried(
    args: argparse.Namespace, divisions: Divisions, table: pd.DataFrame, tell: Tell
) -> pd.DataFrame:
    """Carry counts over: again by settlement where they are per settlement, else by the rule."""
    counts = counts_of(args.counts.name, read_bytes(args.counts))
    by_place = counts.by == "place_id"
    if divisions.places is None and (by_place or args.rule == "households"):
        raise BadInput(say("cli.usage", args.lang, told=say("cli.need_places", args.lang)))
    if by_place:
        result = ground.recounted(counts.values, divisions.new, _places(divisions))
        nowhere = int(result.get("", 0))
        tell(say("cli.carried_exact", args.lang, count=counts.total, nowhere=nowhere))
    else:
        result = ground.carried(counts.values, table, rule=args.rule)
        rule = say(f"cli.rule_{args.rule}", args.lang)
        tell(say("cli.carried_rule", args.lang, rule=rule, count=counts.total))
    return result.rename("count").rename_axis("grid_id").reset_index()


def _write(path: Path, table: pd.DataFrame, lang: Lang) -> None:
    writing(path, lang, lambda part: write_whole(part, csv_bytes(table)))
