"""An OpenStreetMap file in memory: nodes as numbers, ways and relations with their tags."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geo.contract import Fact, InputError

MAX_NODES = 20_000_000  # of a prefecture in full detail; each takes 24 bytes
MAX_WAYS = 2_000_000  # each takes about a kilobyte

Tags = Mapping[str, str]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A line of nodes by their numbers, and its tags."""

    number: int
    nodes: Ids
    tags: Tags


@dataclass(frozen=True, slots=True)
class Relation:
    """Members as (kind "n", "w" or "r", number, role), and tags."""

    number: int
    members: tuple[tuple[str, int, str], ...]
    tags: Tags


@dataclass(frozen=True, slots=True, eq=False)
class OsmMap:
    """What a file holds; a way may name nodes that are not in it.

    Parameters
    ----------
    node_id : numbers of the nodes, ascending
    lonlat : longitude and latitude of each (WGS 84), degrees
    tagged : number of a node -> its tags, where it has any
    """

    node_id: Ids
    lonlat: NDArray[np.float64]
    tagged: Mapping[int, Tags]
    ways: tuple[Way, ...]
    relations: tuple[Relation, ...]

    def rows(self, nodes: Ids) -> Ids:
        """Row of each node in ``lonlat``, -1 where the file does not hold it."""
        if not len(self.node_id):
            return np.full(len(nodes), -1)
        row = np.minimum(np.searchsorted(self.node_id, nodes), len(self.node_id) - 1)
        return np.where(self.node_id[row] == nodes, row, -1)


@dataclass(slots=True)
class Gathered:
    """What has been read so far."""

    file: str
    ids: "array[int]" = field(default_factory=lambda: array("q"))
    lonlat: "array[float]" = field(default_factory=lambda: array("d"))
    tagged: dict[int, Tags] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def check_size(self) -> None:
        """Refuse more than fits into the memory of an office computer."""
        if len(self.ids) > MAX_NODES or len(self.ways) > MAX_WAYS:
            facts: dict[str, Fact] = {"file": self.file, "nodes": MAX_NODES, "ways": MAX_WAYS}
            told = "{file}: more than {nodes} nodes or {ways} ways; give an extract of the area."
            raise InputError(facts=facts, code="osm_too_many", sentence=told)

    def whole(self) -> OsmMap:
        """Give the map, nodes in order of their numbers, each once."""
        node_id, first = np.unique(np.array(self.ids, dtype=np.int64), return_index=True)
        lonlat = np.array(self.lonlat, dtype=np.float64).reshape(-1, 2)[first]
        bad = ~(np.abs(lonlat) <= (180.0, 90.0)).all(axis=1)  # nan compares false: bad too
        if bad.any():
            node = int(node_id[bad.argmax()])
            told = "{file}: node {node} lies at no longitude and latitude; export the map again."
            facts: dict[str, Fact] = {"file": self.file, "node": node}
            raise InputError(facts=facts, code="osm_bad_node", sentence=told)
        return OsmMap(node_id, lonlat, self.tagged, tuple(self.ways), tuple(self.relations))
