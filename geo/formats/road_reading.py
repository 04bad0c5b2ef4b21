"""What reading a layer of roads gives: the roads, and everything a person should know of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd

from geo.contract import Fact
from geo.formats.drawing import Note


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at on the map.

    Parameters
    ----------
    code
        What it is: road_cut, road_unbuilt, barrier, near_miss, crossing, ...
    about
        Id of the road, the way, the node or the row it is about.
    x, y
        Where, in metres of the system of the roads; nan where nobody knows.
    facts
        Figures of it: missing nodes, the kind of barrier, the gap in metres.
    """

    code: str
    about: str
    x: float
    y: float
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class RoadReading:
    """Roads of a file as a ROADS frame in metres, notes with counts, findings with places."""

    roads: gpd.GeoDataFrame
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()


def told(findings: Sequence[Finding], code: str) -> list[Finding]:
    """Pick the findings of one kind."""
    return [finding for finding in findings if finding.code == code]
