"""Words of the page of roads: what is shut, rain and slides, who is cut off and who still comes."""

WORDS: dict[str, tuple[str, str]] = {
    "page.roads": ("道路通断", "Roads open and shut"),
    "roads.intro": (
        "在地图上点选道路，或在下面的列表里选，然后登记封闭。巡逻路线、响应力量和网格测算"
        "都按这里的登记计算，直到重新开放。",
        "Choose roads on the map or in the list below, then say that they are shut. Patrol "
        "routes, responders and figures of grids all count what is set here until it is opened.",
    ),
    "roads.day": ("看哪一天", "Day"),
    "roads.day_help": (
        "与“巡逻路线”页是同一个日期。",
        "The same day as on the page of patrol routes.",
    ),
    # choosing and shutting
    "roads.picked": ("选中的路段", "Chosen roads"),
    "roads.picked_help": (
        "可输入编号、路名或等级查找；与地图上点选的相同。",
        "Type an id, a name or a class; the same as a click on the map.",
    ),
    "roads.pick_place": ("选择路段", "Choose roads"),
    "roads.modes": ("对谁封闭", "Shut for"),
    "roads.until": ("封闭到何时", "Until"),
    "until.day": ("仅这一天", "this day only"),
    "until.date": ("到某一天", "until a day"),
    "until.open": ("直到重新开放", "until opened"),
    "roads.last_day": ("最后一天", "Last day"),
    "roads.reason": ("原因", "Reason"),
    "reason.slide": ("滑坡、落石", "landslide, rockfall"),
    "reason.flood": ("涨水、漫路", "flood"),
    "reason.bridge": ("桥梁损坏", "bridge damaged"),
    "reason.works": ("施工", "works"),
    "reason.snow": ("冰雪", "snow and ice"),
    "reason.event": ("活动管制", "event"),
    "reason.other": ("其他", "other"),
    "roads.shut": ("登记封闭", "Shut"),
    "roads.open": ("重新开放", "Open again"),
    "roads.slide_on": ("列为易滑坡路段", "Put on the list of slides"),
    "roads.slide_off": ("移出易滑坡名单", "Take off the list of slides"),
    "roads.undo": ("撤销上一步", "Undo"),
    "roads.clear": ("全部重新登记", "Start the list anew"),
    "roads.wrong_days": (
        "最后一天早于开始的一天，没有登记。",
        "The last day comes before the first; nothing was set.",
    ),
    "roads.no_mode": ("请至少选一种出行方式。", "Choose at least one mode."),
    "roads.not_kept": (
        "登记没有保存：磁盘不可写。请联系管理员。",
        "Nothing was kept: the disk cannot be written to. Ask the administrator.",
    ),
    "input.roadwork_damaged": (
        "道路封闭登记读不出来，请重新登记。",
        "The list of closed roads cannot be read; enter the closed roads again.",
    ),
    # rain
    "roads.rain": ("雨天 / 滑坡模式", "Rain and landslides"),
    "roads.rain_help": (
        "打开后：土路不通车，其他路面按雨天车速；易滑坡名单上的路段一律封闭；"
        "数据里写明雨天封闭的路段封闭。",
        "When on: no vehicle on earth roads, other surfaces at their speed in rain; roads on the "
        "list of slides are shut for all, and so are roads marked as shut in rain.",
    ),
    # the list
    "roads.list": ("封闭登记", "What is shut"),
    "roads.none_shut": (
        "{date}没有登记封闭的道路。",
        "No road is set as shut on {date}.",
    ),
    "roads.row": (
        "{count:n} 条：{names} · {modes} · {from_day} 起，{until} · {reason}",
        "{count:n}: {names} · {modes} · from {from_day} {until} · {reason}",
    ),
    "roads.row_until": ("到 {date} 止", "to {date}"),
    "roads.row_open": ("直到重新开放", "until opened"),
    "roads.row_past": ("（不在 {date} 生效）", "(not on {date})"),
    "roads.slides": (
        "易滑坡路段 {count:n} 条：{names}",
        "On the list of slides {count:n}: {names}",
    ),
    "roads.gone": (
        "有 {count:n} 处登记在道路数据里找不到了，不起作用：{names}",
        "{count:n shut road or point is/shut roads or points are} no longer on the map; nothing is "
        "shut there: {names}",
    ),
    "roads.and_more": ("{names} 等", "{names} and more"),
    # what it does
    "roads.newly": ("因封闭或雨天断路的村点", "Places newly cut off"),
    "roads.newly_none": (
        "{date}没有村点因为封闭或雨天而断路。",
        "On {date} no place is cut off by closures or rain.",
    ),
    "roads.newly_count": (
        "{date}新断路：步行 {foot:n} 处，摩托车 {motorbike:n} 处，汽车 {car:n} 处。",
        "Newly cut off on {date}: on foot {foot:n}, by motorcycle {motorbike:n}, "
        "by car {car:n place/places}.",
    ),
    "roads.walked": (
        "另有 {count:n} 处车辆到不了门口，要停车步行，见下表。",
        "To {count:n more place/more places} vehicles no longer drive to the door; see the table.",
    ),
    "roads.standing": ("平时就不通的村点", "Places cut off on any day"),
    "roads.standing_none": (
        "平时所有村点三种方式都能到（含停车后步行不超过 {minutes:n} 分钟）。",
        "On any day every place is reached by all three modes, at most {minutes:n minute/minutes} "
        "on foot from the vehicle.",
    ),
    "roads.standing_row": ("{mode}：{count:n} 处：{names}", "{mode}: {count:n}: {names}"),
    "roads.across": (
        "以下村点最近的路在水的另一侧，本侧 {reach:n} 米内没有路，步行时间不可信：{names}",
        "The nearest road of these places lies across water and none on their side within "
        "{reach:n} m; their times are not to be relied on: {names}",
    ),
    "roads.parts": (
        "道路数据共有 {count:n} 片互不相连；有村点 {places:n} 处不在最大的一片上：{names}",
        "The roads fall into {count:n part/parts} that nothing joins; "
        "{places:n place is/places are} not on the largest: {names}",
    ),
    "roads.parts_all": (
        "道路数据共有 {count:n} 片互不相连，所有村点都在最大的一片上。",
        "The roads fall into {count:n part/parts} that nothing joins; every place is on the "
        "largest.",
    ),
    "roads.parts_one": ("道路数据是连通的一整片。", "The roads are one connected whole."),
    "roads.guessed": (
        "时间按车速表推算，车速标注为“{badge}”的要实地核对。整段封闭时，段内的村点按不可到达计。“无路可到”是说道路数据里没有路。",
        "Times follow the table of speeds; those marked as {badge} have to be measured. Along "
        "a road shut as a whole a place counts as cut off. No way means none "
        "on the mapped roads.",
    ),
    # the table
    "col.cut_by": ("到不了的方式", "Cut off"),
    "col.on_foot_min": ("步行（分钟）", "On foot (min)"),
    "col.nearest_post": ("最近的力量", "Nearest post"),
    "col.by_motorbike": ("摩托车（分钟）", "Motorcycle (min)"),
    "col.by_car": ("汽车（分钟）", "Car (min)"),
    "roads.no_way": ("无路可到", "no way"),
    "roads.drive": ("{minutes:n}", "{minutes:n}"),
    "roads.drive_walk": ("{minutes:n}（步行 {walk:n}）", "{minutes:n} ({walk:n} on foot)"),
    # the rules besides the class of a road
    "roads.rules": ("车宽、路面、夜间和雨天规则", "Rules of width, surface, night and rain"),
    "rule.width": ("路宽至少（米）", "road at least as wide as (m)"),
    "rule.top": ("{surface}：最高车速（公里/时）", "{surface}: top speed (km/h)"),
    "rule.rain": ("{surface}：雨天保留车速（%）", "{surface}: speed left in rain (%)"),
    "rule.night": ("夜间保留车速（%）", "speed left at night (%)"),
    "rule.slow": ("标明“雨天慢行”的路保留车速（%）", "speed left on roads marked slow in rain (%)"),
    "rule.none": ("不通行", "not used"),
    "rules.whose": (
        "这些是规划者自己的设定，不是标准；改了以后，本地区各页的规划都按新数计算。",
        "These are the planner's own settings and no standard; every plan of this area counts "
        "with what is set here.",
    ),
    "rules.edit": ("改这些数", "Change these numbers"),
    "rules.mode": ("哪种出行方式", "Which mode"),
    "rules.never": (
        "雨天保留车速填 0：这种方式雨天不走。其余百分数不低于 5。",
        "0 % of the speed left in rain: nobody goes there by this mode. Other shares are at "
        "least 5 %.",
    ),
    "rules.save": ("保存这些数", "Save these numbers"),
    "rules.back": ("恢复原来的数", "Set these back"),
    "rules.saved": ("已保存，各页按新规则计算。", "Saved; all pages go by the new rules."),
    "rules.clear": ("全部恢复原规则", "Set all rules back"),
    "input.rule_value": (
        "规则里的数应在 {least} 到 {most} 之间，实际为 {given}；没有保存。",
        "A number of the rules: expected {least} to {most}, given {given}; nothing was kept.",
    ),
    "input.rule_unknown": (
        "没有这一项规则：{mode} {what}。",
        "There is no rule {mode} {what}.",
    ),
    "input.rules_damaged": (
        "本单位自己的道路规则读不出来，请在“道路通断”页恢复原规则后重新填写。",
        "The office's own rules of roads cannot be read; set them back on the page of roads and "
        "enter them again.",
    ),
    "surface.paved": ("硬化路面", "paved"),
    "surface.gravel": ("砂石路面", "gravel"),
    "surface.earth": ("土路", "earth"),
    "col.rule_name": ("规则", "Rule"),
    "col.value": ("数值", "Value"),
    "col.known_by": ("来历", "From"),
    # modes, as a way of getting somewhere
    "way.foot": ("步行", "on foot"),
    "way.motorbike": ("摩托车", "motorcycle"),
    "way.car": ("汽车", "car"),
    # on the pages of plans
    "roads.count_here": (
        "本页已按道路通断计算：{told}。",
        "Counted here: {told}.",
    ),
    "roads.told_shut": ("{date}道路封闭 {count:n} 处", "{count:n road/roads} shut on {date}"),
    "roads.told_lasting": (
        "没有期限的道路封闭 {count:n} 处",
        "{count:n road shut until somebody opens it/roads shut until somebody opens them}",
    ),
    "roads.told_rain": ("雨天模式", "rain"),
    "roads.told_slides": ("易滑坡路段封闭 {count:n} 条", "{count:n road/roads} shut by slides"),
    "roads.told_cut": (
        "{mode}断路 {count:n} 处：{names}",
        "cut off {mode}: {count:n place/places}: {names}",
    ),
    "roads.told_walked": (
        "其中 {count:n} 处步行仍可到：{names}",
        "of these {count:n} can still be reached on foot: {names}",
    ),
    # the map
    "roads.map": ("道路通断图", "Map of roads open and shut"),
    "roads.north": ("北", "N"),
    "roads.map_help": (
        "点一下选中，再点一下取消。“整段封闭”选的是从一个路口到下一个路口的整段，段内的村点从哪一头"
        "都算不通；“只断一处”选的是点中的那一处，两边的村点各从自己那一头照样能到。"
        "点过地图后滚轮缩放，拖动平移；不用鼠标时请用下面的列表。",
        "A click chooses, another lets it go. A whole stretch is shut from one junction to the "
        "next: places along it count as cut off from either end. At one point, the places on "
        "either side are still reached from their own end. After a click the wheel zooms; drag "
        "to move; without a mouse use the list below.",
    ),
    "roads.click": ("封闭方式", "What a click shuts"),
    "click.whole": ("整段封闭", "Whole stretch"),
    "click.spot": ("只断一处", "One point only"),
    "roads.click_help": (
        "整段滑坡、积水用“整段封闭”；一座桥、一道闸、一处塌方用“只断一处”。",
        "A stretch under earth or water is shut as a whole; a bridge, a gate or one fall of rock "
        "is one point.",
    ),
    "roads.spot_road": ("断在哪条路上", "Broken on which road"),
    "roads.spot_m": (
        "距{end}多少米（全长 {length:n} 米）",
        "Metres from {end} (of {length:n})",
    ),
    "roads.spot_add": ("选中这一处", "Choose this point"),
    "roads.at_spot": ("{road} 距{end} {m} 米处", "{road}, {m} m from {end}"),
    "roads.row_spot": (
        "断在 {count:n} 处：{names} · {modes} · {from_day} 起，{until} · {reason}",
        "{count:n} broken at a point: {names} · {modes} · from {from_day} {until} · {reason}",
    ),
    "end.east": ("东端", "its eastern end"),
    "end.north_east": ("东北端", "its north-eastern end"),
    "end.north": ("北端", "its northern end"),
    "end.north_west": ("西北端", "its north-western end"),
    "end.west": ("西端", "its western end"),
    "end.south_west": ("西南端", "its south-western end"),
    "end.south": ("南端", "its southern end"),
    "end.south_east": ("东南端", "its south-eastern end"),
    "end.ring": ("环路口", "the junction of its ring"),
    "legend.open": ("畅通", "open"),
    "legend.shut": ("封闭（红色虚线）", "shut (red, dashed)"),
    "legend.bar": ("断在一处（红圆白杠）", "broken at a point (red disc, white bar)"),
    "legend.slide": ("易滑坡（橙色点线）", "slides (orange, dotted)"),
    "legend.picked": ("已选中（蓝色粗线）", "chosen (blue, thick)"),
    "legend.cut": ("断路，步行可到（橙色圆）", "cut off, on foot only (orange ring)"),
    "legend.lost": ("断路，步行也不到（红色叉）", "cut off, not on foot either (red cross)"),
    "legend.water": ("河流、水库", "water"),
    # classes of roads, short
    "road.bridge": ("桥", "bridge"),
    # the command line
    "cli.closed": (
        "封闭的路段编号，可写多个；W0206@120 只断在距起点 120 米那一处；demo 只封闭当天，propose "
        "按一直封闭计算",
        "ids of roads that are shut: on the day in demo, for good in propose; W0206@120 is a "
        "barrier 120 m from the start of W0206",
    ),
    "cli.rain": ("按雨天规则计算", "count the rules of rain"),
    "cli.store_read": (
        "本单位设定的文件夹：已登记的封闭、车速、规则和户数都计入",
        "Folder of what the office has set: its shut roads, speeds, rules and counts all count",
    ),
    "cli.office_set": (
        "已按本单位的设定计算（{folder}）",
        "As the office has set it ({folder})",
    ),
    "cli.shut_names": ("按封闭计算的路段：{names}", "Counted as shut: {names}"),
    "cli.unknown_roads": (
        "没有这些路段：{given}。路段编号见道路图层的 road_id。",
        "No such roads: {given}; ids are the road_id of the layer of roads.",
    ),
}
