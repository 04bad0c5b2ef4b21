"""Words of bands of time: from where, how, within which minutes, and what lies in each band."""

WORDS: dict[str, tuple[str, str]] = {
    "isochrone.title": ("多少分钟能到", "Within how many minutes"),
    "isochrone.intro": (
        "从所选部位出发，沿图上道路按时限分带，查看每个时限内的户数、居民点、网格和道路。"
        "没有路或道路不通的地方单独列为“到不了”。",
        "Bands of time from the chosen sites along the mapped roads: the households, settlements, "
        "grids and roads within each limit. What no road leads to stands apart as “not reached”.",
    ),
    "isochrone.from": ("从哪里出发", "Starting from"),
    "isochrone.from_help": (
        "可选多个部位；一开始是派出所。",
        "Several may be chosen; at first the police stations.",
    ),
    "isochrone.choose": ("选择部位", "Choose sites"),
    "isochrone.mode": ("出行方式", "By"),
    "isochrone.hour": ("时段", "Hour"),
    "isochrone.hour.day": ("白天", "day"),
    "isochrone.hour.night": ("夜间", "night"),
    "isochrone.arrival": ("看第几批到达", "Which arrival"),
    "isochrone.arrival.first": ("第一批", "the first"),
    "isochrone.arrival.second": ("第二批（另一部位）", "the second, another's"),
    "isochrone.preset": ("时限（分钟）", "Limits (min)"),
    "isochrone.preset.township": ("乡镇 5/10/15/30", "town 5/10/15/30"),
    "isochrone.preset.urban": ("城区 1/3/5", "urban 1/3/5"),
    "isochrone.preset.own": ("自定", "own"),
    "isochrone.limits": ("自定时限（分钟）", "Own limits (min)"),
    "isochrone.limits_help": (
        "规划设定，不是国家标准。用逗号隔开，最多 {most:n} 个。",
        "A planner's setting, no national standard. With commas, at most {most:n}.",
    ),
    "isochrone.keep": ("存为本单位的时限（{limits}）", "Keep for the office ({limits})"),
    "isochrone.forget": ("不再沿用已存的时限（{limits}）", "Forget the limits kept ({limits})"),
    "isochrone.no_site": (
        "请先选择至少一个出发部位。",
        "Choose at least one site to start from.",
    ),
    "isochrone.one_site": (
        "只选了一个部位，没有第二批可到；请再选一个部位。",
        "With one site there is no second arrival; choose another site.",
    ),
    "isochrone.nothing": (
        "从所选部位出发，哪里也到不了：部位所在的路不准这种方式通行、已封闭，或没有连上路网。",
        "Nothing can be reached from the chosen sites: their road is closed, not for this mode, "
        "or joined to no other.",
    ),
    "isochrone.cut_off": (
        "有 {places:n} 个居民点、{households:n} 户到不了，列在下面“居民点到达时间”的最前面。",
        "{places:n settlement/settlements} with {households:n household/households} cannot be "
        "reached: first under Arrival at settlements.",
    ),
    "isochrone.within": ("{minutes:n} 分钟内", "within {minutes:n} min"),
    "isochrone.between": ("{least:n}–{most:n} 分钟", "{least:n}–{most:n} min"),
    "isochrone.later": ("超过 {minutes:n} 分钟", "over {minutes:n} min"),
    "isochrone.never": ("到不了", "not reached"),
    "isochrone.road_never": ("到不了的路", "roads not reached"),
    "isochrone.road_barred": ("不走的路（方式不准或封闭）", "roads barred to this mode or closed"),
    "isochrone.barred": (
        "另有 {km:n} 公里道路不准这种方式通行或已封闭，没有计入。",
        "Another {km:n} km of road are barred to this mode or closed, and not counted.",
    ),
    "isochrone.place_reached": ("能到的居民点", "settlements reached"),
    "isochrone.place_never": ("到不了的居民点", "settlements not reached"),
    "isochrone.site": ("出发部位", "Starting sites"),
    "isochrone.table": ("各时限内有多少", "What lies within"),
    "isochrone.places": ("居民点到达时间", "Arrival at settlements"),
    "isochrone.col.band": ("时限", "Band"),
    "isochrone.col.households": ("户数", "Households"),
    "isochrone.col.share_pct": ("累计占全部户数（%）", "Households so far (%)"),
    "isochrone.col.places": ("居民点", "Settlements"),
    "isochrone.col.grids": ("网格", "Grids"),
    "isochrone.col.road_km": ("道路（公里）", "Roads (km)"),
    "isochrone.define.households": (
        "该时限内能到的居民点的户数之和（填报）。",
        "Households of the settlements reached within the band (entered).",
    ),
    "isochrone.define.places": (
        "车辆开不到的居民点，按下车后步行最近的路计算，步行最多 {walk:n} 分钟。",
        "A settlement no vehicle gets to is walked to from where the vehicle is left, for at most "
        "{walk:n minute/minutes}.",
    ),
    "isochrone.define.grids": (
        "网格内最后一个居民点到达时才算到达；没有居民点的网格取界内一点。",
        "A grid is reached when its last settlement is; without settlements, a point inside it.",
    ),
    "isochrone.define.road_km": (
        "只算这种方式准走、开得到的路段，在时限处截断；下车步行的路不算。",
        "Roads this mode may use and gets to, cut where the time is up; walks from the vehicle do "
        "not count.",
    ),
    "isochrone.basis": (
        "时间由速度表推算（{guessed}），未计出警准备时间；图上色带为能到道路两侧各 {buffer:n} 米，"
        "只供看图，统计以道路和居民点为准。",
        "Times follow from the table of speeds ({guessed}), without the time to set out; the "
        "coloured bands reach {buffer:n} m to both sides of the roads and are for looking only: "
        "the counts are of roads and settlements.",
    ),
    "input.response_limits": (
        "时限要写成 1 到 {most} 个整数分钟，每个在 1 到 {longest} 之间，用逗号隔开。",
        "Give 1 to {most} whole numbers of minutes between 1 and {longest}, with commas between.",
    ),
    "sheet.bands": ("时限统计", "Bands"),
    "sheet.band_places": ("居民点到达时间", "Arrivals"),
}
