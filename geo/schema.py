"""What every layer of an area must look like."""

from geo.contract import Column, Fact, Frame, InputError, SchemaError, name_some, raise_if_any

__all__ = [
    "BUILDINGS",
    "CALENDAR",
    "CREWS",
    "GRIDS",
    "GROUPS",
    "INCIDENTS",
    "PLACES",
    "POLES",
    "RESERVOIRS",
    "RESPONDERS",
    "ROADS",
    "SITES",
    "STREAMS",
    "UNITS",
    "UNITS_HISTORY",
    "ZONES",
    "Column",
    "Fact",
    "Frame",
    "InputError",
    "SchemaError",
    "name_some",
    "raise_if_any",
]


def _text(*choices: str, optional: bool = False) -> Column:
    return Column("text", optional=optional, choices=frozenset(choices))


_NAMES = {"name_zh": _text(optional=True), "name_en": _text(optional=True)}
_COUNT = Column("int", least=0, most=100_000)
_CAPACITY = Column("int", least=0, most=1_000_000)
_POST_KINDS = (
    *("police_station", "community_officer", "auxiliary", "village_auxiliary"),
    *("volunteer_police", "volunteer", "militia", "rescue_team", "fire_station", "clinic"),
    *("village_team", "police_room"),
)
_POLYGON = frozenset({"Polygon"})
_SURFACE = frozenset({"Polygon", "MultiPolygon"})
_POINT = frozenset({"Point"})
_LINE = frozenset({"LineString"})

UNITS = Frame(
    "units",
    "unit_code",
    {
        **_NAMES,
        "kind": _text("village", "community", "municipality"),
        "urban_rural": _text(optional=True),
        "effective_from": Column("date", optional=True),
    },
    _SURFACE,
)
UNITS_HISTORY = Frame(
    "units_history",
    "",
    {
        "set_id": _text(),
        "unit_code": _text(),
        **_NAMES,
        "kind": _text("village", "community", "municipality"),
        "urban_rural": _text(optional=True),
        "effective_from": Column("date", optional=True),
        "effective_to": Column("date", optional=True),
    },
    _SURFACE,
)
GRIDS = Frame(
    "grids",
    "grid_id",
    {
        **_NAMES,
        "kind": _text("base", "special"),
        "unit_code": _text(),
        "effective_from": Column("date", optional=True),
    },
    _POLYGON,
)
GROUPS = Frame("groups", "group_id", {**_NAMES, "unit_code": _text()}, _SURFACE)
PLACES = Frame(
    "places",
    "place_id",
    {
        **_NAMES,
        "kind": _text("hamlet", "town", "resettlement_site"),
        "unit_code": _text(),
        "household_count": _COUNT,
        "population_count": _COUNT,
    },
    _POINT,
)
SITES = Frame(
    "sites",
    "site_id",
    {
        **_NAMES,
        "kind": _text(),
        "unit_code": _text(),
        "mandatory": Column("bool"),
        "opens": Column("time"),
        "closes": Column("time"),
    },
    _POINT,
)
ROADS = Frame(
    "roads",
    "road_id",
    {
        "road_class": _text(),
        **_NAMES,
        "bridge": Column("bool"),
        "oneway": Column("bool"),
        "surface": _text(optional=True),
        "width_m": Column("float", optional=True, least=0),
        # who may use it: empty leaves it to the class
        "foot": _text("yes", "no", optional=True),
        "motorbike": _text("yes", "no", optional=True),
        "car": _text("yes", "no", optional=True),
        "max_kmh": Column("float", optional=True, least=1),
        "night": _text("open", "closed", optional=True),
        "rain": _text("open", "slow", "closed", optional=True),
    },
    _LINE,
)
STREAMS = Frame("streams", "stream_id", _NAMES, _LINE)
RESERVOIRS = Frame("reservoirs", "reservoir_id", _NAMES, _POLYGON)
BUILDINGS = Frame(
    "buildings",
    "building_id",
    {
        "kind": _text("dwelling", "shop", "public", "school", "other"),
        "height_m": Column("float", optional=True, least=0),
        "place_id": _text(optional=True),
    },
    _POLYGON,
)
POLES = Frame(
    "poles",
    "pole_id",
    {
        **_NAMES,
        "height_m": Column("float", least=0),
        "consent": _text("not_needed", "agreed", "asked", "refused", "withdrawn", "not_asked"),
        "legal_class": _text("art7_gov", "art7_operator", "art9_duty_holder", "voluntary"),
        "power": Column("bool"),
    },
    _POINT,
)
ZONES = Frame(
    "no_camera_zones",
    "zone_id",
    {
        "kind": _text("art8_private", "consent_required"),
        "reason_zh": _text(optional=True),
        "reason_en": _text(optional=True),
    },
    _POLYGON,
)
INCIDENTS = Frame(
    "incidents",
    "",
    {
        "place_id": _text(),
        "time_band": _text("morning", "afternoon", "evening", "night"),
        "count": _COUNT,
    },
)
CALENDAR = Frame(
    "calendar", "", {"date": Column("date"), "day_type": _text(), "note": _text(optional=True)}
)
CREWS = Frame(
    "crews",
    "crew_id",
    {
        **_NAMES,
        "kind": _text("police", "auxiliary", "village_auxiliary", "volunteer", "militia", "mixed"),
        "size": Column("int", least=1, most=1000),
        "officers": _COUNT,
        "mode": _text("foot", "motorbike", "car"),
        "base_site_id": _text(),
        "shift_start": Column("time"),
        "shift_end": Column("time"),
        "home_units": _text(optional=True),
    },
)
RESPONDERS = Frame(
    "responders",
    "post_id",
    {
        **_NAMES,
        "kind": _text(*_POST_KINDS),
        "site_id": _text(),
        "size": Column("int", least=1, most=10_000),
        "mode": _text("foot", "motorbike", "car"),
        "may_lead": Column("bool"),
        "capacity_households": _CAPACITY,
        "home_units": _text(optional=True),
    },
)
