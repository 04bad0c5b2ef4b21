"""DXF line work: lines, closed lines as polygons, points, and texts as points with words."""

import io
import logging
import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import shapely
from ezdxf import recover
from ezdxf.audit import AuditError
from ezdxf.document import Drawing as Document
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.lldxf.const import DXFError
from ezdxf.lldxf.tagger import binary_tags_loader

from geo.contract import Fact, InputError
from geo.formats.drawing import Drawing, Note, frame_of, table_of, which_layer
from geo.formats.entities import (
    TOLERANCE_M,
    NotFiniteError,
    TooManyError,
    exploded,
    is_curved,
    shape_of,
    text_of,
)

# what the library mends it also writes to a log, with words of the file; a note tells it
logging.getLogger("ezdxf").addHandler(logging.NullHandler())

MAX_BYTES = 64 * 1024 * 1024  # the reader needs some 20 times that in memory
MAX_ENTITIES = 500_000  # blocks taken apart; a township of boundaries has some thousands
_BINARY = b"AutoCAD Binary DXF\r\n\x1a\x00"
_DWG = re.compile(rb"AC10\d\d|AC1\.\d|AC2\.\d\d|MC0\.0")
_LINE = re.compile(r"near line (\d+)")
_WESTERN = "cp1252"  # what a file is taken for that names no code page


def read(name: str, content: bytes, *, layer: str = "", encoding: str = "") -> Drawing:
    """Read the model space of a DXF, text or binary: one row an entity, blocks taken apart.

    Columns: ``layer``, ``kind`` (the type of the entity) and ``text`` (of labels). Curves are
    chords within 1 cm. What is no line, point or text is counted in a note. A DXF knows no
    coordinate system.

    Parameters
    ----------
    layer
        Layers of the drawing to take, with "," between; all of them by default.
    encoding
        Encoding of the texts; by default as the file says, and guessed where that cannot be.

    Raises
    ------
    InputError
        dwg_file, not_dxf, dxf_cut, dxf_number, dxf_too_large, dxf_too_many, out_of_range,
        which_layer or no_lines.
    """
    document, notes = _document(name, content)
    found = _found(name, document)
    words, guessed = _translated(document, found, encoding)
    wanted = set(filter(None, layer.split(",")))
    if not wanted <= {words[own] for own, _ in found}:
        raise which_layer(name, _layers(found, words))
    taken = [
        (number, words[own], entity)
        for number, (own, entity) in enumerate(found, 1)
        if not wanted or words[own] in wanted
    ]
    shapes = [_shape(name, number, entity) for number, _, entity in taken]
    drawn = [
        (number, own, entity)
        for (number, own, entity), shape in zip(taken, shapes, strict=True)
        if shape is not None
    ]
    if not drawn:
        told = "{file}: the drawing holds no line, point or text; expected boundaries as lines."
        raise InputError(facts={"file": name}, code="no_lines", sentence=told)
    left = Counter(entity.dxftype() for _, _, entity in taken)
    left.subtract(entity.dxftype() for _, _, entity in drawn)
    if any(is_curved(entity) for _, _, entity in drawn):
        notes.append(Note("curves_flattened", {"tolerance_m": TOLERANCE_M}))
    if kinds := ", ".join(f"{kind} {count}" for kind, count in sorted((+left).items())):
        notes.append(Note("entities_left", {"count": left.total(), "kinds": kinds}))
    records = [_record(own, entity, words) for _, own, entity in drawn]
    held = np.array([shape for shape in shapes if shape is not None], dtype=object)
    rows = tuple(f"entity {number}" for number, _, _ in drawn)
    frame = frame_of(table_of(name, records), held)
    return Drawing(name, layer, frame, rows, notes=(*notes, *guessed))


def layers(name: str, content: bytes) -> tuple[str, ...]:
    """Names of the layers that hold anything, in order of their names."""
    document, _ = _document(name, content)
    found = _found(name, document)
    words, _ = _translated(document, found, "")
    return _layers(found, words)


def _record(own: str, entity: DXFEntity, words: Mapping[str, str]) -> dict[Hashable, object]:
    text = text_of(entity)
    told = None if text is None else words[text]
    return {"layer": own, "kind": entity.dxftype(), "text": told}


def _layers(found: Sequence[tuple[str, DXFEntity]], words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({words[own] for own, _ in found}))


def _document(name: str, content: bytes) -> tuple[Document, list[Note]]:
    """Open a DXF; whatever a broken one does to the library is one refusal."""
    _check_ends(name, content)
    try:
        if content.startswith(_BINARY):
            document = Document.load(binary_tags_loader(content))
            auditor = document.audit()
        else:
            document, auditor = recover.read(io.BytesIO(content))
    except Exception as error:  # the library lets any error of its parsers through
        told = "{file}: the DXF cannot be read; open the drawing and save it as DXF again."
        raise InputError(facts={"file": name}, code="not_dxf", sentence=told) from error
    for entry in auditor.errors:
        if entry.code == AuditError.INVALID_FLOATING_POINT_VALUE:  # the library made one up
            line = _LINE.search(entry.message)
            facts: dict[str, Fact] = {"file": name, "row": int(line[1]) if line else 0}
            told = "{file}: a number near line {row} cannot be read; save the drawing again."
            raise InputError(facts=facts, code="dxf_number", sentence=told)
    mended = len(auditor.errors) + len(auditor.fixes)
    return document, [Note("dxf_mended", {"count": mended})] if mended else []


