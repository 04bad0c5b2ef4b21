"""What an office keeps of its roads: which are shut, where slides threaten, if it rains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from geo.closures import Closure, spot_named
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
        what: Iterable[str],
        modes: Sequence[Mode],
        *,
        first_day: date,
        last_day: date | None,
        reason: str,
        places: Mapping[str, tuple[float, float]] | None = None,
    ) -> Roadwork:
        """Shut edges and spots; what was said of them before for the same modes no longer counts.

        Parameters
        ----------
        what
            Ids of edges, and of spots (`geo.closures.spot_id`).
        places
            Where the spots lie, in metres; those named here are spots, all else are edges.

        Raises
        ------
        ValueError
            When the days are the wrong way round, or no mode is shut out.
        """
        whole = Closure("", tuple(modes), first_day, last_day, reason)
        shut = tuple(_of(whole, name, (places or {}).get(name)) for name in what)
        names = {closure.what for closure in shut}
        kept = (
            replace(old, modes=tuple(mode for mode in old.modes if mode not in modes))
            if old.what in names and not set(old.modes) <= set(modes)
            else old
            for old in self.closures
            if old.what not in names or not set(old.modes) <= set(modes)
        )
        return replace(self, closures=(*kept, *shut))

    def opened(self, what: Iterable[str]) -> Roadwork:
        """Open edges, with the spots on them, and spots for everybody."""
        names = set(what)
        left = tuple(c for c in self.closures if not names & {c.edge_id, c.what})
        return replace(self, closures=left)

    def threatened(self, edge_ids: Iterable[str], *, by_slides: bool) -> Roadwork:
        """Put edges on the list of slides, or take them off."""
        names = set(edge_ids)
        return replace(self, slides=self.slides | names if by_slides else self.slides - names)


def _of(like: Closure, name: str, xy: tuple[float, float] | None) -> Closure:
    """Make a closure like another of an edge, or of a spot where a place is told."""
    spot = spot_named(name) if xy else None
    if spot is None:
        return replace(like, edge_id=name)
    edge_id, at_m = spot
    return replace(like, edge_id=edge_id, at_m=at_m, xy=xy)


def to_plain(states: Sequence[Roadwork]) -> list[dict[str, object]]:
    """Write states, the last one the present, as plain values; the oldest are forgotten."""
    return [
        {
            "closures": [_written(closure) for closure in state.closures],
            "slides": sorted(state.slides),
            "rain": state.rain,
        }
        for state in states[-MOST_STEPS:]
    ]


def _written(closure: Closure) -> dict[str, object]:
    told: dict[str, object] = {
        "edge_id": closure.edge_id,
        "modes": list(closure.modes),
        "first_day": closure.first_day.isoformat(),
        "last_day": closure.last_day.isoformat() if closure.last_day else None,
        "reason": closure.reason,
    }
    if closure.at_m is not None:
        told["at_m"] = closure.at_m
    if closure.xy is not None:
        told["xy"] = list(closure.xy)
    return told


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
        _number(told["at_m"]) if "at_m" in told else None,
        _place(told["xy"]) if "xy" in told else None,
    )


def _place(value: object) -> tuple[float, float]:
    x, y = (_number(one) for one in _list(value))
    return x, y


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TypeError
    return float(value)


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
