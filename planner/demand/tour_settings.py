"""What a planner may set before tours are asked for: the office's own numbers, no standard."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

import msgspec

from geo.contract import InputError
from planner.demand.promise_terms import LONGEST

MAIN_CLASSES = ("county", "township", "primary", "secondary", "tertiary")
SIDE_CLASSES = ("village", "unclassified", "residential", "living_street", "pedestrian", "road")


@dataclass(frozen=True, slots=True)
class StreetRule:
    """Which stretches of road are to be covered, and how often; the first rule that fits counts.

    Parameters
    ----------
    homes_per_100_m
        Only stretches with at least so many mapped dwellings per 100 m.
    walked
        Covered on foot; counts near the base of a crew on foot only.
    """

    classes: tuple[str, ...]
    times_a_week: int = 1
    homes_per_100_m: int = 0
    walked: bool = False
    points: int = 15


@dataclass(frozen=True, slots=True)
class PostRule:
    """A fixed post at all sites of a kind on all days of a kind ("" on every day), "HH:MM".

    Parameters
    ----------
    site_id
        Only at this site of the kind; "" at all of them.
    """

    site_kind: str
    day_kind: str
    opens: str
    closes: str
    minutes: int
    points: int = 60
    needs_officer: bool = True
    least_size: int = 2
    mandatory: bool = False
    site_id: str = ""

    def is_at(self, site_id: str, kind: str) -> bool:
        """Whether there is a post at a site."""
        return kind == self.site_kind and self.site_id in ("", site_id)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two crews are at a junction of the roads at the same hour, "HH:MM", on some weekdays.

    Parameters
    ----------
    node_id
        Junction of the network.
    weekdays
        Monday is 0.
    """

    crew_ids: tuple[str, str]
    node_id: str
    at: str
    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TourSettings:
    """Tours of an area: the planner's own numbers until the office sets its own.

    Parameters
    ----------
    place_gap_days, site_gap_days, exit_gap_days
        Longest time between two visits where the office has promised nothing.
    season_gap_days
        Kind of day -> kind of place or site -> longest time when the horizon has such a day.
    early_days, late_days
        How long before and after the day it is due a visit may be; so the days of a week are even,
        and a visit that comes too late is still one.
    other_weekdays
        Whether a visit avoids the weekday of the one before, where its promise allows.
    visit_from, visit_to
        Hours in which hamlets are visited.
    streets
        Stretches to be covered; `street_times` says otherwise for single edges (0: not at all).
    both_sides_homes
        Streets with at least so many dwellings on each side are covered both ways; 0: none are.
    street_longest_m, street_shortest_m
        Longer stretches are cut at a junction, shorter ones go with a neighbour covered alike.
    street_slack_days
        How long before and after the day of its turn a street may be covered.
    walked_within_m
        How far from the base of a crew on foot streets are walked.
    meetings
        None: neighbouring crews of one shift meet once a week at their common border.
    meet_mandatory
        Whether no meeting may be left out.
    meetings_hold, meeting_price_s
        Whether nobody may wait at a meeting for a crew that does not come; if it may be, what
        that costs.
    rosters
        Crew -> cycle of days on and off, as in "110"; on every day where nothing is said.
    off
        Crew -> days (ISO) on which it is not there.
    shifts
        Crew -> day (ISO) -> shift it has then instead of its usual one, as in "14:00-22:00".
    skills, home_grids
        Crew -> what it can do besides; grids it belongs to.
    dark_from, dark_to
        A shift at least half of which lies in these hours is one of the night.
    """

    place_gap_days: int = 28
    site_gap_days: int = 7
    exit_gap_days: int = 4
    season_gap_days: Mapping[str, Mapping[str, int]] = field(
        default_factory=lambda: {
            "flood": {"reservoir_dam": 2, "bridge": 4},
            "fire": {"hamlet": 14},
        }
    )
    place_dwell_min: int = 10
    site_dwell_min: int = 10
    exit_dwell_min: int = 10
    early_days: int = 2
    late_days: int = 2
    other_weekdays: bool = False
    visit_from: str = "08:00"
    visit_to: str = "21:00"
    streets: tuple[StreetRule, ...] = (
        StreetRule((*MAIN_CLASSES, *SIDE_CLASSES), 2, homes_per_100_m=5, walked=True),
        StreetRule(MAIN_CLASSES),
        StreetRule(SIDE_CLASSES, homes_per_100_m=3),
    )
    street_times: Mapping[str, int] = field(default_factory=dict)
    both_sides_homes: int = 10
    near_home_m: int = 100
    street_longest_m: int = 2000
    street_shortest_m: int = 200
    street_slack_days: int = 1
    walked_within_m: int = 1500
    posts: tuple[PostRule, ...] = (PostRule("market", "market", "08:30", "12:00", 120),)
    meetings: tuple[Meeting, ...] | None = None
    meet_at: str = "10:30"
    meet_window_min: int = 30
    meet_min: int = 20
    meet_points: int = 30
    meet_mandatory: bool = False
    rosters: Mapping[str, str] = field(default_factory=dict)
    off: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shifts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    skills: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    home_grids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dark_from: str = "19:00"
    dark_to: str = "06:00"
    max_drive_min: int = 300
    max_walk_min: int = 90
    least_crew_size: int = 2
    night_least_size: int = 2
    night_needs_officer: bool = False
    reserve_share_pct: int = 50
    rest_min: int = 480
    break_after_min: int = 270
    break_min: int = 30
    no_repeat: bool = True
    meetings_hold: bool = True
    left_out_price_s: int = 600
    abroad_price_s: int = 600
    other_grid_price_s: int = 120
    promise_price_s: int = 7200
    longest_price_pct: int = 0
    fair_price_s: int = 5
    moved_price_s: int = 600
    meeting_price_s: int = 1800

    def __post_init__(self) -> None:
        """Refuse settings that ask nothing; prices and rules are checked with the question."""
        seasons = (days for kinds in self.season_gap_days.values() for days in kinds.values())
        gaps = (self.place_gap_days, self.site_gap_days, self.exit_gap_days, *seasons)
        if not all(1 <= days <= LONGEST for days in gaps):
            msg = f"gaps must lie in 1..{LONGEST} days, got {gaps}"
            raise ValueError(msg)
        if min(self.early_days, self.late_days, self.street_slack_days) < 0:
            msg = "early_days, late_days and street_slack_days must not be negative"
            raise ValueError(msg)
        times = (*(rule.times_a_week for rule in self.streets), *self.street_times.values())
        if not all(0 <= count <= 7 for count in times):
            msg = f"streets are covered 0..7 times a week, got {times}"
            raise ValueError(msg)
        if not all(cycle and set(cycle) <= {"0", "1"} for cycle in self.rosters.values()):
            msg = f'a roster is a cycle of "0" and "1", got {dict(self.rosters)}'
            raise ValueError(msg)
        if not 0 < self.meet_min <= self.meet_window_min < 2 * self.meet_min:
            msg = "meet_min must be more than half of meet_window_min, so that both crews meet"
            raise ValueError(msg)
        for told in (day for days in (*self.off.values(), *self.shifts.values()) for day in days):
            date.fromisoformat(told)
        for told in (shift for days in self.shifts.values() for shift in days.values()):
            shift_span(told)
        for told in self._clocks():
            if told != "24:00":
                time.fromisoformat(told)

    def _clocks(self) -> tuple[str, ...]:
        ends = (self.visit_from, self.visit_to, self.dark_from, self.dark_to, self.meet_at)
        posts = (told for post in self.posts for told in (post.opens, post.closes))
        return (*ends, *posts, *(meeting.at for meeting in self.meetings or ()))


