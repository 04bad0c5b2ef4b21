"""What an office keeps of its roads: which are shut, where slides threaten, if it rains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.closures import Closure
from geo.schema import InputError
from geo.speeds import MODES, Mode

# why a road is shut: codes, so that no form takes a free text about anybody
REASONS = ("slide", "flood", "bridge", "works", "snow", "event", "other")
MOST_STEPS = 30  # of undo


@dataclass(frozen=True, slots=True)
class Roadwork:
    """State of the roads as an office has set it.

    Parameters
    ----------
    slides
        Edges that slides of earth or rock threaten; shut while it rains.
    """

    closures: tuple[Closure, ...] = ()
    slides: frozenset[str] = frozenset()
    rain: bool = False

    def shut(
        self,
        edge_ids: Iterable[str],
        modes: Sequence[Mode],
        *,
        first_day: date,
        last_day: date | None,
        reason: str,
    ) -> Roadwork:
        """Shut edges; what was said of them before for the same modes no longer counts.

        Raises
        ------
        ValueError
            When the days are the wrong way round, or no mode is shut out.
        """
        shut = tuple(Closure(name, tuple(modes), first_day, last_day, reason) for name in edge_ids)
        names = {closure.edge_id for closure in shut}
        kept = (
            replace(old, modes=tuple(mode for mode in old.modes if mode not in modes))
            if old.edge_id in names and not set(old.modes) <= set(modes)
            else old
            for old in self.closures
            if old.edge_id not in names or not set(old.modes) <= set(modes)
        )
        return replace(self, closures=(*kept, *shut))

    def opened(self, edge_ids: Iterable[str]) -> Roadwork:
        """Open edges for everybody."""
        names = set(edge_ids)
        return replace(self, closures=tuple(c for c in self.closures if c.edge_id not in names))

    def threatened(self, edge_ids: Iterable[str], *, by_slides: bool) -> Roadwork:
        """Put edges on the list of slides, or take them off."""
        names = set(edge_ids)
        return replace(self, slides=self.slides | names if by_slides else self.slides - names)


def to_plain(states: Sequence[Roadwork]) -> list[dict[str, object]]:
    """Write states, the last one the present, as plain values; the oldest are forgotten."""
    return [
        {
            "closures": [
                {
                    "edge_id": c.edge_id,
                    "modes": list(c.modes),
                    "first_day": c.first_day.isoformat(),
                    "last_day": c.last_day.isoformat() if c.last_day else None,
                    "reason": c.reason,
                }
                for c in state.closures
            ],
            "slides": sorted(state.slides),
            "rain": state.rain,
        }
        for state in states[-MOST_STEPS:]
    ]


def from_plain(value: object) -> tuple[Roadwork, ...]:
    """Read states; None, as where nothing was ever kept, is one state with every road open.

    Raises
    ------
    InputError
        roadwork_damaged.
    """
    if value is None:
        return (Roadwork(),)
    try:
        states = tuple(_state(one) for one in _list(value))
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged() from error
    if not states:
        raise _damaged()
    return states


def _state(plain: object) -> Roadwork:
    told = _dict(plain)
    rain = told["rain"]
    if not isinstance(rain, bool):
        raise TypeError
    slides = frozenset(_text(name) for name in _list(told["slides"]))
    return Roadwork(tuple(_closure(one) for one in _list(told["closures"])), slides, rain)


def _closure(plain: object) -> Closure:
    told = _dict(plain)
    modes = [_text(mode) for mode in _list(told["modes"])]
    last, reason = told["last_day"], _text(told["reason"])
    if reason not in REASONS:
        raise ValueError
    return Closure(
        _text(told["edge_id"]),
        tuple(mode for mode in MODES if mode in modes),
        date.fromisoformat(_text(told["first_day"])),
        None if last is None else date.fromisoformat(_text(last)),
        reason,
    )


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _dict(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _damaged() -> InputError:
    told = "The list of closed roads cannot be read; enter the closed roads again."
    return InputError(code="roadwork_damaged", facts={}, sentence=told)
