"""Shortest times over directed arcs between many places, on a network made small first.

A junction with few roads is taken out and the ways through it become arcs between its
neighbours; repeated, this leaves a core of a few percent. Times from a place to the core and from
the core to a place are looked up beside it. Exact: nothing is left out that could be shorter.

References
----------
Geisberger, Sanders, Schultes & Vetter 2012, Exact Routing in Large Road Networks Using
Contraction Hierarchies, Transportation Science 46(3); Dibbelt, Strasser & Wagner 2016,
Customizable Contraction Hierarchies, ACM JEA 21.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Rows = Ints | NDArray[np.bool_] | slice

_MOST_NEW_ARCS = 100  # through one junction; more cost more to add than they spare
_LEAST_SHARE = 0.01  # a round that takes out fewer of the junctions left is the last one
_CELLS = 1 << 22  # floats of one batch: 32 MiB, whatever the number of places


class Arcs(NamedTuple):
    """Directed arcs in order of tail and head, one for each pair of junctions."""

    tail: Ints
    head: Ints
    seconds: Floats

    def at(self, rows: Rows) -> "Arcs":
        """Take some of the arcs."""
        return Arcs(self.tail[rows], self.head[rows], self.seconds[rows])


class Labels(NamedTuple):
    """Seconds between a place (its number) and a junction, in order of place and junction."""

    place: Ints
    node: Ints
    seconds: Floats

    def at(self, rows: Rows) -> "Labels":
        """Take some of the labels."""
        return Labels(self.place[rows], self.node[rows], self.seconds[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Contracted:
    """A network as a core and what was taken out of it.

    Parameters
    ----------
    stage
        For each junction the round in which it was taken out; of the core ``rounds``.
    row
        For each junction its row in the core, -1 outside.
    core
        Seconds between the junctions of the core.
    up, down
        Arcs from (into) each junction taken out to (from) what was left after it; rows are
        the junctions taken out.
    """

    rounds: int
    stage: Ints
    row: Ints
    core: csr_array
    up: csr_array
    down: csr_array

    def seconds(self, leave: Labels, arrive: Labels, shape: tuple[int, int]) -> Floats:
        """Seconds from each place of ``leave`` to each of ``arrive``; inf where no way leads.

        Parameters
        ----------
        leave, arrive
            Seconds from places to the junctions beside them, and from junctions to places.
        shape
            Number of places to leave from and of places to arrive at.
        """
        table = np.full(shape, np.inf)
        out, back = self._spread(self.up, leave), self._spread(self.down, arrive)
        inside, outside = self.row[out.node] >= 0, self.row[back.node] >= 0
        _meet(table, out.at(~inside), back.at(~outside))
        out, back = out.at(inside), back.at(outside)
        if shape[0] <= shape[1]:
            self._cross(table, self.core, out, back)
        else:
            self._cross(table.T, self.core.T.tocsr(), back, out)
        return table

    def _spread(self, arcs: csr_array, labels: Labels) -> Labels:
        """Follow the arcs out of the places up to the core, stage by stage."""
        n, waiting, done = len(self.row), labels, []
        for stage in range(self.rounds + 1):
            now = self.stage[waiting.node] == stage
            settled = Labels(*fastest(n, *waiting.at(now)))
            done.append(settled)
            if stage == self.rounds:
                break
            at, arc = _each(arcs.indptr, settled.node)
            found = Labels(
                settled.place[at],
                arcs.indices[arc].astype(np.int64),
                settled.seconds[at] + arcs.data[arc],
            )
            waiting = _together([waiting.at(~now), found])
        return _together(done)

    def _cross(self, table: Floats, core: csr_array, out: Labels, back: Labels) -> None:
        """Lower the table by the ways over the core, batch by batch."""
        n = core.shape[0]
        if not (len(out.place) and len(back.place)):
            return
        places = np.unique(out.place)
        order = np.argsort(back.place, kind="stable")
        column = self.row[back.node[order]]
        first = np.flatnonzero(np.diff(back.place[order], prepend=-1))
        target = back.place[order][first]
        at_once = max(1, _CELLS // (n + len(column)))
        for begin in range(0, len(places), at_once):
            batch = places[begin : begin + at_once]
            mine = out.at((out.place >= batch[0]) & (out.place <= batch[-1]))
            source = np.searchsorted(batch, mine.place)
            graph = with_rows(core, source, self.row[mine.node], mine.seconds, len(batch))
            reached = dijkstra(graph, indices=np.arange(n, n + len(batch)))
            through = reached[:, column] + back.seconds[order]
            cells = np.ix_(batch, target)
            table[cells] = np.minimum(table[cells], np.minimum.reduceat(through, first, axis=1))


def fastest(count: int, tail: Ints, head: Ints, seconds: Floats) -> Arcs:
    """Bring arcs in order; the fastest of parallel ones stands for all (csr adds them up)."""
    key = tail * count + head
    order = np.argsort(key, kind="stable")  # parts are in order already: the stable sort merges
    key = key[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    least = np.minimum.reduceat(seconds[order], first) if len(first) else seconds
    return Arcs(tail[order[first]], head[order[first]], least)


def matrix(count: int, arcs: Arcs) -> csr_array:
    """Arcs as a sparse matrix; an arc that takes no time stays, as an explicit zero."""
    return csr_array(
        (arcs.seconds, arcs.head, np.searchsorted(arcs.tail, np.arange(count + 1))),
        shape=(count, count),
    )


def with_rows(graph: csr_array, source: Ints, node: Ints, seconds: Floats, count: int) -> csr_array:
    """Add ``count`` junctions behind the others, with arcs to some of those and none back.

    Of several arcs from a source to one junction the fastest counts; ``source`` in order.
    """
    n = graph.shape[0]
    arcs = fastest(n, source, node, seconds)
    ends = len(graph.data) + np.searchsorted(arcs.tail, np.arange(1, count + 1))
    return csr_array(
        (
            np.concatenate([graph.data, arcs.seconds]),
            np.concatenate([graph.indices, arcs.head]),
            np.concatenate([graph.indptr, ends]),
        ),
        shape=(n + count, n + count),
    )


def contracted(count: int, arcs: Arcs) -> Contracted:
    """Take out junctions round by round, never two neighbours in one, those with few arcs first."""
    arcs = arcs.at(arcs.tail != arcs.head)
    luck = np.random.default_rng(0).permutation(count)
    stage = np.full(count, -1, dtype=np.int64)
    up: list[Arcs] = []
    down: list[Arcs] = []
    rounds = 0
    while True:
        chosen = _chosen(arcs, stage < 0, luck)
        if chosen.sum() <= _LEAST_SHARE * (stage < 0).sum():
            break
        stage[chosen] = rounds
        rounds += 1
        leaves, enters = chosen[arcs.tail], chosen[arcs.head]
        up.append(arcs.at(leaves))
        down.append(arcs.at(enters))
        arcs = _without(count, arcs, leaves, enters)
    inside = stage < 0
    row = np.where(inside, np.cumsum(inside) - 1, -1)
    core = matrix(int(inside.sum()), Arcs(row[arcs.tail], row[arcs.head], arcs.seconds))
    stage[inside] = rounds
    rows = [_rows(count, up, reverse=False), _rows(count, down, reverse=True)]
    return Contracted(rounds, stage, row, core, *rows)


def _chosen(arcs: Arcs, left: NDArray[np.bool_], luck: Ints) -> NDArray[np.bool_]:
    """Tell which junctions to take out now: fewer new arcs than all their neighbours."""
    n, never = len(left), np.iinfo(np.int64).max
    new = np.bincount(arcs.head, minlength=n) * np.bincount(arcs.tail, minlength=n)
    turn = np.where(left & (new <= _MOST_NEW_ARCS), new * n + luck, never)
    least = turn.copy()
    np.minimum.at(least, arcs.tail, turn[arcs.head])
    np.minimum.at(least, arcs.head, turn[arcs.tail])
    mine: NDArray[np.bool_] = (turn < never) & (turn == least)
    return mine


def _without(count: int, arcs: Arcs, leaves: NDArray[np.bool_], enters: NDArray[np.bool_]) -> Arcs:
    """Arcs that are left, and those for the ways through the junctions taken out."""
    into, out = arcs.at(enters), arcs.at(leaves)
    start = np.searchsorted(out.tail, np.arange(count + 1))
    first, second = _each(start, into.head)
    tail, head = into.tail[first], out.head[second]
    seconds = into.seconds[first] + out.seconds[second]
    keep, useful = ~(leaves | enters), tail != head
    return fastest(
        count,
        np.concatenate([arcs.tail[keep], tail[useful]]),
        np.concatenate([arcs.head[keep], head[useful]]),
        np.concatenate([arcs.seconds[keep], seconds[useful]]),
    )


def _rows(count: int, parts: list[Arcs], *, reverse: bool) -> csr_array:
    """Arcs of all rounds as one matrix, its rows the junctions taken out."""
    none = np.zeros(0, dtype=np.int64)
    tail = np.concatenate([none, *(arcs.tail for arcs in parts)])
    head = np.concatenate([none, *(arcs.head for arcs in parts)])
    seconds = np.concatenate([none.astype(float), *(arcs.seconds for arcs in parts)])
    arcs = Arcs(head, tail, seconds) if reverse else Arcs(tail, head, seconds)
    return matrix(count, arcs.at(np.argsort(arcs.tail, kind="stable")))


def _each(start: NDArray[np.integer], row: Ints) -> tuple[Ints, Ints]:
    """Pair each entry of ``row`` with every position of that row in a table of starts."""
    count = start[row + 1] - start[row]
    entry = np.repeat(np.arange(len(row)), count)
    before = np.cumsum(count) - count
    return entry, np.arange(len(entry)) - before[entry] + start[row][entry]


def _meet(table: Floats, out: Labels, back: Labels) -> None:
    """Lower the table by the ways that turn at a junction outside the core, batch by batch."""
    back = back.at(np.argsort(back.node, kind="stable"))
    low, high = (np.searchsorted(back.node, out.node, side) for side in ("left", "right"))
    pairs = np.cumsum(high - low)
    begin = 0
    while begin < len(pairs):
        done = pairs[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(pairs, done + _CELLS, "right")))
        some = out.at(slice(begin, end))
        count = (high - low)[begin:end]
        i = np.repeat(np.arange(end - begin), count)
        j = np.arange(len(i)) - (np.cumsum(count) - count)[i] + low[begin:end][i]
        np.minimum.at(table, (some.place[i], back.place[j]), some.seconds[i] + back.seconds[j])
        begin = end


def _together(parts: list[Labels]) -> Labels:
    return Labels(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
