"""Words of who can reach a point in time, and of what changes if something were otherwise."""

WORDS: dict[str, tuple[str, str]] = {
    "assign.part_reach": ("几分钟到", "Who is there in time"),
    "assign.part_what_if": ("假如", "What if"),
    "reach.intro": (
        "所有力量都按所选方式出发。点一个居民点或地图上任何地方，看谁几分钟到。",
        "All posts set off by the chosen mode. Click a settlement or anywhere on the map to see "
        "who is there in how many minutes.",
    ),
    "reach.band": ("时段", "Band of the day"),
    "reach.mode": ("出行方式", "By"),
    "reach.own": ("各按自己的方式", "each by its own"),
    "reach.map": ("到达时间图", "Bands of time"),
    "reach.place": ("地点", "Place"),
    "reach.clicked": ("地图上点的地方", "the point clicked on the map"),
    "reach.title": (
        "{limit_s:duration}内谁能到{place}",
        "Who can reach {place} in {limit_s:duration}",
    ),
    "reach.nobody": (
        "{limit_s:duration}内没有力量能到。最快的{post}要 {arrive_s:duration}。",
        "Nobody is there within {limit_s:duration}. The soonest, {post}, needs "
        "{arrive_s:duration}.",
    ),
    "reach.no_way": (
        "按这种方式没有任何力量能到这里。",
        "No post has a way there by this mode.",
    ),
    "reach.grids": ("各网格第一、第二支", "First and second at every grid"),
    "reach.basis": (
        "一个网格以最后到达的居民点为准；晚上和夜间按夜间速度。时间按道路类别推算，没有实测。",
        "A grid is reached when its last settlement is; evening and night count the speeds of the "
        "night. Times are worked out from classes of roads, not measured.",
    ),
    "reach.point": ("所点的地方", "The point"),
    "reach.no_roads_there": ("没有路", "no way"),
    "reach.barred": ("不能走", "closed to it"),
    "whatif.intro": (
        "某些力量不在、某条路断了、某处新设备勤点时，前后对照。只是试算，什么也不会保存。",
        "Posts away, a road cut, a new place to stand by: before and after side by side. Nothing "
        "is kept.",
    ),
    "whatif.away": ("不在的力量", "Posts away"),
    "whatif.cut": ("断了的路", "Roads cut"),
    "whatif.stand": ("新设备勤点", "New place to stand by"),
    "whatif.stand_mode": ("新备勤力量", "The new crew goes"),
    "whatif.choose": ("没有选择", "none chosen"),
    "whatif.nothing": (
        "请选择不在的力量、断了的路或新的备勤点。",
        "Choose posts that are away, roads that are cut or a new place to stand by.",
    ),
    "whatif.empty": (
        "这样一来没有任何力量能到任何地方。",
        "Then nobody could reach any place.",
    ),
    "whatif.before": ("现在", "Now"),
    "whatif.after": ("假如", "Then"),
    "whatif.total": ("合计", "In total"),
    "whatif.changes": (
        "{grids:n} 个网格的第一支或第二支有变化：{later:n} 个更晚，{sooner:n} 个更早，"
        "{lost:n} 个不再有人到。",
        "{grids:n grid changes/grids change} the first or second to come: {later:n} later, "
        "{sooner:n} sooner, {lost:n} reached by nobody any more.",
    ),
    "whatif.grids": ("有变化的网格", "Grids that change"),
    "whatif.all": ("所有网格", "All grids"),
    "whatif.print": ("打印页", "Page to print"),
    "whatif.title": ("假如：前后对照", "What if: before and after"),
    "whatif.new": ("新备勤点：{place}", "new crew at {place}"),
    "whatif.line_away": ("不在：{names}", "Away: {names}"),
    "whatif.line_cut": ("断路：{names}", "Cut: {names}"),
    "whatif.line_stand": ("新备勤点：{names}（{mode}）", "New standby: {names} ({mode})"),
    "whatif.first": ("第一支", "First"),
    "whatif.second": ("第二支", "Second"),
    "whatif.in_time": (
        "{within_s:duration}内有{rank}的户数",
        "{rank} within {within_s:duration}, households",
    ),
    "whatif.mean": ("{rank}平均分钟", "{rank}, mean minutes"),
    "col.reach_min": ("分钟", "Minutes"),
    "col.reach_calls": ("本时段警情", "Calls in this band"),
    "col.reach_first": ("第一支", "First"),
    "col.reach_first_min": ("第一支（分）", "First (min)"),
    "col.reach_second": ("第二支", "Second"),
    "col.reach_second_min": ("第二支（分）", "Second (min)"),
    "col.reach_band": ("时间带", "Band"),
    "col.whatif_figure": ("指标", "Figure"),
    "col.whatif_before": ("现在", "Now"),
    "col.whatif_after": ("假如", "Then"),
    "col.whatif_change": ("变化", "Change"),
    "col.whatif_first": ("第一支（假如）", "First then"),
    "col.whatif_first_min": ("第一支（假如，分）", "First then (min)"),
    "col.whatif_second": ("第二支（假如）", "Second then"),
    "col.whatif_second_min": ("第二支（假如，分）", "Second then (min)"),
    "col.whatif_later": ("第一支晚（分）", "First later by (min)"),
}
