"""Tables with coordinates: points, or polygons out of a table of corner points."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
import shapely

from geo.contract import Fact, InputError
from geo.formats.cells import HEAD, Table, csv_table, xlsx_layers, xlsx_table
from geo.formats.corners import Ring, Row, polygon_of, rings_of
from geo.formats.degrees import number_of
from geo.formats.drawing import Drawing, Note, frame_of, table_of
from geo.formats.headers import known_columns, plain_name

# what a column name says after `plain_name`; brackets may hold a unit or a system
_ROLES: Mapping[str, re.Pattern[str]] = {
    role: re.compile(rf".{{0,10}}({chinese})(\(.*\))?[a-z°]?|(gps|wgs84)?({latin})(\(.*\))?")
    for role, chinese, latin in (
        ("lon", "经度|东经", "lon|lng|long|longitude"),
        ("lat", "纬度|北纬", "lat|latitude"),
        ("easting", "东坐标|横坐标|东向|y\\(东\\)", "e|east|easting"),
        ("northing", "北坐标|纵坐标|北向|x\\(北\\)", "n|north|northing"),
        ("x", "x坐标|坐标x", "x|pointx|xcoord|coordx"),
        ("y", "y坐标|坐标y", "y|pointy|ycoord|coordy"),
        (
            "corner",
            "界址点号|界址点|界址点编号|拐点号|拐点编号|顶点号|点号|点序号",
            "pointno|corner",
        ),
        ("ring", "圈号|环号|地块圈号", "ring|ringno"),
    )
}
_PAIRS = (("lon", "lat"), ("easting", "northing"), ("x", "y"))
# what corners belong to, the surest name first
_PARCELS = tuple(
    re.compile(words)
    for words in (
        "网格(编码|代码|编号|号|id)|gridid|gridcode",
        "(地块|宗地|图斑|parcel)(编码|代码|编号|号|id|no)?",
        ".*(单元|村|社区|区划|行政区).*(代码|编码)|unitcode",
        "(网格|地块|宗地|图斑|村|社区)?(名称|名)|name|编码|代码|编号|code|id",
    )
)
_SYSTEMS = (
    ("GCJ-02", "gcj02|火星坐标|高德"),
    ("BD-09", "bd09|百度"),
    ("EPSG:4490", "cgcs2000|2000国家大地|国家2000"),
    ("EPSG:4326", "wgs84"),
)
_COUNT = re.compile("序号|顺序号|顺序|点序|序|no|seq|num")
_CORNERS = 3  # of the smallest ring
_FOOT = re.compile("合计|总计|小计|共计|制表|填表|审核|审批|单位负责人|备注|说明|注")


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the header stands, the names of its columns and which of them are what."""

    at: int
    names: tuple[str, ...]
    roles: Mapping[str, int]

    def pair(self) -> tuple[int, int]:
        """Columns of the first and the second coordinate."""
        first, second = next(pair for pair in _PAIRS if set(pair) <= self.roles.keys())
        return self.roles[first], self.roles[second]


