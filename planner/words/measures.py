"""Words of the figures of grids: columns with their definitions, limits, four bounds."""

WORDS: dict[str, tuple[str, str]] = {
    "list.title": ("网格一览表", "List of grids"),
    "list.intro": (
        "四至由边界自动生成：按边界朝外的方向，写出相邻网格，以及这一侧至少一半沿着走的有名道路、"
        "河流、水岸，或山脊、村民小组界。用前请对照现场核对。",
        "The four bounds are generated from the border: by the direction it faces, the "
        "neighbouring grids and any named road, stream or shore, ridge or border of villager "
        "groups that half of that side follows. Check them on the spot before use.",
    ),
    "list.unit": ("只列一个村（社区）", "Only one unit"),
    "list.all": ("全部", "all"),
    "bounds.sentence": (
        "东至{east}；南至{south}；西至{west}；北至{north}。",
        "East: {east}; south: {south}; west: {west}; north: {north}.",
    ),
    "bounds.within": ("界内另有{grids}。", "Enclosed: {grids}."),
    "bounds.outer": ("外边界", "the outer border"),
    "bounds.ridge": ("山脊", "the ridge"),
    "bounds.group": ("村民小组界", "the border of villager groups"),
    "bounds.group_across": ("与{group}的界线", "the border with {group}"),
    "bounds.along": ("{neighbours}（沿{line}）", "{neighbours} (along {line})"),
    "col.bounds_east": ("东至", "East"),
    "col.bounds_south": ("南至", "South"),
    "col.bounds_west": ("西至", "West"),
    "col.bounds_north": ("北至", "North"),
    "measures.title": ("网格指标", "Figures of grids"),
    "measures.intro": (
        "鼠标移到列名上，可看到算法和数字来源：量得、填报或估计。",
        "Point at a column to see how it is worked out and whether it was measured, entered or "
        "estimated.",
    ),
    "measures.notes": ("指标说明", "About the figures"),
    "measures.sheet.list": ("网格一览表", "List of grids"),
    "measures.sheet.figures": ("网格指标", "Figures"),
    "measures.sheet.notes": ("指标说明", "About the figures"),
    "col.figure": ("指标", "Figure"),
    "col.origin": ("来源", "Origin"),
    "col.definition": ("算法", "Definition"),
    "origin.measured": ("量得", "measured"),
    "origin.entered": ("填报", "entered"),
    "origin.guessed": ("估计", "estimated"),
    "col.households_of_mean_pct": ("户数占村均（%）", "Households, % of unit mean"),
    "col.effort_min": ("月工作量（分）", "Work a month (min)"),
    "col.effort_of_mean_pct": ("工作量占村均（%）", "Work, % of unit mean"),
    "col.round_min": ("走访一圈（分）", "One round (min)"),
    "col.doors_min": ("入户步行（分）", "Walk to doors (min)"),
    "col.first_arrival_min": ("最快到达（分）", "First arrival (min)"),
    "col.self_contained_pct": ("自有力量先到（%）", "Own people first (%)"),
    "col.natural_pct": ("界线沿地物（%）", "Border on lines (%)"),
    "col.road_pct": ("其中沿路（%）", "on roads (%)"),
    "col.water_pct": ("其中沿水（%）", "on water (%)"),
    "col.ridge_pct": ("其中沿山脊（%）", "on ridges (%)"),
    "col.group_pct": ("其中沿组界（%）", "on group borders (%)"),
    "col.reock": ("外接圆占比", "Share of circle"),
    "col.warnings": ("超出的限值", "Limits broken"),
    "define.household_count": (
        "网格内各居民点户数之和。",
        "Sum of the households of the settlements in the grid.",
    ),
    "define.households_of_mean_pct": (
        "户数除以本村（社区）基础网格的平均户数。专属网格不计。",
        "Households over the mean of the base grids of the same unit. Special grids have none.",
    ),
    "define.effort_min": (
        "每月 {rounds} 次 ×（走访一圈 + 入户步行）+ 每户每月 {household_min} 分钟。"
        "次数和分钟数为本单位自定；路上时间按道路等级和坡度估算。",
        "{rounds} times a month x (one round + walk to the doors) + {household_min} minutes per "
        "household. Times and minutes are your own settings; travel is estimated from road class "
        "and slope.",
    ),
    "define.effort_of_mean_pct": (
        "月工作量除以本村（社区）基础网格的平均值。专属网格不计。",
        "Work a month over the mean of the base grids of the same unit. Special grids have none.",
    ),
    "define.round_min": (
        "走遍网格内各居民点并回到起点的最短时间，按图上道路和坡度，{mode}；无路处步行。"
        "居民点不超过 10 个时为最短，更多时为近似。只有一个居民点时为 0。",
        "Shortest time through all settlements of the grid and back, on mapped roads with their "
        "slopes, {mode}; on foot where no road leads. Exact for up to 10 settlements, "
        "approximate above. 0 for a single settlement.",
    ),
    "define.doors_min": (
        "在各居民点内沿最短的连线走到图上每栋住房再返回，按坡度步行估算。",
        "Walk to every mapped dwelling of each settlement along the shortest tree that joins them "
        "and back, estimated on foot over the slopes.",
    ),
    "define.first_arrival_min": (
        "最快的响应力量到达各居民点的时间，按户数平均。",
        "Time until the quickest responder is at each settlement, as a mean over households.",
    ),
    "define.self_contained_pct": (
        "最快到达的力量属于本村（社区）的户数所占比例。力量未填所属村（社区）时不算。",
        "Share of households first reached by people of the grid's own unit. Blank where no "
        "responder has its unit entered.",
    ),
    "define.area_m2": ("按边界在投影坐标系中量得。", "Measured on the border as drawn."),
    "define.polsby_popper": (
        "4π × 面积 ÷ 周长²，圆形为 1，越小越狭长曲折。",
        "4π x area / perimeter², 1 for a disc; the smaller, the more stretched or ragged.",
    ),
    "define.reock": (
        "面积 ÷ 最小外接圆面积，圆形为 1。",
        "Area over the area of the smallest circle around it, 1 for a disc.",
    ),
    "define.parts": ("应为 1；大于 1 表示有飞地。", "Should be 1; more means detached pieces."),
    "define.neighbours": ("有共同界线的网格数。", "Grids with a common border."),
    "define.natural_pct": (
        "沿道路、河流、水岸、村民小组界或山脊的界线长度占全部界线的比例。距线 {tolerance} 米以内、"
        "走向相差不超过 "
        "{angle} 度算沿线；两侧 {reach} 米处都低 {drop} 米以上算山脊。均为本单位自定。",
        "Share of the whole border that follows a road, stream, shore, border of villager groups "
        "or ridge: within {tolerance} m of "
        "the line and the same way to {angle} degrees; a ridge where the ground {reach} m away on "
        "both sides is at least {drop} m lower. All your own settings.",
    ),
    "define.road_pct": ("同上，只算道路。", "The same, roads only."),
    "define.water_pct": ("同上，只算河流和水岸。", "The same, streams and shores only."),
    "define.ridge_pct": ("同上，只算山脊。", "The same, ridges only."),
    "define.group_pct": (
        "同上，只算村民小组界；没有组界图层时空着。",
        "The same, borders of villager groups only; empty where the area has no such layer.",
    ),
    "limits.title": ("限值与标准（本单位自定）", "Limits and rates (your own settings)"),
    "limits.note": (
        "以下数值由本单位自行设定，不是国家标准。",
        "These numbers are the planner's own settings, not a national standard.",
    ),
    "limits.turned": (
        "下限大于上限，已对调使用。",
        "The lower limit is above the upper one; they are used the other way round.",
    ),
    "limits.households_least": ("户数下限", "Fewest households"),
    "limits.households_most": ("户数上限", "Most households"),
    "limits.effort_least": ("工作量下限（占村均 %）", "Least work (% of mean)"),
    "limits.effort_most": ("工作量上限（占村均 %）", "Most work (% of mean)"),
    "limits.compact_least": ("紧凑度下限（%）", "Least compactness (%)"),
    "limits.own_least": ("自有力量先到下限（%）", "Own people first, least (%)"),
    "limits.rounds": ("每月走访次数", "Rounds a month"),
    "limits.household_min": ("每户每月分钟数", "Minutes per household"),
    "limits.mode": ("走访方式", "How rounds are made"),
    "limits.tolerance": ("沿线容差（米）", "Tolerance to lines (m)"),
    "going.foot": ("步行", "on foot"),
    "going.motorbike": ("骑摩托车", "by motorcycle"),
    "going.car": ("开车", "by car"),
    "limits.own_help": ("0 表示不提示。", "0 means no warning."),
    "limits.none": (
        "全部 {all} 个网格都在限值以内。",
        "All {all} grids are within the limits.",
    ),
    "limits.some": (
        "{all} 个网格中有 {count} 个超出限值。",
        "{count} of {all} grids are outside the limits.",
    ),
    "limits.next": ("下一个超限网格", "Next grid outside"),
    "limits.previous": ("上一个", "Previous"),
    "limits.where": ("第 {number} 个，共 {all} 个", "{number} of {all}"),
    "limits.map": ("超限网格", "Grid outside the limits"),
    "limit.several_parts": ("有飞地", "Detached parts"),
    "limit.households_few": ("户数偏少", "Few households"),
    "limit.households_many": ("户数偏多", "Many households"),
    "limit.effort_low": ("工作量偏小", "Little work"),
    "limit.effort_high": ("工作量偏大", "Much work"),
    "limit.shape_stretched": ("形状狭长", "Stretched shape"),
    "limit.no_own_post": ("自有力量不足", "Own people late"),
    "broken.several_parts": (
        "网格分成 {value:n} 块，应当连成一片。",
        "The grid lies in {value:n part/parts}; it should be in one.",
    ),
    "broken.households_few": (
        "户数 {value:n} 户，低于下限 {limit:n} 户。",
        "{value:n household/households}, below the limit of {limit:n}.",
    ),
    "broken.households_many": (
        "户数 {value:n} 户，高于上限 {limit:n} 户。",
        "{value:n household/households}, above the limit of {limit:n}.",
    ),
    "broken.effort_low": (
        "工作量为村均的 {value:n}%，低于下限 {limit:n}%。",
        "Work is {value:n}% of the unit's mean, below the limit of {limit:n}%.",
    ),
    "broken.effort_high": (
        "工作量为村均的 {value:n}%，高于上限 {limit:n}%。",
        "Work is {value:n}% of the unit's mean, above the limit of {limit:n}%.",
    ),
    "broken.shape_stretched": (
        "紧凑度 {value:n}%，低于下限 {limit:n}%。",
        "Compactness is {value:n}%, below the limit of {limit:n}%.",
    ),
    "broken.no_own_post": (
        "自有力量先到的户数占 {value:n}%，低于下限 {limit:n}%。",
        "Own people come first to {value:n}% of households, below the limit of {limit:n}%.",
    ),
}
