"""Words of the page of rosters: board, templates, leave, kept rosters, changes, what cannot be."""

WORDS: dict[str, tuple[str, str]] = {
    "roster.part_kept": ("已留存", "Kept"),
    "roster.part_impossible": ("排不出来的例子", "What cannot be"),
    "roster.not_kept": (
        "写不进本机的文件夹，没有保存",
        "The folder on this machine cannot be written to; nothing was kept",
    ),
    "roster.nobody": ("没有可排的位子", "There is no slot to plan for"),
    "roster.let_go": ("不等这个结果", "Do not wait for this"),
    "roster.undo_step": ("撤销", "Undo"),
    "roster.redo_step": ("重做", "Redo"),
    "roster.exchange": ("对调", "exchange"),
    "roster.key": ("按键", "key"),
    "roster.cell": ("{date} {slot} {shift}", "{date} {slot} {shift}"),
    "roster.dated": ("{told}（{date}）", "{told} ({date})"),
    "roster.cannot": (
        "这一步做不了：那一天已经过去，或者表已经变了",
        "This cannot be done: that day is past, or the roster has changed",
    ),
    "roster.moved": (
        "原来的 {duties:n} 个班次动了 {moved:n} 个。",
        "{moved:n} of {duties:n duty/duties} moved.",
    ),
    "roster.cures": ("一键改正", "Mend with one click"),
    "roster.cure": (
        "→ 改为：{cells}（扣分变化 {more:n}）",
        "→ change to: {cells} (points change by {more:n})",
    ),
    "roster.cure_take": ("照此改", "Do so"),
    "roster.no_cure": (
        "→ 改一格或对调两格都改不好；可以保留手工改动、其余重排。",
        "→ no other shift of one cell and no exchange of two mends it; plan the rest anew.",
    ),
    "roster.others": ("换个人：{cell}", "Somebody else: {cell}"),
    "roster.others_none_picked": (
        "点一格，看这一班还有谁能上。",
        "Choose a cell to see who else could take its shift.",
    ),
    "roster.others_none": (
        "试了 {count:n} 个位子，对调四天以内都会破坏规则，原因如下：",
        "{count:n slot was/slots were} tried; every exchange of up to four days breaks a rule:",
    ),
    "roster.other": (
        "与 {slot} 对调，{first} 起 {days:n} 天（扣分变化 {more:n}）",
        "exchange with {slot}, {days:n day/days} from {first} (points change by {more:n})",
    ),
    "roster.other_take": ("对调", "Exchange"),
    "roster.other_past": ("要改已经过去的天", "days that are past would change"),
    "roster.ease": ("放宽一条再排", "Ease one rule and plan again"),
    "roster.ease_help": (
        "点一下就按放宽后的规则重新计算；行不行由结果说了算。",
        "One click asks anew with that rule eased; whether it helps the answer tells.",
    ),
    "roster.files": ("文件与打印", "Files and print"),
    "roster.print_a4": ("打印表（A4 横向）", "Sheet to print (A4)"),
    "roster.print_a3": ("打印表（A3 横向）", "Sheet to print (A3)"),
    "roster.initials_title": ("缩写", "Initials"),
    "roster.initials_help": (
        "位子旁可以写最多四个字母的缩写，只存在本机单独的一个文件里，不进题目、结果和模拟；"
        "像姓名、电话、证件号码的不收。",
        "Up to four letters beside a slot. They are kept in a file of their own on this machine "
        "and enter no question, answer or simulation; what looks like a name, a telephone or the "
        "number of a document is refused.",
    ),
    "roster.initials_save": ("保存缩写", "Keep the initials"),
    "roster_short.day": ("白", "D"),
    "roster_short.night": ("夜", "N"),
    "roster_short.early": ("早", "E"),
    "roster_short.late": ("中", "L"),
    "roster_short.duty": ("值", "24"),
    "roster_short.standby": ("备", "S"),
    "roster_short.off": ("·", "·"),
    "roster_kind.market": ("赶场", "mkt"),
    "roster_kind.holiday": ("假", "hol"),
    "roster_kind.school": ("学", "sch"),
    "roster_kind.flood": ("汛", "fld"),
    "roster_kind.fire": ("火", "fire"),
    "roster_template.title": ("班制模板", "Template of shifts"),
    "roster_template.help": (
        "这里改的是本单位自己的模板：有哪些班、几点起、几小时、怎么轮，各类日子每班要几人。"
        "小时填零就是不用这个班。",
        "This office's own template: which shifts there are, when they begin and how long they "
        "are, their turn, and how many each needs by the kind of day. No hours: not used.",
    ),
    "roster_template.cycle": ("轮班次序", "Turn of shifts"),
    "roster_template.cycle_help": (
        "用空格隔开，如：白班 夜班 休。",
        "Shifts with spaces between, such as: Day Night Off.",
    ),
    "roster_template.cycle_wrong": (
        "轮班次序里有不认识的班次",
        "The turn of shifts names what is no shift",
    ),
    "roster_template.no_shift": (
        "轮班次序里的班都要有小时数，至少要有一个班",
        "Every shift of the turn needs hours, and there must be one at least",
    ),
    "roster_template.needs": (
        "各类日子每班至少几人；空着的按轮班次序算。",
        "How many each shift needs by the kind of day; what is empty the turn of shifts gives.",
    ),
    "roster_template.day_kind": ("日子", "Day"),
    "roster_template.shift": ("班次", "Shift"),
    "roster_template.begins": ("几点起", "Begins at"),
    "roster_template.hours": ("小时", "Hours"),
    "roster_template.night": ("算夜班", "Counts as night"),
    "roster_template.held_in": ("备勤", "Held in"),
    "roster_template.rest": ("之后休几天", "Days off after"),
    "roster_template.not_next": ("次日不得接", "Not on the next day"),
    "roster_template.save": ("保存模板", "Keep the template"),
    "roster_template.ours": ("恢复原模板", "Back to the original"),
    "roster_template.saved": ("模板已保存", "The template is kept"),
    "roster_leave.title": ("岗位、请假和意愿", "Posts, leave and wishes"),
    "roster_leave.help": (
        "按位子或整个岗位填，不写姓名，也不写原因。请假的日子不排班；意愿尽量满足，满足不了就扣分。",
        "By slot or by whole post; no names and no reasons. Days away get no shift; wishes are "
        "met as far as they can be, and cost points if not.",
    ),
    "roster_leave.posts": ("参加排班的岗位", "Posts in the roster"),
    "roster_leave.who": ("谁", "Who"),
    "roster_leave.from": ("从", "From"),
    "roster_leave.to": ("到", "To"),
    "roster_leave.what": ("什么", "What"),
    "roster_leave.shift": ("班次", "Shift"),
    "roster_leave.away": ("不在岗", "away"),
    "roster_leave.off": ("希望休息", "would rather be off"),
    "roster_leave.wants": ("希望上这个班", "would like this shift"),
    "roster_leave.not": ("希望不上这个班", "would rather not have this shift"),
    "roster_leave.save": ("保存", "Keep"),
    "roster_leave.saved": ("已保存", "Kept"),
    "roster_leave.wrong": (
        "每行要有位子和起止日期，结束不早于开始；对班次的意愿要选班次",
        "Each row needs a slot and days, the last not before the first; a wish for a shift names "
        "it",
    ),
    "roster_kept.keep_title": ("留存", "Keep"),
    "roster_kept.keep": ("留存这张排班表", "Keep this roster"),
    "roster_kept.kept_now": (
        "从 {date} 起的排班表已留存；夜班和周末记入以后的排班",
        "The roster from {date} is kept; its nights and weekends count for the next ones",
    ),
    "roster_kept.faults": (
        "还有 {count:n} 处不符合规则，不能留存",
        "{count:n rule is/rules are} broken; it cannot be kept",
    ),
    "roster_kept.instead": (
        "已有一张从 {date} 起的；再留存就代替它",
        "One from {date} is kept already; keeping again takes its place",
    ),
    "roster_kept.none": ("还没有留存的排班表", "No roster is kept yet"),
    "roster_kept.which": ("从哪天起的", "From which day"),
    "roster_kept.told": (
        "留存于 {at}（协调世界时），共 {days:n} 天",
        "Kept at {at} (UTC), {days:n day/days}",
    ),
    "roster_kept.carried": (
        "夜班和周末从这些留存的排班表接着算（最多回溯 {back:n} 天）：{days}",
        "Nights and weekends go on from the rosters kept from {days} (up to {back:n day/days} "
        "back)",
    ),
    "roster_kept.out": ("有人不在了：少动重排", "Somebody falls out: plan anew, move little"),
    "roster_kept.out_help": (
        "病了、外出一周都一样：过去的天不动，其余尽量少动。原因不用写。",
        "Ill or away for a week, it is the same: past days stay, and as little as can be moves. "
        "No reason is asked.",
    ),
    "roster_kept.today": ("从哪天起可改", "Changes from"),
    "roster_kept.from": ("不在：从", "Away from"),
    "roster_kept.to": ("到", "to"),
    "roster_kept.out_plan": ("少动重排", "Plan around it"),
    "roster_sheet.title": ("排班表 {first} 至 {last}", "Roster {first} to {last}"),
    "roster_sheet.mark": ("内部使用 不得公开", "Internal use only"),
    "roster_sheet.made": ("排班人签字", "Made by (signature)"),
    "roster_sheet.checked": ("审核人签字", "Checked by (signature)"),
    "roster_sheet.hours_short": ("小时", "Hours"),
    "roster_sheet.nights_short": ("夜班", "Nights"),
    "roster_sheet.weekends_short": ("周末", "Week-ends"),
    "roster_sheet.legend": (
        "★ 能带班；斜线不在岗；夜班和周末含以前留存的",
        "★ may lead; hatched: away; nights and weekends with those kept before",
    ),
    "roster_impossible.intro": (
        "十张排不出来的小表（示例数据）：四个位子，一周，周三赶场。挑一张，看哪几条规则凑不到一起；"
        "去掉其中任何一条，别的就能同时做到。",
        "Ten small rosters that cannot be (example data): four slots, a week, a market on "
        "Wednesday. Choose one and see which rules cannot hold together; without any one of them "
        "the others can.",
    ),
    "roster_impossible.which": ("哪一张", "Which one"),
    "roster_impossible.leader_away": ("唯一能带班的请了假", "the only one who leads is away"),
    "roster_impossible.leader_every_day": (
        "一个人带不了一整周的班",
        "one leader for every day of a week",
    ),
    "roster_impossible.too_few": ("要五人，只有四个位子", "five needed, four slots"),
    "roster_impossible.leave_on_market": ("赶场日三人请假", "three away on the market day"),
    "roster_impossible.rest_after_night": (
        "夜班后要休息，第二晚没人",
        "rest after night, nobody for the second night",
    ),
    "roster_impossible.by_hand": ("手工定下的两格打架", "two cells settled by hand"),
    "roster_impossible.held_in": ("要三人外出，又要一半备勤", "three out, and half held in"),
    "roster_impossible.hours": ("工时不够用", "not enough hours"),
    "roster_impossible.weekends": ("周末都不上班，周六又要人", "nobody at weekends, one needed"),
    "roster_impossible.nights_each": (
        "每人最多一个夜班，四人七夜",
        "one night each, four slots, seven nights",
    ),
    "roster_impossible.asked": ("这张表要什么", "What it asks"),
    "roster_impossible.ease": ("放宽一条再排", "Ease one rule and plan again"),
    "roster_impossible.eased": (
        "放宽之后排得出来，裁判也认可：",
        "With that rule eased there is a roster, and the judge agrees:",
    ),
    "roster_impossible.still": (
        "放宽这一条之后仍排不出来：",
        "With that rule eased it still cannot be:",
    ),
    "roster_eased.roster_away": (
        "{slot} 第 {day:n} 天照常到岗",
        "{slot} comes on day {day:n} after all",
    ),
    "roster_eased.roster_fixed": (
        "不定死 {slot} 第 {day:n} 天",
        "{slot}, day {day:n}, is not settled",
    ),
    "roster_eased.roster_rest": (
        "上完“{shift}”后可以不休息",
        "No rest asked after “{shift}”",
    ),
    "roster_eased.roster_longest_run": ("多连上一天", "One day more in a row"),
    "roster_eased.roster_shortest_run": ("少连上一天", "One day fewer in a row"),
    "roster_eased.roster_shortest_rest": ("少连休一天", "One day off fewer in a row"),
    "roster_eased.roster_shift_limit": ("“{shift}”多一个", "One “{shift}” more"),
    "roster_eased.roster_least_min": ("不限最少工时", "No least hours"),
    "roster_eased.roster_most_min": ("不限最多工时", "No most hours"),
    "roster_eased.roster_most_weekends": ("多上一个周末", "One weekend more"),
    "roster_eased.roster_cover": (
        "缺岗只扣分，不再是不行",
        "A short shift costs points, and is allowed",
    ),
    "roster_eased.roster_leader": ("不要求每天有人带班", "No leader asked each day"),
    "roster_eased.roster_held_in": ("不要求备勤比例", "No share held in asked"),
}
