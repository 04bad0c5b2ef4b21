"""Verbs of the command line and the words each of them takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo.intake.columns import LAYERS
from geo.roads import ROAD_CLASSES
from geo.speeds import MODES
from planner import commands
from planner.commands.lineage import RULES
from planner.commands.office import STORE, add_words
from planner.commands.standby import ALL
from planner.demand.cells import TIME_BANDS
from planner.demand.checkpoint_settings import USES
from planner.demand.place_book import KINDS
from planner.demand.roster_patterns import PATTERNS
from planner.demand.siting import COUNTS, WHATS
from planner.problem.redistrict import QUESTIONS
from planner.problem.siting import GOALS
from planner.problem.standby import STANDBY_GOALS
from planner.words import Lang, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from planner.commands.common import Tell

    Build = Callable[[argparse.ArgumentParser, Lang], None]
    Run = Callable[[argparse.Namespace, Tell], int]


def _import(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("files", type=Path, nargs="+", metavar="FILE", help=say("cli.files", lang))
    kinds = tuple(name for name in LAYERS if name != "roads")  # which the verb roads reads
    verb.add_argument("--as", dest="layer_kind", choices=kinds, help=say("cli.as", lang))
    verb.add_argument("--layer", help=say("cli.layer", lang))
    _coordinates(verb, lang)
    verb.add_argument("--swapped", action="store_true", help=say("cli.swapped", lang))
    verb.add_argument("--near", type=Path, help=say("cli.near", lang))
    verb.add_argument("--out", type=Path, required=True, help=say("cli.out_import", lang))
    verb.add_argument("--yes", action="store_true", help=say("cli.yes", lang))


def _check(verb: argparse.ArgumentParser, lang: Lang) -> None:
    _layers(verb, lang)
    verb.add_argument("--json", type=Path, help=say("cli.json", lang))
    verb.add_argument("--proof", type=Path, help=say("cli.proof", lang))
    verb.add_argument("--cases", type=Path, help=say("cli.cases", lang))


def _repair(verb: argparse.ArgumentParser, lang: Lang) -> None:
    _layers(verb, lang)
    verb.add_argument("--accept", nargs="+", metavar="KIND", help=say("cli.accept", lang))
    verb.add_argument("--decisions", type=Path, help=say("cli.decisions", lang))
    verb.add_argument("--out", type=Path, help=say("cli.out_repair", lang))
    verb.add_argument("--ledger", type=Path, help=say("cli.ledger", lang))
    verb.add_argument("--cases", type=Path, help=say("cli.cases", lang))


def _lineage(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("old", type=Path, help=say("cli.old", lang))
    verb.add_argument("new", type=Path, help=say("cli.new", lang))
    verb.add_argument("--places", type=Path, help=say("cli.lineage_places", lang))
    verb.add_argument("--counts", type=Path, help=say("cli.counts", lang))
    verb.add_argument("--rule", choices=RULES, default=RULES[0], help=say("cli.rule", lang))
    verb.add_argument("--out", type=Path, required=True, help=say("cli.out_lineage", lang))
    verb.add_argument("--carried", type=Path, help=say("cli.carried", lang))
    _coordinates(verb, lang)


def _roads(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("file", type=Path, nargs="?", metavar="FILE", help=say("cli.road_file", lang))
    verb.add_argument("--area", metavar="AREA", help=say("cli.road_area", lang))
    verb.add_argument("--layer", default="", help=say("cli.layer", lang))
    _coordinates(verb, lang)
    verb.add_argument(
        "--class", dest="road_class", default="", choices=ROAD_CLASSES, metavar="CLASS",
        help=say("cli.road_class", lang),
    )  # fmt: skip
    verb.add_argument("--plain", action="store_true", help=say("cli.road_plain", lang))
    verb.add_argument("--join-ends", type=float, metavar="M", help=say("cli.join_ends", lang))
    verb.add_argument("--node-crossings", action="store_true", help=say("cli.node", lang))
    verb.add_argument("--out", type=Path, help=say("cli.out_roads", lang))
    verb.add_argument("--report", type=Path, help=say("cli.road_report", lang))
    verb.add_argument("--overpass", action="store_true", help=say("cli.overpass", lang))
    verb.add_argument("--allow-network", action="store_true", help=say("cli.allow", lang))
    verb.add_argument("--keep", type=Path, metavar="FOLDER", help=say("cli.road_keep", lang))
    verb.add_argument("--mirror", nargs="+", metavar="URL", help=say("cli.mirror", lang))
    verb.add_argument("--timeout", type=float, default=180.0, help=say("cli.timeout", lang))
    verb.add_argument("--attempts", type=int, default=2, help=say("cli.attempts", lang))


def _places(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("area", metavar="AREA", help=say("cli.area", lang))
    verb.add_argument("table", type=Path, nargs="?", help=say("cli.places_table", lang))
    verb.add_argument("--out", type=Path, help=say("cli.places_out_help", lang))
    verb.add_argument("--blank", action="store_true", help=say("cli.places_blank", lang))
    verb.add_argument("--sheet", default="", help=say("cli.layer", lang))
    verb.add_argument("--sure", choices=KINDS, default=KINDS[1], help=say("cli.places_sure", lang))
    verb.add_argument("--checked", action="store_true", help=say("cli.places_checked", lang))
    verb.add_argument("--keep-missing", action="store_true", help=say("cli.places_keep", lang))
    verb.add_argument("--store", type=Path, default=STORE, help=say("cli.places_store", lang))


def _layers(verb: argparse.ArgumentParser, lang: Lang) -> None:
    """Words that `planner.commands.layers` reads."""
    verb.add_argument("grids", type=Path, help=say("cli.grids", lang))
    verb.add_argument("--boundary", type=Path, help=say("cli.boundary", lang))
    verb.add_argument("--units", type=Path, help=say("cli.units", lang))
    verb.add_argument("--expect-codes", type=Path, help=say("cli.expect_codes", lang))
    verb.add_argument("--places", type=Path, help=say("cli.places_file", lang))
    verb.add_argument("--exceptions", type=Path, help=say("cli.exceptions", lang))
    verb.add_argument("--layer", help=say("cli.layer", lang))
    verb.add_argument("--boundary-layer", help=say("cli.boundary_layer", lang))
    verb.add_argument("--units-layer", help=say("cli.units_layer", lang))
    verb.add_argument("--tolerance-m", type=float, default=0.01, help=say("cli.tolerance", lang))
    _coordinates(verb, lang)


def _propose(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("area", metavar="AREA", help=say("cli.area", lang))
    verb.add_argument("--unit", metavar="CODE", help=say("cli.unit", lang))
    verb.add_argument(
        "--question", choices=QUESTIONS, default=QUESTIONS[0], help=say("cli.question", lang)
    )
    size = verb.add_mutually_exclusive_group()
    size.add_argument("--grids", type=int, metavar="N", help=say("cli.grids_asked", lang))
    size.add_argument(
        "--households",
        type=int,
        nargs=2,
        metavar=("LOW", "HIGH"),
        help=say("cli.households", lang),
    )
    verb.add_argument("--limits", choices=("hold", "cost"), help=say("cli.limits", lang))
    verb.add_argument("--keep", nargs="+", metavar="ID", help=say("cli.keep", lang))
    verb.add_argument("--out", type=Path, help=say("cli.out", lang))
    add_words(verb, lang)
    _effort(verb, lang)


def _solve(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("problem", type=Path, help=say("cli.problem", lang))
    verb.add_argument("--out", type=Path, required=True, help=say("cli.out_outcome", lang))
    _effort(verb, lang)


def _judge(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("problem", type=Path, help=say("cli.problem", lang))
    verb.add_argument("outcome", type=Path, help=say("cli.outcome", lang))


def _tours(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("--area", default="luoyan", help=say("cli.area", lang))
    verb.add_argument("--days", type=int, default=7, help=say("cli.days", lang))
    verb.add_argument("--start", help=say("cli.start", lang))
    verb.add_argument("--vary", type=int, metavar="SEED", help=say("cli.vary", lang))
    verb.add_argument("--vary-minutes", type=int, metavar="MIN", help=say("cli.vary_minutes", lang))
    verb.add_argument("--out", type=Path, help=say("cli.out", lang))
    add_words(verb, lang)
    _effort(verb, lang)


def _siting(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("--area", default="luoyan", help=say("cli.area", lang))
    verb.add_argument("--what", choices=WHATS, default=WHATS[0], help=say("cli.siting_what", lang))
    verb.add_argument("--kind", choices=GOALS, default=GOALS[0], help=say("cli.siting_kind", lang))
    numbers = {"number": None, "budget": None, "price": 1, "within-m": None, "every-m": 200}
    for name, usual in numbers.items():
        key = f"cli.siting_{name.removesuffix('-m')}"
        verb.add_argument(f"--{name}", type=int, default=usual, help=say(key, lang))
    verb.add_argument(
        "--count", choices=COUNTS, default=COUNTS[0], help=say("cli.siting_count", lang)
    )
    for name in ("standing", "forbidden"):
        told = say(f"cli.siting_{name}", lang)
        verb.add_argument(f"--{name}", nargs="+", metavar="ID", help=told)
    verb.add_argument("--out", type=Path, help=say("cli.out", lang))
    add_words(verb, lang)
    _effort(verb, lang)


def _standby(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("--area", default="luoyan", help=say("cli.area", lang))
    bands = (ALL, *TIME_BANDS)
    verb.add_argument("--band", choices=bands, default=ALL, help=say("cli.standby_band", lang))
    goals = STANDBY_GOALS
    verb.add_argument("--goal", choices=goals, default=goals[0], help=say("cli.standby_goal", lang))
    verb.add_argument("--mode", choices=MODES, default="car", help=say("cli.standby_mode", lang))
    numbers = {"crews": 3, "within-min": 15, "busy-min": 40, "most-at": 2}
    for name, usual in numbers.items():
        key = f"cli.standby_{name.removesuffix('-min').replace('-', '_')}"
        verb.add_argument(f"--{name}", type=int, default=usual, help=say(key, lang))
    verb.add_argument("--held", nargs="+", metavar="ID", help=say("cli.standby_held", lang))
    verb.add_argument("--out", type=Path, help=say("cli.out", lang))
    add_words(verb, lang)
    _effort(verb, lang)


def _roster(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("--area", default="luoyan", help=say("cli.area", lang))
    patterns = tuple(PATTERNS)
    verb.add_argument(
        "--pattern", choices=patterns, default=patterns[0], help=say("cli.roster_pattern", lang)
    )
    verb.add_argument("--days", type=int, default=28, help=say("cli.roster_days", lang))
    verb.add_argument("--start", help=say("cli.roster_start", lang))
    verb.add_argument("--away", nargs="+", metavar="ID@DATE", help=say("cli.roster_away", lang))
    verb.add_argument("--runs", type=int, default=20, help=say("cli.roster_runs", lang))
    verb.add_argument("--out", type=Path, help=say("cli.out", lang))
    verb.add_argument("--store", type=Path, default=STORE, help=say("cli.store_read", lang))
    _effort(verb, lang)


def _away(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("posts", nargs="+", help=say("cli.away_posts", lang))
    verb.add_argument("--area", default="luoyan", help=say("cli.area", lang))
    verb.add_argument("--start", help=say("cli.away_first", lang))
    verb.add_argument("--days", type=int, default=7, help=say("cli.away_many", lang))
    verb.add_argument("--limit", type=int, default=30, help=say("cli.away_limit", lang))
    verb.add_argument("--out", type=Path, help=say("cli.out", lang))
    verb.add_argument("--store", type=Path, default=STORE, help=say("cli.store_read", lang))
    _effort(verb, lang)


def _perimeter(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("--area", default="luoyan", help=say("cli.area", lang))
    verb.add_argument("--posts", type=int, default=4, help=say("cli.perimeter_posts", lang))
    verb.add_argument("--use", choices=USES, default=USES[0], help=say("cli.perimeter_use", lang))
    inner = verb.add_mutually_exclusive_group()
    for name in ("unit", "grid", "site"):
        inner.add_argument(f"--{name}", metavar="ID", help=say(f"cli.perimeter_{name}", lang))
    verb.add_argument("--depth", type=int, default=1000, help=say("cli.perimeter_depth", lang))
    verb.add_argument("--weigh", action="store_true", help=say("cli.perimeter_weigh", lang))
    verb.add_argument("--forbid", nargs="+", metavar="ID", help=say("cli.perimeter_forbid", lang))
    verb.add_argument("--seen", nargs="+", metavar="ID", help=say("cli.perimeter_seen", lang))
    verb.add_argument(
        "--cameras", type=Path, nargs=2, metavar=("QUESTION", "ANSWER"),
        help=say("cli.perimeter_cameras", lang),
    )  # fmt: skip
    verb.add_argument("--afresh", action="store_true", help=say("cli.perimeter_afresh", lang))
    verb.add_argument("--zone", type=Path, help=say("cli.perimeter_zone", lang))
    verb.add_argument("--out", type=Path, help=say("cli.out", lang))
    verb.add_argument("--store", type=Path, default=STORE, help=say("cli.store_read", lang))
    _effort(verb, lang)


def _demo(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("--area", default="luoyan", help=say("cli.area", lang))
    verb.add_argument("--out", type=Path, required=True, help=say("cli.out", lang))
    verb.add_argument("--date", help=say("cli.date", lang))
    verb.add_argument("--days", type=int, default=1, help=say("cli.days", lang))
    add_words(verb, lang)
    _effort(verb, lang)


def _coordinates(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("--encoding", default="", help=say("cli.encoding", lang))
    verb.add_argument("--system", default="", help=say("cli.system", lang))
    verb.add_argument("--crs", help=say("cli.crs", lang))


def _effort(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("--seed", type=int, default=0, help=say("cli.seed", lang))
    verb.add_argument("--work", type=int, default=10, help=say("cli.work", lang))


VERBS: Mapping[str, tuple[Build, Run]] = {
    "import": (_import, commands.import_),
    "check": (_check, commands.check),
    "repair": (_repair, commands.repair),
    "lineage": (_lineage, commands.lineage),
    "places": (_places, commands.places),
    "roads": (_roads, commands.roads),
    "propose": (_propose, commands.propose),
    "solve": (_solve, commands.solve),
    "judge": (_judge, commands.judge),
    "tours": (_tours, commands.tours),
    "perimeter": (_perimeter, commands.perimeter),
    "siting": (_siting, commands.siting),
    "standby": (_standby, commands.standby),
    "roster": (_roster, commands.roster),
    "away": (_away, commands.away),
    "demo": (_demo, commands.demo),
}
