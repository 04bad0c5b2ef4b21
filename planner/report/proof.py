"""The certificate as pages an auditor reads, signs and can repeat by hand."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from planner.words import known, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.coverage import Certificate
    from planner.words import Lang

_MOST_FAULTS = 200  # rows on paper; the file of faults has them all
_SHORT = 16  # characters that fit a column of paper: a number of a fault, a code
_FIGURE = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?(e-?\d+)?")  # a code has no commas
_SIGNED = ("checked_by", "reviewed_by", "date")


@dataclass(frozen=True, slots=True)
class About:
    """What the certificate is about: title, files read, date of the data, made up or not."""

    title: str
    files: tuple[str, ...] = ()
    date: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with sentences and, below them, a table."""

    heading: str
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def proof_text(certificate: Certificate, about: About, lang: Lang) -> str:
    """Write the proof as plain text: what was proved, over which data, and how to repeat it."""
    lines = [_title(certificate, lang), *_subject(about, lang), ""]
    for section in _sections(certificate, lang):
        lines += [f"== {section.heading} ==", *section.sentences]
        if section.rows:
            lines.append(" | ".join(section.columns))
            lines += [" | ".join(row) for row in section.rows]
        lines.append("")
    lines += [f"{say(f'proof.{name}', lang)} ________________" for name in _SIGNED]
    return "\n".join(lines) + "\n"


def proof_html(certificate: Certificate, about: About, lang: Lang) -> str:
    """Write the proof as one A4 page file that asks nothing of the network."""
    body = "".join(_section_html(section) for section in _sections(certificate, lang))
    subject = "".join(f"<p>{_safe(line)}</p>" for line in _subject(about, lang))
    signed = "".join(f"<span>{_safe(say(f'proof.{name}', lang))}</span>" for name in _SIGNED)
    return _PAGE.format(
        lang="zh-CN" if lang == "zh" else "en",
        title=_safe(f"{_title(certificate, lang)} · {about.title}"),
        heading=_safe(_title(certificate, lang)),
        subject=subject,
        body=body,
        signed=signed,
    )


def _title(certificate: Certificate, lang: Lang) -> str:
    """Call it a proof only where it is one: a heading is read where a verdict is not."""
    return say("proof.title" if certificate.ok else "proof.title_open", lang)


def _subject(about: About, lang: Lang) -> list[str]:
    lines = [about.title]
    if about.example:
        lines.append(say("map.example_long", lang))
    if about.files:
        lines.append(say("proof.files", lang, files=_listed(about.files, lang)))
    if about.date:
        lines.append(say("proof.data_date", lang, date=about.date))
    return lines


def _sections(certificate: Certificate, lang: Lang) -> Iterator[_Section]:
    yield _Section(say("proof.verdict", lang), tuple(_verdict(certificate, lang)))
    heading = say("proof.levels" if certificate.ok else "proof.levels_open", lang)
    yield _Section(heading, tuple(_levels(certificate, lang)))
    yield _figures(certificate, lang)
    if len(certificate.exceptions):
        yield _exceptions(certificate, lang)
    if len(certificate.faults):
        yield _faults(certificate, lang)
    yield _Section(say("proof.limits", lang), (say("proof.limits_text", lang),))
    prints = {**certificate.fingerprints, say("proof.whole", lang): certificate.fingerprint}
    yield _Section(
        say("proof.fingerprints", lang),
        (say("proof.fingerprints_text", lang),),
        (say("proof.col_layer", lang), "SHA-256"),
        tuple((_layer(name, lang), value) for name, value in prints.items()),
    )
    yield _Section(
        say("proof.repeat", lang), (say("proof.repeat_text", lang), *_commands(certificate))
    )


