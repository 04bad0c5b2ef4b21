"""What stands on a small map of paper besides its ground: scale, north, what it must say."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.report.duty_labels import Frame, Paper

_BAR_MM = (14.0, 34.0)  # the scale bar is as long as the roundest length within this


def bar(frame: Frame, paper: Paper, lang: Lang) -> str:
    """Draw a bar as long as a round length on the ground, with its length."""
    metres = bar_metres(frame.per_mm)
    long = metres / frame.per_mm
    size, y = paper.letters, frame.height - 2.2
    return (
        f'<rect class="plate" x="0.6" y="{y - size - 2.4:.2f}" width="{long + 4:.2f}" '
        f'height="{size + 3.8:.2f}"/>'
        f'<path class="way" style="stroke-width:.4" d="M2.4,{y - 1.2:.2f}v1.2h{long:.2f}v-1.2"/>'
        f'<text x="2.6" y="{y - 1:.2f}" font-size="{size}">{escape(_round(metres, lang))}</text>'
    )


def _round(metres: float, lang: Lang) -> str:
    """Write a round length without the decimals of one that was measured."""
    kind, value = ("km", metres / 1000) if metres >= 1000 else ("m", metres)
    return say(f"duty.bar.{kind}", lang, value=f"{value:g}")


def bar_metres(per_mm: float) -> float:
    """Roundest length on the ground for a scale bar: 1, 2 or 5 and zeros."""
    least, most = (mm * per_mm for mm in _BAR_MM)
    tens = 10.0 ** np.floor(np.log10(most))
    fits = [step * tens for step in (1, 2, 5) if least <= step * tens <= most]
    return float(max(fits, default=tens / 2))


def north(paper: Paper, lang: Lang) -> str:
    """Draw an arrow to the north of the map."""
    x, size = paper.width - 4.2, paper.letters
    return (
        f'<rect class="plate" x="{x - 3.2:.2f}" y=".6" width="6.6" height="{size + 9:.2f}"/>'
        f'<path d="M{x:.2f},{size + 1.6:.2f} l2,6.2 -2,-1.4 -2,1.4z"/>'
        f'<text class="figure" x="{x:.2f}" y="{size + 0.6:.2f}" font-size="{size}">'
        f"{escape(say('duty.north', lang))}</text>"
    )


def mark(text: str, paper: Paper) -> str:
    """Draw what a map must say of itself, in its corner."""
    size = paper.letters
    if not text:
        return ""
    wide = size * sum(1.05 if ord(letter) > 0x2E7F else 0.72 for letter in text) + 2.0
    return (
        f'<rect class="number" x="1" y="1" width="{wide:.2f}" height="{size + 1.6:.2f}"/>'
        f'<text class="mark" x="{1 + wide / 2:.2f}" y="{size + 1.1:.2f}" text-anchor="middle" '
        f'font-size="{size}">{escape(text)}</text>'
    )
