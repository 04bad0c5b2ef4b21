"""Roads out of a file, or from Overpass where that is allowed: read, looked at, written."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from geo.crs import degrees_for
from geo.export import write_geopackage
from geo.formats.geojson import write_features
from geo.intake.topographic import SIGNS
from geo.load import load_area
from geo.road_files import Said, is_map, read_drawn_roads, read_mapped_roads
from geo.road_joins import crossings, join_near_misses, node_crossings
from geo.road_parts import parts_of
from geo.roads import near_misses, network_from_lines
from geo.schema import InputError
from planner.commands.common import FINE, BadInput, area_folder, keep_inputs, worded, writing
from planner.report.road_findings import Looked, findings_frame, write_findings
from planner.words import Lang, explain, known, listed, say

if TYPE_CHECKING:
    import argparse

    from geo.formats.road_reading import RoadReading
    from geo.load import Area
    from geo.road_joins import Join
    from geo.roads import Network
    from planner.commands.common import Tell

ENDINGS, REPORTS = (".geojson", ".gpkg"), (".csv", ".geojson")
NEAR_M = 5.0  # ends this near to another road are listed
_DEGREES = "EPSG:4490"
_AROUND_M = 1_000.0  # roads are asked for this far beyond the area: ways round lead outside
_SHOWN = 10  # parts, ends and crossings told one by one


@dataclass(frozen=True, eq=False)
class _Asked:
    """What the words ask for, and how to tell it."""

    args: argparse.Namespace
    area: Area | None
    lang: Lang
    tell: Tell

    def say(self, key: str, **facts: object) -> None:
        self.tell(say(key, self.lang, **facts))


def roads(args: argparse.Namespace, tell: Tell) -> int:
    """Read roads, say what they are and what to look at, join what was asked, write."""
    lang: Lang = args.lang
    _check(args)
    try:
        asked = _Asked(args, _area(args), lang, tell)
        if args.overpass and asked.area:
            reading = _fetched(asked, asked.area)
        else:
            reading = _read(asked, args.file)
        frame, looked = _looked(asked, reading)
        if frame is not reading.roads:
            asked.say("cli.roads_now")
            _tell_network(asked, network_from_lines(frame))
        _write(asked, frame, looked)
    except InputError as error:
        raise BadInput(worded(error, lang)) from error
    return FINE


def _check(args: argparse.Namespace) -> None:
    """Refuse words that ask for nothing, or for what cannot be written."""
    lang: Lang = args.lang
    if (args.file is None) != args.overpass:
        raise BadInput(say("cli.road_source", lang))
    if args.overpass and not (args.area and args.keep):
        raise BadInput(say("cli.overpass_needs", lang))
    if args.join_ends is not None and not 0 < args.join_ends <= 100:
        raise BadInput(say("cli.bad_join", lang, given=args.join_ends))
    for path, endings in ((args.out, ENDINGS), (args.report, REPORTS)):
        if path is not None and path.suffix.lower() not in endings:
            known_endings = listed(endings, lang)
            told = say("cli.bad_ending", lang, given=path.name, endings=known_endings)
            raise BadInput(told)
    keep_inputs(args)


def _area(args: argparse.Namespace) -> Area | None:
    if args.area is None:
        return None
    return load_area(area_folder(args))


def _fetched(asked: _Asked, area: Area) -> RoadReading:
    """Ask Overpass; the module that can is loaded only here. A refused answer is not kept."""
    args = asked.args
    overpass = import_module("geo.overpass")
    try:
        settings = overpass.OverpassSettings(
            allowed=args.allow_network,
            mirrors=tuple(args.mirror or overpass.MIRRORS),
            timeout_s=args.timeout,
            attempts=args.attempts,
        )
    except ValueError as error:
        raise BadInput(say("cli.usage", asked.lang, told=error)) from error
    ground = gpd.GeoSeries([area.boundary.convex_hull.buffer(_AROUND_M)], crs=area.crs)
    [outline] = ground.to_crs(_DEGREES)
    if args.allow_network:
        asked.say("cli.overpass_asks", mirror=settings.mirrors[0])
    found = writing(
        args.keep, asked.lang, lambda folder: overpass.fetch_roads(outline, folder, settings)
    )
    files: tuple[Path, Path] = (found.map_file, found.record_file)
    try:
        reading = _read(asked, found.map_file)
    except InputError:
        for path in files:
            path.unlink()
        raise
    for path in files:
        asked.say("cli.wrote", file=path)
    return reading


def _read(asked: _Asked, path: Path) -> RoadReading:
    args, area = asked.args, asked.area
    crs = args.crs or (area.crs if area else "")
    if is_map(path):
        reading = read_mapped_roads(path, crs=crs, plain=args.plain)
    else:
        near = None
        if area is not None:
            units = area.units.to_crs(_DEGREES).geometry
            near = shapely.geometrycollections(list(units))
        said = Said(args.layer, args.system, args.encoding, args.road_class)
        reading = read_drawn_roads(path, said, crs=crs, near=near)
    asked.say("cli.roads_read", file=path.name, n=len(reading.roads))
    for note in reading.notes:
        if note.code in SIGNS:
            asked.say(f"topographic.{note.code}")
        if known(f"read.{note.code}"):
            asked.tell("· " + explain("read", note.code, note.facts, asked.lang))
    return reading


def _looked(asked: _Asked, reading: RoadReading) -> tuple[gpd.GeoDataFrame, Looked]:
    """Look for ends that nearly meet and roads that cross; join what the words ask for."""
    args = asked.args
    network = network_from_lines(reading.roads)
    _tell_network(asked, network)
    misses = near_misses(network, tolerance_m=args.join_ends or NEAR_M)
    crossed = crossings(reading.roads)
    _tell_misses(asked, misses, args.join_ends or NEAR_M)
    _tell_crossings(asked, crossed)
    frame = reading.roads
    joins: tuple[Join, ...] = ()
    if args.node_crossings:
        wanted = crossed[~crossed["bridge"] & (crossed["kind"] != "overlap")]
        frame = node_crossings(frame, wanted) if len(wanted) else frame
        asked.say("cli.crossings_noded", n=len(wanted))
    if args.join_ends is not None:
        found = near_misses(network_from_lines(frame), tolerance_m=args.join_ends)
        done = join_near_misses(frame, found)
        frame, joins = (done.roads if done.joins else frame), done.joins
        most = max((join.moved_m for join in joins), default=0.0)
        asked.say("cli.ends_joined", n=len(joins), most=f"{most:.2f}", left=len(done.left))
    return frame, Looked(reading.findings, misses, crossed, joins)


def _tell_network(asked: _Asked, network: Network) -> None:
    edges = network.edges
    asked.say(
        "cli.roads_net",
        total=network.length_m,
        edges=len(edges),
        arcs=network.arc_count,
        nodes=len(network.node_xy),
        parts=network.component_count,
    )
    parts = parts_of(network)
    for number, part in enumerate(parts.head(_SHOWN).to_dict("records"), 1):
        facts = {"total": part["length_m"], "edges": part["edge_count"]}
        facts |= {"nodes": part["node_count"], **_place(part["x"], part["y"])}
        asked.say("cli.roads_part", n=number, **facts)
    rest = parts.iloc[_SHOWN:]
    if len(rest):
        asked.say("cli.roads_rest", n=len(rest), total=rest["length_m"].sum())


def _tell_misses(asked: _Asked, misses: gpd.GeoDataFrame, tolerance_m: float) -> None:
    asked.say("cli.near_misses", n=len(misses), m=f"{tolerance_m:g}")
    for row in misses.sort_values("gap_m").head(_SHOWN).itertuples():
        facts = {"gap": f"{row.gap_m:.2f}", **_place(row.geometry.x, row.geometry.y)}
        asked.say("cli.near_miss", a=row.edge_id, b=row.near_edge_id, **facts)


def _tell_crossings(asked: _Asked, crossed: gpd.GeoDataFrame) -> None:
    bridges = int(crossed["bridge"].sum())
    asked.say("cli.crossings", n=len(crossed), bridges=bridges)
    for row in crossed[~crossed["bridge"]].head(_SHOWN).itertuples():
        place = _place(row.geometry.x, row.geometry.y)
        kind = say(f"roadfile.{row.kind}", asked.lang)
        asked.say("cli.crossing", a=row.road_id, b=row.other_id, kind=kind, **place)


def _place(x: float, y: float) -> dict[str, str]:
    return {"x": f"{x:.1f}", "y": f"{y:.1f}"}


def _write(asked: _Asked, frame: gpd.GeoDataFrame, looked: Looked) -> None:
    args, lang = asked.args, asked.lang
    if args.out is not None:
        if not args.crs and args.out.suffix.lower() != ".gpkg":
            frame = frame.to_crs(degrees_for(frame))
        writing(args.out, lang, lambda path: _write_roads(path, frame))
        asked.say("cli.wrote", file=args.out)
    if args.report is not None:
        table = findings_frame(looked, frame.crs, lang)
        writing(args.report, lang, lambda path: write_findings(path, table, lang))
        asked.say("cli.wrote", file=args.report)


def _write_roads(path: Path, frame: gpd.GeoDataFrame) -> None:
    if path.suffix.lower() == ".gpkg":
        write_geopackage(path, {"roads": frame})
        return
    part = path.with_name(f".{path.stem[:100]}.{os.getpid()}.part")
    try:
        write_features(part, frame)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
