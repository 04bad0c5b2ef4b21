"""Words of tours over days and weeks: what the judge says of a plan."""

WORDS: dict[str, tuple[str, str]] = {
    "fault.unknown_turn": ("方案里有不存在的班次 {turn}", "The plan names an unknown turn {turn}"),
    "fault.unknown_task": (
        "{turn}的路线里有不存在的任务 {task}",
        "The tour of {turn} names an unknown task {task}",
    ),
    "fault.unknown_way": (
        "{turn}做“{task}”的方式 {way:n} 不存在",
        "{turn} does “{task}” in way {way:n}, which does not exist",
    ),
    "fault.turn_once": ("{turn}有 {tours:n} 条路线", "{turn} has {tours:n tour/tours}"),
    "fault.empty_tour": ("{turn}的路线是空的", "The tour of {turn} is empty"),
    "fault.once_a_day": (
        "{day}做了 {calls:n} 次“{task}”，一天只算一次",
        "“{task}” is done {calls:n time/times} on {day}; once a day counts",
    ),
    "fault.mandatory": (
        "必做的“{task}”还少 {missing:n} 次",
        "“{task}” must be done and lacks {missing:n time/times}",
    ),
    "fault.reserve_share_pct": (
        "{day}“{shift}”出动 {out:n} 个班组，最多 {allowed:n} 个",
        "On {day} “{shift}” has {out:n crew/crews} out, {allowed:n} may be",
    ),
    "fault.rest_s": (
        "{crew}在{turn}之前只休息 {rest_s:duration}，至少 {least_s:duration}",
        "{crew} rests {rest_s:duration} before {turn}, needs {least_s:duration}",
    ),
    "fault.pin": ("“{task}”固定在{turn}，方案里没有", "“{task}” is pinned to {turn}, not planned"),
    "fault.meeting": (
        "“{task}”在{day}碰不上头：各组须同时在场至少 {least_s:duration}，不能有一组空等",
        "“{task}” fails on {day}: all its crews must be there together for "
        "{least_s:duration}, and nobody may wait alone",
    ),
    "fault.no_repeat": (
        "{crew}的{turn}与前一天完全一样",
        "{crew} does on {turn} just what it did the day before",
    ),
    "fault.least_crew_size": (
        "{crew}只有 {size:n} 人，至少 {least:n} 人",
        "{crew} has {size:n person/people}, needs {least:n}",
    ),
    "fault.volunteers_need_officer": (
        "{crew}在{turn}没有民警带队",
        "{crew} goes out on {turn} without an officer",
    ),
    "fault.night_least_size": (
        "{crew}夜间只有 {size:n} 人，至少 {least:n} 人",
        "{crew} has {size:n person/people} at night, needs {least:n}",
    ),
    "fault.night_needs_officer": (
        "{crew}夜间出动没有民警",
        "{crew} goes out at night without an officer",
    ),
    "fault.officer_where_needed": (
        "{turn}做“{task}”，那里需要民警在场",
        "{turn} does “{task}”, where an officer is needed",
    ),
    "fault.least_size": (
        "{turn}做“{task}”只有 {size:n} 人，至少 {least:n} 人",
        "{turn} does “{task}” with {size:n person/people}, needs {least:n}",
    ),
    "fault.skills": (
        "{turn}做“{task}”缺少技能“{skill}”",
        "{turn} does “{task}” without the skill “{skill}”",
    ),
    "fault.load_most": (
        "{turn}的负荷为 {load:n}，最多 {most:n}",
        "The load of {turn} is {load:n}, {most:n} at most",
    ),
    "fault.unreachable": (
        "{turn}没有道路到“{place}”",
        "No road leads {turn} to “{place}”",
    ),
    "fault.travel_time": (
        "{turn}到“{place}”需要 {needs_s:duration}，方案给了 {given_s:duration}",
        "{turn} needs {needs_s:duration} to “{place}”, the plan gives {given_s:duration}",
    ),
    "fault.call_order": (
        "{turn}在“{task}”的到达、开始、结束、离开时间先后颠倒",
        "The times of {turn} at “{task}” are out of order",
    ),
    "fault.dwell_s": (
        "{turn}做“{task}”用时 {stays_s:duration}，应为 {needs_s:duration}",
        "{turn} spends {stays_s:duration} on “{task}”, needs {needs_s:duration}",
    ),
    "fault.windows": (
        "{turn}做“{task}”不在规定的时段内",
        "{turn} does “{task}” outside the hours given for it",
    ),
    "fault.start_s": ("{turn}早于班次开始出发", "{turn} starts before its shift"),
    "fault.end_s": ("{turn}在班次结束后才返回", "{turn} is back after its shift ends"),
    "fault.max_drive_s": (
        "{turn}行车 {drives_s:duration}，最多 {most_s:duration}",
        "{turn} drives {drives_s:duration}, {most_s:duration} at most",
    ),
    "fault.break_after_s": (
        "{turn}连续在外 {out_s:duration} 没有休息，最多 {most_s:duration}",
        "{turn} is out {out_s:duration} without a break, {most_s:duration} at most",
    ),
    "fault.problem_id": ("答案属于另一个问题", "The answer belongs to another question"),
    "fault.objective": (
        "目标值应为 {expected:n}，答案写的是 {given:n}",
        "The objective is {expected:n}, the answer says {given:n}",
    ),
}
