"""Words of the patrol question: settings, tables, reasons, clashes, cures and faults."""

WORDS: dict[str, tuple[str, str]] = {
    "patrol.intro": (
        "给每个班组排出一班的路线：必到点必须到，其余部位按轮访日期安排，从驻地出发并按时返回。",
        "A route per crew for one shift: mandatory stops always, the others as their turn comes, "
        "from the base and back in time.",
    ),
    "patrol.day_type": ("日子", "Kind of day"),
    "day.normal": ("平常日", "normal day"),
    "day.market": ("赶场日", "market day"),
    "day.holiday": ("节假日", "holiday"),
    "day.school": ("上学日", "school day"),
    "day.event": ("活动日", "event day"),
    "patrol.date": ("日期", "Date"),
    "patrol.date_help": (
        "轮访：按日期决定当天轮到哪些网格，没有网格会一直被跳过。",
        "Visits rotate by date: every grid has its turn and none is skipped for ever.",
    ),
    "patrol.revisit_days": ("重访间隔（天）", "Revisit interval (days)"),
    "patrol.revisit_help": (
        "每个基础网格在这么多天内轮到一次。",
        "Each base grid comes up once within so many days.",
    ),
    "patrol.routes_table": ("路线表", "Routes"),
    "patrol.objective_help": (
        "未到访部位的分量之和，加上路上的时间；越小越好。",
        "The weight of the stops not visited plus travel time; smaller is better.",
    ),
    "patrol.crew_tip": ("{crew}：第 {n} 站", "{crew}: stop {n}"),
    "col.crew": ("班组", "Crew"),
    "col.mode": ("出行方式", "Mode"),
    "col.stop": ("站序", "Stop"),
    "col.arrive": ("到达", "Arrives"),
    "col.depart": ("离开", "Leaves"),
    "col.service": ("停留", "Stay"),
    "col.travel": ("路上用时", "Travel"),
    "col.stops": ("站数", "Stops"),
    "col.start": ("出发", "Starts"),
    "col.finish": ("返回", "Returns"),
    "col.distance": ("路程（公里）", "Distance (km)"),
    "mode.foot": ("步巡", "on foot"),
    "mode.motorbike": ("摩托车巡逻", "motorcycle"),
    "mode.car": ("车巡", "by car"),
    "crew_kind.police": ("民警", "police"),
    "crew_kind.auxiliary": ("辅警", "auxiliary police"),
    "crew_kind.village_auxiliary": ("村辅警", "village auxiliary"),
    "crew_kind.volunteer": ("义警", "volunteer police"),
    "crew_kind.militia": ("民兵", "militia"),
    "crew_kind.mixed": ("混合班组", "mixed crew"),
    "patrol.shift": ("班次", "Shift"),
    "shift.day": ("白班", "day shift"),
    "shift.evening": ("晚班", "evening shift"),
    "day.calendar": ("按日历", "by the calendar"),
    "patrol.crews_table": ("班组表", "Crews"),
    # reasons
    "left.no_crew_may_go": (
        "{crews:n} 个班组都不能出动（人数不足、缺少民警带队，或须留守）。",
        "None of the {crews:n} crews may go out (too few, no officer to lead, or kept in reserve).",
    ),
    "left.not_enough_time": (
        "能到的 {crews_able:n} 个班组已没有余下的时间；优先分 {priority:n}，低于已安排的部位。",
        "The {crews_able:n} crews that could go have no time left; with priority {priority:n} it "
        "gave way to others.",
    ),
    "left.not_worth": (
        "顺路也要多花 {detour_s:duration}，超过不去的代价 {price_s:duration}。",
        "The detour of {detour_s:duration} costs more than leaving it out ({price_s:duration}).",
    ),
    "left.unreachable_by_any_crew": (
        "{crews:n} 个班组都没有道路可以到达。",
        "No road leads there for any of the {crews:n} crews.",
    ),
    "left.no_officer_crew": (
        "需要民警在场，能到的 {crews:n} 个班组都没有民警。",
        "An officer must be present, and none of the {crews:n} crews that can arrive has one.",
    ),
    "left.outside_all_shifts": (
        "开放时间 {open_s:clock}–{close_s:clock} 与各班组的班次对不上。",
        "Its hours {open_s:clock}–{close_s:clock} fit no crew's shift.",
    ),
    "left.too_far": (
        "太远：最快的班组往返也要 {there_and_back_s:duration}。",
        "Too far: the fastest crew needs {there_and_back_s:duration} there and back.",
    ),
    # cures
    "cure.accept_detour": (
        "让{crew}绕行 {detour_s:duration}",
        "let {crew} make a detour of {detour_s:duration}",
    ),
    "cure.extend_shift": (
        "{crew}延长班次 {minutes:n} 分钟",
        "extend the shift of {crew} by {minutes:n} min",
    ),
    "cure.extend_shift/drive": (
        "{crew}延长班次 {minutes:n} 分钟、行车上限 {drive_minutes:n} 分钟",
        "extend the shift of {crew} by {minutes:n} min and its driving limit by "
        "{drive_minutes:n} min",
    ),
    "cure.extend_drive": (
        "{crew}行车上限放宽 {drive_minutes:n} 分钟",
        "raise the driving limit of {crew} by {drive_minutes:n} min",
    ),
    "cure.widen_window": (
        "把到访时间放宽为 {open_s:clock}–{close_s:clock}，由{crew}去",
        "widen its hours to {open_s:clock}–{close_s:clock} for {crew}",
    ),
    "cure.send_reserve": (
        "动用留守的{crew}（留守比例降为 {reserve_share_pct}%）",
        "send {crew} from the reserve (reserve share down to {reserve_share_pct}%)",
    ),
    "cure.one_more_crew": (
        "增加一个与{like_crew}相同的班组（民警 {officers:n} 名，留守比例 {reserve_share_pct}%）",
        "add one more crew like {like_crew} ({officers:n} officers, reserve share "
        "{reserve_share_pct}%)",
    ),
    # clashes
    "conflict.mandatory": ("必到点“{stop}”必须到访", "The mandatory stop “{stop}” must be visited"),
    "conflict.mandatory/all": (
        "{stops:n} 个必到点必须到访",
        "All {stops:n} mandatory stops must be visited",
    ),
    "conflict.reserve_share_pct": (
        "留守比例 {share_pct}%，这一班最多出动 {allowed:n} 个班组",
        "A reserve of {share_pct}% lets at most {allowed:n} crews out in this shift",
    ),
    "conflict.unreachable": (
        "没有班组能从道路到达“{stop}”",
        "No crew can reach “{stop}” by road",
    ),
    "conflict.end_s": (
        "{crew}必须在 {end_s:clock} 前返回",
        "{crew} must be back by {end_s:clock}",
    ),
    "conflict.max_drive_s": (
        "{crew}行车最多 {max_drive_s:duration}",
        "{crew} may drive {max_drive_s:duration} at most",
    ),
    "conflict.min_crew_size": (
        "出动的班组不少于 {least:n} 人",
        "A crew that goes out has at least {least:n} people",
    ),
    "conflict.volunteers_need_officer": (
        "义警和民兵须由民警带队",
        "Volunteers and militia go out with an officer only",
    ),
    "conflict.officer_where_needed": (
        "“{stop}”需要民警在场",
        "An officer must be present at “{stop}”",
    ),
    "conflict.window": (
        "“{stop}”只能在 {open_s:clock}–{close_s:clock} 到访",
        "“{stop}” can be visited only {open_s:clock}–{close_s:clock}",
    ),
    # faults the judge may find
    "fault.unknown_crew": ("方案里有不存在的班组 {crew}", "The plan names an unknown crew {crew}"),
    "fault.unknown_stop": (
        "{crew}的路线里有不存在的部位 {stop}",
        "The route of {crew} names an unknown stop {stop}",
    ),
    "fault.crew_once": ("{crew}有 {routes:n} 条路线", "{crew} has {routes:n} routes"),
    "fault.stop_once": ("“{stop}”到访 {visits:n} 次", "“{stop}” is visited {visits:n} times"),
    "fault.empty_route": ("{crew}的路线是空的", "The route of {crew} is empty"),
    "fault.reserve_share_pct": (
        "出动 {crews_out:n} 个班组，最多 {allowed:n} 个",
        "{crews_out:n} crews are out, {allowed:n} may be",
    ),
    "fault.mandatory": ("没有到访必到点“{stop}”", "The mandatory stop “{stop}” is not visited"),
    "fault.min_crew_size": (
        "{crew}只有 {size:n} 人，至少 {least:n} 人",
        "{crew} has {size:n} people, needs {least:n}",
    ),
    "fault.volunteers_need_officer": (
        "{crew}没有民警带队",
        "{crew} goes out without an officer",
    ),
    "fault.officer_where_needed": (
        "{crew}到“{stop}”，那里需要民警在场",
        "{crew} visits “{stop}”, where an officer is needed",
    ),
    "fault.unreachable": ("{crew}没有道路到“{stop}”", "No road leads {crew} to “{stop}”"),
    "fault.travel_time": (
        "{crew}到“{stop}”需要 {needs_s:duration}，只给了 {given_s:duration}",
        "{crew} needs {needs_s:duration} to “{stop}”, the plan gives {given_s:duration}",
    ),
    "fault.start_s": (
        "{crew}在 {starts_s:clock} 出发，早于班次 {shift_s:clock}",
        "{crew} starts at {starts_s:clock}, before its shift at {shift_s:clock}",
    ),
    "fault.end_s": (
        "{crew}在 {returns_s:clock} 返回，晚于班次结束 {shift_s:clock}",
        "{crew} is back at {returns_s:clock}, after its shift ends at {shift_s:clock}",
    ),
    "fault.max_drive_s": (
        "{crew}行车 {drives_s:duration}，最多 {most_s:duration}",
        "{crew} drives {drives_s:duration}, {most_s:duration} at most",
    ),
    "fault.dwell_s": (
        "{crew}在“{stop}”停留 {stays_s:duration}，需要 {needs_s:duration}",
        "{crew} stays {stays_s:duration} at “{stop}”, needs {needs_s:duration}",
    ),
    "fault.close_s": (
        "{crew}在 {leaves_s:clock} 离开“{stop}”，那里 {closes_s:clock} 关闭",
        "{crew} leaves “{stop}” at {leaves_s:clock}, it closes at {closes_s:clock}",
    ),
    "fault.problem_id": ("答案属于另一个问题", "The answer belongs to another question"),
    "fault.objective": (
        "目标值应为 {expected:n}，答案写的是 {given:n}",
        "The objective is {expected:n}, the answer says {given:n}",
    ),
}