def _verdict(certificate: Certificate, lang: Lang) -> Iterator[str]:
    facts = {"grid_count": certificate.grid_count, "area_m2": certificate.area_m2}
    noted = certificate.exceptions
    if not certificate.ok:
        yield say("certificate.not_ok", lang, fault_count=len(certificate.faults))
        if certificate.noise_only:
            yield say("proof.noise_only", lang, tolerance=_metres(certificate.tolerance_m))
    elif len(noted):
        ground = float(noted.area.sum())
        yield say("proof.ok_noted", lang, **facts, count=len(noted), noted_m2=ground)
    else:
        yield say("certificate.ok", lang, **facts)


def _levels(certificate: Certificate, lang: Lang) -> Iterator[str]:
    yield say("proof.method", lang)
    for level, left in certificate.levels.items():
        yield say(f"proof.{level}", lang, left=left)


def _figures(certificate: Certificate, lang: Lang) -> _Section:
    difference = certificate.area_m2 - certificate.boundary_area_m2
    rows = (
        ("certificate.grids", f"{certificate.grid_count:,}", say("unit.grids", lang)),
        ("certificate.area", _m2(certificate.area_m2), say("unit.m2", lang)),
        ("certificate.boundary_area", _m2(certificate.boundary_area_m2), say("unit.m2", lang)),
        ("certificate.difference", _m2(round(difference, 3) + 0.0), say("unit.m2", lang)),
        ("proof.holes", f"{certificate.boundary_holes}", say("proof.holes_unit", lang)),
        ("certificate.tolerance", _metres(certificate.tolerance_m), say("unit.m", lang)),
        ("proof.crs", certificate.crs, ""),
    )
    return _Section(
        say("proof.figures", lang),
        (),
        tuple(say(f"proof.col_{name}", lang) for name in ("figure", "value", "unit")),
        tuple((say(key, lang), value, unit) for key, value, unit in rows),
    )


def _exceptions(certificate: Certificate, lang: Lang) -> _Section:
    columns = ("exception", "kind", "grids", "area_m2", "note")
    rows = tuple(
        (
            str(row.Index),
            say(f"exception.{row.kind}", lang),
            row.grid_id,
            _m2(row.geometry.area),
            row.note,
        )
        for row in certificate.exceptions.itertuples()
    )
    heads = tuple(say(f"proof.col_{name}", lang) for name in columns)
    return _Section(
        say("proof.exceptions", lang), (say("proof.exceptions_text", lang),), heads, rows
    )


def _faults(certificate: Certificate, lang: Lang) -> _Section:
    columns = ("fault", "kind", "grids", "about", "area_m2", "width_m", "households", "place")
    counted = "places" in certificate.fingerprints
    told = [
        f"{_kind(kind, lang)}: {say('proof.count', lang, count=count, area=_m2(area_m2))}"
        for kind, (count, area_m2) in certificate.kinds.items()
    ]
    if len(certificate.faults) > _MOST_FAULTS:
        told.append(say("proof.more", lang, shown=_MOST_FAULTS, count=len(certificate.faults)))
    rows = tuple(
        (
            str(row.Index),
            _kind(row.kind, lang) + (f" ({say('certificate.noise', lang)})" if row.noise else ""),
            _listed([name for name in row.grid_ids.split(";") if name], lang),
            _about(row.about, lang),
            _m2(row.area_m2),
            _metres(row.width_m),
            f"{row.household_count:,}" if counted else "–",  # nobody said where people live
            _spot(row.geometry),
        )
        for row in certificate.faults.iloc[:_MOST_FAULTS].itertuples()
    )
    heads = tuple(say(f"proof.col_{name}", lang) for name in columns)
    return _Section(say("proof.faults", lang), tuple(told), heads, rows)


def _kind(kind: str, lang: Lang) -> str:
    return say(f"certificate.{kind if known(f'certificate.{kind}') else 'other'}", lang)


def _layer(name: str, lang: Lang) -> str:
    return say(f"proof.layer_{name}", lang) if known(f"proof.layer_{name}") else name


