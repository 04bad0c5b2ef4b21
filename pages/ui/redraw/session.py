"""The desk of the editor: drafts that are open in this process, and the windows looking at them.

Every operation is applied, proved and written to the store before anybody is told that it was
done. What a window sent is done once, however often it arrives: an answer may get lost on the way.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from geo.contract import InputError
from geo.redraw import to_plain
from pages.ui.redraw.work import (
    Measure,
    Standing,
    Work,
    applied,
    figures_at,
    keep_snapshot,
    numbered,
    opened,
    standing_at,
)
from planner.store import redraws

if TYPE_CHECKING:
    import pandas as pd

    from geo.redraw import GridSet, Operation
    from planner.road import Ground

_WORKS_KEPT, _SEATS_KEPT = 6, 64
_NOTHING_LEFT = {"undo": "redraw_nothing_undone", "redo": "redraw_nothing_redone"}

Reading = Callable[[Mapping[str, Any], "GridSet", "Seat"], "Operation"]


@dataclass(frozen=True, slots=True)
class Seat:
    """One window at a draft: what its map has, what it chose, what it was told last.

    ``choose`` and ``focus`` are wishes to the map, each with a number that grows when it is new;
    ``look`` grows whenever the reader asked for something that is to be seen on the map.
    ``formed`` says that what was told last answers a form below the map.
    """

    client: str = ""
    done: int = 0
    have: int = 0
    epoch: str = ""
    revision: int = -1
    chosen: tuple[str, ...] = ()
    choose: tuple[tuple[str, ...], int] = ((), 0)
    focus: tuple[tuple[str, ...], int] = ((), 0)
    look: int = 0
    formed: bool = False
    refused: InputError | None = None
    told: str = ""

    def choosing(self, ids: Sequence[str], *, look: bool = False) -> Seat:
        """Return the seat with other grids chosen, and the map moved there if asked."""
        asked = tuple(ids)
        seat = replace(self, chosen=asked, choose=(asked, self.choose[1] + 1))
        return replace(seat, focus=(asked, self.focus[1] + 1)) if look else seat


class Desk:
    """Open drafts and their windows; one per process, used by all sessions in turn."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = RLock()
        self._works: OrderedDict[str, Work] = OrderedDict()
        self._seats: OrderedDict[tuple[str, str], Seat] = OrderedDict()

    def open(self, token: str, ground: Ground) -> Work:
        """Return a draft as it stands on disk now.

        Raises
        ------
        InputError
            draft_gone, draft_damaged, or what the kernel says of grids that do not fit.
        """
        with self._lock:
            redraw = redraws.load(self._root, token)
            work = self._works.get(token)
            if work is None or work.redraw.revision != redraw.revision:
                work = opened(self._root, redraw, ground)
            elif work.redraw.name != redraw.name:
                work = replace(work, redraw=redraw)
            return self._keep(work)

    def opened(self, token: str, ground: Ground) -> Work:
        """Return a draft as this process knows it, without another look at the disk."""
        with self._lock:
            return self._works.get(token) or self.open(token, ground)

    def seat(self, window: str, token: str) -> Seat:
        """Return what a window was told and has chosen."""
        with self._lock:
            return self._seats.get((window, token), Seat())

    def sit(self, window: str, token: str, seat: Seat) -> None:
        """Remember what a window has now."""
        with self._lock:
            self._seats[window, token] = seat
            self._seats.move_to_end((window, token))
            while len(self._seats) > _SEATS_KEPT:
                self._seats.popitem(last=False)

    def figures(
        self, token: str, ground: Ground, measure: Measure, position: int | None = None
    ) -> pd.DataFrame:
        """Return the figures of a draft as it stands, or after its first operations."""
        with self._lock:
            work = self.opened(token, ground)
            at = work.position if position is None else position
            return figures_at(work.standings, at, ground, measure)

    def take(
        self, window: str, batch: Mapping[str, Any], ground: Ground, read: Reading
    ) -> Seat | None:
        """Do what a map sent; an event that was done before is left alone.

        Parameters
        ----------
        read
            Makes an operation of an event; its refusals are kept for the window to show.

        Returns
        -------
        Seat of the window afterwards, None where the batch is about no draft.
        """
        token, client = str(batch.get("draft", "")), str(batch.get("client", ""))
        events = batch.get("events")
        if not token or not isinstance(events, list):
            return None
        with self._lock:
            seat = self.seat(window, token)
            if seat.client != client:
                seat = replace(seat, client=client, done=0)
            have, epoch = batch.get("have"), str(batch.get("epoch", ""))
            seat = replace(seat, have=have if isinstance(have, int) else 0, epoch=epoch)
            for event in events:
                number = event.get("seq") if isinstance(event, dict) else None
                if isinstance(number, int) and number > seat.done:
                    seat = replace(self._event(token, seat, event, ground, read), done=number)
            self.sit(window, token, seat)
            return seat

    def do(self, window: str, token: str, make: Callable[[], Operation], ground: Ground) -> Seat:
        """Do one operation that a form asked for; a refusal is kept for the window to show."""
        with self._lock:
            seat = self._tried(
                self.seat(window, token), lambda s: self._done(token, s, make(), ground)
            )
            seat = replace(seat, formed=True)
            self.sit(window, token, seat)
            return seat

    def step(self, window: str, token: str, kind: str, ground: Ground) -> Seat:
        """Undo or redo one operation."""
        with self._lock:
            seat = self._tried(
                self.seat(window, token), lambda s: self._stepped(token, s, kind, ground)
            )
            self.sit(window, token, seat)
            return seat

    def drawn(self, token: str) -> Work:
        """Return the draft with a new version for whatever no map has been told of."""
        with self._lock:
            work = numbered(self._works[token])
            return self._keep(work)

    def forget(self, token: str) -> None:
        """Close a draft; the next who asks reads it again."""
        with self._lock:
            self._works.pop(token, None)

    def _event(
        self, token: str, seat: Seat, event: Mapping[str, Any], ground: Ground, read: Reading
    ) -> Seat:
        op, work = event.get("op"), self.open(token, ground)
        if op == "resync":
            return replace(seat, have=0, epoch="")
        ids, there = event.get("ids"), work.now.state.grids
        known = (
            [i for i in ids if isinstance(i, str) and i in there] if isinstance(ids, list) else []
        )
        seat = replace(seat, chosen=tuple(known), formed=False)
        if op == "select":
            return replace(seat, refused=None, told="")
        if op in {"undo", "redo"}:
            return self._tried(seat, lambda s: self._stepped(token, s, str(op), ground))

        def asked(at: Seat) -> Seat:
            return self._done(token, at, read(event, work.now.state, at), ground)

        return self._tried(seat, asked)

    def _tried(self, seat: Seat, go: Callable[[Seat], Seat]) -> Seat:
        try:
            return replace(go(seat), refused=None)
        except InputError as error:
            return replace(seat, refused=error, told="")

    def _done(self, token: str, seat: Seat, operation: Operation, ground: Ground) -> Seat:
        work = self._current(token, seat, ground)
        after = applied(work.now, operation, ground, work.first.state)
        redraw = redraws.append(self._root, work.redraw, to_plain(operation))
        standings = (*work.standings[: work.position + 1], after)
        work = replace(work, redraw=redraw, standings=standings, position=work.position + 1)
        keep_snapshot(self._root, self._keep(work))
        seat = replace(seat, revision=redraw.revision, told=type(operation).__name__.lower())
        return _still_chosen(seat, after)

    def _stepped(self, token: str, seat: Seat, kind: str, ground: Ground) -> Seat:
        work = self._current(token, seat, ground)
        if kind == "undo":
            redraw, position = redraws.undo(self._root, work.redraw), work.position - 1
        else:
            redraw, position = redraws.redo(self._root, work.redraw), work.position + 1
        if redraw.revision == work.redraw.revision:
            told = "There is nothing left to undo or to do again."
            raise InputError(code=_NOTHING_LEFT[kind], facts={}, sentence=told)
        unknown = (None,) * (position + 1 - len(work.standings))
        work = replace(work, redraw=redraw, standings=(*work.standings, *unknown))
        work = self._keep(standing_at(work, position, ground))
        return _still_chosen(replace(seat, revision=redraw.revision, told=kind), work.now)

    def _current(self, token: str, seat: Seat, ground: Ground) -> Work:
        """Return the draft, if it is the one this window has on its screen."""
        work = self.open(token, ground)
        if seat.revision not in (-1, work.redraw.revision):
            told = "This draft was changed in another window; load it again and repeat the step."
            raise InputError(code="redraw_stale", facts={}, sentence=told)
        return work

    def _keep(self, work: Work) -> Work:
        token = work.redraw.token
        self._works[token] = work
        self._works.move_to_end(token)
        while len(self._works) > _WORKS_KEPT:
            self._works.popitem(last=False)
        return work


def _still_chosen(seat: Seat, here: Standing) -> Seat:
    """Leave out of the choice what is gone, and add what a step has made of it."""
    there, created = here.state.grids, here.change.created if here.change else ()
    kept = [grid_id for grid_id in seat.chosen if grid_id in there]
    ids = tuple(dict.fromkeys([*kept, *created]))
    return seat.choosing(ids) if ids != seat.chosen else seat
