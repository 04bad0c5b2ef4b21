"""Words of the responder question: settings, tables, reasons, clashes, cures and faults."""

WORDS: dict[str, tuple[str, str]] = {
    "responder.intro": (
        "给每个居民点指定首到力量和增援力量，使尽可能多的户在时限内得到响应。",
        "Name a first responder and a reinforcement for each settlement, so that as many "
        "households as possible are reached in time.",
    ),
    "responder.limit_min": ("到达时限（分钟）", "Arrival within (minutes)"),
    "responder.limit_help": (
        "规划设定，不是国家标准；山区应按实际道路设定。",
        "A planner's setting, no national standard; set it by the real mountain roads.",
    ),
    "responder.table": ("响应表", "Responders"),
    "responder.objective_help": (
        "不能按时到达的户的分量，加上到达时间；越小越好。",
        "The weight of the households not reached in time plus arrival times; smaller is better.",
    ),
    "responder.within": ("{within_s:duration}内", "within {within_s:duration}"),
    "responder.nobody": ("无人到达", "nobody arrives"),
    "post_kind.other": ("其他力量", "other responder"),
    "col.post": ("响应力量", "Responder"),
    "col.first": ("首到力量", "First responder"),
    "col.backup": ("增援力量", "Reinforcement"),
    "col.arrival": ("到达时间", "Arrival time"),
    "col.arrival_min": ("到达时间（分）", "Arrival (min)"),
    "col.in_time": ("按时", "In time"),
    "col.capacity": ("可负责户数", "Households it can serve"),
    "col.load": ("负责户数", "Households served"),
    "post_kind.police_station": ("派出所", "police station"),
    "post_kind.community_officer": ("社区民警", "community police officer"),
    "post_kind.auxiliary": ("辅警", "auxiliary police"),
    "post_kind.volunteer_police": ("义警", "volunteer police"),
    "post_kind.militia": ("民兵", "militia"),
    "post_kind.rescue_team": ("应急救援队", "emergency rescue team"),
    "post_kind.fire_station": ("消防站", "fire station"),
    "post_kind.clinic": ("卫生院（室）", "clinic"),
    "post_kind.village_team": ("一村一警一员一顾问", "one village, one officer team"),
}
