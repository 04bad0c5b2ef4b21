"""Mend a drawing by choices: shapes follow claims, and the result is proved again."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.contract import Fact, name_some
from geo.coverage import certify
from geo.coverage.certificate import Certificate
from geo.coverage.edges import Polygons
from geo.coverage.findings import Rows
from geo.repair.aftermath import (
    AFTER,
    cut_off_as_decided,
    follow_ups,
    round_off_islands,
    still_open,
)
from geo.repair.choices import carry_out, is_chip, refusal
from geo.repair.desk import Case, Choice, Desk, Mended
from geo.repair.records import earlier_records, with_records
from geo.repair.shapes import Layer, made
from geo.repair.state import LEDGER, State
from geo.repair.workings import layer_of, positions

_GROUND_KINDS = ("gap", "overlap", "outside", "crosses_unit_border", "layers_disagree")
_FOLLOWS = ("stray_part", "node_mismatch")  # listed as open cases, or harmless in area
_SLACK_M2 = 0.01  # the 1 mm raster
_BEND_M = 0.001  # a border bends no more when its crossings become nodes on the raster


def carried_out(desk: Desk, choices: Mapping[str, Choice]) -> Mended:
    """Carry out choices about a desk; see `geo.repair.mend`."""
    workings = desk.workings
    state = State.of(workings)
    cases = {case.case_id: case for case in desk.cases}
    unknown = [one for one in choices if one not in cases and not one.startswith(AFTER)]
    if unknown:
        told = "No such case on this desk: {cases}."
        raise refusal({"cases": name_some(unknown)}, "unknown_case", told)
    late = []
    # rows are joined last: until then ground may go to each of them
    for name in sorted(choices.keys() & cases.keys(), key=lambda n: (n in workings.rows_of, n)):
        if is_chip(workings, name):
            late.append(name)
        else:
            carry_out(state, cases[name], choices[name])
    cut_off_as_decided(state, [(cases[name], choices[name]) for name in late])
    made_now = follow_ups(state, choices)
    round_off_islands(state)
    open_cases = still_open(state, [c for c in desk.cases if c.case_id not in choices])
    return _finished(desk, state, (*open_cases, *made_now), changed=bool(choices))


def _finished(desk: Desk, state: State, open_cases: tuple[Case, ...], *, changed: bool) -> Mended:
    exceptions = desk.exceptions
    ledger = pd.DataFrame(state.rows, columns=list(LEDGER))
    if not changed:
        return Mended(
            desk.grids,
            desk.units,
            desk.boundary,
            exceptions,
            desk.certificate,
            ledger,
            0.0,
            open_cases,
        )
    shapes = _shapes(state)
    grids = _with_new(_grid_frame(desk, state, shapes.grids), state, shapes.fresh)
    units = desk.units
    if units is not None:
        units = _with_shapes(units, state.workings.ground.drawn.parents, shapes.units)
    exceptions = _exceptions(desk, state, grids, shapes)
    certificate = certify(
        grids,
        shapes.boundary,
        units=units,
        expected_codes=desk.expected_codes,
        places=desk.places,
        tolerance_m=desk.certificate.tolerance_m,
        exceptions=exceptions,
    )
    _refuse_emptied(desk, grids)
    refuse_worse(desk.certificate, certificate)
    # what nobody could decide may have gone with the rest: a village has grids by now
    left = tuple(c for c in open_cases if c.options or c.kind in certificate.kinds)
    return Mended(
        grids,
        units,
        shapes.boundary,
        exceptions,
        certificate,
        ledger,
        _border_shift(desk, state, shapes),
        left,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Shapes:
    """Shapes of everything with borders, as drawn where nothing was decided."""

    grids: Polygons  # by row of the ground
    fresh: dict[int, shapely.Geometry]  # by number behind them
    units: Polygons  # by row of the ground
    boundary: shapely.Geometry
    earlier: Polygons  # recorded holes and exclaves, in the order of the ground
    kept: Polygons


def _shapes(state: State) -> _Shapes:
    workings = state.workings
    ground, drawn = workings.ground, workings.ground.drawn
    layer = layer_of(ground, state.claims, tuple(state.sets))
    fresh = state.new_grids()
    more = [*fresh.values(), *(kept.faces for kept in state.kept)]
    new = np.full(len(more), None, dtype=object)
    first = len(layer.faces) - len(drawn.exclaves.ids)
    for row in range(first, len(layer.faces)):
        layer.faces[row] = layer.faces[row][~state.unrecorded[layer.faces[row]]]
    layer = Layer([*layer.faces, *more], np.concatenate([layer.drawn, new]))
    every = made(ground, workings.nodes, layer, state.touched())
    recorded = len(drawn.holes.ids) + len(drawn.exclaves.ids)
    counts = [len(drawn.grids), len(drawn.units), 1, recorded, len(fresh)]
    grids, units, boundary, earlier, founded, kept = np.split(every, np.cumsum(counts))
    return _Shapes(grids, dict(zip(fresh, founded, strict=True)), units, boundary[0], earlier, kept)


def _grid_frame(desk: Desk, state: State, shapes: Polygons) -> gpd.GeoDataFrame:
    workings, drawn = state.workings, state.workings.ground.drawn
    position = workings.position
    frame = _with_shapes(desk.grids, drawn.rows, shapes)
    geometry = frame.geometry.to_numpy()
    ids = [str(value) for value in desk.grids.index]
    if state.recoded:
        frame["unit_code"] = _with_codes(frame, state)
    for row, name in state.names.items():
        ids[position[row]] = name
    gone = {int(position[row]) for row in state.dropped}
    gone |= {
        n for n, name in enumerate(ids) if name in state.blank and geometry_is_blank(geometry[n])
    }
    stay = [n for n in range(len(ids)) if n not in gone]
    frame.index = pd.Index(ids, dtype="object", name=desk.grids.index.name)
    return frame.iloc[stay]


def _with_codes(frame: gpd.GeoDataFrame, state: State) -> NDArray[np.object_]:
    """Codes of the units after rows were given another; a layer without a column gets one."""
    workings, drawn = state.workings, state.workings.ground.drawn
    codes = np.full(len(frame), None, dtype=object)
    if "unit_code" in frame.columns:
        codes = frame["unit_code"].to_numpy(dtype="object").copy()
    for row in state.recoded:
        codes[workings.position[row]] = drawn.parents.ids[int(drawn.unit[row])]
    return codes


def _with_new(
    frame: gpd.GeoDataFrame, state: State, shapes: Mapping[int, shapely.Geometry]
) -> gpd.GeoDataFrame:
    """Add the rows of new grids: base grids of their unit, without a name and a date as yet."""
    if not shapes:
        return frame
    first = len(state.workings.ground.drawn.grids)
    fresh = [state.workings.advice.fresh[number - first] for number in shapes]
    known = {"unit_code": [one.unit_code or None for one in fresh], "kind": ["base"] * len(fresh)}
    rows = pd.RangeIndex(len(frame) + len(fresh))
    longer = frame.reset_index(drop=True).reindex(rows)
    for name, values in frame.items():
        if str(name) in known or values.dtype == object:  # others know a gap of their own
            told = values.tolist() + known.get(str(name), [None] * len(fresh))
            longer[name] = pd.Series(told, index=rows, dtype="object")
    added = np.array(list(shapes.values()), dtype=object)
    geometry = np.concatenate([frame.geometry.to_numpy(), added])
    ids = [*frame.index, *(one.grid_id for one in fresh)]
    longer.index = pd.Index(ids, dtype="object", name=frame.index.name)
    return longer.set_geometry(geometry, crs=frame.crs)


def _with_shapes(frame: gpd.GeoDataFrame, rows: Rows, shapes: Polygons) -> gpd.GeoDataFrame:
    """Frame with new shapes by row of the ground; rows that did not change keep their bytes."""
    geometry = frame.geometry.to_numpy().copy()
    for position, shape, drawn in zip(positions(frame, rows), shapes, rows.geometry, strict=True):
        if shape is not drawn:
            geometry[position] = shape
    return frame.set_geometry(geometry, crs=frame.crs)


def geometry_is_blank(shape: shapely.Geometry | None) -> bool:
    """Whether a row has no shape."""
    return shape is None or bool(shape.is_empty)


def _exceptions(
    desk: Desk, state: State, grids: gpd.GeoDataFrame, shapes: _Shapes
) -> gpd.GeoDataFrame | None:
    """Exceptions as they are by now; None where the desk had none and none was made."""
    drawn = state.workings.ground.drawn
    made_again = dict(zip([*drawn.holes.ids, *drawn.exclaves.ids], shapes.earlier, strict=True))
    changed = {
        name
        for name, old, new in zip(drawn.rows.ids, drawn.rows.geometry, shapes.grids, strict=True)
        if old is not new
    }
    earlier = earlier_records(desk.exceptions, made_again, grids.loc[grids.index.isin(changed)])
    found = with_records(earlier, state, shapes.kept, desk.grids.crs)
    return found if len(found) or desk.exceptions is not None else None


def _border_shift(desk: Desk, state: State, shapes: _Shapes) -> float:
    """Largest distance in metres of a node from the unit and outer borders as drawn."""
    pairs = [(desk.boundary, shapes.boundary)]
    pairs += list(zip(state.workings.ground.drawn.parents.geometry, shapes.units, strict=True))
    shift = 0.0
    for old, new in pairs:
        if old is not new and old is not None and not shapely.equals_exact(old, new, 0.0):
            drawn, nodes = (shapely.get_coordinates(shape) for shape in (old, new))
            fresh = ~np.isin(nodes[:, 0] + 1j * nodes[:, 1], drawn[:, 0] + 1j * drawn[:, 1])
            off_m = shapely.distance(shapely.points(nodes[fresh]), shapely.boundary(old))
            shift = max(shift, float(off_m.max(initial=0.0)))
    return shift


def _refuse_emptied(desk: Desk, grids: gpd.GeoDataFrame) -> None:
    """Refuse decisions that leave a grid without ground; who wants that dissolves it.

    Raises
    ------
    InputError
        repair_empties.
    """
    drawn = {str(n) for n, shape in desk.grids.geometry.items() if not geometry_is_blank(shape)}
    emptied = [n for n, shape in grids.geometry.items() if n in drawn and geometry_is_blank(shape)]
    if emptied:
        told = "These choices leave {grids} without any ground, so nothing was changed."
        raise refusal({"grids": name_some(emptied)}, "repair_empties", told)


def refuse_worse(before: Certificate, after: Certificate) -> None:
    """Refuse a result with more ground at fault than before, or a fault of a new kind.

    Stray parts that decisions cut off are no reason: they are open cases of the result.

    Raises
    ------
    InputError
        repair_worse.
    """
    (count, area), (fewer, less) = _ground_at_fault(after), _ground_at_fault(before)
    new = [
        kind
        for kind, (_, area_m2) in after.kinds.items()
        if kind not in (*before.kinds, *_FOLLOWS)
        and not (kind in _GROUND_KINDS and area_m2 <= _SLACK_M2)
    ]
    more_pieces = count > fewer and after.residue_edges > before.residue_edges
    grown = area > less + _SLACK_M2 and not _only_bent(before, after)
    if grown or new or (more_pieces and area > less - _SLACK_M2):
        facts: dict[str, Fact] = {
            "before_m2": round(less, 2),
            "after_m2": round(area, 2),
            "kinds": ", ".join(new) or "none",
        }
        told = (
            "These choices would make the drawing worse ({before_m2} m2 at fault before, "
            "{after_m2} after, new kinds of fault: {kinds}), so nothing was changed."
        )
        raise refusal(facts, "repair_worse", told)


def _ground_at_fault(certificate: Certificate) -> tuple[int, float]:
    """Pieces of ground at fault, and their m2."""
    found = [certificate.kinds.get(kind, (0, 0.0)) for kind in _GROUND_KINDS]
    return sum(count for count, _ in found), sum(area_m2 for _, area_m2 in found)


def _only_bent(before: Certificate, after: Certificate) -> bool:
    """Whether all ground at fault had the same fault before, but for a border bent by the raster.

    A ring mended alone gets nodes where it crosses drawings nobody has decided about yet: over
    long borders that is more ground than the slack, though no fault is new.
    """
    for kind in _GROUND_KINDS:
        drawn, left = (
            shapely.make_valid(one.faults.geometry.to_numpy()[one.faults["kind"].eq(kind)])
            for one in (before, after)
        )
        near = shapely.buffer(shapely.union_all(drawn), _BEND_M)
        if len(left) > len(drawn) or shapely.area(shapely.union_all(left).difference(near)) > 0:
            return False
    return True
