"""Reads an OpenStreetMap file in any of its forms."""

import io
from collections.abc import Iterator
from pyexpat import errors
from xml.etree.ElementTree import Element, ParseError

import numpy as np
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from geo.contract import InputError
from geo.formats.osm_map import Gathered, OsmMap, Relation, Way
from geo.formats.osm_packed import check_kind, cut, unpacked, unreadable
from geo.formats.osm_pbf import gather

_MEMBERS = {"node": "n", "way": "w", "relation": "r"}
_BREAKS_OFF = frozenset(
    errors.codes[name] for name in (errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN)
)


def read_map(name: str, content: bytes) -> OsmMap:
    """Read a map in XML, packed or not, or PBF; the ending of the name must say which.

    Raises
    ------
    InputError
        unknown_format, wrong_content, osm_unreadable, osm_cut, osm_too_large, osm_too_many,
        osm_bad_node, osm_packing, osm_feature, xml_unsafe.
    """
    kind = check_kind(name, content)
    gathered = Gathered(name)
    try:
        if kind == "PBF":
            gather(gathered, content)
        else:
            for element in _elements(unpacked(name, content, kind)):
                _take(element, gathered)
                gathered.check_size()
    except DefusedXmlException as error:
        told = "{file}: the XML has a document type or entities; export it again without them."
        raise InputError(facts={"file": name}, code="xml_unsafe", sentence=told) from error
    except InputError:
        raise
    except ParseError as error:
        raise (cut(name) if error.code in _BREAKS_OFF else unreadable(name)) from error
    except (ValueError, LookupError, OverflowError, StopIteration) as error:
        raise unreadable(name) from error
    return gathered.whole()


def _elements(content: bytes) -> Iterator[Element]:
    """Nodes, ways and relations one after the other, each forgotten after its turn."""
    events = iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True)
    _, root = next(events)
    if root.tag != "osm":
        raise KeyError(root.tag)
    for event, element in events:
        if event == "end" and element.tag in _MEMBERS:
            yield element
            root.clear()


def _take(element: Element, gathered: Gathered) -> None:
    """Take an element; what an editor marked as deleted is none."""
    held = element.attrib
    if held.get("visible") == "false" or held.get("action") == "delete":
        return
    number = int(held["id"])
    tags = {tag.attrib["k"]: tag.attrib["v"] for tag in element.iter("tag")}
    if element.tag == "node":
        gathered.ids.append(number)
        gathered.lonlat.extend((float(held["lon"]), float(held["lat"])))
        if tags:
            gathered.tagged[number] = tags
    elif element.tag == "way":
        nodes = np.array([int(node.attrib["ref"]) for node in element.iter("nd")], dtype=np.int64)
        gathered.ways.append(Way(number, nodes, tags))
    else:
        members = (member.attrib for member in element.iter("member"))
        found = tuple((_MEMBERS[m["type"]], int(m["ref"]), m.get("role", "")) for m in members)
        gathered.relations.append(Relation(number, found, tags))
