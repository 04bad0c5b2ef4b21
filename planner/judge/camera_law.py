"""Which rule of Decree 799 a camera would break, by article, from the definition alone.

公共安全视频图像信息系统管理条例 (State Council Decree 799, in force 2025-04-01).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.problem.camera import CameraOption

_CONSENT_ARTICLES = {
    "art7_gov": "7-1",
    "art7_operator": "7-2",
    "art9_duty_holder": "9",
    "voluntary": "33",
}


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a camera would break, and its article.

    Parameters
    ----------
    rule
        consent, no_camera_zone or faces_dwelling.
    article
        Article of the decree, with its paragraph: "8", "7-2".
    detail
        The state of the consent; "stands" in a zone or "sees" into one; "" otherwise.
    """

    rule: str
    article: str
    detail: str = ""


def breaches(option: CameraOption) -> Iterator[Breach]:
    """Yield every rule of the decree that a camera there would break."""
    if not option.consented:
        article = "10" if option.in_consent_zone else _CONSENT_ARTICLES[option.legal_class]
        yield Breach("consent", article, option.consent)
    if option.in_no_camera_zone:
        yield Breach("no_camera_zone", "8", "stands")
    if option.sees_private_zone:
        yield Breach("no_camera_zone", "8", "sees")
    if option.faces_dwelling:
        yield Breach("faces_dwelling", "33" if option.legal_class == "voluntary" else "13")
