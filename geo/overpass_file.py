"""The dated file of an answer of Overpass, and the record of where it is from."""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from geo.formats.write_osm import write_osm

NOTICE = "© OpenStreetMap contributors, ODbL 1.0"
FILTER = '["highway"]'  # what is asked for


@dataclass(frozen=True, slots=True)
class Fetched:
    """The file of an answer, the record beside it, and how much is in it."""

    map_file: Path
    record_file: Path
    mirror: str
    way_count: int
    node_count: int


class Failed(Exception):  # noqa: N818 - a reason, told as an InputError in the end
    """Why one attempt gave nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def stored(
    answers: list[Mapping[str, object]],
    ground: shapely.Geometry,
    mirror: str,
    folder: Path,
    moment: dt.datetime,
) -> Fetched:
    """Write the answer and its record, each whole or not at all; an empty one is none."""
    elements = _elements(answers)
    stamp = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H%M%SZ")
    map_file = folder / f"roads_overpass_{stamp}.osm"
    part = folder / f".{map_file.stem}.{os.getpid()}.part"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        try:
            counts = write_osm(part, elements)
        except (KeyError, TypeError, ValueError) as error:
            raise Failed(reason="garbage") from error
        if not (counts["way"] and counts["node"]):
            raise Failed(reason="empty")
        if not _is_there(elements, ground):
            raise Failed(reason="garbage")
        if not _is_whole(elements):
            raise Failed(reason="partial")
        digest = hashlib.sha256(part.read_bytes()).hexdigest()
        part.replace(map_file)
    finally:
        part.unlink(missing_ok=True)
    record = {
        "source": mirror,
        "attribution": NOTICE,
        "fetched_at": moment.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "data_of": _data_of(answers),
        "bounds_lonlat": [round(value, 6) for value in ground.bounds],
        "asked_for": f"way{FILTER}",
        "ways": counts["way"],
        "nodes": counts["node"],
        "file": map_file.name,
        "sha256": digest,
    }
    record_file = map_file.with_suffix(".json")
    text = json.dumps(record, ensure_ascii=False, indent=1)
    try:
        part.write_text(text + "\n", encoding="utf-8", newline="\n")
        part.replace(record_file)
    finally:
        part.unlink(missing_ok=True)
    return Fetched(map_file, record_file, mirror, counts["way"], counts["node"])


def _elements(answers: list[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Elements of all answers; a remark is how a server says that it gave up half way."""
    found: list[Mapping[str, object]] = []
    for answer in answers:
        remark, elements = str(answer.get("remark", "")), answer.get("elements")
        if "error" in remark.lower():
            raise Failed(reason="timeout" if "timed out" in remark.lower() else "busy")
        if not isinstance(elements, list):
            raise Failed(reason="garbage")
        found += elements
    return found


def _is_there(elements: list[Mapping[str, object]], ground: shapely.Geometry) -> bool:
    """Whether the nodes of an answer lie about the ground it was asked for."""
    nodes = [(node["lon"], node["lat"]) for node in elements if node["type"] == "node"]
    low, high = np.min(np.array(nodes, float), axis=0), np.max(np.array(nodes, float), axis=0)
    return bool(ground.intersects(shapely.box(*low, *high)))


def _is_whole(elements: list[Mapping[str, object]]) -> bool:
    """Whether every node that a way goes over is there, as was asked for."""
    there = {each["id"] for each in elements if each["type"] == "node"}
    ways = (each["nodes"] for each in elements if each["type"] == "way")
    return all(isinstance(nodes, list) and there.issuperset(nodes) for nodes in ways)


def _data_of(answers: list[Mapping[str, object]]) -> str:
    """Moment the server's data is of, as it says itself."""
    stamps = (answer.get("osm3s") for answer in answers)
    told = [str(stamp.get("timestamp_osm_base", "")) for stamp in stamps if isinstance(stamp, dict)]
    return min(filter(None, told), default="")
