"""Where cameras may go, as a question: targets, poles, headings, kinds, and who sees what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.sight import headings
from planner.demand.camera_book import NO_BOOK, CameraBook, Mounted
from planner.demand.camera_targets import stretches_of, targets_on
from planner.demand.camera_views import (
    PRIVACY_PX_PER_M,
    Aims,
    faces_dwelling,
    films_zone,
    masks_in,
    pictures_of,
    yards_m2,
)
from planner.demand.camera_wiring import wired_poles, wiring
from planner.judge.camera_law import breaches
from planner.problem import CameraOption, CameraProblem, Target
from planner.words import known, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.load import Area
    from planner.demand.camera_kinds import CameraKind
    from planner.demand.ground import Ground
    from planner.demand.settings import CameraSettings
    from planner.words import Lang

__all__ = ["PRIVACY_PX_PER_M", "CameraContext", "camera_question", "option_at"]


@dataclass(frozen=True, eq=False)
class CameraContext:
    """What the question left behind at the door.

    Parameters
    ----------
    targets
        Frame target_id -> name_zh, name_en, kind, weight, px_per_m, point.
    options
        Frame option_id -> pole_id, heading_deg, kind_id, existing, point of the pole.
    stretches
        Target -> where it is watched, see `stretches_of`.
    wired
        Frame pole_id -> power_m, network_m, link_id, connect_cost.
    """

    ground: Ground
    settings: CameraSettings
    targets: gpd.GeoDataFrame
    stretches: gpd.GeoSeries
    options: gpd.GeoDataFrame
    wired: pd.DataFrame
    book: CameraBook

    @property
    def looked_at(self) -> gpd.GeoDataFrame:
        """Targets with the ground on which each is watched."""
        return self.targets.set_geometry(self.stretches.to_numpy(), crs=self.targets.crs)

    @property
    def range_m(self) -> float:
        """Slant range in metres at which the first kind shows a target as finely as usual."""
        return self.settings.kinds[0].range_m(self.settings.px_per_m)

    @property
    def angle_deg(self) -> float:
        """Horizontal angle of view of the first kind."""
        return self.settings.kinds[0].model.angle_deg

    def kind(self, option_id: str) -> CameraKind:
        """Return the kind of camera of an option."""
        return self.settings.kind(str(self.options.loc[option_id, "kind_id"]))

    def aims(self, option_ids: Iterable[str]) -> Aims:
        """Say where some options stand and look."""
        return aims_of(self.options.loc[list(option_ids)], self.ground.area, self.settings)

    def masks(self, option_ids: Iterable[str]) -> list[int]:
        """Count the dwellings and closed zones that each camera has to mask in its picture."""
        return masks_in(self.aims(option_ids), self.ground.area)

    def names(self, lang: Lang) -> dict[str, str]:
        """Id -> name of every target, pole, option and link."""
        return _names(self, lang)


@lru_cache(maxsize=8)
def _names(context: CameraContext, lang: Lang) -> dict[str, str]:
    column, area = f"name_{lang}", context.ground.area
    poles = area.poles[column]
    named = {str(k): str(v) for k, v in area.places[column].items()}
    named |= {str(k): str(v) for k, v in area.sites[column].items()}
    named |= {str(k): str(v) for k, v in context.targets[column].items()}
    named |= {str(k): str(v) for k, v in poles.items()}
    kinds = {kind.kind_id: kind_name(kind.kind_id, lang) for kind in context.settings.kinds}
    several, rows = len(kinds) > 1, context.options
    columns = (rows[name] for name in ("pole_id", "heading_deg", "kind_id"))
    return named | {
        str(name): f"{named[str(pole)]} {turn}°{f' {kinds[kind]}' if several else ''}"
        for name, pole, turn, kind in zip(rows.index, *columns, strict=True)
    }


def kind_name(kind_id: str, lang: Lang) -> str:
    """Name a kind of camera: ours by a word, an office's own as it calls it."""
    key = f"camera_kind.{kind_id}"
    return say(key, lang) if known(key) else kind_id