def read(name: str, content: bytes, *, layer: str = "", encoding: str = "") -> Drawing:
    """Read a CSV or a sheet of an XLSX: points by their coordinate columns.

    A row with blank coordinates stays, without a place; a line of totals below the table does
    not. Rows with point numbers and a code they share become one polygon. Where a header says
    only X and Y their order is left as it is: a survey's X is the northing.

    Raises
    ------
    InputError
        no_coordinates, column_twice, not_coordinate, half_coordinate, few_corners, or what the
        reader of the cells finds.
    """
    if PurePath(name).suffix.lower() == ".xlsx":
        table = xlsx_table(name, content, layer)
    else:
        table = csv_table(name, content, encoding, _likeness)
    header = _header(table)
    rows = _rows(table, header)
    kept = [row for row in rows if row.xy is not None or not _is_foot(row)]
    notes = list(table.notes)
    if len(kept) < len(rows):
        notes.append(Note("foot_left", {"count": len(rows) - len(kept)}))
    gone = set(header.pair())
    shapes: list[shapely.Geometry | None]
    if parcels := _parcels(header, kept):
        shapes = [polygon_of(table.file, rings) for rings in parcels]
        labels = [f"rows {rings[0][0].number}-{rings[-1][-1].number}" for rings in parcels]
        kept = [rings[0][0] for rings in parcels]
        gone |= {at for role, at in header.roles.items() if role in {"corner", "ring"}}
        notes.append(Note("corners_joined", {"count": len(kept)}))
    else:
        shapes = [shapely.Point(row.xy) if row.xy else None for row in kept]
        labels = [f"row {row.number}" for row in kept]
    names = [(at, title) for at, title in enumerate(header.names) if at not in gone]
    records: list[dict[Hashable, object]]
    records = [{title: row.at(at) for at, title in names} for row in kept]
    frame = frame_of(table_of(table.file, records), np.array(shapes, dtype=object))
    system = _system(table, header)
    return Drawing(name, table.layer, frame, tuple(labels), system, tuple(notes))


def layers(name: str, content: bytes) -> tuple[str, ...]:
    """Names of the sheets that hold anything; a CSV has none."""
    return xlsx_layers(name, content) if PurePath(name).suffix.lower() == ".xlsx" else ()


def _likeness(row: Sequence[object]) -> int:
    """How much a row looks like a header: coordinates first, then columns somebody knows."""
    names = [str(cell) for cell in row if cell is not None]
    roles = {_role(name) for name in names} - {""}
    return 1_000 * any(set(pair) <= roles for pair in _PAIRS) + known_columns(names)


def _role(name: str) -> str:
    plain = plain_name(name)
    return next((role for role, words in _ROLES.items() if words.fullmatch(plain)), "")


def _header(table: Table) -> _Header:
    """First row that names a pair of coordinates; a blank in it takes the name above.

    Merged cells make such blanks: the upper row then names the columns that have one name only.
    """
    for at, row in enumerate(table.rows[:HEAD]):
        above = table.rows[at - 1] if at and table.numbers[at - 1] == table.numbers[at] - 1 else ()
        width = max(len(row), len(above))
        cells = [(Row(0, row, None).at(n), Row(0, above, None).at(n)) for n in range(width)]
        names = [own if own is not None else higher for own, higher in cells]
        roles: dict[str, list[int]] = {}
        for column, name in enumerate(names):
            if role := _role(str(name)) if name is not None and column < len(row) else "":
                roles.setdefault(role, []).append(column)
        for pair in _PAIRS:
            if set(pair) <= roles.keys():
                _refuse_twice(table.file, names, [roles[role] for role in pair])
                return _Header(at, _titles(table.file, names), {r: c[0] for r, c in roles.items()})
    given = ", ".join(str(cell) for cell in (table.rows or ((),))[0] if cell is not None)
    facts: dict[str, Fact] = {"file": table.file, "given": given[:200]}
    told = "{file}: expected columns of coordinates such as 经度 and 纬度, or X and Y; "
    told += "the first row is: {given}."
    raise InputError(facts=facts, code="no_coordinates", sentence=told)


def _titles(file: str, names: Sequence[object]) -> tuple[str, ...]:
    """Names of the columns, each once: a repeated one is numbered, a missing one is a number."""
    titles: dict[str, int] = {}
    for at, name in enumerate(names):
        title = str(name) if name is not None else f"column {at + 1}"
        if title in titles:
            if known_columns([title]):
                _refuse_twice(file, names, [[titles[title], at]])
            title = f"{title} ({at + 1})"
        titles[title] = at
    return tuple(titles)


