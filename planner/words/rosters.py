"""Words of rosters and of the simulation: page, command, tables, files."""

WORDS: dict[str, tuple[str, str]] = {
    "page.rosters": ("排班", "Rosters"),
    "roster.intro": (
        "按岗位排四到六周的班：夜班后休息、夜班和周末公平、每天有人带班。行是岗位上的位子，不是人。",
        "Shifts by post over four to six weeks: rest after nights, fair nights and weekends, a "
        "leader in charge each day. Rows are slots of posts, never people.",
    ),
    "roster.pattern": ("班制", "Pattern"),
    "roster_pattern.pattern_3crew_2shift": ("三班两运转", "three crews, two shifts"),
    "roster_pattern.pattern_4crew_3shift": ("四班三运转", "four crews, three shifts"),
    "roster_pattern.duty_standby_rest": ("值一备一休一", "on duty, standby, rest"),
    "roster.pattern_help": (
        "班制只是起点，没有查到统一规定；偏离班制的每一格扣一分。",
        "A pattern is a starting point, no standard; each cell that differs from it costs a point.",
    ),
    "roster.first": ("从哪天起", "First day"),
    "roster.days": ("天数", "Days"),
    "roster.longest_run": ("最多连上几天", "Most days in a row"),
    "roster.held_in_pct": ("备勤至少占（%）", "Held in, at least (%)"),
    "roster.extra": ("赶场日、汛期多几人", "More on market and flood days"),
    "roster.leader": ("每天有人带班", "A leader in charge each day"),
    "roster.must": ("缺岗不允许", "No shift may be short"),
    "roster.leader_yes": ("是", "yes"),
    "roster.leader_no": ("不要求", "not asked"),
    "roster.must_yes": ("是", "yes"),
    "roster.must_no": ("扣分", "costs points"),
    "roster.objective_help": (
        "缺岗、多岗、夜班和周末不均、偏离班制、改动的扣分之和；越小越好。",
        "Points for short and crowded shifts, uneven nights and weekends, cells off the pattern "
        "and changes; smaller is better.",
    ),
    "roster.board": ("排班表", "Roster"),
    "roster.board_help": (
        "把一格拖到另一格就对调，把上面的班次拖到格里就换班；也可以点一格再点班次，或用方向键、"
        "数字键，空格拿起再放下。裁判马上给出结论。",
        "Drag a cell to another to exchange them, or a shift from above into a cell; or choose a "
        "cell and then a shift; or use the arrows, the digits, and space to pick up and put down. "
        "The judge's verdict follows at once.",
    ),
    "roster.sound": (
        "这张表符合全部规则（扣分 {points:n}）。",
        "This roster keeps every rule ({points:n point/points}).",
    ),
    "roster.broken": (
        "这张表有 {count:n} 处不符合规则：",
        "This roster breaks rules ({count:n time/times}):",
    ),
    "roster.changed": ("手工改了 {count:n} 格", "{count:n cell/cells} changed by hand"),
    "roster.keep": ("保留手工改动，其余重排", "Keep my cells and plan the rest anew"),
    "roster.share": ("公平情况", "Fair shares"),
    "roster.sheet": ("排班表", "Roster"),
    "roster.share_sheet": ("公平情况", "Fair shares"),
    "roster.slot": ("位子", "Slot"),
    "roster.post": ("岗位", "Post"),
    "roster.initials": ("缩写", "Initials"),
    "roster.hours": ("小时", "Hours"),
    "roster.nights": ("夜班（含以前）", "Nights (with those before)"),
    "roster.weekends": ("周末（含以前）", "Weekends (with those before)"),
    "roster.upload": ("交回的排班表（XLSX）", "A roster handed back (XLSX)"),
    "roster.read": (
        "已读入 {file}，改了 {count:n} 格",
        "{file} was read, {count:n cell/cells} changed",
    ),
    "roster.part": ("看什么", "What to see"),
    "roster.part_board": ("排班表", "Roster"),
    "roster.part_month": ("模拟一个月", "A month simulated"),
    "roster_shift.day": ("白班", "Day"),
    "roster_shift.night": ("夜班", "Night"),
    "roster_shift.early": ("早班", "Early"),
    "roster_shift.late": ("中班", "Late"),
    "roster_shift.duty": ("值班", "Duty"),
    "roster_shift.standby": ("备勤", "Standby"),
    "roster_shift.off": ("休", "Off"),
    "input.rosters_damaged": (
        "排班设置的文件读不出来，请重新填写",
        "What was set for the rosters cannot be read; enter it again",
    ),
    "input.roster_gone": (
        "本机没有从 {date} 起的排班表",
        "No roster from {date} is kept on this machine",
    ),
    "input.roster_damaged": (
        "排班表文件 {file} 读不出来，请删除该文件",
        "The kept roster in {file} cannot be read; delete the file",
    ),
    "input.initials_refused": (
        "{slot}：{why:of initials_refused}；只能写最多四个字母的缩写",
        "{slot}: {why:of initials_refused}; only initials of up to four letters are taken",
    ),
    "initials_refused.name": ("像是姓名", "this looks like a name"),
    "initials_refused.phone": ("像是电话", "this looks like a telephone"),
    "initials_refused.number": ("像是证件号码", "this looks like the number of a document"),
    "initials_refused.letters": ("不全是字母", "these are not all letters"),
    "input.roster_columns": (
        "{file}：没有找到含“位子”和自 {first} 起每一天的表头",
        "{file}: no row of headings with the slot and every day from {first}",
    ),
    "input.roster_rows": ("{file}：缺这些位子的行：{slots}", "{file}: no row for {slots}"),
    "input.roster_twice": (
        "{file} 单元格 {cell}：位子 {slot} 已有一行",
        "{file}, cell {cell}: the slot {slot} has a row already",
    ),
    "input.roster_cell": (
        "{file} 有 {count:n} 格不是这张表的班次：{cells}",
        "{file}: {count:n cell holds/cells hold} no shift of this roster: {cells}",
    ),
    "input.roster_initials": (
        "{file} 单元格 {cell}：{why:of initials_refused}；只能写最多四个字母的缩写",
        "{file}, cell {cell}: {why:of initials_refused}; only initials of up to four letters "
        "are taken",
    ),
    "cli.roster": (
        "为派出所排班，并模拟一个月谁多久能到",
        "make a station's roster, and simulate a month of who comes how soon",
    ),
    "cli.roster_pattern": ("班制模板", "pattern of shifts"),
    "cli.roster_days": ("排几天", "days of the roster"),
    "cli.roster_start": ("从哪天起，如 2026-12-01", "first day, such as 2026-12-01"),
    "cli.roster_runs": ("模拟几遍", "runs of the simulation"),
    "cli.roster_away": (
        "不在岗：岗位或位子@日期，如 R06@2026-12-03",
        "away: post or slot@date, such as R06@2026-12-03",
    ),
    "cli.roster_bad": ("{word}：{given} 不行", "{word}: {given} will not do"),
    "cli.roster_asked": (
        "{slots:n} 个位子，{days:n} 天，{shifts:n} 种班",
        "{slots:n slot/slots}, {days:n day/days}, {shifts:n kind/kinds} of shift",
    ),
    "cli.roster_figure": ("{name}：{value}（{half}）", "{name}: {value} ({half})"),
    "simulate.intro": (
        "按各居民点的件数随机模拟 {days:n} 天、{runs:n} 遍；范围是百分之九十五的可信区间。"
        "件数按 {counted:n} 天计，每件在场平均 {busy_min:n} 分钟，都是设定。",
        "{days:n day/days} simulated {runs:n time/times} from the counts of the places; ranges "
        "are 95 % confidence. Counts are taken as of {counted:n day/days}, {busy_min:n} min at "
        "the place on average: both are settings.",
    ),
    "simulate.away": ("假如这个岗位空着", "If this post were empty"),
    "simulate.away_none": ("（不比较）", "(no comparison)"),
    "simulate.same": (
        "前后两种情况遇到的是同样的事；“分得清”表示差别不是偶然。",
        "Before and after meet the same matters; “told apart” means the difference is not chance.",
    ),
    "simulate.figures": ("一个月会怎样", "What a month would be like"),
    "simulate.loads": ("各岗位忙的时间", "How busy each post is"),
    "simulate.compared": ("前后对比", "Before and after"),
    "simulate.matters": ("件数", "Matters"),
    "simulate.response_s": ("平均到场时间", "Mean time to arrive"),
    "simulate.p50_s": ("一半不超过", "Half within"),
    "simulate.p90_s": ("九成不超过", "Nine in ten within"),
    "simulate.in_time": ("{limit_s:duration}内到场", "There within {limit_s:duration}"),
    "simulate.second_in_time": (
        "{limit_s:duration}内有第二支",
        "A second one within {limit_s:duration}",
    ),
    "simulate.within": ("{within_s:duration}内有人到", "Somebody there within {within_s:duration}"),
    "simulate.own": ("由本村力量到场", "Answered by its own unit"),
    "simulate.waited": ("要等有人空出来", "Had to wait for somebody free"),
    "simulate.nobody": ("没有人能到", "Nobody could get there"),
    "simulate.post": ("编号", "Code"),
    "simulate.load": ("忙的时间", "Share of time busy"),
    "simulate.head_figure": ("指标", "Figure"),
    "simulate.head_mean": ("平均", "Mean"),
    "simulate.head_half": ("范围", "Range"),
    "simulate.head_before": ("之前", "Before"),
    "simulate.head_after": ("之后", "After"),
    "simulate.head_difference": ("差别", "Difference"),
    "simulate.head_told_apart": ("分得清吗", "Told apart"),
    "simulate.told_apart_yes": ("分得清", "yes"),
    "simulate.told_apart_no": ("分不清", "no"),
}
