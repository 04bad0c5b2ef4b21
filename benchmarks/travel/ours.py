"""Our own way to the same answers."""

import time
from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.travel.given import Floats, Given, Lines
from benchmarks.travel.make import PLACES, network_of
from geo.shortest import Labels, contracted, fastest
from geo.snap import snap
from geo.speeds import Profile
from geo.travel import travel_seconds

Ask = Callable[[int], Floats]


def times(given: Given) -> Ask:
    """Make the network small; then ask."""
    count = len(given.xy)
    small = contracted(count, fastest(count, given.tail, given.head, given.seconds))

    def at(asked: int) -> Labels:
        return Labels(np.arange(asked), given.places[:asked], np.zeros(asked))

    whole = len(given.places)
    return lambda asked: small.seconds(at(asked), at(whole), (asked, whole))


def snapped(lines: Lines) -> Ask:
    """Distances from the points to the roads they are put on."""
    network = network_of(lines)
    return lambda asked: snap(network, lines.points[:asked]).gap_m


def closing(lines: Lines) -> Ask:
    """Close one more road each time and ask again: seconds from one place, and from all."""
    network = network_of(lines)
    places = snap(network, lines.points[:PLACES])
    walk = Profile("foot")
    travel_seconds(network, places[0], places, walk)

    def ask(asked: int) -> Floats:
        spent = np.zeros((asked, 2))
        for row in range(asked):
            closed = frozenset(network.edges.index[: row + 1])
            begin = time.process_time()
            travel_seconds(network, places[0], places, walk, closed=closed)
            one = time.process_time()
            travel_seconds(network, places, places, walk, closed=closed)
            spent[row] = one - begin, time.process_time() - one
        return spent

    return ask


TOOLS: Mapping[str, Callable[[Given], Ask]] = {"ours": times}
SNAPPERS: Mapping[str, Callable[[Lines], Ask]] = {"ours": snapped}
CLOSURES: Mapping[str, Callable[[Lines], Ask]] = {"ours": closing}
NEEDS: Mapping[str, tuple[str, ...]] = {"ours": ()}
