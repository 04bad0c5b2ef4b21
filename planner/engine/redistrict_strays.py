"""Rules that grids go on through their neighbours, made for the stray pieces a model leaves.

Such a rule holds for every plan: ground may lie in this grid only if the grid goes on through one
of these neighbours. So what the solver proves with some of them holds with all.
"""

from collections.abc import Iterable

from ortools.sat.python import cp_model

from planner.engine.redistrict_model import RegionModel


class Strays:
    """Finds stray pieces in answers of a model and forbids them."""

    def __init__(self, model: RegionModel) -> None:
        self._model = model
        self._holds = model.holds
        self._beside = model.view.beside
        self._basics = model.view.problem.basics
        if not model.named:
            self._singles()

    def forbid(self, labels: list[int]) -> bool:
        """Add a rule for each stray piece; return whether there was one."""
        found = False
        for q in self._model.members:
            pieces = self._pieces(labels, q)
            if len(pieces) < 2:
                continue
            found = True
            main = max(pieces, key=lambda piece: self._worth(piece, q))
            for piece in pieces:
                if piece is not main:
                    self._forbid(piece, main, q)
        return found

    def _singles(self) -> None:
        """Say of each unit too small for a grid of its own that its grid goes on beside it."""
        for unit, labels in self._model.region.allowed.items():
            if self._too_small([unit]):
                for q in labels:
                    self._goes_on([unit], self._around({unit}), q)

    def _pieces(self, labels: list[int], q: int) -> list[list[int]]:
        """Return the connected pieces of a grid, ground outside the region included."""
        ground = [*self._model.members[q], *self._model.outside.get(q, ())]
        left = {unit for unit in ground if labels[unit] == q}
        pieces = []
        for start in sorted(left):
            if start not in left:
                continue
            piece = [start]
            left.discard(start)
            for here in piece:
                for there, _ in self._beside[here]:
                    if there in left:
                        left.discard(there)
                        piece.append(there)
            pieces.append(piece)
        return pieces

    def _worth(self, piece: list[int], q: int) -> tuple[bool, int, int]:
        basics = self._basics
        rooted = any(self._rooted(unit, q) for unit in piece)
        return rooted, sum(basics[unit].households for unit in piece), len(piece)

    def _rooted(self, unit: int, q: int) -> bool:
        """Return whether a unit lies in a grid in every plan of the region."""
        allowed = self._model.region.allowed.get(unit)
        return allowed == (q,) if allowed is not None else self._model.region.labels[unit] == q

    def _forbid(self, piece: list[int], main: list[int], q: int) -> None:
        around = self._around(set(piece))
        root = next((unit for unit in main if self._rooted(unit, q)), None)
        if root is not None:
            self._goes_on(piece, self._facing(around, root, q), q)
        elif not self._model.named and self._too_small(piece):
            self._goes_on(piece, around, q)
        else:
            other = main[0]
            facing = self._facing(around, other, q)
            ways = cp_model.LinearExpr.sum([self._holds(unit, q) for unit in facing])
            for unit in piece:
                if (unit, q) in self._model.within:
                    self._model.model.add(self._holds(unit, q) + self._holds(other, q) <= 1 + ways)

    def _goes_on(self, piece: list[int], around: Iterable[int], q: int) -> None:
        ways = cp_model.LinearExpr.sum([self._holds(unit, q) for unit in around])
        for unit in piece:
            if (unit, q) in self._model.within:
                self._model.model.add(self._holds(unit, q) <= ways)

    def _around(self, piece: set[int]) -> list[int]:
        """Return the neighbours of a piece of ground."""
        found = {there for here in piece for there, _ in self._beside[here]}
        return sorted(found - piece)

    def _facing(self, around: list[int], root: int, q: int) -> list[int]:
        """Return the part of a wall of units that ways of a grid from a root come to."""
        wall = set(around)
        if root in wall:
            return [root]
        seen, waiting, met = {root}, [root], set()
        for here in waiting:
            for there, _ in self._beside[here]:
                if there in wall:
                    met.add(there)
                elif there not in seen and self._possible(there, q):
                    seen.add(there)
                    waiting.append(there)
        return sorted(unit for unit in met if self._possible(unit, q))

    def _possible(self, unit: int, q: int) -> bool:
        return (unit, q) in self._model.within or self._rooted(unit, q)

    def _too_small(self, piece: list[int]) -> bool:
        """Return whether ground cannot be a whole grid by itself."""
        problem = self._model.view.problem
        households = sum(self._basics[unit].households for unit in piece)
        effort = sum(self._basics[unit].effort_min for unit in piece)
        return (problem.households.hard and households < problem.households.low) or (
            problem.effort.hard and effort < problem.effort.low
        )
