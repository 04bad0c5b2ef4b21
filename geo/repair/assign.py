"""Who should get each piece of contested ground, and why."""

import heapq
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely

from geo.coverage.edges import Ints
from geo.repair.apart import nearest_owners
from geo.repair.cut_off import join_cut_off
from geo.repair.cuts import Cuts
from geo.repair.fresh import Codes, Fresh, Lacking, beside_new, fresh_grids, lacking
from geo.repair.ground import Bools, Ground
from geo.repair.halves import halves_of
from geo.repair.moved import explained
from geo.repair.pieces import Pieces, Typical, pieces_of
from geo.repair.reasons import Reason
from geo.repair.settlements import ROOM_M, Homes, Places
from geo.repair.survey import (
    CHIP,
    CROSSING,
    FINE,
    FOREIGN,
    GAP,
    OUTSIDE_FACE,
    OVERLAP,
    STRAY,
    Survey,
)

MOST_OF_A_GRID = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Advice:
    """The suggestion as an owner of every face (-1: nobody), and the reason for each piece.

    Owners are rows of the ground; behind them come the grids that may be made anew.

    Attributes
    ----------
    half
        Owner of each face when its piece is divided.
    fresh
        Grids that may be made anew.
    names
        Ids of all owners: of the rows of the ground and of the new grids.
    new
        Piece -> owner that it would be as a new grid.
    lone
        Faces that lie apart from the rest of their owner for good: islands to be recorded.
    """

    pieces: Pieces
    owner: Ints
    half: Ints
    why: list[Reason | None]
    fresh: tuple[Fresh, ...]
    names: tuple[str, ...]
    new: dict[int, int]
    lone: Bools


def advise(ground: Ground, state: Survey, cuts: Cuts, places: Places, codes: Codes) -> Advice:
    """Find an owner for every face by the rules, least doubtful pieces first."""
    pieces = pieces_of(ground, state)
    grids = ground.drawn.grids
    typical = Typical.of(grids[shapely.area(grids) > 0])
    found = lacking(ground, state, pieces, typical)
    fresh = fresh_grids(ground, pieces, found, codes)
    work = _Work(ground, state, cuts, pieces, typical, fresh)
    work.settle_lacking(found)
    work.settle_plain()
    work.settle_moved()
    work.settle_inhabited(places)
    work.settle_detailed()
    work.settle_divided()
    work.settle_by_border()
    work.settle_apart()
    work.join_cut_off()
    work.settle_lone()
    names = (*ground.drawn.rows.ids, *(one.grid_id for one in fresh))
    return Advice(pieces, work.owner, work.half, work.why, fresh, names, work.new, work.lone)


