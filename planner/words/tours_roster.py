"""Words of the roster: which crew has which shift on which day."""

WORDS: dict[str, tuple[str, str]] = {
    "crew_shifts.title": (
        "班次：哪个班组哪天上什么班",
        "Shifts: which crew has which on which day",
    ),
    "crew_shifts.help": (
        "选班组、日子和班次，按“排上”。存在这台机器上，按日期一直有效；没有另排的日子上平时的班。"
        "临时有人来不了，用上面的“谁在岗”。",
        "Choose crews, days and a shift and press “Set”. It is kept here and holds for these "
        "dates; on all other days a crew has its usual shift. Who cannot come this once is "
        "unticked under “Who is there” above.",
    ),
    "crew_shifts.crews": ("哪些班组", "Crews"),
    "crew_shifts.days": ("哪些日子", "Days"),
    "crew_shifts.shift": ("班次", "Shift"),
    "crew_shifts.usual": ("平时的班", "the usual one"),
    "crew_shifts.off": ("休息", "off"),
    "crew_shifts.other": ("另定时间", "other hours"),
    "crew_shifts.from": ("另定：从几点", "Other: from"),
    "crew_shifts.to": ("另定：到几点", "Other: to"),
    "crew_shifts.set": ("排上", "Set"),
    "crew_shifts.saved": (
        "班次排好了，下面的安排按它计算。",
        "The shifts are kept; the plan below follows them.",
    ),
    "crew_shifts.nobody": ("没有排：先选班组和日子。", "Not set: choose crews and days first."),
    "crew_shifts.no_time": (
        "没有排：开始和结束不能是同一时刻。",
        "Not set: a shift must not end when it begins.",
    ),
}