def shift_span(told: str) -> tuple[str, str]:
    """Return begin and end of a shift as in "14:00-22:00", each "HH:MM".

    Raises
    ------
    ValueError
        If it is no such span, or ends when it begins.
    """
    first, _, last = told.partition("-")
    start, end = (f"{time.fromisoformat(at):%H:%M}" for at in (first, last))
    if start == end:
        msg = f"a shift must not end when it begins, got {told}"
        raise ValueError(msg)
    return start, end


def on_shift(
    settings: TourSettings, crew_ids: Collection[str], days: Collection[date], shift: str | None
) -> TourSettings:
    """Give crews another shift on some days; "" is the usual one, None is no shift at all."""
    told = [day.isoformat() for day in days]
    off = {crew: set(given) for crew, given in settings.off.items()}
    shifts = {crew: dict(given) for crew, given in settings.shifts.items()}
    for crew in crew_ids:
        free, other = off.setdefault(crew, set()), shifts.setdefault(crew, {})
        for day in told:
            free.discard(day)
            other.pop(day, None)
            if shift is None:
                free.add(day)
            elif shift:
                other[day] = shift
    return replace(
        settings,
        off={crew: tuple(sorted(given)) for crew, given in off.items() if given},
        shifts={crew: given for crew, given in shifts.items() if given},
    )


def to_plain(settings: TourSettings) -> dict[str, Any]:
    """Write settings as lists, dicts, texts and numbers, to be kept."""
    return dict(msgspec.to_builtins(settings))


def from_plain(told: object) -> TourSettings:
    """Read settings as they were kept; nothing kept is the planner's own.

    Raises
    ------
    InputError
        tours_damaged.
    """
    if told is None:
        return TourSettings()
    try:
        return msgspec.convert(told, TourSettings)
    except msgspec.ValidationError as error:  # also what the settings refuse themselves
        sentence = "The settings of the tours cannot be read; enter them again."
        raise InputError(code="tours_damaged", facts={}, sentence=sentence) from error
