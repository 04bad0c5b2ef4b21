"""The camera question: which poles get a camera, turned where, so that little stays unwatched.

Who sees what is a list of ids here; the geometry behind it stays in geo.sight. Two rules can never
be switched off: consent of the pole's holder, and no view into a private or no-camera zone.
"""

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
TARGET_KINDS = ("exit", "junction", "bridge", "key_site", "market")
CONSENTS = ("not_needed", "agreed", "asked", "refused", "withdrawn", "not_asked")
CONSENTED = ("not_needed", "agreed")
"""The only consent states with which a camera may be mounted."""


@dataclass(frozen=True, slots=True)
class CameraOption:
    """A camera on one pole in one direction.

    Parameters
    ----------
    heading_deg
        Direction of view, degrees clockwise from north, 0 to 359.
    sees
        Ids of the targets it would watch.
    consent
        State of the consent of whoever holds the pole.
    in_no_camera_zone
        Whether the pole stands where no camera may stand.
    sees_private_zone
        Whether the view would contain a place that may not be filmed.
    cost
        Cost in any one unit, used only by ``max_cost``.
    """

    option_id: str
    pole_id: str
    heading_deg: int
    sees: tuple[str, ...]
    consent: str
    in_no_camera_zone: bool = False
    sees_private_zone: bool = False
    cost: int = 0

    def __post_init__(self) -> None:
        check_id("option_id", self.option_id)
        check_id("pole_id", self.pole_id)
        check_int("heading_deg", self.heading_deg, high=359)
        check_ids("sees", self.sees)
        check_choice("consent", self.consent, CONSENTS)
        check_bool("in_no_camera_zone", self.in_no_camera_zone)
        check_bool("sees_private_zone", self.sees_private_zone)
        check_int("cost", self.cost, high=NUMBER_LIMIT)

    @property
    def consented(self) -> bool:
        """Whether the holder of the pole agreed, or need not."""
        return self.consent in CONSENTED

    @property
    def filming_allowed(self) -> bool:
        """Whether it neither stands in nor looks into a place that may not be filmed."""
        return not (self.in_no_camera_zone or self.sees_private_zone)


@dataclass(frozen=True, slots=True)
class Target:
    """Something worth watching; weight is what leaving it unwatched costs, in points."""

    target_id: str
    kind: str
    weight: int
    required: bool = False

    def __post_init__(self) -> None:
        check_id("target_id", self.target_id)
        check_choice("kind", self.kind, TARGET_KINDS)
        check_int("weight", self.weight)
        check_bool("required", self.required)


@dataclass(frozen=True, slots=True)
class CameraProblem:
    """Where cameras go, so that the weight of the unwatched targets is least.

    Parameters
    ----------
    max_cameras
        Most cameras in the plan.
    max_per_pole
        Most cameras on one pole.
    must_keep
        Ids of options that stay in every plan (cameras already there).
    max_cost
        Most cost in total; None for no limit.

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
    kind: Literal["camera"] = "camera"
    version: Literal[1] = 1

    def __post_init__(self) -> None:
        check_unique("options", "option_id", (option.option_id for option in self.options))
        check_unique("targets", "target_id", (target.target_id for target in self.targets))
        check_int("max_cameras", self.max_cameras, high=CAMERAS_MOST)
        check_int("max_per_pole", self.max_per_pole, high=1000)
        check_ids("must_keep", self.must_keep)
        if self.max_cost is not None:
            check_int("max_cost", self.max_cost, high=10**9)
        targets = {target.target_id for target in self.targets}
        for i, option in enumerate(self.options):
            for j, target_id in enumerate(option.sees):
                check_known(f"options[{i}].sees[{j}]", target_id, targets, "target")
        options = {option.option_id for option in self.options}
        for i, option_id in enumerate(self.must_keep):
            check_known(f"must_keep[{i}]", option_id, options, "option")
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
