"""A drawn layer of roads (shapefile, GeoPackage, DXF, ...) as lines that meet where they meet."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from geo.contract import Fact, InputError, name_some
from geo.formats.drawing import Drawing, Note
from geo.formats.road_reading import Finding, RoadReading
from geo.intake.columns import adopted, recognised
from geo.intake.coordinates import Reading, placed
from geo.intake.road_values import (
    bridge_of,
    choice_of,
    class_of,
    directions,
    not_known,
    number_of,
    surface_of,
)
from geo.persons.tables import refuse_named
from geo.road_joins import meet_at_shared_vertices
from geo.roads import ROAD_CLASSES
from geo.schema import ROADS

_LINES, _AREAS = (1, 2, 5), (3, 6)  # type numbers: lines and rings, polygons
_CHOICES = ("foot", "motorbike", "car", "night", "rain")


def road_lines(
    drawing: Drawing,
    reading: Reading,
    *,
    crs: CRS | str | None = None,
    otherwise: str = "",
) -> RoadReading:
    """Roads of a drawing in metres, divided where two of them share a vertex; nothing is moved.

    Columns and values are recognised in Chinese and English. Parts of a line are roads of their
    own; a road against whose drawing traffic runs is turned round. Closed lines of a DXF are
    rings; texts and points are left and counted.

    Parameters
    ----------
    reading
        What the numbers of the drawing are, from `geo.intake.coordinates`.
    crs
        System in metres to bring them to; by default the working system of the place.
    otherwise
        Class of roads whose own is missing or not known; without it they are refused.

    Raises
    ------
    InputError
        no_roads, road_class_missing, road_class_unknown, road_value, column_twice; or what
        `placed` finds.
    SchemaError
        What the contract of roads finds; person_cell: a cell names a person.
    """
    drawing, turned = _recognised(drawing, otherwise)
    drawing = replace(drawing, frame=drawing.frame.assign(_row=range(len(drawing.rows))))
    taken, shapes = _as_lines(drawing)
    drawn = replace(drawing, frame=drawing.frame[taken].set_geometry(shapes[taken]))
    metres = placed(drawn, reading, crs)
    left = [
        Finding("not_a_line", drawing.rows[row], np.nan, np.nan) for row in np.flatnonzero(~taken)
    ]
    roads, short = _one_by_one(metres, turned[taken], drawing.rows)
    checked = ROADS.check(roads, drawing.file, labels=list(roads["_label"])).drop(columns="_label")
    divided, places = meet_at_shared_vertices(checked[[*ROADS.columns, "geometry"]])
    notes = drawing.notes + tuple(
        note
        for note in (
            Note("road_rows_left", {"count": len(left), "rows": name_some(f.about for f in left)}),
            Note("roads_without_length", {"count": len(short)}),
            Note("roads_divided", {"count": places}),
        )
        if note.facts["count"]
    )
    return RoadReading(divided, notes, (*left, *short))


def _recognised(drawing: Drawing, otherwise: str) -> tuple[Drawing, np.ndarray]:
    """Drawing with the columns of roads in their values, and which rows are to be turned round."""
    frame = drawing.frame
    names = [str(name) for name in frame.columns if name != frame.geometry.name]
    taken = recognised(names, "roads", file=drawing.file)
    # before any refusal that would repeat a cell
    refuse_named(drawing.file, {name: frame[name].tolist() for name in names}, drawing.rows)
    of = {column: name for name, column in taken.items()}
    lines = np.isin(shapely.get_type_id(frame.geometry.to_numpy()), (*_LINES, *_AREAS))
    values: dict[str, pd.Series] = {}
    values |= _classes(drawing, of.get("road_class", ""), lines, otherwise)
    way = _directions(drawing, of["oneway"]) if "oneway" in of else [0] * len(frame)
    values[of.get("oneway", "oneway")] = pd.Series([w != 0 for w in way], index=frame.index)
    bridge = of.get("bridge", "bridge")
    values[bridge] = (
        _each(drawing, bridge, bridge_of)
        if "bridge" in of
        else pd.Series(np.zeros(len(frame), dtype=bool), index=frame.index)
    )
    if "surface" in of:
        values[of["surface"]] = _each(drawing, of["surface"], surface_of)
    for column in ("width_m", "max_kmh"):
        if column in of:
            values[of[column]] = _each(drawing, of[column], number_of)
    for column in set(_CHOICES) & set(of):
        values[of[column]] = _each(drawing, of[column], partial(choice_of, column))
    named = replace(
        drawing, frame=frame.assign(**{k: v.astype("object") for k, v in values.items()})
    )
    return adopted(named, "roads"), np.array([w < 0 for w in way], dtype=bool)


def _classes(
    drawing: Drawing, name: str, lines: np.ndarray, otherwise: str
) -> dict[str, pd.Series]:
    """Class of each road; refused where the table does not say it and nobody else did."""
    frame = drawing.frame
    cells = frame[name] if name else pd.Series(None, index=frame.index, dtype="object")
    classes = [class_of(cell) or otherwise for cell in cells]
    wrong = [row for row, known in enumerate(classes) if not known and lines[row]]
    if wrong:
        raise _class_fault(drawing, name, wrong)
    return {name or "road_class": pd.Series(classes, index=frame.index, dtype="object")}


def _class_fault(drawing: Drawing, name: str, wrong: Sequence[int]) -> InputError:
    facts: dict[str, Fact] = {
        "file": drawing.file,
        "layer": drawing.layer or "-",
        "column": name,
        "rows": name_some(drawing.rows[row] for row in wrong),
        "count": len(wrong),
        "expected": " ".join(ROAD_CLASSES),
    }
    given = [drawing.frame[name].iloc[row] for row in wrong] if name else []
    texts = [str(cell) for cell in given if isinstance(cell, str) and cell.strip()]
    if not texts:
        told = (
            "{file}, layer {layer}: {count} roads have no class ({rows}); add a column with one "
            "of {expected}, or name the class of all of them."
        )
        return InputError(facts=facts, code="road_class_missing", sentence=told)
    facts["given"] = name_some(dict.fromkeys(texts))
    told = (
        "{file}, layer {layer}, column {column}: {given} is no class of road known here ({rows}); "
        "write one of {expected}, name the class of such roads, or choose the layer of the roads."
    )
    return InputError(facts=facts, code="road_class_unknown", sentence=told)


def _directions(drawing: Drawing, name: str) -> list[int]:
    cells = drawing.frame[name].tolist()
    found = directions(cells)
    wrong = [row for row, way in enumerate(found) if way is None]
    if wrong:
        given = [str(cells[row]) for row in wrong]
        raise not_known(drawing.file, name, given, [drawing.rows[row] for row in wrong])
    return [way or 0 for way in found]


def _each(drawing: Drawing, name: str, change: Callable[[object], object]) -> pd.Series:
    """Cells of a column in our values; those nobody understands are refused together."""
    cells, values, wrong = drawing.frame[name].tolist(), [], []
    for row, cell in enumerate(cells):
        try:
            values.append(change(cell))
        except ValueError:
            values.append(None)
            wrong.append(row)
    if wrong:
        given = [str(cells[row]) for row in wrong]
        raise not_known(drawing.file, name, given, [drawing.rows[row] for row in wrong])
    return pd.Series(values, index=drawing.frame.index, dtype="object")


def _as_lines(drawing: Drawing) -> tuple[np.ndarray, np.ndarray]:
    """Which rows are roads, and all shapes with the closed lines of a DXF as rings."""
    shapes = drawing.frame.geometry.to_numpy().copy()
    kinds = shapely.get_type_id(shapes)
    if drawing.file.lower().endswith(".dxf"):
        closed = np.isin(kinds, _AREAS)
        shapes[closed] = shapely.boundary(shapes[closed])
        kinds = shapely.get_type_id(shapes)
    taken = np.isin(kinds, _LINES) & ~shapely.is_empty(shapes)
    if not taken.any():
        facts: dict[str, Fact] = {"file": drawing.file, "layer": drawing.layer or "-"}
        facts["given"] = ", ".join(sorted(set(drawing.frame.geometry.geom_type.dropna()))) or "-"
        told = (
            "{file}, layer {layer}: no row is a line (it has {given}); roads are lines: choose "
            "the layer of the roads."
        )
        raise InputError(facts=facts, code="no_roads", sentence=told)
    return taken, shapes


def _one_by_one(
    metres: gpd.GeoDataFrame, turned: np.ndarray, labels: Sequence[str]
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """One road for each part of a line, by its id or the number of its row; none without length."""
    metres = metres.reset_index(drop=True)
    shapes = metres.geometry.to_numpy().copy()
    shapes[turned] = shapely.reverse(shapes[turned])
    parts, row = shapely.get_parts(shapes, return_index=True)
    held = metres.iloc[row].reset_index(drop=True).set_geometry(parts, crs=metres.crs)
    held["_label"] = [labels[number] for number in held["_row"]]
    named = held["road_id"] if "road_id" in held else pd.Series(None, held.index, dtype="object")
    stem = named.where(named.notna(), [f"r{number + 1}" for number in held["_row"]]).astype(str)
    number = stem.groupby(stem).cumcount() + 1
    many = stem.duplicated(keep=False)
    held["road_id"] = np.where(many, stem + "-" + number.astype(str), stem)
    short = ~(held.length > 0).to_numpy()
    findings = []
    for label, part in zip(held["_label"][short], parts[short], strict=True):
        [x, y] = shapely.get_coordinates(part)[0].tolist()
        findings.append(Finding("road_without_length", label, x, y))
    return held[~short].drop(columns="_row"), findings
