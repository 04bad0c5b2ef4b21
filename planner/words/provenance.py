"""Where a figure comes from: beside every number a plan is made from."""

WORDS: dict[str, tuple[str, str]] = {
    "provenance.measured": ("测得", "measured"),
    "provenance.planned": ("计划", "planned"),
    "provenance.entered": ("填报", "entered"),
    "provenance.guessed": ("估计", "guessed"),
    "origins.shapes": (
        "面积、长度、个数：在图层上量得。",
        "Areas, lengths and numbers of things: taken from the layers.",
    ),
    "origins.times": (
        "时间：按速度表推算，速度多为估计。",
        "Times: by the table of speeds, most of them guesses.",
    ),
    "origins.sight": (
        "看得到什么：按房屋轮廓、地形和设定的高度推算。",
        "What is seen: by outlines of houses, terrain and the heights set.",
    ),
    "origins.counts": ("户数、人口：", "Households and residents:"),
    "origins.incidents": ("各时段警情：", "Incidents by time of day:"),
    "origins.bands": ("{count:n} 个数。", "{count:n number/numbers}."),
    "origins.places": ("{count:n} 个居民点。", "{count:n place/places}."),
}
