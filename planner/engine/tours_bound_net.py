"""The legs and spots of one group of turns as arrays: what its tours are made of."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from planner.engine.tours_bound_parts import Group, Relaxed

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bits: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]
WORD = 63
"""Bits of a word used for what a tour remembers."""


@dataclass(frozen=True, eq=False)
class Net:
    """Spots of a group in order, and the base as the one after the last.

    Parameters
    ----------
    legs
        Seconds from where a spot (or the base) is left to where another (or the end) begins, -1
        where that cannot be done in time or would be the same unit on the same day again.
    ident
        Number of the pair of unit and day of each spot: on one tour each counts once.
    closes
        Latest time a tour is back.
    spends, most
        What else runs out: for each such thing what a leg takes of it with the call at its end,
        and how much there is; `own` is the part of the call.
    """

    group: Group
    unit: Ints
    ident: Ints
    dwell: Ints
    opens: Ints
    late: Ints
    price: Ints
    legs: Ints
    closes: int
    spends: tuple[Ints, ...]
    own: tuple[Ints, ...]
    most: tuple[int, ...]

    @property
    def size(self) -> int:
        """Number of spots, which is also the place of the base."""
        return len(self.unit)

    @cached_property
    def words(self) -> int:
        """Number of words in which all idents have a bit."""
        return int(self.ident.max(initial=0)) // WORD + 1

    @cached_property
    def bits(self) -> Bits:
        """The bit of each spot's ident."""
        bits = np.zeros((self.size, self.words), dtype=np.uint64)
        places = np.uint64(1) << (self.ident % WORD).astype(np.uint64)
        bits[np.arange(self.size), self.ident // WORD] = places
        return bits

    def near(self, count: int) -> Bits:
        """For each spot the idents it remembers: its own and the nearest."""
        legs = np.where(self.legs < 0, 10**9, self.legs)[:-1, :-1]
        order = np.argsort(np.minimum(legs, legs.T), axis=1, kind="stable")
        mask = self.bits.copy()
        for rank in range(min(count, self.size)):
            mask |= self.bits[order[:, rank]]
        return mask


def net_of(question: Relaxed, group: Group) -> Net:
    """Put the spots and legs of a group into arrays."""
    spots = group.spots
    seconds = next(t.seconds for t in question.problem.travel if t.mode == group.mode)
    table = np.array(seconds, dtype=np.int64)
    enter = np.array([*(s.enter for s in spots), group.end], dtype=np.int64)
    leave = np.array([*(s.leave for s in spots), group.base], dtype=np.int64)
    unit, dwell, opens, late, price, load, day = (
        np.array([getattr(s, name) for s in spots], dtype=np.int64)
        for name in ("unit", "dwell_s", "open_s", "late_s", "price", "load", "day")
    )
    pairs = {pair: i for i, pair in enumerate(dict.fromkeys(zip(unit, day, strict=True)))}
    ident = np.array([pairs[pair] for pair in zip(unit, day, strict=True)], dtype=np.int64)
    legs = table[np.ix_(leave, enter)]
    # without windows the clock is the work done so far, so its limit can be the clock's
    waits = bool((opens > group.start_s).any())
    closes = group.end_s if waits else min(group.end_s, group.start_s + group.work_s)
    ready = np.append(opens + dwell, group.start_s)
    by = np.append(late, closes)
    same = np.append(ident, -1)
    legs = np.where((ready[:, None] + legs > by) | (same[:, None] == same), -1, legs)
    given = np.maximum(legs, 0)
    length_s, does = group.end_s - group.start_s, np.append(dwell, 0)
    none: Ints = np.zeros(len(spots), dtype=np.int64)
    ways = [(given, none, group.max_drive_s, group.max_drive_s < length_s)]
    ways += [(given + does, dwell, group.work_s, waits and group.work_s < length_s)]
    loads = np.broadcast_to(np.append(load, 0), given.shape)
    ways += [(loads, load, group.load_most, int(load.sum()) > group.load_most)]
    spends, own, most = (tuple(way[n] for way in ways if way[3]) for n in range(3))
    return Net(group, unit, ident, dwell, opens, late, price, legs, closes, spends, own, most)  # type: ignore[arg-type]