def camera_question(
    ground: Ground, settings: CameraSettings, book: CameraBook = NO_BOOK
) -> tuple[CameraProblem, CameraContext]:
    """Build the camera question: every pole, heading and kind, and the targets each would watch."""
    area = ground.area
    targets = targets_on(ground, settings)
    frame = site_rows(_candidates(area, settings, book), area.poles)
    stretches = stretches_of(ground, targets)
    looked_at = targets.set_geometry(stretches.to_numpy(), crs=targets.crs)
    options = options_of(frame, looked_at, ground, settings, book)
    allowed = {option.option_id for option in options if not any(breaches(option))}
    wired = wiring(area, settings, {camera.pole_id for camera in book.standing})
    standing = {_id(c, settings, existing=True): c.fixed for c in book.standing}
    stays = [name for name, fixed in standing.items() if fixed]
    stays += [_id(camera, settings) for camera in book.placed]
    before = [name for name, fixed in standing.items() if not fixed]
    before += [name for name in book.plan if name not in standing]
    problem = CameraProblem(
        options=options,
        targets=tuple(
            Target(
                str(name),
                str(row["kind"]),
                int(row["weight"]),
                second_weight=settings.second_by_kind.get(str(row["kind"]), 0),
            )
            for name, row in targets.iterrows()
        ),
        max_cameras=settings.max_cameras,
        max_per_pole=settings.max_per_pole,
        must_keep=tuple(dict.fromkeys(name for name in stays if name in allowed)),
        max_cost=settings.max_cost,
        poles=wired_poles(wired),
        max_private_m2=settings.max_private_m2,
        cost_price=settings.cost_price,
        private_price=settings.private_price,
        overlap_price=settings.overlap_price,
        kept=tuple(dict.fromkeys(name for name in before if name in frame.index)),
        moved_price=settings.moved_price,
        retention_days=settings.retention_days,
    )
    return problem, CameraContext(ground, settings, targets, stretches, frame, wired, book)


def option_at(context: CameraContext, camera: Mounted) -> tuple[CameraOption, CameraContext]:
    """Make the option of a camera placed by hand, and the context that knows it too."""
    area, settings = context.ground.area, context.settings
    frame = site_rows([(_id(camera, settings), camera, False)], area.poles)
    option = options_of(frame, context.looked_at, context.ground, settings, context.book)[0]
    more = context.options
    if option.option_id not in more.index:
        more = gpd.GeoDataFrame(pd.concat([more, frame]), geometry="geometry", crs=more.crs)
    wider = replace(context, options=more)
    return option, wider


def aims_of(frame: gpd.GeoDataFrame, area: Area, settings: CameraSettings) -> Aims:
    """Say where the rows of an options frame stand and look."""
    kinds = [kind.kind_id for kind in settings.kinds]
    poles = area.poles.loc[frame["pole_id"]]
    return Aims(
        shapely.get_coordinates(frame.geometry.to_numpy()).reshape(-1, 2),
        frame["heading_deg"].to_numpy(float),
        poles["height_m"].to_numpy(float),
        np.array([kinds.index(name) for name in frame["kind_id"]], dtype=np.int64),
        (poles["legal_class"] == "voluntary").to_numpy(bool),
        settings.kinds,
    )


def _candidates(
    area: Area, settings: CameraSettings, book: CameraBook
) -> list[tuple[str, Mounted, bool]]:
    """Every camera in question: id, what it is, and whether it hangs there today."""
    turns = headings(settings.headings).round().astype(int).tolist()
    rows = [
        Mounted(str(pole), turn, kind.kind_id)
        for pole in area.poles.index
        for turn in turns
        for kind in settings.kinds
    ]
    kinds, poles = {kind.kind_id for kind in settings.kinds}, set(area.poles.index)
    own = [c for c in book.placed if c.kind_id in kinds and c.pole_id in poles]
    there = [c for c in book.standing if c.kind_id in kinds and c.pole_id in poles]
    found = {_id(camera, settings): (camera, False) for camera in (*rows, *own)}
    found |= {_id(camera, settings, existing=True): (camera, True) for camera in there}
    return [(name, camera, existing) for name, (camera, existing) in found.items()]


