"""Places by code and by name, as the tables of an office call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.formats.headers import plain_name

if TYPE_CHECKING:
    from geo.load import Area


@dataclass(frozen=True, slots=True)
class Directory:
    """Codes and names of an area.

    Parameters
    ----------
    places
        Place -> its Chinese name.
    units
        Place -> code and names of its unit, in plain spelling.
    names
        Every name of a place, unit, grid or site: none of them is a person's.
    """

    places: Mapping[str, str]
    english: Mapping[str, str]
    units: Mapping[str, frozenset[str]]
    unit_codes: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, area: Area) -> Directory:
        """Make the directory of an area."""
        units = {
            str(code): frozenset(
                plain_name(str(text)) for text in (code, row["name_zh"], row["name_en"])
            )
            for code, row in area.units[["name_zh", "name_en"]].iterrows()
        }
        layers = (area.units, area.grids, area.places, area.sites)
        names = (str(n) for layer in layers for c in ("name_zh", "name_en") for n in layer[c])
        return cls(
            places={str(code): str(name) for code, name in area.places["name_zh"].items()},
            english={str(code): str(name) for code, name in area.places["name_en"].items()},
            units={
                str(place): units.get(str(code), frozenset())
                for place, code in area.places["unit_code"].items()
            },
            unit_codes=frozenset(units),
            names=frozenset(names),
        )

    def is_called(self, code: str, name: str) -> bool:
        """Whether a place has that name, in either language and any spelling."""
        own = self.places[code], self.english[code]
        return plain_name(name) in map(plain_name, own)

    def named(self, name: str, unit: str = "") -> list[str]:
        """Places of a name, of one unit where that is given and any of them lies in it."""
        found = [code for code in self.places if self.is_called(code, name)]
        inside = [code for code in found if plain_name(unit) in self.units[code]]
        return inside if unit else found

    def written_otherwise(self, code: str) -> str:
        """Find the one place whose code differs in width, case or marks only, "" for none."""
        found = [known for known in self.places if plain_name(known) == plain_name(code)]
        return found[0] if len(found) == 1 else ""

    def without_zeros(self, code: str) -> str:
        """Find the one place whose code is this one with zeros in front, "" for none."""
        if not code.isdigit():
            return ""
        found = [known for known in self.places if known.lstrip("0") == code.lstrip("0")]
        return found[0] if len(found) == 1 and found[0] != code else ""
