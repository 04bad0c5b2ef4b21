"""The camera question: which poles get a camera, turned where, so that little stays unwatched.

Who sees what is a list of ids here; the geometry behind it stays in geo.sight. Some rules can never
be switched off: consent of the pole's holder, no view into a private or no-camera zone, none that
faces a dwelling, and at least 30 days of retention.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from planner.problem.checks import (
    NUMBER_LIMIT,
    ProblemError,
    check_bool,
    check_choice,
    check_id,
    check_ids,
    check_int,
    check_known,
    check_unique,
)

CAMERAS_MOST = 100_000
"""Most cameras a question may allow."""
MONEY_MOST = 10**9
RETENTION_LEAST_DAYS = 30
"""Decree 799, art. 17."""
RETENTION_MOST_DAYS = 365
TARGET_KINDS = ("exit", "junction", "bridge", "key_site", "market")
CONSENTS = ("not_needed", "agreed", "asked", "refused", "withdrawn", "not_asked")
CONSENTED = ("not_needed", "agreed")
"""The only consent states with which a camera may be mounted."""
LEGAL_CLASSES = ("art7_gov", "art7_operator", "art9_duty_holder", "voluntary")
"""Who answers for a camera: Decree 799, arts. 7(1), 7(2), 9 and 33."""


@dataclass(frozen=True, slots=True)
class CameraOption:
    """A camera on one pole in one direction.

    Parameters
    ----------
    heading_deg, tilt_deg
        Direction of view, degrees clockwise from north, 0 to 359; and down from the horizon.
    sees
        Ids of the targets it would watch.
    consent
        State of the consent of whoever holds the pole.
    in_no_camera_zone
        Whether the pole stands where no camera may stand.
    sees_private_zone
        Whether the view would contain a place that may not be filmed.
    cost
        Cost in any one unit: the camera and its mounting; what is there already costs nothing.
    camera_kind
        Name of the camera and lens; "" where there is one kind only.
    legal_class
        Who answers for the pole, one of LEGAL_CLASSES.
    in_consent_zone
        Whether the pole stands near a unit that must be asked before (art. 10).
    faces_dwelling
        Whether somebody at the window of a dwelling could be recognised, or for a household's own
        camera made out at all, the household's own house aside.
    private_m2
        Ground of yards in view before masks, in m2.
    existing
        Whether this camera hangs there today.
    """

    option_id: str
    pole_id: str
    heading_deg: int
    sees: tuple[str, ...]
    consent: str
    in_no_camera_zone: bool = False
    sees_private_zone: bool = False
    cost: int = 0
    camera_kind: str = ""
    tilt_deg: int = 0
    legal_class: str = "art7_gov"
    in_consent_zone: bool = False
    faces_dwelling: bool = False
    private_m2: int = 0
    existing: bool = False

    def __post_init__(self) -> None:
        check_id("option_id", self.option_id)
        check_id("pole_id", self.pole_id)
        check_int("heading_deg", self.heading_deg, high=359)
        check_ids("sees", self.sees)
        check_choice("consent", self.consent, CONSENTS)
        for name in ("in_no_camera_zone", "sees_private_zone", "in_consent_zone"):
            check_bool(name, getattr(self, name))
        check_bool("faces_dwelling", self.faces_dwelling)
        check_bool("existing", self.existing)
        check_int("cost", self.cost, high=NUMBER_LIMIT)
        if self.camera_kind:
            check_id("camera_kind", self.camera_kind)
        check_int("tilt_deg", self.tilt_deg, high=90)
        check_choice("legal_class", self.legal_class, LEGAL_CLASSES)
        check_int("private_m2", self.private_m2)

    @property
    def consented(self) -> bool:
        """Whether the holder of the pole agreed, or need not be asked.

        A household's own camera and a pole in a consent zone need a recorded consent.
        """
        if self.in_consent_zone or self.legal_class == "voluntary":
            return self.consent == "agreed"
        return self.consent in CONSENTED

    @property
    def filming_allowed(self) -> bool:
        """Whether it neither stands in nor looks into a place that may not be filmed."""
        return not (self.in_no_camera_zone or self.sees_private_zone or self.faces_dwelling)


@dataclass(frozen=True, slots=True)
class Target:
    """Something worth watching; weight is what leaving it unwatched costs, in points.

    Parameters
    ----------
    second_weight
        Points lost while cameras on fewer than two poles watch it; 0 where one is enough.
    """

    target_id: str
    kind: str
    weight: int
    required: bool = False
    second_weight: int = 0

    def __post_init__(self) -> None:
        check_id("target_id", self.target_id)
        check_choice("kind", self.kind, TARGET_KINDS)
        check_int("weight", self.weight)
        check_bool("required", self.required)
        check_int("second_weight", self.second_weight)


@dataclass(frozen=True, slots=True)
class CameraPole:
    """What a pole needs before it can carry a camera.

    Parameters
    ----------
    connect_cost
        Cost of power and network to it, paid once if any camera of the plan hangs there.
    link_id
        The place its line comes from: all poles of a link fail with it; "" where unknown.
    """

    pole_id: str
    connect_cost: int = 0
    link_id: str = ""

    def __post_init__(self) -> None:
        check_id("pole_id", self.pole_id)
        check_int("connect_cost", self.connect_cost, high=NUMBER_LIMIT)
        if self.link_id:
            check_id("link_id", self.link_id)


@dataclass(frozen=True, slots=True)
class CameraProblem:
    """Where cameras go, so that the weight of the unwatched targets and the prices are least.

    Parameters
    ----------
    max_cameras
        Most cameras in the plan.
    max_per_pole
        Most cameras on one pole.
    must_keep
        Ids of options that stay in every plan (cameras already there, placed by hand).
    max_cost, max_private_m2
        Most cost, and most private ground seen, in total; None for no limit. Ground that two
        cameras see counts twice.
    poles
        What poles need; those not listed need nothing.
    cost_price, private_price
        Points for each 10,000 of cost, and for each 100 m2 of private ground, begun.
    overlap_price
        Points for each new camera that watches a target an existing camera of the plan watches.
    kept, moved_price
        Options of the plan before, and points for each of them that is given up.
    retention_days
        How long pictures are kept, never less than 30 days.

    Raises
    ------
    ProblemError
        If an id is unknown or repeated.
    """

    options: tuple[CameraOption, ...]
    targets: tuple[Target, ...]
    max_cameras: int
    max_per_pole: int = 2
    must_keep: tuple[str, ...] = ()
    max_cost: int | None = None
    poles: tuple[CameraPole, ...] = ()
    max_private_m2: int | None = None
    cost_price: int = 0
    private_price: int = 0
    overlap_price: int = 0
    kept: tuple[str, ...] = ()
    moved_price: int = 0
    retention_days: int = RETENTION_LEAST_DAYS
    kind: Literal["camera"] = "camera"
    version: Literal[1] = 1

    def __post_init__(self) -> None:
        check_unique("options", "option_id", (option.option_id for option in self.options))
        check_unique("targets", "target_id", (target.target_id for target in self.targets))
        check_unique("poles", "pole_id", (pole.pole_id for pole in self.poles))
        check_int("max_cameras", self.max_cameras, high=CAMERAS_MOST)
        check_int("max_per_pole", self.max_per_pole, high=1000)
        for name in ("max_cost", "max_private_m2"):
            if getattr(self, name) is not None:
                check_int(name, getattr(self, name), high=MONEY_MOST)
        for name in ("cost_price", "private_price", "overlap_price", "moved_price"):
            check_int(name, getattr(self, name), high=10_000)
        least, most = RETENTION_LEAST_DAYS, RETENTION_MOST_DAYS
        check_int("retention_days", self.retention_days, low=least, high=most)
        targets = {target.target_id for target in self.targets}
        for i, option in enumerate(self.options):
            for j, target_id in enumerate(option.sees):
                check_known(f"options[{i}].sees[{j}]", target_id, targets, "target")
        options = {option.option_id for option in self.options}
        _check_options("must_keep", self.must_keep, options)
        _check_options("kept", self.kept, options)
        self._check_one_consent_per_pole()

    def _check_one_consent_per_pole(self) -> None:
        consents: dict[str, str] = {}
        for i, option in enumerate(self.options):
            first = consents.setdefault(option.pole_id, option.consent)
            if option.consent != first:
                expected = f"{first}, as the other options of pole {option.pole_id}"
                raise ProblemError(
                    place=f"options[{i}].consent", expected=expected, given=option.consent
                )


@dataclass(frozen=True, slots=True)
class CameraPlan:
    """The options that get a camera, in the order of their ids."""

    option_ids: tuple[str, ...]


def _check_options(place: str, ids: tuple[str, ...], known: Iterable[str]) -> None:
    check_ids(place, ids)
    for i, option_id in enumerate(ids):
        check_known(f"{place}[{i}]", option_id, known, "option")
