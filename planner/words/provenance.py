"""Where a figure comes from: beside every number a plan is made from."""

WORDS: dict[str, tuple[str, str]] = {
    "provenance.measured": ("测得", "measured"),
    "provenance.entered": ("填报", "entered"),
    "provenance.guessed": ("估计", "guessed"),
}