class _Work:
    """Owners while they are being settled."""

    def __init__(
        self,
        ground: Ground,
        state: Survey,
        cuts: Cuts,
        pieces: Pieces,
        typical: Typical,
        fresh: tuple[Fresh, ...],
    ) -> None:
        self.ground, self.state, self.cuts, self.pieces = ground, state, cuts, pieces
        self.typical, self.fresh = typical, fresh
        drawn = ground.drawn
        self.new = {one.piece: len(drawn.grids) + n for n, one in enumerate(fresh)}
        units = [ground.unit[pieces.faces[one.piece][0]] for one in fresh]
        self.unit_of = np.append(drawn.unit, np.array(units, dtype=np.int64))
        self.allowed = list(pieces.allowed)
        only = np.array([one[0] if len(one) == 1 else -1 for one in ground.sets])
        beyond_doubt = np.isin(state.kind, (FINE, CHIP))
        self.owner: Ints = np.where(beyond_doubt, only[ground.claims], -1).astype(np.int64)
        self.why: list[Reason | None] = [None] * len(pieces.faces)
        self.open = {n for n, kind in enumerate(pieces.kind.tolist()) if kind != CHIP}
        self.half = halves_of(ground, state, cuts, pieces)
        self.lone: Bools = np.zeros(len(ground.faces), dtype=bool)

    def _give(self, piece: int, owner: Ints | int, why: Reason) -> None:
        self.owner[self.pieces.faces[piece]] = owner
        self.why[piece] = why
        self.open.discard(piece)

    def settle_lacking(self, found: Lacking) -> None:
        """Ground of whole grids that nobody drew: each a new grid."""
        used_up = {one.piece for one in self.fresh if one.makeshift}
        for piece, why in found.wanted.items():
            if piece in self.new:
                self._give(piece, self.new[piece], "codes_exhausted" if piece in used_up else why)
        founded = {piece: self.new[piece] for piece in found.wanted if piece in self.new}
        for piece, more in beside_new(self.ground, self.state, self.pieces, founded).items():
            self.allowed[piece] += more

    def settle_plain(self) -> None:
        """Pieces with one possible owner, or none."""
        for piece in sorted(self.open):
            kind, allowed = int(self.pieces.kind[piece]), self.allowed[piece]
            if kind == OUTSIDE_FACE:
                self._give(piece, -1, "outside")
            elif kind == FOREIGN:
                self._give(piece, -1, "recorded_hole")
            elif not allowed and kind == GAP and self._outlying(piece):
                self._give(piece, -1, "outdated_record")
            elif not allowed:
                self._give(piece, self._claimant(piece) if kind == STRAY else -1, "no_neighbour")
            elif len(allowed) == 1:
                self._give(piece, allowed[0], self._only(piece))
            elif kind == OVERLAP:
                self._settle_swallowed(piece)

    def _outlying(self, piece: int) -> bool:
        return bool(self.ground.outlying[self.pieces.faces[piece][0]])

    def _claimant(self, piece: int) -> int:
        face = int(self.pieces.faces[piece][0])
        return self.ground.sets[int(self.ground.claims[face])][0]

    def _settle_swallowed(self, piece: int) -> None:
        """Ground that is most of one claimant stays with it, or the grid would vanish."""
        area = float(self.ground.area[self.pieces.faces[piece]].sum())
        allowed = self.allowed[piece]
        share = {g: area / shapely.area(self.ground.drawn.grids[g]) for g in allowed}
        most = max(allowed, key=share.__getitem__)
        if share[most] >= MOST_OF_A_GRID:
            self._give(piece, most, "would_vanish")

    def _shape(self, piece: int) -> tuple[float, float]:
        area = float(self.ground.area[self.pieces.faces[piece]].sum())
        return area, float(self.pieces.around[piece])

    def _only(self, piece: int) -> Reason:
        kind = int(self.pieces.kind[piece])
        if kind == CROSSING:
            return "own_unit"
        return "only_claimant" if kind == OVERLAP else "only_neighbour"

    def settle_moved(self) -> None:
        """Pieces that displaced grids explain: they go where the grids were before."""
        if not len(self.cuts.moved):
            return
        asked = {n: self.allowed[n] for n in sorted(self.open) if self.pieces.kind[n] != STRAY}
        for piece, owner in explained(self.ground, self.pieces, self.cuts.moved, asked).items():
            half = self.half[self.pieces.faces[piece]]
            self._give(piece, np.where(owner >= 0, owner, half), "moved_back")

    def settle_inhabited(self, places: Places) -> None:
        """Pieces with settlements go whole to the grid that the settlements belong to."""
        lies = places.face >= 0
        homes = Homes(
            places,
            np.where(lies, self.owner[places.face], -1),
            np.where(lies, self.half[places.face], -1),
        )
        for piece in np.unique(self.pieces.of_face[places.face[lies]]).tolist():
            if piece in self.open and self._one_ground(piece):
                rows = places.within(self.pieces.faces[piece])
                grid, why = homes.receiver(rows, self.allowed[piece], self.pieces.near[piece])
                self._give(piece, grid, why)

    def _one_ground(self, piece: int) -> bool:
        """Whether a piece may be the ground of one settlement, not a net of roads left out."""
        if self.pieces.kind[piece] == STRAY:
            return False  # it has to leave its grid, settled or not
        area, around = self._shape(piece)
        roomy = area <= self.typical.area and 2 * area / around >= ROOM_M
        return roomy or len(self.allowed[piece]) == 2

    def settle_detailed(self) -> None:
        """Slivers between a full drawing and a simplified one belong where the full one says."""
        if not len(self.cuts.detailed):
            return
        spot, row = shapely.STRtree(self.cuts.detailed).query(self.ground.spots, "within")
        for face, fuller in zip(spot.tolist(), self.cuts.detailed_grid[row].tolist(), strict=True):
            piece = int(self.pieces.of_face[face])
            if piece not in self.open or len(self.allowed[piece]) != 2:
                continue
            # a gap lies beyond the border of the grid that drew it in full, an overlap within
            other = next(g for g in self.allowed[piece] if g != fuller)
            gets = fuller if self.pieces.kind[piece] == OVERLAP else other
            self._give(piece, gets, "more_detail")

    def settle_divided(self) -> None:
        """Pieces that a line divides."""
        for piece in sorted(self.open):
            half = self.half[self.pieces.faces[piece]]
            if self.pieces.kind[piece] != STRAY and len(set(half.tolist())) > 1:
                self._give(piece, half, "median")

    def settle_by_border(self) -> None:
        """Give the piece most enclosed by one grid to it, then the next, until none is left."""
        border: dict[int, dict[int, float]] = {n: defaultdict(float) for n in self.open}
        beside: dict[int, list[tuple[int, float]]] = defaultdict(list)
        of_face, owner = self.pieces.of_face, self.owner
        a, b, metres = self.ground.borders
        edge = np.isin(of_face[a], list(self.open)) & (of_face[a] != of_face[b])
        rows = zip(a[edge].tolist(), b[edge].tolist(), metres[edge].tolist(), strict=True)
        for i, j, length in rows:
            piece, other = int(of_face[i]), int(of_face[j])
            if other in self.open:
                beside[other].append((piece, length))
            if owner[j] in self.allowed[piece]:
                border[piece][int(owner[j])] += length
        heap = [entry for n in sorted(self.open) for entry in self._bids(n, border[n])]
        heapq.heapify(heap)
        while heap:
            share, piece, grid = heapq.heappop(heap)
            if (
                piece not in self.open
                or -share * self.pieces.around[piece] < border[piece][grid] - 1e-9
            ):
                continue
            self._give(piece, grid, "longest_border")
            for other, length in beside[piece]:
                if other in self.open and grid in self.allowed[other]:
                    border[other][grid] += length
                    for entry in self._bids(other, border[other]):
                        heapq.heappush(heap, entry)
        for piece in sorted(self.open):
            self._give(piece, self.allowed[piece][0], "only_claimant")

    def _bids(self, piece: int, border: dict[int, float]) -> list[tuple[float, int, int]]:
        if not border:
            return []
        best = max(sorted(border), key=border.__getitem__)
        return [(-border[best] / float(self.pieces.around[piece]), piece, best)]

    def settle_apart(self) -> None:
        """Ground that touches no grid of its unit, and is none itself: to the nearest one."""
        left = [
            piece
            for piece, why in enumerate(self.why)
            if why == "no_neighbour"
            and self.pieces.kind[piece] in (GAP, CROSSING)
            and (self.owner[self.pieces.faces[piece]] < 0).all()
        ]
        owned = self.owner, self.unit_of
        for piece, owner in nearest_owners(
            self.ground, self.state, self.pieces, left, owned
        ).items():
            self._give(piece, owner, "lone")

    def join_cut_off(self) -> None:
        """Ground the suggestions would cut off from its grid goes to a neighbour, or is lone."""
        joined, self.lone = join_cut_off(self.ground, self.state, self.owner, self.unit_of)
        for piece in set(self.pieces.of_face[joined].tolist()) - {-1}:
            self.why[piece] = self.why[piece] if self.why[piece] == "median" else "cut_off"

    def settle_lone(self) -> None:
        """Parts that lie apart for good are islands; a part as drawn stays with its grid."""
        for piece, faces in enumerate(self.pieces.faces):
            if self.lone[faces].all():
                self.why[piece] = "lone"
                if self.pieces.kind[piece] in (STRAY, CHIP):
                    self.owner[faces] = self._claimant(piece)
