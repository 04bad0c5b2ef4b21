"""Words of weeks of patrols that stay: copied, approved, taken along on paper, ticked off."""

WORDS: dict[str, tuple[str, str]] = {
    "week.no_last": (
        "之前没有批准过的周：各处上次到访的日子按轮次推算。",
        "No week was approved before: the day of the last visit of each place is taken from its "
        "turn.",
    ),
    "week.last": (
        "沿用 {date} 起已批准的那一周：{calls:n} 次到访算作已做，回填注明没做到的 {missed:n} 次不"
        "算；在岗情况照搬。",
        "Carried over from the week approved from {date}: {calls:n call counts/calls count} as "
        "made, those ticked off as not done ({missed:n}) do not; who is there is copied.",
    ),
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
    "week.approve_title": ("批准", "Approve"),
    "week.approve": ("批准这一周", "Approve this week"),
    "week.approve_faults": (
        "还违反 {count:n} 条规则，不能批准。",
        "{count:n fault is/faults are} left; it cannot be approved.",
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
    "week.ticks_line": (
        "除这几行外都做到了（写序号）",
        "All done except these rows (their numbers)",
    ),
    "week.ticks_line_like": ("如 7 12:3，按回车保存", "such as 7 12:3, Enter saves"),
    "week.ticks_line_help": (
        "写下面表里没做到的序号，用空格隔开；冒号后写原因的数字：{marks}。不写原因记作其他。都做到了就"
        "空着。按回车保存这一天。",
        "Write the row numbers of what was not done, with spaces between; after a colon the number "
        "of the reason: {marks}. Without one it counts as other. Leave it empty when all was done. "
        "Enter saves the day.",
    ),
    "week.ticks_line_wrong": (
        "没有保存：这几个不是下面的序号，或原因的数字不对：{words}。",
        "Nothing saved: these are no row numbers of the list, or no numbers of a reason: {words}.",
    ),
    "week.ticks_save": ("保存这一天", "Save this day"),
    "week.ticks_saved": (
        "已保存 {count:n} 项，没做到 {missed:n} 项。",
        "Saved {count:n row/rows}, {missed:n} not done.",
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
    "week.cards": ("勤务卡", "Duty cards"),
    "week.cards_help": (
        "每个班组每班一张：路线简图、顺序、时间、最晚开始、签到格和两处签名。下载后用浏览器打开打"
        "印。全部打包里还有表格、手机地图用的轨迹（GPX、KML）和回填单。方案未"
        "批准时，每张卡上印有“草案”。",
        "One for each crew and shift: a sketch of the way, order, times, latest begin, boxes to "
        "tick and two signatures. Open the file in a browser and print it. The archive has "
        "tables, tracks for phone maps (GPX, KML) and the tick sheet too. Each card of a plan "
        "that is not approved says “draft”.",
    ),
    "week.cards_day": ("哪一天", "Day"),
    "week.all_days": ("全部", "all"),
    "week.cards_a4": ("下载 A4 勤务卡", "Download cards on A4"),
    "week.cards_a6": ("下载 A6 勤务卡", "Download cards on A6"),
    "week.files_all": ("下载全部（zip）", "Download all (zip)"),
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
        "This tick sheet was not taken: {count:n cell is/cells are} wrong.",
    ),
    "week.tick_empty": (
        "这张回填单没有核对过的日子：先在第一行给核对过的日子打勾。",
        "No day of this sheet is marked as checked: tick the checked days in its first row.",
    ),
    "week.tick_take": ("记下这张回填单", "Take this sheet"),
    "week.no_ground": (
        "地点或道路在批准后变了，画不出这一周的路线图；清单和回填照常。",
        "Places or roads have changed since, so the map of this week cannot be drawn; the list and "
        "the tick sheet stay.",
    ),
    "kept.title": ("承诺兑现", "Promises kept"),
    "kept.help": (
        "承诺：每处隔几天必到一次。没有回填的到访算作已做；只按地点和村统计，不按班组、不按人。",
        "A promise is a visit every so many days. A call nobody typed back counts as made. Counted "
        "by place and village only, never by crew or person.",
    ),
    "kept.told": (
        "{promised:n} 处承诺：按计划守住 {planned:n} 处，按回填守住 {done:n} 处（{share}）；"
        "{calls:n} 次到访已回填 {ticked:n} 次。",
        "{promised:n promise/promises}: {planned:n} kept as planned, {done:n} kept as ticked "
        "({share}); {ticked:n} of {calls:n call/calls} ticked.",
    ),
    "kept.by_unit": ("按村", "By village"),
    "kept.by_place": ("按地点", "By place"),
    "kept.download": ("下载承诺兑现表（XLSX）", "Download the promises (XLSX)"),
    "kept.latest": ("最近批准的一周：{day} 起", "Last approved week: from {day}"),
    "kept.none": ("还没有批准过的巡逻周。", "No week of patrols has been approved yet."),
    "kept.all": ("合计", "All"),
    "kept.elsewhere": ("其他", "elsewhere"),
    "kept.yes": ("守住", "kept"),
    "kept.no": ("超期 {days:n} 天", "late on {days:n day/days}"),
    "kept.head_unit": ("村（社区）", "Village"),
    "kept.head_promised": ("承诺（处）", "Promises"),
    "kept.head_as_planned": ("按计划守住", "Kept as planned"),
    "kept.head_as_done": ("按回填守住", "Kept as ticked"),
    "kept.head_share": ("比例", "Share"),
    "kept.head_place": ("地点", "Place"),
    "kept.head_gap": ("承诺间隔（天）", "Promised (days)"),
    "kept.head_before": ("上次到访", "Last visit before"),
    "kept.head_planned": ("计划到访", "Planned"),
    "kept.head_done": ("做到", "Done"),
    "kept.head_since_planned": ("周末距上次（计划）", "Days since at the end, planned"),
    "kept.head_since_done": ("周末距上次（回填）", "Days since at the end, ticked"),
    "kept.head_verdict": ("兑现", "Kept"),
}