def _id(camera: Mounted, settings: CameraSettings, *, existing: bool = False) -> str:
    first = camera.kind_id == settings.kinds[0].kind_id
    kind = "" if first and not existing else f"/{camera.kind_id}"
    return f"{camera.pole_id}@{camera.heading_deg:03d}{kind}{'+' if existing else ''}"


def site_rows(rows: list[tuple[str, Mounted, bool]], poles: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Make the frame of options: id, camera and whether it hangs there today, a row each."""
    pole_ids = [camera.pole_id for _, camera, _ in rows]
    return gpd.GeoDataFrame(
        {
            "pole_id": pd.Series(pole_ids, dtype="object"),
            "heading_deg": np.array([camera.heading_deg for _, camera, _ in rows], dtype=int),
            "kind_id": pd.Series([camera.kind_id for _, camera, _ in rows], dtype="object"),
            "existing": np.array([existing for _, _, existing in rows], dtype=bool),
        },
        geometry=poles.geometry.loc[pole_ids].to_numpy(),
        crs=poles.crs,
    ).set_axis(pd.Index([name for name, _, _ in rows], name="option_id", dtype="object"))


def options_of(
    frame: gpd.GeoDataFrame,
    targets: gpd.GeoDataFrame,
    ground: Ground,
    settings: CameraSettings,
    book: CameraBook,
) -> tuple[CameraOption, ...]:
    """Work out what each row of an options frame sees, and what the law says of it."""
    area = ground.area
    turns = np.unique(frame["heading_deg"].to_numpy())
    poles = area.poles.loc[frame["pole_id"].unique()]
    seen = pictures_of(
        poles, targets, area, settings.kinds, turns.astype(float), height_m=settings.target_height_m
    )
    heading_row = np.searchsorted(turns, frame["heading_deg"])
    keys = zip(frame["pole_id"], heading_row.tolist(), frame["kind_id"], strict=True)
    sees = [seen.get(key, ()) for key in keys]
    aims = aims_of(frame, area, settings)
    zone = films_zone(aims, area)
    # measured for all, also for those that watch nothing: a person may want one there
    faces, yards = faces_dwelling(aims, area), yards_m2(aims, area)
    art8 = area.zones[area.zones["kind"] == "art8_private"].geometry.union_all()
    stands = shapely.intersects(frame.geometry.to_numpy(), art8)
    consents, asking = _consents(poles, area.zones, book)
    return tuple(
        CameraOption(
            option_id=str(name),
            pole_id=str(row["pole_id"]),
            heading_deg=int(row["heading_deg"]),
            sees=sees[i],
            consent=consents[str(row["pole_id"])],
            in_no_camera_zone=bool(stands[i]),
            sees_private_zone=bool(zone[i]),
            cost=0 if row["existing"] else settings.kind(str(row["kind_id"])).price,
            camera_kind=str(row["kind_id"]),
            tilt_deg=settings.kind(str(row["kind_id"])).tilt_deg,
            legal_class=str(poles.loc[row["pole_id"], "legal_class"]),
            in_consent_zone=asking[str(row["pole_id"])],
            faces_dwelling=bool(faces[i]),
            private_m2=int(yards[i]),
            existing=bool(row["existing"]),
        )
        for i, (name, row) in enumerate(frame.iterrows())
    )


def _consents(
    poles: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, book: CameraBook
) -> tuple[dict[str, str], dict[str, bool]]:
    """Consent per pole, and whether it stands in a consent zone.

    There, and at a household's own house, "not needed" is nobody's to say.
    """
    ask = zones[zones["kind"] == "consent_required"].geometry.union_all()
    inside = shapely.intersects(poles.geometry.to_numpy(), ask)
    must_ask = inside | (poles["legal_class"] == "voluntary").to_numpy()
    states = {}
    for (name, usual), ask_first in zip(poles["consent"].items(), must_ask, strict=True):
        state = book.state(str(name), str(usual))
        states[str(name)] = "not_asked" if state == "not_needed" and ask_first else state
    return states, {str(name): bool(near) for name, near in zip(poles.index, inside, strict=True)}
