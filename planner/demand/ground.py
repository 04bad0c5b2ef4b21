"""An area made ready for questions: layers, road network, exits, certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.coverage import Certificate, certify
from geo.exits import exits as find_exits
from geo.load import Area, load_area
from geo.roads import Network, network_from_lines
from geo.speeds import level_kmh

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd


@dataclass(frozen=True, eq=False)
class Ground:
    """What every question about one area starts from.

    Parameters
    ----------
    area
        The layers, checked.
    network
        Roads as junctions and edges.
    exits
        Frame exit_id -> road_class, road_id, point where a road leaves the area.
    certificate
        Proof, or faults, of the coverage by grids.
    """

    area: Area
    network: Network
    exits: gpd.GeoDataFrame
    certificate: Certificate

    @property
    def road_exits(self) -> gpd.GeoDataFrame:
        """Exits a vehicle can use: a path over the ridge is no place for a patrol or a camera."""
        driven = [name for mode in ("motorbike", "car") for name in level_kmh(mode)]
        return self.exits[self.exits["road_class"].isin(driven)]


def load_ground(folder: Path) -> Ground:
    """Read an area folder and make it ready for questions.

    Raises
    ------
    geo.schema.InputError
        When a layer is missing or breaks its contract; nothing is half read.
    """
    area = load_area(folder)
    network = network_from_lines(area.roads, terrain=area.terrain)
    certificate = certify(
        area.grids,
        area.boundary,
        units=area.units,
        expected_codes=area.expected_unit_codes,
        places=area.places,
    )
    return Ground(area, network, find_exits(network, area.boundary), certificate)
