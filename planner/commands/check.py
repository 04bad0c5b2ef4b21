"""Certify a drawing of grids."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from geo.coverage import Certificate, certify
from geo.export import write_geopackage
from geo.formats.text import read_bytes
from geo.schema import InputError
from planner.commands.common import FINE, NOT_FINE, BadInput, check_words, worded, writing
from planner.commands.layers import read_layers
from planner.report.proof import About, proof_html, proof_text
from planner.whole import write_whole
from planner.words import Lang, known, say

if TYPE_CHECKING:
    import argparse

    from planner.commands.common import Tell


def check(args: argparse.Namespace, tell: Tell) -> int:
    """Certify a drawing of grids against its outer boundary and units."""
    lang: Lang = args.lang
    check_words(args)
    try:
        certificate = _certificate(args)
    except InputError as error:
        raise BadInput(worded(error, lang)) from error
    if args.json:
        writing(args.json, lang, lambda path: write_whole(path, certificate.to_json().encode()))
    if args.proof:
        writing(args.proof, lang, lambda path: write_whole(path, _proof(certificate, args)))
    if args.cases:
        layers = {"faults": certificate.faults}
        writing(args.cases, lang, lambda path: write_geopackage(path, layers))
    tell_certificate(certificate, lang, tell)
    return FINE if certificate.ok else NOT_FINE


def _certificate(args: argparse.Namespace) -> Certificate:
    layers = read_layers(args)
    return certify(
        layers.grids,
        layers.boundary,
        units=layers.units,
        expected_codes=expected_codes(args.expect_codes),
        places=layers.places,
        tolerance_m=args.tolerance_m,
        exceptions=layers.exceptions,
    )


def _proof(certificate: Certificate, args: argparse.Namespace) -> bytes:
    """Proof as a page to print, or as plain text where the file is to be one."""
    read = (args.grids, args.boundary, args.units, args.places, args.exceptions)
    about = About(args.grids.stem, tuple(path.name for path in read if path))
    write = proof_text if args.proof.suffix.lower() == ".txt" else proof_html
    return write(certificate, about, args.lang).encode()


def expected_codes(path: Path | None) -> tuple[str, ...]:
    """Codes of a text file, one a line; none without a file.

    Raises
    ------
    InputError
        file_missing, file_unreadable, codes_not_text or codes_empty.
    """
    if path is None:
        return ()
    facts: dict[str, str | int | float] = {"file": path.name}
    codes = tuple(line.strip() for line in _text(path).splitlines() if line.strip())
    if not codes:  # nothing expected, nothing missing: that would be no check at all
        told = "{file}: expected codes, one a line; it has none."
        raise InputError(code="codes_empty", facts=facts, sentence=told)
    return codes


def _text(path: Path) -> str:
    """Text of a list, as an editor of today or an older one on Chinese Windows saves it."""
    content = read_bytes(path)
    for codec in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            if "\0" not in (text := content.decode(codec)):
                return text
    told = "{file}: expected text in UTF-8 or GB18030, one code a line."
    raise InputError(code="codes_not_text", facts={"file": path.name}, sentence=told)


def tell_certificate(certificate: Certificate, lang: Lang, tell: Tell) -> None:
    """Say whether the coverage is proved, each kind of fault, the fingerprint."""
    if certificate.ok:
        tell(say("cli.proved", lang, n=certificate.grid_count, area_m2=certificate.area_m2))
    else:
        edges, faults = certificate.residue_edges, len(certificate.faults)
        tell(say("cli.not_proved", lang, edges=edges, faults=faults))
    for kind, frame in certificate.exceptions.groupby("kind"):
        facts = {"kind": say(f"exception.{kind}", lang), "count": len(frame)}
        tell(say("cli.with_exceptions", lang, area_m2=float(frame.geometry.area.sum()), **facts))
    if certificate.boundary_holes:
        tell(say("cli.boundary_holes", lang, count=certificate.boundary_holes))
    for kind, (count, area_m2) in certificate.kinds.items():
        name = say(f"certificate.{kind}", lang) if known(f"certificate.{kind}") else kind
        tell(say("cli.fault", lang, kind=name, count=count, area_m2=area_m2))
    tell(say("cli.fingerprint", lang, fingerprint=certificate.fingerprint))
