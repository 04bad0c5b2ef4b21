"""Redrawing: a division of the township as a value, and pure operations on it."""

from geo.redraw.applying import apply
from geo.redraw.history import History
from geo.redraw.operations import (
    CutOut,
    Dissolve,
    Line,
    Lock,
    Merge,
    MoveVertex,
    Operation,
    Point,
    Recode,
    Refine,
    Rename,
    Replan,
    Reshape,
    Split,
    SplitAlong,
    Transfer,
    Unlock,
)
from geo.redraw.plain import from_plain, to_plain
from geo.redraw.recast import Change, head_of
from geo.redraw.state import Face, Grid, GridSet, Weights, open_grids, proved

__all__ = [
    "Change",
    "CutOut",
    "Dissolve",
    "Face",
    "Grid",
    "GridSet",
    "History",
    "Line",
    "Lock",
    "Merge",
    "MoveVertex",
    "Operation",
    "Point",
    "Recode",
    "Refine",
    "Rename",
    "Replan",
    "Reshape",
    "Split",
    "SplitAlong",
    "Transfer",
    "Unlock",
    "Weights",
    "apply",
    "from_plain",
    "head_of",
    "open_grids",
    "proved",
    "to_plain",
]
