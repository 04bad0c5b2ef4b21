"""How a layer is checked: errors with facts, columns, and the contract of a frame."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

Fact = str | int | float
Kind = Literal["text", "int", "float", "bool", "date", "time"]
FrameT = TypeVar("FrameT", bound=pd.DataFrame)

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_TIME = re.compile(r"(([01]\d|2[0-3]):[0-5]\d)|24:00")
_ID_MOST = 150  # characters; a question adds a prefix and a direction and allows 200
_NAMED = 5  # how many rows a message names before it only counts


class InputError(ValueError):
    """Input that cannot be used: a code, its facts and one English sentence.

    Parameters
    ----------
    code
        Stable key of the message, for translation.
    facts
        What the sentence speaks about: file, row, expected, given.
    sentence
        English sentence; ``{name}`` stands for a fact. Without one the code and the facts are
        written out.
    """

    def __init__(
        self, code: str, facts: Mapping[str, Fact] | None = None, sentence: str = ""
    ) -> None:
        self.code = code
        self.facts: dict[str, Fact] = dict(facts or {})
        super().__init__(sentence.format(**self.facts) if sentence else self._plain())

    def _plain(self) -> str:
        told = dict(self.facts)
        if "told" in told:  # the sentence is already written, only its subject stands apart
            return " ".join(str(told[key]) for key in ("file", "layer", "told") if key in told)
        return f"{self.code}: " + ", ".join(f"{key} {value}" for key, value in told.items())


class SchemaError(InputError):
    """Every fault found in a source at once.

    ``faults`` holds one `InputError` each, in the order they were found.
    """

    def __init__(self, source: str, faults: Sequence[InputError]) -> None:
        self.faults = tuple(faults)
        facts: dict[str, Fact] = {"source": source, "fault_count": len(self.faults)}
        super().__init__("faults_in_source", facts, "{source}: {fault_count} fault(s).")
        self.args = ("\n".join([self.args[0], *(f"- {fault}" for fault in self.faults)]),)


def raise_if_any(source: str, faults: Sequence[InputError]) -> None:
    """Raise one `SchemaError` over all faults, or nothing when there are none."""
    if faults:
        raise SchemaError(source, faults)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: kind of value, whether it may be missing, closed choices, least and most."""

    kind: Kind = "text"
    optional: bool = False
    choices: frozenset[str] = frozenset()
    least: float | None = None
    most: float | None = None

    def wanted(self) -> str:
        """Words for what a value of this column must be."""
        words = {
            "text": "text",
            "int": "a whole number",
            "float": "a number",
            "bool": "true or false",
            "date": "a date YYYY-MM-DD",
            "time": "a time HH:MM from 00:00 to 24:00",
        }[self.kind]
        if self.choices:
            words = "one of " + " ".join(sorted(self.choices))
        if self.least is not None:
            words += f" not below {self.least:g}"
        if self.most is not None:
            words += f" not above {self.most:.0f}"
        return words

    def accepts(self, value: object) -> bool:
        """Whether a value that is not missing fits."""
        fits = _FITS[self.kind](value)
        if fits and self.choices:
            fits = value in self.choices
        if fits and self.least is not None:
            fits = isinstance(value, (int, float, np.number)) and bool(value >= self.least)
        if fits and self.most is not None:
            fits = isinstance(value, (int, float, np.number)) and bool(value <= self.most)
        return fits


def _is_whole(value: object) -> bool:
    if isinstance(value, (bool, np.bool_)):
        return False
    return isinstance(value, (int, np.integer)) or (
        isinstance(value, (float, np.floating)) and float(value).is_integer()
    )


def _is_number(value: object) -> bool:
    if isinstance(value, (bool, np.bool_)):
        return False
    return isinstance(value, (int, float, np.integer, np.floating)) and bool(np.isfinite(value))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_id(value: object) -> bool:
    return _is_text(value) and len(str(value)) <= _ID_MOST and str(value).isprintable()


_FITS: dict[str, Callable[[object], bool]] = {
    "text": _is_text,
    "int": _is_whole,
    "float": _is_number,
    "bool": lambda value: isinstance(value, (bool, np.bool_)),
    "date": lambda value: isinstance(value, str) and bool(_DATE.fullmatch(value)),
    "time": lambda value: isinstance(value, str) and bool(_TIME.fullmatch(value)),
}

_DTYPES: dict[str, str] = {
    "text": "object",
    "int": "int64",
    "float": "float64",
    "bool": "bool",
    "date": "object",
    "time": "object",
}


def _is_missing(value: object) -> bool:
    return (
        value is None
        or value == ""
        or value is pd.NA
        or (isinstance(value, float) and np.isnan(value))
    )


def name_some(labels: Iterable[object]) -> str:
    """First five labels, and how many more there are."""
    every = [str(label) for label in labels]
    more = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + more


