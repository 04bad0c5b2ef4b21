"""What is in work on the page of patrols, one shelf for every reader while the program runs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from pages.ui import cache, state

T = TypeVar("T")
_KEPT_MOST = 40


class Shelf:
    """What is in work on the page of patrols, by name; what was not touched longest goes first."""

    def __init__(self) -> None:
        self._things: OrderedDict[str, object] = OrderedDict()
        self._lock = Lock()

    def get(self, name: str, make: Callable[[], T]) -> T:
        """Return what has that name, made now if there is none."""
        with self._lock:
            if name not in self._things:
                self._things[name] = make()
            self._things.move_to_end(name)
            while len(self._things) > _KEPT_MOST:
                self._things.popitem(last=False)
            found: T = self._things[name]  # type: ignore[assignment]
            return found


def shelf() -> Shelf:
    """Return the shelf of this program, the same for every reader."""
    return cache.lasting("tours", str(state.TOURS), Shelf)
