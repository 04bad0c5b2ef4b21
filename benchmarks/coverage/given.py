"""What a tool is given, on disk and in memory; knows nothing of this repository's own code."""

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

LENGTH = struct.Struct("<i")
ABSENT = -1
BATCH = 4096  # shapes decoded at a time, so that reading leaves no mark on the peak memory


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """Grids by grid_id with unit_code, units by unit_code, boundary, and the units expected."""

    grids: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    boundary: shapely.Geometry
    expected_codes: tuple[str, ...]


def save(given: Given, folder: Path) -> Path:
    """Write what a tool is given into a folder of its own."""
    folder.mkdir(parents=True)
    facts = {
        "crs": given.grids.crs.to_string(),
        "grid_ids": list(given.grids.index),
        "unit_of": list(given.grids["unit_code"]),
        "unit_codes": list(given.units.index),
        "expected_codes": list(given.expected_codes),
    }
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    save_shapes(given.grids.geometry.to_numpy(), folder / "grids.wkb")
    save_shapes(given.units.geometry.to_numpy(), folder / "units.wkb")
    save_shapes([given.boundary], folder / "boundary.wkb")
    return folder


def load(folder: Path) -> Given:
    """Read what `save` wrote."""
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    grids = gpd.GeoDataFrame(
        {"unit_code": facts["unit_of"]},
        index=pd.Index(facts["grid_ids"], name="grid_id"),
        geometry=load_shapes(folder / "grids.wkb"),
        crs=facts["crs"],
    )
    units = gpd.GeoDataFrame(
        index=pd.Index(facts["unit_codes"], name="unit_code"),
        geometry=load_shapes(folder / "units.wkb"),
        crs=facts["crs"],
    )
    boundary = load_shapes(folder / "boundary.wkb")[0]
    return Given(grids, units, boundary, tuple(facts["expected_codes"]))


def save_shapes(shapes: Sequence[shapely.Geometry | None], path: Path) -> None:
    """Write shapes as WKB, each after its length; a missing one has length -1."""
    with path.open("wb") as stream:
        for shape in shapes:
            wkb = None if shape is None else shapely.to_wkb(shape)
            stream.write(LENGTH.pack(ABSENT if wkb is None else len(wkb)))
            stream.write(wkb or b"")


def load_shapes(path: Path) -> NDArray[np.object_]:
    """Read what `save_shapes` wrote."""
    batches = [shapely.from_wkb(batch) for batch in _batches(path)]
    return np.concatenate(batches) if batches else np.zeros(0, dtype=object)


def _batches(path: Path) -> Iterator[list[bytes | None]]:
    with path.open("rb") as stream:
        while batch := _batch(stream):
            yield batch


def _batch(stream: object) -> list[bytes | None]:
    batch: list[bytes | None] = []
    while len(batch) < BATCH and (head := stream.read(LENGTH.size)):
        (length,) = LENGTH.unpack(head)
        batch.append(None if length == ABSENT else stream.read(length))
    return batch