@dataclass(frozen=True, slots=True)
class Frame:
    """Contract of a layer: its name, id column, columns and kinds of geometry.

    An empty ``index`` means the rows have no id of their own; no ``geometry`` means a table.
    """

    name: str
    index: str
    columns: Mapping[str, Column]
    geometry: frozenset[str] = frozenset()

    def check(self, frame: FrameT, source: str, *, labels: Sequence[str] | None = None) -> FrameT:
        """Return the frame with its id as index and columns in their kinds.

        Parameters
        ----------
        frame
            Rows as read; the id may be a column or already the index.
        source
            File name for messages.
        labels
            How a message names each row ("row 7"); the ids by default.

        Raises
        ------
        SchemaError
            All faults of the frame at once, each with up to five rows.
        """
        if self.index and self.index not in frame.columns and frame.index.name == self.index:
            frame = frame.reset_index()
        names = list(labels) if labels is not None else self._labels(frame)
        faults = [
            *self._column_faults(frame, source),
            *self._id_faults(frame, source, names),
            *self._value_faults(frame, source, names),
            *self._geometry_faults(frame, source, names),
        ]
        raise_if_any(source, faults)
        return self._typed(frame)

    def empty(self, crs: str) -> gpd.GeoDataFrame:
        """Return the layer without rows, in the given CRS."""
        data = {name: pd.Series([], dtype=_DTYPES[c.kind]) for name, c in self.columns.items()}
        rows: pd.DataFrame = gpd.GeoDataFrame(data, geometry=[], crs=crs)
        if not self.geometry:
            rows = pd.DataFrame(data)
        return rows.set_index(pd.Index([], dtype="object", name=self.index or None))

    def _labels(self, frame: pd.DataFrame) -> list[str]:
        if self.index in frame.columns:
            return [str(value) for value in frame[self.index]]
        return [f"feature {number}" for number in range(1, len(frame) + 1)]

    def _column_faults(self, frame: pd.DataFrame, source: str) -> list[InputError]:
        wanted = {name for name, column in self.columns.items() if not column.optional}
        wanted |= {self.index} if self.index else set()
        missing = sorted(wanted - set(frame.columns))
        if not missing or not len(frame):
            return []
        facts: dict[str, Fact] = {
            "source": source,
            "missing": " ".join(missing),
            "given": " ".join(str(column) for column in frame.columns if column != "geometry"),
        }
        sentence = "{source}: missing column(s) {missing}; the file has {given}; add them."
        return [InputError("missing_columns", facts, sentence)]

    def _id_faults(
        self, frame: pd.DataFrame, source: str, names: Sequence[str]
    ) -> list[InputError]:
        if not self.index or self.index not in frame.columns:
            return []
        ids = frame[self.index]
        faults = []
        bad = [f"feature {n}" for n, value in enumerate(ids, 1) if not _is_id(value)]
        facts: dict[str, Fact] = {"source": source, "field": self.index}
        if bad:
            sentence = "{source}: {field} must be a printable text of 1 to {most}, see {rows}."
            told = {**facts, "most": f"{_ID_MOST} characters", "rows": name_some(bad)}
            faults.append(InputError("bad_id", told, sentence))
        twice = pd.Series(list(names), dtype="object")[ids.duplicated().to_numpy()].unique()
        if len(twice):
            sentence = "{source}: {field} must be unique, given more than once: {rows}."
            faults.append(InputError("duplicate_id", {**facts, "rows": name_some(twice)}, sentence))
        return faults

    def _value_faults(
        self, frame: pd.DataFrame, source: str, names: Sequence[str]
    ) -> list[InputError]:
        faults = []
        for name, column in self.columns.items():
            if name not in frame.columns:
                continue
            bad = [
                number
                for number, value in enumerate(frame[name].to_numpy(dtype="object"))
                if not (column.optional if _is_missing(value) else column.accepts(value))
            ]
            if bad:
                facts: dict[str, Fact] = {
                    "source": source,
                    "field": name,
                    "rows": name_some(names[number] for number in bad),
                    "expected": column.wanted(),
                    "given": str(frame[name].iloc[bad[0]]),
                }
                sentence = "{source}: {field} must be {expected}, given {given} ({rows})."
                faults.append(InputError("bad_value", facts, sentence))
        return faults

    def _geometry_faults(
        self, frame: pd.DataFrame, source: str, names: Sequence[str]
    ) -> list[InputError]:
        if not self.geometry or not isinstance(frame, gpd.GeoDataFrame) or not len(frame):
            return []
        faults = []
        facts: dict[str, Fact] = {"source": source, "expected": " or ".join(sorted(self.geometry))}
        if frame.crs is None:
            sentence = "{source}: no coordinate system is given; write one into the file."
            faults.append(InputError("no_crs", facts, sentence))
        kinds = frame.geometry.geom_type.to_numpy()
        empty = shapely.is_missing(frame.geometry) | shapely.is_empty(frame.geometry)
        wrong = [n for n, kind in enumerate(kinds) if kind not in self.geometry or empty[n]]
        if wrong:
            facts |= {
                "rows": name_some(names[n] for n in wrong),
                "given": "nothing" if empty[wrong[0]] else str(kinds[wrong[0]]),
            }
            sentence = "{source}: geometry must be {expected}, given {given} ({rows})."
            faults.append(InputError("wrong_geometry", facts, sentence))
        return faults

    def _typed(self, frame: FrameT) -> FrameT:
        values: dict[Hashable, pd.Series] = {}
        for name, column in self.columns.items():
            series = (
                frame[name] if name in frame.columns else pd.Series(None, frame.index, "object")
            )
            blank = series.map(_is_missing)
            if column.kind in {"text", "date", "time"}:
                values[name] = series.astype("object").where(~blank, None)
            elif blank.any():  # an optional number stays a float with gaps
                values[name] = pd.to_numeric(series.astype("object").where(~blank, np.nan))
            else:
                values[name] = series.astype(np.dtype(_DTYPES[column.kind]))
        frame = frame.assign(**{str(name): value for name, value in values.items()})
        return frame.set_index(self.index) if self.index else frame
