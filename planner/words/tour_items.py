"""Words of tours asked for an area: names of streets, posts and meetings."""

WORDS: dict[str, tuple[str, str]] = {
    "tours.street": ("{road}（{place}段）", "{road} near {place}"),
    "tours.post": ("{place}定点值守 {day}", "Post at {place} {day}"),
    "tours.meeting": ("{crew}与{other}会哨 {day}", "{crew} meets {other} {day}"),
    "input.tours_damaged": (
        "保存的巡逻设置无法读取，请重新填写。",
        "The settings of the tours cannot be read; enter them again.",
    ),
    "tours.head_place": ("地点", "Place"),
    "tours.head_promised": ("承诺最长间隔（天）", "Longest gap promised, days"),
    "tours.head_late": ("超期的日子", "Days too late"),
}
