"""Words of duty cards, tracks for telephones and tick sheets."""

WORDS: dict[str, tuple[str, str]] = {
    "duty.title": ("巡逻勤务卡", "Duty cards"),
    "duty.draft": ("草案 未批准", "DRAFT, not approved"),
    "duty.map_of": ("{crew} {day} 路线图", "Map of {crew}, {day}"),
    "duty.north": ("北", "N"),
    "duty.shift": ("班次 {start}–{end}", "Shift {start}–{end}"),
    "duty.people": (
        "{size:n} 人，其中民警 {officers:n} 人",
        "{size:n person/people}, officers among them: {officers:n}",
    ),
    "duty.people_only": ("{kind} {size:n} 人", "{size:n person/people}, {kind}"),
    "duty.date": ("{year}年{month}月{number}日 {weekday}", "{weekday} {date}"),
    "duty.bar.km": ("{value} 公里", "{value} km"),
    "duty.bar.m": ("{value} 米", "{value} m"),
    "duty.rest_after": ("之后休息 {wait}", "then rest {wait}"),
    "duty.total": ("{count:n} 站，全程 {way}", "{count:n stop/stops}, {way} in all"),
    "duty.legend": (
        "■ 驻地　①站序　粗线圈为定点　黑线为路线，箭头为方向　空心双线为要巡的路段　"
        "点线为离开道路的一段　浅灰宽线为河流",
        "■ base · number in a ring: stop, thick ring: fixed post · black line: way, arrows: "
        "direction · hollow line: street to be covered · dots: off the road · "
        "pale broad line: stream",
    ),
    "duty.col.stop": ("站", "No."),
    "duty.col.site": ("地点", "Place"),
    "duty.col.way": ("路程", "Way"),
    "duty.col.arrive": ("到达", "Arrive"),
    "duty.col.service": ("停留", "Stay"),
    "duty.col.depart": ("离开", "Leave"),
    "duty.col.latest": ("最迟开始", "Begin by"),
    "duty.col.leeway": ("可晚", "Leeway"),
    "duty.col.check": ("签到", "Check-in"),
    "duty.none": ("无", "none"),
    "duty.wait_before": ("{begin} 开始", "begins {begin}"),
    "duty.wait_after": ("之后停 {wait}", "then wait {wait}"),
    "duty.leaves": ("从{base}出发", "Leave {base}"),
    "duty.returns": ("回到{base}", "Back at {base}"),
    "duty.sign.crew": ("带班签字 / 时间", "Crew in charge, signature and time"),
    "duty.sign.desk": ("值班室核收签字 / 时间", "Duty desk, signature and time"),
    "duty.latest_help": (
        "最迟开始：到这一时刻才开始，后面各站、返回和下一班前的休息仍来得及。已照原定顺序一站一站推算，等候先用"
        "掉，休息不缩短到规定以下。",
        "Begin by: beginning as late as this, all stops after it, the return and the rest before "
        "the next shift still hold. Same order, waits are used up, breaks keep their least length.",
    ),
    "duty.tours": ("路线", "Tours"),
    "duty.stops": ("站点", "Stops"),
    "duty.tracks": ("巡逻路线（{system}）", "Patrol tours ({system})"),
    "duty.system_true": (
        "坐标系：WGS-84（与 CGCS2000 相差不到一米）。内部使用，不得公开。",
        "Coordinates: WGS-84, as CGCS2000 within a metre. For internal use only.",
    ),
    "duty.system_shifted": (
        "坐标系：GCJ-02（由 WGS-84 换算，误差约一米），只供按 GCJ-02 显示的手机地图使用；"
        "在其他地图上会偏约 440 米，不要再次导入。内部使用，不得公开。",
        "Coordinates: GCJ-02, converted from WGS-84, good to a metre or so; only for maps on "
        "telephones that are drawn in GCJ-02, some 440 m off on any other; do not import again. "
        "For internal use only.",
    ),
    "duty.point": (
        "{tour} 第 {number:n} 站：{arrive} 到，{leave} 走，最迟 {latest} 开始",
        "{tour}, stop {number:n}: arrive {arrive}, leave {leave}, begin by {latest}",
    ),
    "duty.sheet_week": ("全周", "Week"),
    "duty.head.day": ("日期", "Date"),
    "duty.head.crew": ("班组", "Crew"),
    "duty.head.stop": ("站", "Stop"),
    "duty.head.site": ("地点", "Place"),
    "duty.head.kind": ("类别", "Kind"),
    "duty.head.way_km": ("路程（公里）", "Way, km"),
    "duty.head.arrive": ("到达", "Arrive"),
    "duty.head.stay_min": ("停留（分）", "Stay, min"),
    "duty.head.depart": ("离开", "Leave"),
    "duty.head.latest": ("最迟开始", "Begin by"),
    "duty.head.leeway_min": ("可晚（分）", "Leeway, min"),
    "duty.head.grid_code": ("网格编码", "Grid code"),
    "duty.head.unit_code": ("村（社区）编码", "Unit code"),
    "duty.head.task_code": ("任务编号", "Task code"),
    "duty.head.turn_code": ("班次编号", "Turn code"),
    "duty.tick.title": ("班后回填表", "Tick sheet"),
    "duty.tick.of": ("{name}　{first} 至 {last}", "{name}, {first} to {last}"),
    "duty.tick.site": ("地点", "Place"),
    "duty.tick.kind": ("类别", "Kind"),
    "duty.tick.code": ("编号（勿改）", "Code (leave as it is)"),
    "duty.tick.checked": ("当天已核对（打√）", "Day checked (tick)"),
    "duty.tick.sheet": ("回填", "Ticks"),
    "duty.tick.marks": ("填法", "Marks"),
    "duty.tick.mark": ("填", "Write"),
    "duty.tick.means": ("意思", "Meaning"),
    "duty.tick.done": ("做到", "done"),
    "duty.tick.help": (
        "做到打√，没做到填原因的数字，不知道留空。只记地点和日期，不记班组、不记人。",
        "Tick what was done, write the number of the reason for what was not, leave empty what "
        "nobody knows. Kept by place and day only, never by crew or person.",
    ),
    "duty.tick.help_file": (
        "已全部填√；没做到的改成原因的数字，不知道的清空。核对完一天，在该日第一行打√，这一天才算数。",
        "All are ticked; write the number of the reason over what was not done, clear what nobody "
        "knows. Tick the first row of a day once it is checked: only then it counts.",
    ),
    "duty.wrong.no_header": (
        "{cell}：找不到表头；请用本系统导出的回填表。",
        "{cell}: no header found; use the tick sheet as written by the planner.",
    ),
    "duty.wrong.unknown_day": (
        "{cell}：这一天不在这个方案里。",
        "{cell}: this day is not in the plan.",
    ),
    "duty.wrong.unknown_row": (
        "{cell}：这一行的编号不在这个方案里。",
        "{cell}: the code of this row is not in the plan.",
    ),
    "duty.wrong.twice": (
        "{cell}：这个编号已经出现过。",
        "{cell}: this code comes twice.",
    ),
    "duty.wrong.formula": (
        "{cell}：是公式；请直接填。",
        "{cell}: a formula; type the mark.",
    ),
    "duty.wrong.checked": ("{cell}：只能打√或留空。", "{cell}: tick it or leave it empty."),
    "duty.wrong.not_planned": (
        "{cell}：这一天这里没有安排，不用填。",
        "{cell}: nothing was planned here on this day; leave it.",
    ),
    "duty.wrong.mark": (
        "{cell}：应为√、1 至 {most:n} 或留空。",
        "{cell}: expected a tick, 1 to {most:n}, or nothing.",
    ),
}
