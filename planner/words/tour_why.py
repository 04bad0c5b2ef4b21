"""Words of tours: why something is left out, what would help, which rules clash, alternatives."""

WORDS: dict[str, tuple[str, str]] = {
    # reasons
    "left.no_crew_may_go": (
        "{crews:n} 个班组都不能出动（人数不足、缺少民警带队，或须留守）。",
        "None of {crews:n crew/crews} may go out (too few, no officer to lead, or kept in "
        "reserve).",
    ),
    "left.unreachable_by_any_crew": (
        "{crews:n} 个班组都没有道路可以到达。",
        "No road leads there for any of {crews:n crew/crews}.",
    ),
    "left.no_officer_crew": (
        "需要民警在场，能到的 {crews:n} 个班组都没有民警。",
        "An officer must be present, and of {crews:n crew/crews} that can arrive none has one.",
    ),
    "left.outside_all_shifts": (
        "开放时间 {open_s:clock}–{close_s:clock} 与各班组的班次对不上。",
        "Its hours {open_s:clock}–{close_s:clock} fit no crew's shift.",
    ),
    "left.too_far": (
        "太远：最快的班组往返也要 {there_and_back_s:duration}。",
        "Too far: the fastest crew needs {there_and_back_s:duration} there and back.",
    ),
    "left.no_crew_with_skill": (
        "需要技能“{skill}”，{crews:n} 个班组都没有。",
        "It needs the skill “{skill}”, which none of {crews:n crew/crews} has.",
    ),
    "left.only_that_crew": (
        "只能由{crew}做，{crew}不在班。",
        "Only {crew} may do it, and {crew} is not there.",
    ),
    "left.no_crew_large_enough": (
        "至少要 {least:n} 人，{crews:n} 个班组人数都不够。",
        "It needs {least:n person/people}; none of {crews:n crew/crews} is that large.",
    ),
    "left.no_able_crew": (
        "人数、民警、技能都符合要求的班组没有一个能出动（共 {crews:n} 个班组）。",
        "None of {crews:n crew/crews} that may go has people, officer and skills together.",
    ),
    "left.too_few_days": (
        "要做 {times:n} 次，一天只算一次；{days:n} 天里能做的日子都已用上。",
        "It is wanted {times:n time/times}, once a day; every day of {days:n} on which it can be "
        "done is used.",
    ),
    "left.late_whatever": (
        "在哪一天去也避免不了超期 {days:n} 天：这几天开始以前就到期了。",
        "It is {days:n day/days} late whichever day it is done: it was due before the first of "
        "them.",
    ),
    "left.window_missed": (
        "时段 {open_s:clock}–{close_s:clock} 之内没有班次赶得到、做得完。",
        "No turn gets there and is done within {open_s:clock}–{close_s:clock}.",
    ),
    "left.too_dear": (
        "排进去要花 {costs_s:duration}，不做的代价是 {price_s:duration}，多 {over_s:duration}。",
        "Doing it costs {costs_s:duration}, leaving it {price_s:duration}: dearer by "
        "{over_s:duration}.",
    ),
    "left.reserve_holds": (
        "能去的班次里有 {turns:n} 个按 {share_pct}% 的留守比例留在所里，其余排满。",
        "Of the turns that could go, the reserve of {share_pct}% keeps {turns:n} at the station; "
        "the others are full.",
    ),
    "left.no_time_left": (
        "能去的 {turns:n} 个班次都没有余下的时间；优先分 {priority:n}，让给了别的任务。",
        "No time is left in {turns:n turn/turns} that could go; with priority {priority:n} it gave "
        "way to others.",
    ),
    "left.meeting_without": (
        "会哨要各组都到，而“{task}”没有班次能做。",
        "A meeting needs all its crews, and no turn can do “{task}”.",
    ),
    "left.meeting_needs_all": (
        "会哨要 {crews:n} 个班组同时到场；凑到一起没有时间，或者不划算，所以都不去。",
        "A meeting needs {crews:n crew/crews} at one hour; there is no time for that, or it "
        "costs more than it brings, so none goes.",
    ),
    # cures
    "cure.extend_turn": (
        "{crew}的“{turn}”延长 {minutes:n} 分钟",
        "+{minutes:n} min for {crew} on {turn}",
    ),
    "cure.extend_turn/drive": (
        "{crew}的“{turn}”延长 {minutes:n} 分钟，行车上限放宽 {drive_minutes:n} 分钟",
        "+{minutes:n} min for {crew} on {turn}, and +{drive_minutes:n} min of driving",
    ),
    "cure.extend_turn_drive": (
        "{crew}的“{turn}”行车上限放宽 {drive_minutes:n} 分钟",
        "+{drive_minutes:n} min of driving for {crew} on {turn}",
    ),
    "cure.start_earlier": (
        "{crew}的“{turn}”提前 {minutes:n} 分钟出发",
        "{crew} starts {turn} {minutes:n} min earlier",
    ),
    "cure.widen_window": (
        "时段放宽为 {open_s:clock}–{close_s:clock}",
        "window to {open_s:clock}–{close_s:clock}",
    ),
    "cure.lower_reserve": (
        "“{turn}”也出动，留守比例降到 {share_pct}%",
        "send {turn} too, reserve share down to {share_pct}%",
    ),
    "cure.lower_reserve/longer": (
        "“{turn}”也出动并延长 {minutes:n} 分钟，留守比例降到 {share_pct}%",
        "send {turn} too, {minutes:n} min longer, reserve share down to {share_pct}%",
    ),
    "cure.more_crews": (
        "“{turn}”那一班增加 {crews:n} 个与{crew}相同的班组",
        "crews like {crew} added to the shift of {turn}: {crews:n}",
    ),
    "cure.give_skill": ("给{crew}补上技能“{skill}”", "give {crew} the skill “{skill}”"),
    "cure.add_officer": ("给{crew}加派 1 名民警", "one officer more for {crew}"),
    "cure.add_people": ("给{crew}加派 {people:n} 人", "people added to {crew}: {people:n}"),
    "cure.accept_detour_tour": (
        "照样排给{crew}的“{turn}”，多花 {over_s:duration}",
        "do it all the same, by {crew} on {turn}, dearer by {over_s:duration}",
    ),
    "cure.open_road": ("开通“{road}”", "open “{road}”"),
    # clashes
    "conflict.volunteers_need_officer": (
        "义警和民兵须由民警带队",
        "Volunteers and militia go out with an officer only",
    ),
    "conflict.mandatory": ("“{task}”必须做", "“{task}” must be done"),
    "conflict.mandatory/times": (
        "“{task}”必须做 {times:n} 次，一天只算一次，共 {days:n} 天",
        "“{task}” must be done {times:n time/times}, once a day, within {days:n day/days}",
    ),
    "conflict.pin": ("“{task}”固定在“{turn}”", "“{task}” is pinned to {turn}"),
    "conflict.windows": (
        "“{task}”只能在 {open_s:clock}–{close_s:clock} 做",
        "“{task}” can be done {open_s:clock}–{close_s:clock} only",
    ),
    "conflict.windows/many": (
        "“{task}”只能在规定的 {spans:n} 个时段做",
        "“{task}” can be done in its {spans:n window/windows} only",
    ),
    "conflict.skills": ("“{task}”需要技能“{skill}”", "“{task}” needs the skill “{skill}”"),
    "conflict.skills/own": ("“{task}”只能由{crew}做", "Only {crew} may do “{task}”"),
    "conflict.least_size": (
        "“{task}”至少要 {least:n} 人",
        "“{task}” needs {least:n person/people} at least",
    ),
    "conflict.officer_where_needed": (
        "“{task}”需要民警在场",
        "An officer must be present at “{task}”",
    ),
    "conflict.no_road": ("没有道路通到“{task}”", "No road leads to “{task}”"),
    "conflict.hours": (
        "{crew}只在班次时间内出动",
        "{crew} is out within the hours of its turns only",
    ),
    "conflict.hours/clock": (
        "{crew}只在 {start_s:clock}–{end_s:clock} 出动",
        "{crew} is out {start_s:clock}–{end_s:clock} only",
    ),
    "conflict.max_drive_s": (
        "{crew}一个班次行车最多 {most_s:duration}",
        "{crew} may drive {most_s:duration} a turn at most",
    ),
    "conflict.load_most": ("{crew}一趟最多承担 {most:n}", "{crew} may take {most:n} on a tour"),
    "conflict.reserve_share_pct": (
        "每班留守 {share_pct}% 的班组",
        "{share_pct}% of the crews of each shift stay in reserve",
    ),
    "conflict.rest_s": (
        "两次出动之间至少休息 {least_s:duration}",
        "A crew rests {least_s:duration} between two tours",
    ),
    "conflict.break_after_s": (
        "连续在外不超过 {most_s:duration}，之后休息 {break_s:duration}",
        "Nobody is out longer than {most_s:duration} without a break of {break_s:duration}",
    ),
    "conflict.meeting": (
        "“{task}”各组须同时在场至少 {least_s:duration}，一组不能做两头",
        "The crews of “{task}” must be there together for {least_s:duration}, one crew cannot be "
        "two",
    ),
    "conflict.no_repeat": (
        "班组不能连续两天走同样的路线",
        "No crew does the same two days running",
    ),
    "conflict.least_crew_size": (
        "出动的班组不少于 {least:n} 人",
        "A crew that goes out has at least {least:n person/people}",
    ),
    "conflict.night_least_size": (
        "夜间出动的班组不少于 {least:n} 人",
        "A crew that goes out at night has at least {least:n person/people}",
    ),
    "conflict.night_needs_officer": (
        "夜间出动须有民警",
        "A crew goes out at night with an officer only",
    ),
    "note.work_by_step": (
        "计算量上限 {limit:n} 是给找方案的；找方案用了 {search:n}，另外证明下限用了 {bound:n}，试补"
        "救办法用了 {cures:n}。",
        "The work limit of {limit:n} is for the plan: {search:n} went into it, and besides "
        "{bound:n} into the bound and {cures:n} into trying cures.",
    ),
    # alternatives
    "note.tours_as_asked": (
        "按所定的轻重：行车 {drive_s:duration}，出动 {tours:n} 趟，漏 {missing:n} 次，"
        "超期 {late:n} 天；最忙的班组出动 {busiest_pct:n}%，最闲的 {least_pct:n}%；"
        "最长一趟 {longest_s:duration}；与上次不同 {moved:n} 处。",
        "As asked: {drive_s:duration} of driving, {tours:n tour/tours}, {missing:n call/calls} "
        "left out, {late:n day/days} late; crews are out {least_pct:n}% to {busiest_pct:n}% of "
        "their time; longest tour {longest_s:duration}; {moved:n call/calls} elsewhere than last "
        "time.",
    ),
    "note.tours_least_driving": (
        "行车最少：行车 {drive_s:duration}，出动 {tours:n} 趟，漏 {missing:n} 次，"
        "超期 {late:n} 天；最忙的班组出动 {busiest_pct:n}%，最闲的 {least_pct:n}%；"
        "最长一趟 {longest_s:duration}；与上次不同 {moved:n} 处。",
        "Least driving: {drive_s:duration} of driving, {tours:n tour/tours}, "
        "{missing:n call/calls} left out, {late:n day/days} late; crews are out {least_pct:n}% "
        "to {busiest_pct:n}% of their time; longest tour {longest_s:duration}; "
        "{moved:n call/calls} elsewhere than last time.",
    ),
    "note.tours_least_moved": (
        "变动最少：行车 {drive_s:duration}，出动 {tours:n} 趟，漏 {missing:n} 次，"
        "超期 {late:n} 天；最忙的班组出动 {busiest_pct:n}%，最闲的 {least_pct:n}%；"
        "最长一趟 {longest_s:duration}；与上次不同 {moved:n} 处。",
        "Fewest changes: {drive_s:duration} of driving, {tours:n tour/tours}, "
        "{missing:n call/calls} left out, {late:n day/days} late; crews are out {least_pct:n}% "
        "to {busiest_pct:n}% of their time; longest tour {longest_s:duration}; "
        "{moved:n call/calls} elsewhere than last time.",
    ),
    "note.tours_even": (
        "班组之间最均：行车 {drive_s:duration}，出动 {tours:n} 趟，漏 {missing:n} 次，"
        "超期 {late:n} 天；最忙的班组出动 {busiest_pct:n}%，最闲的 {least_pct:n}%；"
        "最长一趟 {longest_s:duration}；与上次不同 {moved:n} 处。",
        "Most even between crews: {drive_s:duration} of driving, {tours:n tour/tours}, "
        "{missing:n call/calls} left out, {late:n day/days} late; crews are out {least_pct:n}% to "
        "{busiest_pct:n}% of their time; longest tour {longest_s:duration}; {moved:n call/calls} "
        "elsewhere than last time.",
    ),
    "note.tours_short": (
        "每趟都不太长：行车 {drive_s:duration}，出动 {tours:n} 趟，漏 {missing:n} 次，"
        "超期 {late:n} 天；最忙的班组出动 {busiest_pct:n}%，最闲的 {least_pct:n}%；"
        "最长一趟 {longest_s:duration}；与上次不同 {moved:n} 处。",
        "No tour long: {drive_s:duration} of driving, {tours:n tour/tours}, {missing:n call/calls} "
        "left out, {late:n day/days} late; crews are out {least_pct:n}% to {busiest_pct:n}% of "
        "their time; longest tour {longest_s:duration}; {moved:n call/calls} elsewhere than last "
        "time.",
    ),
}