def _refuse_twice(file: str, names: Sequence[object], columns: Sequence[Sequence[int]]) -> None:
    for same in columns:
        if len(same) > 1:
            facts: dict[str, Fact] = {"file": file}
            facts |= {"first": str(names[same[0]]), "second": str(names[same[1]])}
            told = "{file}: the columns {first} and {second} say the same; keep one of them."
            raise InputError(facts=facts, code="column_twice", sentence=told)


def _rows(table: Table, header: _Header) -> list[Row]:
    """Rows of data with their places; the first cell that is no number is named."""
    pair = header.pair()
    rows, bad, half = [], [], []
    start = header.at + 1
    for number, cells in zip(table.numbers[start:], table.rows[start:], strict=True):
        row = Row(number, cells, None)
        given = [row.at(column) for column in pair]
        numbers = [_number(cell) for cell in given]
        if None in given:
            half += [row] if given != [None, None] else []
        elif None in numbers:
            bad.append((row, pair[numbers.index(None)]))
        else:
            row = Row(number, cells, (numbers[0] or 0.0, numbers[1] or 0.0))
        rows.append(row)
    if bad:
        row, column = bad[0]
        facts: dict[str, Fact] = {"file": table.file, "row": row.number, "row_count": len(bad)}
        facts |= {"column": header.names[column], "given": str(row.at(column))[:60]}
        told = "{file}, row {row}, column {column}: expected a number, got {given}; "
        told += "correct it ({row_count} in all)."
        raise InputError(facts=facts, code="not_coordinate", sentence=told)
    if half:
        facts = {"file": table.file, "row": half[0].number, "row_count": len(half)}
        told = "{file}, row {row}: one of two coordinates is blank; give both or none "
        told += "({row_count} in all)."
        raise InputError(facts=facts, code="half_coordinate", sentence=told)
    return rows


def _number(cell: object) -> float | None:
    try:
        return number_of(cell)
    except ValueError:
        return None


def _is_foot(row: Row) -> bool:
    """Whether a row without a place is a line of totals or signatures below the table."""
    first = next((cell for cell in row.cells if cell is not None), "")
    return bool(_FOOT.match(re.sub(r"\s", "", str(first))))


def _parcels(header: _Header, rows: Sequence[Row]) -> list[list[Ring]]:
    """Rings of each parcel where the table lists corners; none where it lists points."""
    corner = header.roles.get("corner")
    plain = [plain_name(title) for title in header.names]
    named = [at for words in _PARCELS for at, title in enumerate(plain) if words.fullmatch(title)]
    parcel = next((at for at in named if at != corner), None)
    if parcel is None:
        return []
    if corner is None:
        corner = _counted(plain, rows, parcel)
    if corner is None:
        return []
    parcels = rings_of(rows, parcel, corner, header.roles.get("ring"))
    alone = all(len(ring) == 1 for rings in parcels for ring in rings)
    return [] if alone else parcels


def _counted(plain: Sequence[str], rows: Sequence[Row], parcel: int) -> int | None:
    """Column of plain numbers that count the rows of every parcel from its first: its corners."""
    column = next((at for at, title in enumerate(plain) if _COUNT.fullmatch(title)), None)
    if column is None:
        return None
    counts: dict[str, list[object]] = {}
    code = ""
    for row in rows:
        code = str(row.at(parcel) or code)
        counts.setdefault(code, []).append(_number(row.at(column)))
    begin = {numbers[0] for numbers in counts.values()}
    several = all(len(set(numbers)) >= _CORNERS for numbers in counts.values())
    return column if several and len(begin) == 1 and None not in begin else None


def _system(table: Table, header: _Header) -> str:
    """System the table names above or in its header, where it gives longitude and latitude."""
    if not set(_PAIRS[0]) <= header.roles.keys():
        return ""
    above = [str(cell) for row in table.rows[: header.at] for cell in row if cell is not None]
    said = plain_name(" ".join([*above, *(header.names[at] for at in header.pair())]))
    found = [system for system, words in _SYSTEMS if re.search(words, said)]
    return found[0] if len(found) == 1 else ""
