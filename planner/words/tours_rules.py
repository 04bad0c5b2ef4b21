"""Words of the form of rules for patrols: what an office may set, and what is wrong with it."""

WORDS: dict[str, tuple[str, str]] = {
    "patrol_rules.title": ("规则：{told}", "Rules: {told}"),
    "patrol_rules.usual": ("程序自带的数字", "the planner's own numbers"),
    "patrol_rules.own": ("{count:n} 项由本所改过", "{count:n number/numbers} set by this office"),
    "patrol_rules.help": (
        "这些数字不是国家标准，由本所定；存在这台机器上，对以后每一周都有效。存下后，手上的方案马上"
        "按新规则检查一遍。",
        "These numbers are no standard; the office sets them. They are kept here and hold "
        "for every week from then on. Once saved, the plan in hand is judged by them at once.",
    ),
    "patrol_rules.part.people": ("人和班次", "People and shifts"),
    "patrol_rules.part.visits": ("走访", "Visits"),
    "patrol_rules.part.meetings": ("会哨", "Meetings of crews"),
    "patrol_rules.part.prices": (
        "轻重（折成行车分钟，越大越不愿意违反）",
        "Prices in minutes of driving; a larger one is avoided more",
    ),
    "patrol_rules.reserve_share_pct": ("留守比例（%）", "Reserve (%)"),
    "patrol_rules.least_crew_size": ("出动最少人数", "Least people out"),
    "patrol_rules.night_least_size": ("夜间最少人数", "Least people at night"),
    "patrol_rules.night_needs_officer": ("夜间出动须有民警", "An officer at night"),
    "patrol_rules.rest_min": ("两班之间休息（分钟）", "Rest between turns (min)"),
    "patrol_rules.break_after_min": (
        "连续在外最长（分钟，0 不限）",
        "Longest out without break (0: any)",
    ),
    "patrol_rules.break_min": ("休息时长（分钟）", "Break (min)"),
    "patrol_rules.max_drive_min": ("一班行车最多（分钟）", "Most driving a turn (min)"),
    "patrol_rules.no_repeat": ("不连续两天走同样的路线", "Never the same two days running"),
    "patrol_rules.place_gap_days": ("居民点几天到一次", "Settlements, every (days)"),
    "patrol_rules.site_gap_days": ("重点部位几天到一次", "Key sites, every (days)"),
    "patrol_rules.exit_gap_days": ("出入口几天到一次", "Exits, every (days)"),
    "patrol_rules.early_days": ("最多提前（天）", "Early by at most (days)"),
    "patrol_rules.late_days": ("最多推后（天）", "Late by at most (days)"),
    "patrol_rules.other_weekdays": ("不在上次的星期几去", "Not on the weekday of last time"),
    "patrol_rules.meetings": ("哪些班组会哨", "Which crews meet"),
    "patrol_rules.meetings.neighbours": (
        "相邻村的班组，每周一次",
        "neighbours, once a week",
    ),
    "patrol_rules.meetings.none": ("不会哨", "none"),
    "patrol_rules.meetings.own": ("本所另定的", "as the office has listed"),
    "patrol_rules.meet_at": ("几点开始", "From"),
    "patrol_rules.meet_window_min": ("时段长（分钟）", "Window (min)"),
    "patrol_rules.meet_min": ("每组停留（分钟）", "Stay of each (min)"),
    "patrol_rules.meet_points": ("优先分", "Points"),
    "patrol_rules.meet_mandatory": ("会哨必须做", "Meetings must be held"),
    "patrol_rules.meetings_hold": ("要去就都去，不许空等", "Nobody may wait in vain"),
    "patrol_rules.meeting_price_s": ("空等一次（折成分钟）", "A meeting missed (min)"),
    "patrol_rules.left_out_price_s": ("一分优先分没做", "A point left out"),
    "patrol_rules.promise_price_s": ("承诺超期一天", "A promise late by a day"),
    "patrol_rules.abroad_price_s": ("到外村一次", "A call in another village"),
    "patrol_rules.other_grid_price_s": ("到外网格一次", "A call in another grid"),
    "patrol_rules.moved_price_s": ("变动一站", "A stop moved"),
    "patrol_rules.meeting_price_help": (
        "只在允许空等时算。",
        "Counts only where waiting in vain is allowed.",
    ),
    "patrol_rules.save": ("存下规则", "Save the rules"),
    "patrol_rules.back": ("恢复程序自带的数字", "Back to the planner's own"),
    "patrol_rules.saved": ("规则已存下。", "The rules are saved."),
    "patrol_rules.same": ("没有改动。", "Nothing was changed."),
    "patrol_rules.not_kept": (
        "没有存下来：本机的存储写不进去，请检查磁盘空间和权限。",
        "Not kept: the store on this machine cannot be written to; check space and rights.",
    ),
    "patrol_rules.wrong_meeting": (
        "没有存：每组停留须长于时段的一半、不长于整个时段，两组才一定碰得上。",
        "Not saved: the stay of each crew must be longer than half of the window and not longer "
        "than it, so that both meet.",
    ),
    "patrol_rules.wrong_break": (
        "没有存：规定了连续在外最长多久，就要有休息时长。",
        "Not saved: with a longest time out there must be a break.",
    ),
}
