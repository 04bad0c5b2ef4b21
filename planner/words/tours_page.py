"""Words of the page of patrols: the week made ready and shown, and its figures."""

WORDS: dict[str, tuple[str, str]] = {
    "week.intro": (
        "排一周的巡逻：谁在岗、要做什么，算出各班组每天的路线和时间；可以手工改，改完马上知道行不"
        "行；批准后留存，班后按地点回填。",
        "Plan a week of patrols: who is there and what is to be done give each crew's way and "
        "times for every day. Change it by hand and see at once whether it holds; approve it; "
        "afterwards type back what was done, by place.",
    ),
    "week.view": ("看什么", "Show"),
    "week.view.plan": ("排一周", "Plan a week"),
    "week.view.approved": ("已批准的周与回填", "Approved weeks, tick sheets"),
    "week.first": ("第一天", "First day"),
    "week.first_help": ("一般是星期一；从哪天起都可以。", "Usually a Monday, but any day will do."),
    "week.days": ("天数", "Days"),
    "week.who": (
        "谁在岗：{crews:n} 个班组，{out:n} 个有缺勤",
        "Crews: {crews:n}, {out:n} partly off",
    ),
    "week.who_help": (
        "班组哪天不在岗，就把那天的勾去掉，再按下面的按钮。班次里休息的那天没有勾，要在“班次”里改。",
        "Untick the days on which a crew is not there, then press the button below. A day off by "
        "its shifts has no tick: change that under “Shifts”.",
    ),
    "week.who_row": (
        "{kind} {size:n} 人 · {mode} · {hours}",
        "{kind}, {size:n} · {mode} · {hours}",
    ),
    "week.nobody": (
        "这几天没有一个班组在岗，排不出巡逻。在“谁在岗”里勾上，或换个日子。",
        "No crew is there on these days, so nothing can be planned. Tick somebody under “Crews”, "
        "or choose other days.",
    ),
    "week.what": ("要做什么：{parts}", "To be done: {parts}"),
    "week.what_help": (
        "本周到期的走访、定点、路段和出入口。这一周不做的，把勾去掉，再按下面的按钮。",
        "Visits due this week, fixed posts, streets and exits. Untick what is not wanted this "
        "week.",
    ),
    "week.count.visit": ("走访 {count:n} 处", "{count:n visit/visits}"),
    "week.count.post": ("定点 {count:n} 个", "{count:n post/posts}"),
    "week.count.street": ("路段 {count:n} 条", "{count:n street/streets}"),
    "week.count.perimeter": ("出入口 {count:n} 处", "{count:n exit/exits}"),
    "week.closed_sites": (
        "各班组上班时都不开门、没有排进来的：{names}",
        "Open during nobody's shift and so not asked for: {names}",
    ),
    "week.closed_streets": (
        "因封路没有排进来的路段：{count:n} 条",
        "Stretches of road not asked for because they are shut: {count:n}",
    ),
    "task_kind.visit": ("走访", "visit"),
    "task_kind.post": ("定点", "fixed post"),
    "task_kind.street": ("路段", "street"),
    "task_kind.perimeter": ("出入口", "exit"),
    "skill.foot": ("步巡", "on foot"),
    "skill.motorbike": ("摩托车", "motorcycle"),
    "skill.car": ("汽车", "car"),
    "skill.vehicle": ("车辆", "vehicle"),
    "week.turn": ("{day} {crew}", "{crew}, {day}"),
    "week.day": ("{month}月{number}日 {weekday}", "{weekday} {date}"),
    "week.day_number": ("第 {number:n} 天", "day {number:n}"),
    "week.weekday.0": ("周一", "Mon"),
    "week.weekday.1": ("周二", "Tue"),
    "week.weekday.2": ("周三", "Wed"),
    "week.weekday.3": ("周四", "Thu"),
    "week.weekday.4": ("周五", "Fri"),
    "week.weekday.5": ("周六", "Sat"),
    "week.weekday.6": ("周日", "Sun"),
    "week.objective_help": (
        "总代价，折成行车秒数，越小越好：行车时间，加上没做的事、超期的承诺、出本辖区、忙闲不均各"
        "自的价。",
        "The total cost in seconds of driving, smaller is better: driving, and the prices of "
        "what is left out, promises overdue, calls away from home and uneven load.",
    ),
    "week.map": ("当天路线图", "Map of the day"),
    "week.day_shown": ("看哪一天", "Day"),
    "week.legend.base": ("驻地", "base"),
    "week.legend.missed": ("本周没有安排", "left out this week"),
    "week.stays": ("留守", "stays"),
    "week.list": ("按日清单", "List by day"),
    "week.since": ("各处距上次到访的天数", "Days since the last visit"),
    "week.left_but_late": (
        "要做的次数都安排到了，但有 {count:n} 处超过承诺的间隔，见下面。",
        "Everything is done as often as wanted, but {count:n promise is/promises are} broken: see "
        "below.",
    ),
    "week.broken": (
        "{count:n} 处超过承诺的间隔：{places}。",
        "{count:n promise is/promises are} broken: {places}.",
    ),
    "week.all_kept": ("承诺的间隔全部守住。", "Every promise is kept."),
    "week.no_reason": (
        "在现有班组和时间里，安排它不如安排别的划算。",
        "With the crews and hours there are, others were worth more.",
    ),
    "col.row": ("序号", "Row"),
    "col.on_day": ("日期", "Day"),
    "col.waits": ("等候", "Waits"),
    "col.fixed": ("固定", "Pinned"),
    "col.who": ("组成", "Who"),
    "col.wanted": ("要做", "Wanted"),
    "col.times": ("次数", "Times"),
    "col.must": ("必做", "Must"),
    "col.when": ("时段", "Hours"),
    "col.far": ("长度", "Length"),
    "col.lacks": ("还缺（次）", "Lacks (times)"),
    "col.last_visit": ("上次到访", "Last visit"),
    "col.promised_gap": ("承诺间隔（天）", "Promised (days)"),
    "col.planned": ("计划（次）", "Planned"),
    "col.done": ("做到", "Done"),
    "col.not_done": ("没做到", "Not done"),
    "col.not_told": ("未回填", "Not told"),
    "col.why_not": ("原因", "Why not"),
    "week.figure.cost": ("总代价", "Cost"),
    "week.figure.tours": ("出动（班次）", "Turns out"),
    "week.figure.stops": ("站数", "Stops"),
    "week.figure.drive": ("路上用时", "On the road"),
    "week.figure.lacking": ("没做（次）", "Not done (times)"),
    "week.figure.broken": ("超期承诺（处）", "Promises broken"),
    "week.figure.longest": ("最长一趟", "Longest tour"),
    "week.figure.uneven": ("忙闲相差", "Uneven load"),
    "week.figure.moved": ("与现用的不同", "Differs from the one in use"),
    "week.figure.of": ("{stops:n} 站中 {moved:n} 站", "{moved:n} of {stops:n stop/stops}"),
    "week.figure.faults": ("违反规则（条）", "Faults"),
}
