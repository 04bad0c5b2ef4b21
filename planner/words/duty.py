"""Words of duty cards, tracks for telephones and tick sheets."""

WORDS: dict[str, tuple[str, str]] = {
    "duty.title": ("巡逻勤务卡", "Duty cards"),
    "duty.map_of": ("{crew} {day} 路线图", "Map of {crew}, {day}"),
    "duty.north": ("北", "N"),
    "duty.shift": ("班次 {start}–{end}", "Shift {start}–{end}"),
    "duty.people": (
        "{size:n} 人，其中民警 {officers:n} 人",
        "{size:n} people, officers among them: {officers:n}",
    ),
    "duty.people_only": ("{kind} {size:n} 人", "{size:n} people, {kind}"),
    "duty.date": ("{year}年{month}月{number}日 {weekday}", "{weekday} {date}"),
    "duty.bar.km": ("{value} 公里", "{value} km"),
    "duty.bar.m": ("{value} 米", "{value} m"),
    "duty.rest_after": ("之后休息 {wait}", "then rest {wait}"),
    "duty.total": ("{count:n} 站，全程 {way}", "{count:n} stops, {way} in all"),
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
}
