"""The grids of one case before and after a choice, all else as drawn."""

import geopandas as gpd
import numpy as np
import shapely

from geo.coverage.edges import Ints
from geo.repair.choices import carry_out
from geo.repair.desk import Case, Choice, Desk
from geo.repair.shapes import Layer, made
from geo.repair.state import State
from geo.repair.workings import faces_of_grids, layer_of


def before_and_after(desk: Desk, case: Case, choice: Choice) -> gpd.GeoDataFrame:
    """Shapes of the grids of one case before and after a choice; see `geo.repair.preview`."""
    workings = desk.workings
    state = State.of(workings)
    carry_out(state, case, choice)
    drawn = workings.ground.drawn
    ids = drawn.rows.ids
    concerned = {*case.grid_ids, *(option.receiver for option in case.options), choice.receiver}
    rows = [row for row, name in enumerate(ids) if name in concerned]
    layer = layer_of(workings.ground, state.claims, tuple(state.sets))
    fresh = state.new_grids()
    before = drawn.rows.geometry[rows]
    wanted = [*(layer.faces[row] for row in rows), *fresh.values()]
    nothing = np.full(len(fresh), None, dtype=object)
    now = Layer(wanted, np.concatenate([before, nothing]))
    after = made(workings.ground, workings.nodes, now, state.touched())
    had = faces_of_grids(workings.ground, workings.ground.claims, workings.ground.sets)
    records = [
        _shown(desk, ids[row], "before", before[number], had[row])
        for number, row in enumerate(rows)
    ]
    records += [
        _shown(desk, state.name(grid), "after", shape, faces)
        for grid, shape, faces in zip((*rows, *fresh), after, wanted, strict=True)
    ]
    return gpd.GeoDataFrame(records, geometry="geometry", crs=desk.grids.crs)


def _shown(
    desk: Desk, grid_id: str, state: str, shape: shapely.Geometry, faces: Ints
) -> dict[str, object]:
    """One row of a preview."""
    known = desk.workings.places
    places = known.within(faces)
    return {
        "grid_id": grid_id,
        "state": state,
        "area_m2": float(shape.area),
        "place_ids": ";".join(known.ids[place] for place in places),
        "household_count": int(known.households[places].sum()),
        "geometry": shape,
    }
