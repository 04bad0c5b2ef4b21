"""Roads out of a file of any format: a map of OpenStreetMap, or a drawn layer of lines."""

from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import shapely
from pyproj import CRS

from geo.contract import Fact, InputError
from geo.crs import check_metric, working_crs_for
from geo.formats import Source, layers_of, read_drawing, source_of
from geo.formats.drawing import Note
from geo.formats.osm import centre_of, osm_centre, osm_reading
from geo.formats.osm_packed import ENDINGS
from geo.formats.osm_read import read_map
from geo.formats.osm_roads import roads_of_map
from geo.formats.road_reading import RoadReading
from geo.intake.coordinates import reading_of
from geo.intake.topographic import signs
from geo.persons.tables import refuse_named
from geo.road_lines import road_lines

__all__ = ["Said", "is_map", "read_brought_roads", "read_drawn_roads", "read_mapped_roads"]

_DEGREES = "EPSG:4490"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a drawn file that it does not say itself.

    Parameters
    ----------
    layer
        Which of several layers.
    system
        What its coordinates are: EPSG:4544, GCJ-02, BD-09.
    encoding
        Encoding of its text.
    road_class
        Class of the roads that name none, or none known.
    """

    layer: str = ""
    system: str = ""
    encoding: str = ""
    road_class: str = ""


def is_map(path: Path) -> bool:
    """Whether the ending of a file says that it is a map of OpenStreetMap."""
    return Path(path).suffix.lower() in ENDINGS


def read_mapped_roads(path: Path, *, crs: str = "", plain: bool = False) -> RoadReading:
    """Read the roads of a map of OpenStreetMap, in metres of `crs` or of the place's own system.

    Raises
    ------
    InputError
        What `osm_reading` finds; bad_crs, crs_not_metres or crs_elsewhere.
    SchemaError
        person_cell: the name of a road names a person.
    """
    centre = osm_centre(path)
    return _nobody(Path(path).name, osm_reading(path, _system(crs, centre), plain=plain))


def read_drawn_roads(
    path: Path, said: Said, *, crs: str = "", near: shapely.Geometry | None = None
) -> RoadReading:
    """Read the roads of a drawn layer, its coordinates told as those of any drawing.

    Parameters
    ----------
    near
        Township in longitude and latitude that the roads must lie near.

    Raises
    ------
    InputError
        What the reader of the format, `reading_of` and `road_lines` find.
    """
    return _drawn(source_of(path), said, crs=crs, near=near)


def read_brought_roads(
    source: Source, said: Said, *, crs: str, near: shapely.Geometry
) -> RoadReading:
    """Read roads somebody brings as bytes: a map of OpenStreetMap, or a drawn layer.

    Parameters
    ----------
    near
        Township in longitude and latitude that the roads must lie near.

    Raises
    ------
    InputError
        What `read_mapped_roads` and `read_drawn_roads` find; roads_elsewhere: no road of a map
        lies in the township.
    """
    name = next(iter(source), "")
    if len(source) != 1 or not is_map(Path(name)):
        return _drawn(source, said, crs=crs, near=near)
    held = read_map(name, source[name])
    reading = _nobody(name, roads_of_map(name, held, _system(crs, centre_of(name, held))))
    _check_near(name, reading, near)
    return reading


def _drawn(source: Source, said: Said, *, crs: str, near: shapely.Geometry | None) -> RoadReading:
    drawing = read_drawing(source, layer=said.layer, encoding=said.encoding)
    reading = reading_of(drawing, near, system=said.system)
    read = road_lines(drawing, reading, crs=crs or None, otherwise=said.road_class)
    guarded = tuple(Note(sign) for sign in signs(drawing, layers_of(source)))
    return replace(read, notes=(*guarded, *read.notes))


def _check_near(name: str, reading: RoadReading, near: shapely.Geometry) -> None:
    """Refuse a map of another place, which a system in metres may still hold."""
    [outline] = gpd.GeoSeries([near.convex_hull], crs=_DEGREES).to_crs(reading.roads.crs)
    least_m = float(reading.roads.distance(outline).min())
    if least_m > 0:
        facts: dict[str, Fact] = {"file": name, "km": round(least_m / 1000, 1)}
        told = (
            "{file}: no road of the map lies in the township, the nearest is {km} km off; give a "
            "map of this township."
        )
        raise InputError(facts=facts, code="roads_elsewhere", sentence=told)


def _nobody(name: str, reading: RoadReading) -> RoadReading:
    """Refuse roads named after a person."""
    names = {column: reading.roads[column].tolist() for column in ("name_zh", "name_en")}
    refuse_named(name, names, list(reading.roads.index))
    return reading


def _system(crs: str, centre: tuple[float, float]) -> CRS | str:
    return check_metric(crs, centre) if crs else working_crs_for(*centre)
