"""Everything done to a division, so that it can be undone and done again without limit."""

from dataclasses import dataclass, replace

from geo.redraw.applying import apply
from geo.redraw.operations import Operation
from geo.redraw.recast import Change
from geo.redraw.refusals import Why, refusal
from geo.redraw.state import GridSet, Weights


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """A value: what was opened, the operations with what each did, and how many count now.

    Attributes
    ----------
    opened
        Division before the first operation.
    operations, changes
        Everything done, undone ones at the end.
    position
        How many operations count now.
    """

    opened: GridSet
    operations: tuple[Operation, ...] = ()
    changes: tuple[Change, ...] = ()
    position: int = 0

    @property
    def state(self) -> GridSet:
        """Division as it stands."""
        return self.changes[self.position - 1].state if self.position else self.opened

    @property
    def states(self) -> tuple[GridSet, ...]:
        """The division opened, and after each operation; `position` says where it stands."""
        return (self.opened, *(change.state for change in self.changes))

    @property
    def done(self) -> tuple[Operation, ...]:
        """Operations that count now."""
        return self.operations[: self.position]

    @property
    def last(self) -> Change | None:
        """What the last operation that counts did."""
        return self.changes[self.position - 1] if self.position else None

    def do(self, operation: Operation, *, weights: Weights | None = None) -> "History":
        """Carry out an operation; what was undone before is forgotten.

        Raises
        ------
        InputError
            As `apply`; the history stays as it was.
        """
        change = apply(self.state, operation, weights=weights)
        operations = (*self.done, operation)
        changes = (*self.changes[: self.position], change)
        return replace(self, operations=operations, changes=changes, position=len(changes))

    def undo(self) -> "History":
        """Take back the last operation that counts."""
        if not self.position:
            raise refusal(Why.NOTHING_UNDONE)
        return replace(self, position=self.position - 1)

    def redo(self) -> "History":
        """Do the operation again that was undone last."""
        if self.position == len(self.operations):
            raise refusal(Why.NOTHING_REDONE)
        return replace(self, position=self.position + 1)
