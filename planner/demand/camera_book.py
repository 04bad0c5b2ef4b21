"""What an office keeps of its camera sites: consents by date, cameras that hang there, the plan.

Consent belongs to a site and has a state and a date, never a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from geo.contract import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

NEXT: Mapping[str, tuple[str, ...]] = {
    "not_needed": ("asked",),
    "not_asked": ("asked",),
    "asked": ("agreed", "refused"),
    "agreed": ("withdrawn",),
    "refused": ("asked",),
    "withdrawn": ("asked",),
}
"""State of a site -> what may be recorded next: whoever refused or withdrew may be asked again."""
STANDING_MOST = 2000
_STEPS_MOST = 50  # entries of one site


@dataclass(frozen=True, slots=True)
class Step:
    """A state of consent, and the day from which it holds."""

    state: str
    on: date


@dataclass(frozen=True, slots=True)
class Mounted:
    """A camera at a pole: hanging there today, or placed by hand.

    Parameters
    ----------
    fixed
        Whether it stays in every plan; otherwise a better one may replace it.
    """

    pole_id: str
    heading_deg: int
    kind_id: str
    fixed: bool = True

    def __post_init__(self) -> None:
        """Refuse a heading that is none."""
        if not 0 <= self.heading_deg < 360:
            msg = f"heading_deg must be in 0..359, got {self.heading_deg}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class CameraBook:
    """What an office has recorded for an area.

    Parameters
    ----------
    consents
        Pole -> its states, the last one the present; () where only the area's data says something.
    standing
        Cameras that hang there today.
    placed
        Cameras placed by hand: they are in every plan as long as the law allows them.
    plan
        Ids of the options of the plan adopted last, in order to change little.
    """

    consents: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    standing: tuple[Mounted, ...] = ()
    placed: tuple[Mounted, ...] = ()
    plan: tuple[str, ...] = ()

    def state(self, pole_id: str, usual: str) -> str:
        """Present state of consent of a pole; `usual` is what the area's data says."""
        steps = self.consents.get(pole_id, ())
        return steps[-1].state if steps else usual

    def recorded(self, pole_id: str, usual: str, step: Step) -> CameraBook:
        """Record a step of consent.

        Raises
        ------
        InputError
            camera_consent_step or camera_consent_date: it cannot come next, or lies before the
            last one.
        """
        steps = self.consents.get(pole_id, ())
        now = self.state(pole_id, usual)
        if step.state not in NEXT.get(now, ()):
            facts = {"pole": pole_id, "state": now, "wanted": step.state}
            told = "{pole}: after {state} comes no {wanted}"
            raise InputError(code="camera_consent_step", facts=facts, sentence=told)
        if steps and step.on < steps[-1].on:
            dates = {"date": step.on.isoformat(), "last": steps[-1].on.isoformat()}
            told = "{pole}: {date} lies before {last}"
            raise InputError(
                code="camera_consent_date", facts={"pole": pole_id, **dates}, sentence=told
            )
        return replace(self, consents={**self.consents, pole_id: (*steps, step)[-_STEPS_MOST:]})

    def undone(self, pole_id: str) -> CameraBook:
        """Take back the last step recorded for a pole, as after a slip of the hand."""
        steps = self.consents.get(pole_id, ())[:-1]
        others = {name: told for name, told in self.consents.items() if name != pole_id}
        return replace(self, consents={**others, pole_id: steps} if steps else others)

    @property
    def mark(self) -> str:
        """Text that changes with the book."""
        return msgspec.json.encode(self, order="deterministic").decode()


NO_BOOK = CameraBook()


def to_plain(book: CameraBook) -> object:
    """Write a book as plain lists, dicts and texts."""
    told: object = msgspec.to_builtins(book)
    return told


def from_plain(told: object) -> CameraBook:
    """Read what `to_plain` wrote; None is an empty book.

    Raises
    ------
    InputError
        cameras_damaged
    """
    if told is None:
        return NO_BOOK
    try:
        book = msgspec.convert(told, CameraBook)
    except (msgspec.ValidationError, ValueError) as error:
        raise _damaged() from error
    states = {step.state for steps in book.consents.values() for step in steps}
    if states - set(NEXT) or len(book.standing) + len(book.placed) > STANDING_MOST:
        raise _damaged()
    return book


def _damaged() -> InputError:
    sentence = "What the office keeps of its cameras cannot be read."
    return InputError(code="cameras_damaged", facts={}, sentence=sentence)
