"""What layers of an area say of each other: ids that must be in another layer."""

from collections.abc import Iterator, Mapping

import pandas as pd

from geo.contract import Fact, InputError, name_some

# layer, its column, layer the value must be an id of
_REFERENCES = (
    ("grids", "unit_code", "units"),
    ("groups", "unit_code", "units"),
    ("places", "unit_code", "units"),
    ("sites", "unit_code", "units"),
    ("buildings", "place_id", "places"),
    ("incidents", "place_id", "places"),
    ("crews", "base_site_id", "sites"),
    ("crews", "home_units", "units"),
    ("responders", "site_id", "sites"),
    ("responders", "home_units", "units"),
)


def reference_faults(frames: Mapping[str, pd.DataFrame]) -> Iterator[InputError]:
    """Ids that point at nothing in another layer, and crews with more officers than people."""
    for layer, column, target in _REFERENCES:
        frame, known = frames[layer], set(frames[target].index)
        lost: dict[str, list[str]] = {}
        for row, value in frame[column].dropna().items():
            for wanted in _ids_in(column, value):
                if wanted not in known:
                    lost.setdefault(wanted, []).append(str(row))
        for wanted, rows in lost.items():
            told = f"{column} {wanted} is not in {target}; correct it or add it there"
            about: dict[str, Fact] = {"field": column, "given": wanted, "target": target}
            yield _cross_fault("unknown_reference", layer, rows, told, **about)
    crews = frames["crews"]
    over = crews.index[crews["officers"].to_numpy() > crews["size"].to_numpy()]
    if len(over):
        told = "officers must not be more than size"
        yield _cross_fault("too_many_officers", "crews", list(map(str, over)), told)


def _ids_in(column: str, value: object) -> list[str]:
    """Ids a cell names: one, or for home units a list with ";" between."""
    if column != "home_units":
        return [str(value)]
    return [part.strip() for part in str(value).split(";") if part.strip()]


def _cross_fault(code: str, layer: str, rows: list[str], told: str, **about: Fact) -> InputError:
    facts: dict[str, Fact] = {"layer": layer, "rows": name_some(rows), "told": told, **about}
    return InputError(code, facts, "{layer} ({rows}): {told}.")
