"""Made-up crews and responder posts."""

from __future__ import annotations

from .frame import UNIT_CODES, UNITS
from .sites import Site
from .write import Value

CREW_HEADER = (
    "crew_id",
    "name_zh",
    "name_en",
    "kind",
    "size",
    "officers",
    "mode",
    "base_site_id",
    "shift_start",
    "shift_end",
    "home_units",
)
POST_HEADER = (
    "post_id",
    "name_zh",
    "name_en",
    "kind",
    "site_id",
    "size",
    "mode",
    "may_lead",
    "capacity_households",
    "home_units",
)
DAY, EVENING = ("08:00", "16:00"), ("16:00", "23:59")


def _first(sites: list[Site], kind: str, unit: int | None = None) -> str:
    return next(s.site_id for s in sites if s.kind == kind and unit in (None, s.unit))


def crews(sites: list[Site]) -> list[tuple[Value, ...]]:
    """List 13 crews in two shifts."""
    station, hall = _first(sites, "police_station"), _first(sites, "township_hall")
    rows: list[tuple[Value, ...]] = []

    def add(
        zh: str,
        en: str,
        kind: str,
        size: int,
        officers: int,
        mode: str,
        base: str,
        shift: tuple[str, str],
        home: str = "",
    ) -> None:
        rows.append(
            (f"C{len(rows) + 1:02d}", zh, en, kind, size, officers, mode, base, *shift, home)
        )

    add("白班警车组", "Day police car", "police", 3, 2, "car", station, DAY)
    add("夜班警车组", "Evening police car", "police", 3, 2, "car", station, EVENING)
    add("白班摩托一组", "Day motorcycle patrol 1", "mixed", 2, 1, "motorbike", station, DAY)
    add("白班摩托二组", "Day motorcycle patrol 2", "mixed", 2, 1, "motorbike", station, DAY)
    add("夜班摩托组", "Evening motorcycle patrol", "mixed", 2, 1, "motorbike", station, EVENING)
    add("集镇步巡辅警组", "Market town foot auxiliaries", "auxiliary", 2, 0, "foot", station, DAY)
    for unit in range(2, 7):
        add(
            f"{UNITS[unit][1]}辅警组",
            f"{UNITS[unit][2]} auxiliaries",
            "village_auxiliary",
            2,
            0,
            "motorbike",
            _first(sites, "police_room", unit),
            DAY,
            UNIT_CODES[unit],
        )
    add("民兵应急排巡逻组", "Militia patrol", "militia", 4, 0, "car", hall, EVENING)
    add(
        "集镇义警夜巡组",
        "Market town volunteer night patrol",
        "volunteer",
        4,
        0,
        "foot",
        station,
        EVENING,
        f"{UNIT_CODES[0]};{UNIT_CODES[1]}",
    )
    return rows


TOWNSHIP_POSTS = (
    # Chinese, English, kind, at site kind, size, mode, may lead, households
    (
        "派出所值班组",
        "Police station duty team",
        "police_station",
        "police_station",
        4,
        "car",
        True,
        2200,
    ),
    ("消防救援站", "Fire and rescue post", "fire_station", "fire_station", 6, "car", True, 2500),
    ("乡应急救援队", "Township rescue team", "rescue_team", "township_hall", 10, "car", True, 2500),
    (
        "乡民兵应急排",
        "Township militia platoon",
        "militia",
        "township_hall",
        12,
        "car",
        False,
        1200,
    ),
    ("乡卫生院急救组", "Township clinic emergency team", "clinic", "clinic", 3, "car", False, 2500),
)
UNIT_POSTS = (
    # Chinese and English ending, kind, at site kind, size, mode, may lead, households, in units
    (
        "社区民警",
        "community officer",
        "community_officer",
        "police_room",
        1,
        "motorbike",
        True,
        900,
        (0, 1, 2, 4),
    ),
    ("辅警", "auxiliaries", "auxiliary", "police_room", 2, "motorbike", False, 700, range(7)),
    ("应急组", "village team", "village_team", "unit_office", 4, "foot", False, 500, range(7)),
    (
        "义警",
        "volunteer police",
        "volunteer_police",
        "unit_office",
        4,
        "foot",
        False,
        350,
        (0, 1, 3, 5),
    ),
    ("民兵班", "militia squad", "militia", "unit_office", 5, "motorbike", False, 500, range(3, 7)),
)


def responders(sites: list[Site]) -> list[tuple[Value, ...]]:
    """List 31 posts of every kind with the households each can serve."""
    posts: list[tuple[Value, ...]] = [
        (zh, en, kind, _first(sites, at), size, mode, lead, households, "")
        for zh, en, kind, at, size, mode, lead, households in TOWNSHIP_POSTS
    ]
    for unit, (code, zh, en, *_) in enumerate(UNITS):
        posts += [
            (zh + a, f"{en} {b}", kind, _first(sites, at, unit), size, mode, lead, households, code)
            for a, b, kind, at, size, mode, lead, households, units in UNIT_POSTS
            if unit in units
        ]
    return [(f"R{n:02d}", *post) for n, post in enumerate(posts, 1)]