def _check_ends(name: str, content: bytes) -> None:
    """Refuse by its first and last bytes what is no DXF, or no whole one."""
    facts: dict[str, Fact] = {"file": name}
    if _DWG.match(content):
        told = "{file}: a DWG cannot be read; open it in CAD and save it as DXF."
        raise InputError(facts=facts, code="dwg_file", sentence=told)
    if len(content) > MAX_BYTES:
        told = "{file}: larger than {limit} MB; save only the layers of the boundaries as DXF."
        facts["limit"] = MAX_BYTES // 1024**2
        raise InputError(facts=facts, code="dxf_too_large", sentence=told)
    if not content.startswith(_BINARY) and not re.match(rb"\s*\d{1,3}\s*\r?\n", content):
        told = "{file}: the file ends .dxf and is none; save the drawing as DXF."
        raise InputError(facts=facts, code="not_dxf", sentence=told)
    if not content.rstrip(b"\r\n \t\x00\x1a").endswith(b"EOF"):
        told = "{file}: the DXF breaks off before its end; copy or save it again."
        raise InputError(facts=facts, code="dxf_cut", sentence=told)


def _found(name: str, document: Document) -> list[tuple[str, DXFEntity]]:
    """Everything in the model space with its layer, blocks taken apart."""
    try:
        return list(exploded(document.modelspace(), MAX_ENTITIES))
    except TooManyError as error:
        facts: dict[str, Fact] = {"file": name, "limit": MAX_ENTITIES}
        told = "{file}: blocks hold more than {limit} entities; save only the boundaries as DXF."
        raise InputError(facts=facts, code="dxf_too_many", sentence=told) from error
    except (DXFError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        told = "{file}: a block of the DXF is broken; take the blocks apart and save it again."
        raise InputError(facts={"file": name}, code="not_dxf", sentence=told) from error


def _shape(name: str, number: int, entity: DXFEntity) -> shapely.Geometry | None:
    """Shape of an entity; one the library cannot compute is counted, not taken."""
    try:
        return shape_of(entity)
    except NotFiniteError as error:
        facts: dict[str, Fact] = {"file": name, "feature": number, "given": entity.dxftype()}
        told = "{file}, entity {feature}: the coordinates of a {given} are not finite."
        raise InputError(facts=facts, code="out_of_range", sentence=told) from error
    except (DXFError, ValueError, TypeError, AttributeError, ArithmeticError, IndexError):
        return None


def _translated(
    document: Document, found: Sequence[tuple[str, DXFEntity]], encoding: str
) -> tuple[dict[str, str], tuple[Note, ...]]:
    """Every name and text as the library has it -> as it was meant.

    Offices save Chinese in a code page the file does not name: the library then reads one
    character for each byte. The bytes of all texts together tell the encoding.
    """
    texts = {own for own, _ in found} | {text_of(entity) or "" for _, entity in found}
    declared = document.output_encoding  # text is UTF-8 from AC1021 on, whatever the code page
    raw = {text: raw for text in texts if (raw := _raw(text, declared)) is not None}
    codec, guessed = _codec(list(raw.values()), declared, encoding)
    plain = {text: bytes_.decode(codec, "replace") for text, bytes_ in raw.items()}
    notes = (Note("encoding_guessed", {"encoding": codec}),) if guessed else ()
    return {text: text for text in texts} | plain, notes


def _raw(text: str, declared: str) -> bytes | None:
    """Bytes a text had in the file; None where it was written in escapes and is right."""
    try:
        return text.encode(declared, "surrogateescape")
    except UnicodeEncodeError:
        return None


def _codec(texts: Sequence[bytes], declared: str, encoding: str) -> tuple[str, bool]:
    """Find the encoding all texts can be read in, and whether it is a guess."""
    said = "gb18030" if declared.lower() in {"gbk", "cp936", "gb2312"} else declared
    guesses = ["utf-8", "gb18030"] if _is_chinese(texts) else ["utf-8"]
    western = declared == _WESTERN and any(not text.isascii() for text in texts)
    order = [*guesses, said] if western else [said, "utf-8", "gb18030"]
    for codec in [encoding] if encoding else order:
        try:
            b"\n".join(texts).decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        return codec, codec != said and not encoding
    return said, False


def _is_chinese(texts: Sequence[bytes]) -> bool:
    """Whether bytes read as GB18030 are mostly everyday characters; Western letters are not.

    A lone é and the letter after it also make a character, but one outside GB 2312.
    """
    read_so = b"\n".join(texts).decode("gb18030", "replace")
    characters = [character for character in read_so if not character.isascii()]
    everyday = [character for character in characters if character.encode("gb2312", "ignore")]
    return 2 * len(everyday) >= len(characters) > 0
