"""The ground of an area as commands count with it: as the office has set it, roads shut, rain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.closures import names_road
from geo.speeds import MODES
from planner.commands.common import BadInput
from planner.demand.ground import load_ground
from planner.demand.roadwork import Roadwork
from planner.report.road_spots import spot_places
from planner.report.roads import shut_names, told_lines
from planner.store.as_set import as_set
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from planner.commands.common import Tell
    from planner.demand.ground import Ground

STORE = Path(__file__).resolve().parents[2] / "store" / "office"
_NAMED = 8


def add_words(verb: argparse.ArgumentParser, lang: Lang) -> None:
    """Add the words that `counted_ground` reads."""
    verb.add_argument("--closed", nargs="+", metavar="ID", help=say("cli.closed", lang))
    verb.add_argument("--rain", action="store_true", help=say("cli.rain", lang))
    verb.add_argument("--store", type=Path, default=STORE, help=say("cli.store_read", lang))


def office_ground(folder: Path, args: argparse.Namespace, tell: Tell) -> Ground:
    """Load an area and put what the office keeps for it in place of what its folder says.

    Raises
    ------
    InputError
        What `load_ground` and `as_set` refuse.
    """
    loaded = load_ground(folder)
    ground = as_set(loaded, args.store)
    if ground.fingerprint != loaded.fingerprint:
        tell(say("cli.office_set", args.lang, folder=args.store))
    return ground


def on_shut_roads(
    ground: Ground, day: date | None, data_day: date, args: argparse.Namespace, tell: Tell
) -> Ground:
    """Shut the roads the words name, let it rain where they say so, and tell what is in force.

    Parameters
    ----------
    day
        The day of the plan. None: the plan outlasts a day, so only what is shut until somebody
        opens it counts, the roads that the words name are shut like that, and rain counts only
        where the words say so.
    data_day
        First day of closures without an end.

    Raises
    ------
    BadInput
        For roads the area does not have.
    """
    lang: Lang = args.lang
    asked = tuple(args.closed or ())
    unknown = [name for name in asked if not names_road(ground.network, name)]
    if unknown:
        raise BadInput(say("cli.unknown_roads", lang, given=listed(unknown, lang)))
    now = ground.conditions
    closures = (
        Roadwork()
        .shut(
            asked,
            MODES,
            first_day=day or data_day,
            last_day=day,
            reason="other",
            places=spot_places(ground, asked),
        )
        .closures
    )
    lasts = day is None and args.rain
    rain = args.rain or (now.rain and day is not None)
    ground = ground.under(
        replace(now, closures=(*now.closures, *closures), rain=rain, rain_lasts=lasts)
    )
    for line in told_lines(ground, day, lang, most=len(ground.area.places)):
        tell(line)
    names = shut_names(ground, day, lang)
    if names:
        tell(say("cli.shut_names", lang, names=listed(names, lang, most=_NAMED)))
    return ground
