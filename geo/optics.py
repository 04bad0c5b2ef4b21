"""What a camera resolves at which distance, in metres, degrees and pixels per metre."""

import math
from dataclasses import dataclass

EDITIONS = ("2014", "2025")
"""Editions of IEC 62676-4 whose classes are known; the later one is in force."""
_IEC_2014 = "IEC 62676-4:2014"
_IEC_2025 = "IEC 62676-4:2025"


@dataclass(frozen=True, slots=True)
class DensityClass:
    """A named task of a camera and the picture density in px/m it needs."""

    name: str
    px_per_m: float
    source: str


DENSITY_CLASSES: tuple[DensityClass, ...] = (
    DensityClass("monitor", 12.5, _IEC_2014),
    DensityClass("detect", 25.0, _IEC_2014),
    DensityClass("observe", 62.5, _IEC_2014),
    DensityClass("recognise", 125.0, _IEC_2014),
    DensityClass("identify", 250.0, _IEC_2014),
    DensityClass("overview", 20.0, _IEC_2025),
    DensityClass("outline", 40.0, _IEC_2025),
    DensityClass("discern", 80.0, _IEC_2025),
    DensityClass("perceive", 125.0, _IEC_2025),
    DensityClass("characterise", 250.0, _IEC_2025),
    DensityClass("validate", 500.0, _IEC_2025),
    DensityClass("scrutinise", 1500.0, _IEC_2025),
)


def density_class(name: str) -> DensityClass:
    """Return the class of that name; no name stands in both editions.

    Raises
    ------
    KeyError
        If there is none.
    """
    return {row.name: row for row in DENSITY_CLASSES}[name]


def class_reached(px_per_m: float, edition: str = EDITIONS[-1]) -> DensityClass | None:
    """Return the most demanding class of an edition that a density suffices for, None for none."""
    rows = [row for row in DENSITY_CLASSES if row.source.endswith(edition)]
    fit = [row for row in rows if row.px_per_m <= px_per_m]
    return max(fit, key=lambda row: row.px_per_m, default=None)


@dataclass(frozen=True, slots=True)
class CameraModel:
    """A fixed camera: pixels across and down, width of its sensor and focal length in mm."""

    pixels: int
    sensor_width_mm: float
    focal_mm: float
    pixels_down: int = 0  # 0: nine sixteenths of the pixels across

    def __post_init__(self) -> None:
        """Refuse what no lens can be."""
        for name in ("pixels", "sensor_width_mm", "focal_mm"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                msg = f"{name} must be positive, got {value}"
                raise ValueError(msg)
        if self.pixels_down < 0:
            msg = f"pixels_down must not be negative, got {self.pixels_down}"
            raise ValueError(msg)

    @property
    def half_width(self) -> float:
        """Half of the sensor's width as a share of the focal length: w / 2f."""
        return self.sensor_width_mm / (2 * self.focal_mm)

    @property
    def half_height(self) -> float:
        """Half of the sensor's height as a share of the focal length, for square pixels."""
        return self.half_width * (self.pixels_down / self.pixels if self.pixels_down else 9 / 16)

    @property
    def angle_deg(self) -> float:
        """Horizontal angle of view in degrees, 2 atan(w / 2f)."""
        return math.degrees(2 * math.atan(self.half_width))

    @property
    def vertical_angle_deg(self) -> float:
        """Vertical angle of view in degrees, for square pixels."""
        return math.degrees(2 * math.atan(self.half_height))


def range_m(model: CameraModel, px_per_m: float) -> float:
    """Give the slant range in metres out to which a target has `px_per_m`: R = N f / (w p)."""
    _positive("px_per_m", px_per_m)
    return model.pixels * model.focal_mm / (model.sensor_width_mm * px_per_m)


def density_px_per_m(model: CameraModel, slant_m: float) -> float:
    """Give the pixels per metre on a target `slant_m` metres away, the inverse of `range_m`."""
    _positive("slant_m", slant_m)
    return model.pixels * model.focal_mm / (model.sensor_width_mm * slant_m)


def ground_range_m(slant_m: float, height_m: float, target_height_m: float = 0.0) -> float:
    """Give the range in metres on level ground, sqrt(R^2 - (H - h)^2); 0 if it ends in the air."""
    _positive("slant_m", slant_m)
    return math.sqrt(max(slant_m**2 - (height_m - target_height_m) ** 2, 0.0))


def near_edge_m(
    model: CameraModel, height_m: float, tilt_deg: float, *, target_height_m: float = 0.0
) -> float:
    """Give the distance in metres below which the camera looks over the target.

    (H - h) / tan(tilt + half the vertical angle), with the tilt below the
    horizon; 0 when it sees straight down, infinite when it looks only upwards.
    """
    drop = height_m - target_height_m
    lowest = tilt_deg + model.vertical_angle_deg / 2
    if drop <= 0 or lowest >= 90:
        return 0.0
    return drop / math.tan(math.radians(lowest)) if lowest > 0 else math.inf


def tilt_to_reach_deg(
    model: CameraModel, height_m: float, ahead_m: float, *, target_height_m: float = 0.0
) -> float:
    """Give the steepest tilt at which a target so far ahead is still in the picture.

    The top of the picture comes to the target, so the near blind zone is as short as can be.
    """
    _positive("ahead_m", ahead_m)
    drop = height_m - target_height_m
    return math.degrees(math.atan2(drop, ahead_m)) + model.vertical_angle_deg / 2


def scene_width_m(model: CameraModel, distance_m: float) -> float:
    """Give the width in metres of what the picture shows at `distance_m`, w d / f."""
    _positive("distance_m", distance_m)
    return model.sensor_width_mm * distance_m / model.focal_mm


def storage_bytes(bitrate_mbit_s: float, days: int) -> int:
    """Give the bytes one camera fills in `days` at its bitrate: bitrate x 86,400 s x days / 8."""
    return round(bitrate_mbit_s * 1_000_000 * 86_400 * days / 8)


def _positive(name: str, value: float) -> None:
    if not (math.isfinite(value) and value > 0):
        msg = f"{name} must be positive, got {value}"
        raise ValueError(msg)