def _about(about: str, lang: Lang) -> str:
    """Write what a fault is about: layers and exceptions by their names, codes as they are."""
    told = []
    for token in about.split(";") if about else ():
        layer, _, name = token.partition(":")
        key = f"proof.about_{layer}"
        told.append(say(key, lang, name=name) if known(key) else token)
    return _listed(told, lang)


def _spot(shape: shapely.Geometry | None) -> str:
    if shape is None or shape.is_empty:
        return ""
    point = shapely.point_on_surface(shape)
    return f"{point.x:.2f}, {point.y:.2f}"


def _m2(area_m2: float) -> str:
    """Square metres with three decimals, more where the first three are all 0."""
    return f"{area_m2:,.3f}" if not 0 < abs(area_m2) < 0.0005 else f"{area_m2:.1e}"


def _metres(length_m: float) -> str:
    return f"{length_m:,.3f}" if not 0 < length_m < 0.0005 else f"{length_m:.1e}"


def _listed(names: Sequence[str], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(names)


def _section_html(section: _Section) -> str:
    told = "".join(
        f"<p><code>{_safe(line)}</code></p>"
        if line.startswith(_COMMAND)
        else f"<p>{_safe(line)}</p>"
        for line in section.sentences
    )
    if not section.rows:
        return f"<h2>{_safe(section.heading)}</h2>{told}"
    head = "".join(f"<th>{_safe(name)}</th>" for name in section.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td{_kept_whole(value)}>{_safe(value)}</td>" for value in row) + "</tr>"
        for row in section.rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<h2>{_safe(section.heading)}</h2>{told}{table}"


def _kept_whole(value: str) -> str:
    """Keep short words, codes and figures unbroken; figures stand under each other."""
    if _FIGURE.fullmatch(value):
        return ' class="figure"'
    short = value.isascii() and all(len(word) <= _SHORT for word in value.split())
    return ' class="whole"' if short else ""


def _safe(text: str) -> str:
    return html.escape(text, quote=True)


def _commands(certificate: Certificate) -> tuple[str, str]:
    """Return what an auditor types beside the exported files; exceptions are part of the proof."""
    check = f"{_COMMAND}run.py check grids.geojson --boundary boundary.geojson"
    verify = f"{_COMMAND}verify_coverage.py grids.geojson boundary.geojson"
    if len(certificate.exceptions):
        return f"{check} --exceptions exceptions.geojson", f"{verify} exceptions.geojson"
    return check, verify


_COMMAND = "python "

_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 20mm 18mm;
  @bottom-center {{ content: counter(page) " / " counter(pages); font: 9pt serif; }} }}
body {{ font: 10.5pt/1.5 "Noto Serif CJK SC", "Songti SC", SimSun, serif; color: #000;
  max-width: 174mm; margin: 0 auto; padding: 6mm; }}
h1 {{ font-size: 20pt; text-align: center; margin: 0 0 4mm; }}
h2 {{ font-size: 12.5pt; margin: 6mm 0 1mm; break-after: avoid; }}
header p {{ text-align: center; margin: 0; }}
p {{ margin: 1mm 0; }}
table {{ border-collapse: collapse; width: 100%; font-size: 9pt; margin-top: 1mm; }}
th, td {{ border: 0.3mm solid #555; padding: 0.6mm 1.5mm; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }}
th, td.whole {{ overflow-wrap: normal; }}
td.figure {{ text-align: right; white-space: nowrap; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
code {{ font-family: Consolas, Menlo, monospace; font-size: 9pt; overflow-wrap: anywhere; }}
footer {{ display: flex; gap: 8mm; margin-top: 16mm; break-inside: avoid; }}
footer span {{ flex: 1; border-bottom: 0.3mm solid #000; padding-bottom: 1mm; }}
@media print {{ body {{ padding: 0; }} }}
</style>
</head>
<body>
<header><h1>{heading}</h1>{subject}</header>
{body}
<footer>{signed}</footer>
</body>
</html>
"""
