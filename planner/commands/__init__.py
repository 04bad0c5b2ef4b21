"""What each command of the command line does; sentences come from planner.words."""

from planner.commands.away import away
from planner.commands.check import check
from planner.commands.common import BadInput, worded
from planner.commands.demo import demo
from planner.commands.imports import import_
from planner.commands.lineage import lineage
from planner.commands.perimeter import perimeter
from planner.commands.places import places
from planner.commands.propose import propose
from planner.commands.questions import judge, solve
from planner.commands.repair import repair
from planner.commands.roads import roads
from planner.commands.roster import roster
from planner.commands.siting import siting
from planner.commands.standby import standby
from planner.commands.tours import tours

__all__ = [
    "BadInput",
    "away",
    "check",
    "demo",
    "import_",
    "judge",
    "lineage",
    "perimeter",
    "places",
    "propose",
    "repair",
    "roads",
    "roster",
    "siting",
    "solve",
    "standby",
    "tours",
    "worded",
]
