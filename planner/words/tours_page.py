"""Words of the page of patrols: the week made ready, planned, changed by hand, approved, ticked."""

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
    "week.no_last": (
        "之前没有批准过的周：各处上次到访的日子按轮次推算。",
        "No week was approved before: the day of the last visit of each place is taken from its "
        "turn.",
    ),
    "week.last": (
        "沿用 {date} 起已批准的那一周：{calls:n} 次到访算作已做，回填注明没做到的 {missed:n} 次不"
        "算；在岗情况照搬。",
        "Carried over from the week approved from {date}: {calls:n} calls count as made, "
        "{missed:n} ticked off as not done do not; who is there is copied.",
    ),
    "week.who": (
        "谁在岗：{crews:n} 个班组，{out:n} 个有缺勤",
        "Crews: {crews:n}, {out:n} partly off",
    ),
    "week.who_help": (
        "班组哪天不在岗，就把那天的勾去掉，再按下面的按钮。",
        "Untick the days on which a crew is not there, then press the button below.",
    ),
    "week.who_row": (
        "{kind} {size:n} 人 · {mode} · {hours}",
        "{kind}, {size:n} · {mode} · {hours}",
    ),
    "week.what": ("要做什么：{parts}", "To be done: {parts}"),
    "week.what_help": (
        "本周到期的走访、定点、路段和出入口。这一周不做的，把勾去掉，再按下面的按钮。",
        "Visits due this week, fixed posts, streets and exits. Untick what is not wanted this "
        "week.",
    ),
    "week.count.visit": ("走访 {count:n} 处", "{count:n} visits"),
    "week.count.post": ("定点 {count:n} 个", "{count:n} posts"),
    "week.count.street": ("路段 {count:n} 条", "{count:n} streets"),
    "week.count.perimeter": ("出入口 {count:n} 处", "{count:n} exits"),
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
    "week.board.title": ("当天时间表", "Timetable of the day"),
    "week.board.wait": ("等候", "wait"),
    "week.board.rest": ("休息", "break"),
    "week.board.help": (
        "拖动方块：左右改顺序，上下换班组；黑点是固定的。键盘：选中后 Alt+方向键移动，P 固定或取"
        "消，Delete 拿掉。斜线是等候，粗斜线是休息。",
        "Drag a block: sideways for its order, up or down to another crew; a black dot is a pin. "
        "Keys: Alt and an arrow moves the block in focus, P pins it or frees it, Delete leaves "
        "it out. Thin hatching is a wait, thick hatching a break.",
    ),
    "week.stop": (
        "第 {number:n} 站 {name}：{arrive} 到，{begin} 开始，{leave} 走",
        "Stop {number:n}, {name}: arrives {arrive}, begins {begin}, leaves {leave}",
    ),
    "week.stop_waits": ("其中等候 {wait}", "of which {wait} waiting"),
    "week.stop_pinned": ("已固定", "pinned"),
    "week.stop_wrong": ("违反规则", "breaks a rule"),
    "week.stop_box": ("哪一站", "Stop"),
    "week.to_turn": ("给谁", "To"),
    "week.position": ("排第几", "Position"),
    "week.left": ("未安排", "left out"),
    "week.move": ("移到这里", "Move there"),
    "week.add": ("加到这里", "Add there"),
    "week.pin": ("固定", "Pin"),
    "week.unpin": ("取消固定", "Unpin"),
    "week.drop": ("拿掉", "Leave out"),
    "week.undo": ("撤销上一步", "Undo the last step"),
    "week.pins": ("已固定 {count:n} 站：{names}", "{count:n} pinned: {names}"),
    "week.pin_of": ("{task}（{turn}）", "{task} ({turn})"),
    "week.cannot": (
        "这一步做不了：这一站已经不在原处。",
        "That cannot be done: the stop has moved.",
    ),
    "week.sound": ("照此可行，不违反任何规则。", "This holds: no rule is broken."),
    "week.sound_lacking": (
        "但有 {left:n} 项没安排全、{late:n} 处超过承诺的间隔；要补上，按“{button}”。",
        "But {left:n} things are not done as often as wanted and {late:n} promises are broken; to "
        "bring them in, press “{button}”.",
    ),
    "week.unsound": (
        "照此不可行，违反 {count:n} 条规则：",
        "This does not hold: {count:n} faults.",
    ),
    "week.faults_more": ("另有 {count:n} 条", "{count:n} more"),
    "week.change": (
        "{calls:n} 站中有 {moved:n} 站变动，{cost}。",
        "{moved:n} of {calls:n} stops moved, {cost}.",
    ),
    "week.cost.more": (
        "代价增加，折合行车 {seconds:duration}",
        "costing {seconds:duration} of driving more",
    ),
    "week.cost.less": (
        "代价减少，折合行车 {seconds:duration}",
        "costing {seconds:duration} of driving less",
    ),
    "week.cost.same": ("代价不变", "at the same cost"),
    "week.again": ("固定的不动，其余重新安排", "Plan the rest anew around the pins"),
    "week.again_help": (
        "固定的站留在原班组；其余尽量少动，动了要有所得。",
        "Pinned stops stay with their crew; the others move only where it pays.",
    ),
    "week.pending": (
        "有一个新的安排等着计算；算出来以前，下面还是原来的方案。",
        "Another plan is waiting to be computed; until then the one before stays below.",
    ),
    "week.not_with_this": (
        "下面的方案仍在。按现在的计算量还没有重新算过；要重算，按“{button}”。",
        "The plan below still stands. Nothing was computed with this effort yet; press “{button}” "
        "to compute it anew.",
    ),
    "week.let_go": ("不算了", "Let it go"),
    "week.open": ("打开 {date} 起已批准的方案", "Open the week approved from {date}"),
    "week.open_help": (
        "接着改、处理变化，改好可以再批准。",
        "Go on changing it, plan around what happens, and approve it again.",
    ),
    "week.copy": ("照搬 {date} 那一周的方案", "Copy the plan of the week from {date}"),
    "week.copy_help": (
        "同样的班组、同样的星期、同样的顺序，时间重新推算；行不行马上知道。",
        "Same crews, same days of the week, same order, times worked out anew; judged at once.",
    ),
    "week.list": ("按日清单", "List by day"),
    "week.since": ("各处距上次到访的天数", "Days since the last visit"),
    "week.broken": (
        "{count:n} 处超过承诺的间隔：{places}。",
        "{count:n} promises are broken: {places}.",
    ),
    "week.all_kept": ("承诺的间隔全部守住。", "Every promise is kept."),
    "week.no_reason": (
        "在现有班组和时间里，安排它不如安排别的划算。",
        "With the crews and hours there are, others were worth more.",
    ),
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
    "week.approve_title": ("批准", "Approve"),
    "week.approve": ("批准这一周", "Approve this week"),
    "week.approve_faults": (
        "还违反 {count:n} 条规则，不能批准。",
        "{count:n} faults are left; it cannot be approved.",
    ),
    "week.approved_before": (
        "{date} 起的这一周已经批准过；再批准会换成现在的方案，回填的内容保留。",
        "The week from {date} is approved already; approving again puts this plan in its place "
        "and keeps what was ticked.",
    ),
    "week.approved_now": (
        "已批准 {date} 起的这一周，并存到本机。",
        "The week from {date} is approved and kept on this machine.",
    ),
    "week.not_kept": (
        "没有存下来：本机的存储写不进去，请检查磁盘空间和权限。",
        "Not kept: the store on this machine cannot be written to; check space and rights.",
    ),
    "week.none_approved": (
        "还没有批准过的周。先排一周，批准后会列在这里。",
        "No week has been approved yet. Plan one and approve it; it will be listed here.",
    ),
    "week.which": ("哪一周", "Week"),
    "week.from": ("{year}年{day} 起", "from {day}, {year}"),
    "week.approved_at": ("批准时间（UTC）：{at}", "Approved {at} UTC"),
    "week.ticks": ("班后回填", "Tick sheet"),
    "week.tick_day": ("哪一天", "Day"),
    "week.ticks_help": (
        "开始时全部打勾。没做到的去掉勾、选原因，再按保存。只记地点和日期，不记是谁。",
        "All are ticked at first. Untick what was not done, choose why, and save. Kept by place "
        "and day only, never by crew or person.",
    ),
    "week.ticks_save": ("保存这一天", "Save this day"),
    "week.ticks_saved": (
        "已保存 {count:n} 项，没做到 {missed:n} 项。",
        "Saved {count:n} rows, {missed:n} not done.",
    ),
    "week.done": ("计划与做到（按地点）", "Planned and done, by place"),
    "week.done_help": (
        "只按地点统计；不按班组、不按人。",
        "Counted by place only; never by crew or person.",
    ),
    "week.no_ticks": ("还没有回填。", "Nothing has been ticked yet."),
    "week.reason.weather": ("天气", "weather"),
    "week.reason.road": ("道路不通", "road shut"),
    "week.reason.called_away": ("另有警情", "called away"),
    "week.reason.closed": ("到了没开门", "found shut"),
    "week.reason.time": ("时间不够", "no time left"),
    "week.reason.other": ("其他", "other"),
    "input.week_gone": (
        "{date} 起已批准的那一周不在这台机器上。",
        "No week approved from {date} is on this machine.",
    ),
    "input.week_damaged": (
        "已批准的周（{file}）读不出来；请删除这个文件，重新批准。",
        "The approved week in {file} cannot be read; delete the file and approve it again.",
    ),
    "week.before": ("{crew}（出故障前）", "{crew} (before the breakdown)"),
    "week.moved": (
        "{stops:n} 站中有 {moved:n} 站变动：{elsewhere:n} 站换了班组或日子，{left:n} 站取消；新增"
        " {added:n} 站。",
        "{moved:n} of {stops:n} stops moved: {elsewhere:n} to another crew or day, {left:n} left "
        "out; {added:n} added.",
    ),
    "week.events": ("这一周有变化", "Something has happened"),
    "week.events_help": (
        "说明出了什么事、从什么时候起。那时以前开始的不动，固定的不动，其余尽量少动。",
        "Say what happened and from when. What has begun by then stays, pins stay, the rest "
        "moves as little as it can.",
    ),
    "week.event": ("什么事", "What"),
    "week.event.ill": ("班组缺勤", "crew ill"),
    "week.event.broken": ("车辆故障", "car broken"),
    "week.event.road": ("道路中断", "road cut"),
    "week.event.urgent": ("临时加一处", "urgent place"),
    "week.event.late": ("推迟出发", "late start"),
    "week.event_day": ("从哪天起", "From"),
    "week.event_at": ("几点", "At"),
    "week.event_crew": ("哪个班组", "Crew"),
    "week.event_only": ("只是这一天", "this day only"),
    "week.event_mode": ("改用", "Goes instead"),
    "week.event_stays": ("不出动", "not at all"),
    "week.event_turn": ("哪一班", "Turn"),
    "week.event_start": ("几点出发", "Starts at"),
    "week.event_roads": ("哪几段路", "Roads"),
    "week.event_place": ("哪个地点", "Place"),
    "week.event_minutes": ("停留（分钟）", "Stay (min)"),
    "week.event_go": ("按变化重新安排", "Plan anew around it"),
    "week.event_wrong": (
        "这样不行：班次已经出发，或者不在这一周里。请改时间或对象。",
        "That cannot be: the turn is out already, or not in this week. Change the time or the "
        "object.",
    ),
    "week.twin": ("{crew}（增加）", "{crew} (one more)"),
    "week.score": (
        "可猜中 **{score}%**：时刻 {hour}%，下一站 {order}%（{bets:n} 次猜测）",
        "Guessable **{score}%**: hours {hour}%, next stop {order}% ({bets:n} guesses)",
    ),
    "week.score_help": (
        "有人把以前每天的走法都看在眼里，再猜每一站几点来、下一站去哪；猜中的比例。越低越难摸到规"
        "律；定点不算。",
        "Somebody who has seen every day before guesses at which hour a crew comes and where it "
        "goes next; the share guessed right. Lower is harder to foresee; fixed posts do not "
        "count.",
    ),
    "week.seed": ("种子", "Seed"),
    "week.seed_help": (
        "同一个种子得到同一种走法；由所里保管。",
        "The same seed gives the same way; to be kept by the station.",
    ),
    "week.vary": ("换一种走法", "Go another way"),
    "week.vary_help": (
        "同样的事、同样的班组和日子，换顺序和时刻；代价最多增加行车的百分之五。",
        "The same calls, crews and days in another order at other hours; at most 5 % more driving.",
    ),
    "week.varying": ("正在换走法……", "Finding another way ..."),
    "week.cures": (
        "怎样能安排进来：按一下就照这个改动重新安排",
        "What would bring it in: one click plans anew with that change",
    ),
    "week.cures_help": (
        "每一条都已实际试算过；现有的站尽量不动。",
        "Each has been tried by a solve; the stops there are move as little as they can.",
    ),
    "week.cures_more": ("另有 {count:n} 处", "{count:n} more"),
    "week.cure": ("{cure}（{tested}）", "{cure} ({tested})"),
    "week.cure_gone": (
        "这个办法已经用不上：问题已经变了。",
        "This can no longer be done: the question has changed.",
    ),
    "week.cards": ("勤务卡", "Duty cards"),
    "week.cards_help": (
        "每个班组每班一张：路线简图、顺序、时间、最晚开始、签到格和两处签名。下载后用浏览器打开打"
        "印。全部打包里还有表格、手机地图用的轨迹（GPX、KML）和回填单。",
        "One for each crew and shift: a sketch of the way, order, times, latest begin, boxes to "
        "tick and two signatures. Open the file in a browser and print it. The archive has "
        "tables, tracks for phone maps (GPX, KML) and the tick sheet too.",
    ),
    "week.cards_day": ("哪一天", "Day"),
    "week.all_days": ("全部", "all"),
    "week.cards_a4": ("下载 A4 勤务卡", "Download cards on A4"),
    "week.cards_a6": ("下载 A6 勤务卡", "Download cards on A6"),
    "week.cards_make": ("准备勤务卡", "Prepare duty cards"),
    "week.cards_gone": (
        "地点数据在批准后变了，这一周的勤务卡做不出来；请打开这一周再批准。",
        "The data of places changed since; open this week and approve it again to print its cards.",
    ),
    "week.compare": ("几个方案对照", "Plans side by side"),
    "week.compare_help": (
        "这一周算过、改过的最近几个方案。",
        "The last plans of this week, computed or changed.",
    ),
    "week.plan_here": ("方案 {number} · {how}（现用）", "Plan {number}, {how} (in use)"),
    "week.plan_other": ("方案 {number} · {how}", "Plan {number}, {how}"),
    "week.take": ("用方案 {number}", "Use plan {number}"),
    "week.how.solved": ("算出", "computed"),
    "week.how.again": ("重算", "computed again"),
    "week.how.event": ("应变", "after what happened"),
    "week.how.copied": ("照搬", "copied"),
    "week.how.moved": ("移站", "stop moved"),
    "week.how.dropped": ("拿掉一站", "stop left out"),
    "week.how.added": ("加一站", "stop added"),
    "week.how.pinned": ("固定", "pinned"),
    "week.how.freed": ("取消固定", "unpinned"),
    "week.how.varied": ("换走法", "another way"),
    "week.figure.cost": ("总代价", "Cost"),
    "week.figure.tours": ("出动（班次）", "Turns out"),
    "week.figure.stops": ("站数", "Stops"),
    "week.figure.drive": ("路上用时", "On the road"),
    "week.figure.lacking": ("没做（次）", "Not done (times)"),
    "week.figure.broken": ("超期承诺（处）", "Promises broken"),
    "week.figure.longest": ("最长一趟", "Longest tour"),
    "week.figure.uneven": ("忙闲相差", "Uneven load"),
    "week.figure.moved": ("与现用的不同", "Differs from the one in use"),
    "week.figure.of": ("{stops:n} 站中 {moved:n} 站", "{moved:n} of {stops:n} stops"),
    "week.figure.faults": ("违反规则（条）", "Faults"),
    "week.take_over": ("照此采用", "Use this"),
    "week.no_cures": (
        "没有试出能把它安排进来的单项改动，或者还没有试到；计算量大些，试得更多。",
        "No single change was found that brings it in, or none was tried yet; more effort tries "
        "more.",
    ),
    "week.files_all": ("下载全部（zip）", "Download all (zip)"),
    "week.choices": ("别的方案（最多三个）", "Other plans (three at most)"),
    "week.choices_help": (
        "同样的问题、同样的规则，各有侧重：少跑路、少变动、忙闲均匀、收班早。",
        "The same question under the same rules, each for another taste: little driving, few "
        "changes, even crews, short tours.",
    ),
    "week.choices_find": ("找不同的方案", "Find other plans"),
    "week.choices_none": (
        "没有找到在这些方面更好的方案。",
        "No plan was found that is better in any of these.",
    ),
    "week.plan_number": ("方案 {number}", "Plan {number}"),
    "week.plan_asked": ("算出的方案", "As computed"),
    "week.take_asked": ("用算出的方案", "Use the plan as computed"),
    "week.how.chosen": ("另选", "chosen"),
    "week.tick_files": ("纸上或表格里回填", "On paper or in a spreadsheet"),
    "week.tick_files_help": (
        "下载回填单，打印或在表格里填；填好的表格放回来，一次记完一周。有一格不对就一格也不记。",
        "Download the tick sheet to print or to fill in; bring the workbook back and the week is "
        "told at once. With one wrong cell nothing is kept.",
    ),
    "week.tick_page": ("下载回填单（打印）", "Download the tick sheet to print"),
    "week.tick_book": ("下载回填单（XLSX）", "Download the tick sheet (XLSX)"),
    "week.tick_bring": ("填好的回填单（.xlsx）", "The tick sheet filled in (.xlsx)"),
    "week.tick_wrong": (
        "这张回填单没有记：{count:n} 格不对。",
        "This tick sheet was not taken: {count:n} cells are wrong.",
    ),
    "week.tick_empty": (
        "这张回填单没有核对过的日子：先在第一行给核对过的日子打勾。",
        "No day of this sheet is marked as checked: tick the checked days in its first row.",
    ),
    "week.tick_take": ("记下这张回填单", "Take this sheet"),
}
