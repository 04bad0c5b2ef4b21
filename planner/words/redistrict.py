"""Words of the proposals page: what is asked, its limits and prices, how proposals differ."""

WORDS: dict[str, tuple[str, str]] = {
    "page.proposals": ("网格方案", "Grid proposals"),
    "proposal.intro": (
        "让程序提出一个村（社区）的基础网格划法：要么全部重划，要么在现有网格上尽量少改动。"
        "地块沿道路、河流、山脊、原网格边界和住户之间切分；每个网格连成一片，不跨村，不留空白。",
        "Let the program propose the base grids of one unit: all drawn afresh, or today's grids "
        "with as little change as possible. Ground is cut along roads, streams, ridges, today's "
        "borders and between groups of houses; each grid is in one piece, inside its unit, and no "
        "ground is left out.",
    ),
    "proposal.unit": ("村（社区）", "Unit"),
    "proposal.question": ("做法", "Question"),
    "question.afresh": ("重新划分", "draw afresh"),
    "question.adjust": ("少量调整", "adjust"),
    "proposal.by": ("按什么定数量", "Number of grids"),
    "by.band": ("按每格户数", "by households per grid"),
    "by.number": ("按网格个数", "given"),
    "proposal.grids_asked": ("基础网格个数", "Base grids"),
    "proposal.grids_help": (
        "包括保留不动的网格，不含专属网格。",
        "Grids that are kept count; special grids do not.",
    ),
    "proposal.tolerance": ("户数上下浮动（%）", "Households off the mean (%)"),
    "proposal.least": ("每格最少户数", "Least households"),
    "proposal.most": ("每格最多户数", "Most households"),
    "proposal.limits": ("限值", "Limits"),
    "hold.hard": ("必须遵守", "must hold"),
    "hold.soft": ("超出要付代价", "cost when broken"),
    "proposal.keep": ("保留不动的网格", "Grids to keep"),
    "proposal.whole": ("同一居民点不拆开", "Keep settlements whole"),
    "proposal.prices": ("代价和切分（本单位自定）", "Prices and pieces (your own settings)"),
    "proposal.prices_note": (
        "代价只决定取舍的轻重，单位为“分”，由本单位自行设定，不是国家标准。",
        "Prices only say what matters more, in points; they are the planner's own settings, no "
        "national standard.",
    ),
    "price.plain_price": ("每米界线", "A metre of border"),
    "price.natural_pct": ("沿地物的折扣价（%）", "Along lines of the land (%)"),
    "price.household_price": ("每户偏离平均", "A household off the mean"),
    "price.effort_price": ("每分钟工作量偏离平均", "A minute of work off the mean"),
    "price.spread_price": ("离网格中心远", "Far from the middle"),
    "price.outside_price": ("每户超出限值", "A household outside the limits"),
    "price.moved_price": ("每户改换网格", "A household that changes grid"),
    "price.moved_unit_price": ("每块地改换网格", "A piece that changes grid"),
    "price.cluster_m": ("住户成群的距离（米）", "Houses of a group within (m)"),
    "price.smallest_empty_m2": ("无住户地块最小（平方米）", "Least piece without houses (m²)"),
    "price.basin_m2": ("成溪的汇水面积（平方米）", "Basin that feeds a stream (m²)"),
    "proposal.turned": (
        "最少户数大于最多户数，已对调使用。",
        "The least is above the most; they are used the other way round.",
    ),
    "proposal.pieces": (
        "本村切成 {pieces:n} 块，{households:n} 户、{grids:n} 个基础网格可以重划；"
        "不动的地方有 {kept:n} 户。",
        "The unit is cut into {pieces:n piece/pieces}; {households:n household/households} in "
        "{grids:n base grid/base grids} may be drawn again, {kept:n household/households} stay as "
        "they are.",
    ),
    "proposal.no_unit_grids": (
        "这个村（社区）没有可以重划的基础网格：要么没有基础网格，要么全部保留不动。",
        "This unit has no base grid that may be drawn again: it has none, or all of them are kept.",
    ),
    "proposal.objective_help": (
        "界线、户数和工作量的偏离、改换网格的户数，各按上面的代价折算后相加；越小越好。",
        "Border, households and work off their aim, and households that change grid, each at the "
        "prices above; smaller is better.",
    ),
    "proposal.compare": ("各方案对比", "Proposals side by side"),
    "proposal.nth": ("方案 {number:n}（{weighs}）", "Proposal {number:n} ({weighs})"),
    "weighs.alternative_as_asked": ("按所设代价", "as priced"),
    "weighs.alternative_even": ("侧重户数均衡", "weight on even households"),
    "weighs.alternative_short_border": (
        "侧重界线：短、沿地物",
        "weight on borders: short, along the land",
    ),
    "weighs.alternative_natural": ("侧重沿地物", "weight on lines of the land"),
    "weighs.alternative_compact": ("侧重集中：离网格中心近", "weight on short ways to the middle"),
    "weighs.alternative_least_moved": ("侧重少改动", "weight on few changes"),
    "proposal.show": ("查看", "Show"),
    "proposal.against": ("与{first}相比：{told}。", "against {first}: {told}."),
    "proposal.fewer": (
        "计算量已用完，没有再试另外的侧重。",
        "The effort is used up; further weights were not tried.",
    ),
    "proposal.alike": ("各项指标相同", "all figures are the same"),
    "proposal.grids": ("网格个数", "Grids"),
    "proposal.households": ("每格户数", "Households per grid"),
    "proposal.imbalance": ("户数最大偏差", "Largest imbalance of households"),
    "proposal.effort": ("工作量最大偏差", "Largest imbalance of work"),
    "proposal.border": ("村内界线（米）", "Border within the unit (m)"),
    "proposal.natural": ("界线沿地物", "Border along lines of the land"),
    "proposal.compactness": ("平均紧凑度", "Mean compactness"),
    "proposal.moved_places": ("改换网格的居民点", "Settlements that change grid"),
    "proposal.moved_households": ("改换网格的户数", "Households that change grid"),
    "proposal.objective": ("总代价", "Objective"),
    "differs.grids_more": ("多 {by:n} 个网格", "grids: {by:n} more"),
    "differs.grids_less": ("少 {by:n} 个网格", "grids: {by:n} fewer"),
    "differs.moved_more": (
        "多 {by:n} 户改换网格",
        "{by:n more household/more households} change grid",
    ),
    "differs.moved_less": (
        "少 {by:n} 户改换网格",
        "{by:n fewer household/fewer households} change grid",
    ),
    "differs.imbalance_more": (
        "户数最大偏差多 {by:n} 个百分点",
        "largest imbalance of households {by:n point/points} higher",
    ),
    "differs.imbalance_less": (
        "户数最大偏差少 {by:n} 个百分点",
        "largest imbalance of households {by:n point/points} lower",
    ),
    "differs.effort_more": (
        "工作量最大偏差多 {by:n} 个百分点",
        "largest imbalance of work {by:n point/points} higher",
    ),
    "differs.effort_less": (
        "工作量最大偏差少 {by:n} 个百分点",
        "largest imbalance of work {by:n point/points} lower",
    ),
    "differs.border_m_more": ("界线长 {by:length}", "border {by:length} longer"),
    "differs.border_m_less": ("界线短 {by:length}", "border {by:length} shorter"),
    "differs.natural_more": (
        "沿地物多 {by:n} 个百分点",
        "{by:n point/points} more along lines of the land",
    ),
    "differs.natural_less": (
        "沿地物少 {by:n} 个百分点",
        "{by:n point/points} less along lines of the land",
    ),
    "proposal.map": ("方案图", "Proposal"),
    "proposal.table": ("拟划网格（原与新）", "Proposed grids, before and after"),
    "proposal.moved_table": ("改换网格的居民点", "Settlements that change grid"),
    "proposal.outside": (
        "限值 {low:n} 至 {high:n} 户在这里只计代价：{few:n} 个网格不足，{many:n} 个网格超过。",
        "The limits of {low:n} to {high:n household/households} only have a price here. Grids "
        "with fewer: {few:n}; with more: {many:n}.",
    ),
    "proposal.outside_count": ("超出限值的网格", "Grids outside the limits"),
    "proposal.soften": ("让限值只计代价", "Let limits only have a price"),
    "proposal.cut": ("允许拆开居民点", "Let settlements be cut"),
    "proposal.harder": ("用更大的计算量", "Take more effort"),
    "proposal.proved": (
        "已证明：取用这个方案后，全乡 {grids:n} 个网格恰好铺满，无空白、无重叠、不跨村。",
        "Proved: with this proposal the township's {grids:n grid/grids} fill the ground exactly; "
        "no gap, no overlap, no unit border crossed.",
    ),
    "proposal.unproved": (
        "未能证明铺满，请不要取用这个方案。",
        "Not proved to fill the ground; do not take this proposal.",
    ),
    "proposal.stale": (
        "原有网格没有通过铺满检查，方案落不到图上。请先到“{title}”整理边界。",
        "Today's grids do not fill the ground exactly, so no proposal can be laid on them. Mend "
        "them at “{title}” first.",
    ),
    "proposal.take": ("作为草稿在“网格调整”中打开", "Open as a draft in the editor"),
    "proposal.take_help": (
        "新建一份草稿；现行网格不变，仍可逐步撤销。",
        "Begins a draft; the grids in force stay as they are, and every step can be undone.",
    ),
    "proposal.helps_infeasible": (
        "可以放宽每格户数、改网格个数、允许拆开居民点，或者让限值只计代价。",
        "What may help: wider limits, another number of grids, settlements that may be cut, or "
        "limits that only have a price.",
    ),
    "proposal.helps_infeasible_adjust": (
        "可以放宽每格户数、允许拆开居民点、让限值只计代价，或者改为“重新划分”，另定网格个数。",
        "What may help: wider limits, settlements that may be cut, limits that only have a price, "
        "or to draw afresh with another number of grids.",
    ),
    "proposal.helps_not_found": (
        "计算量用完了，没有证明办不到。可以选更大的计算量，或者放宽限值、让限值只计代价。",
        "The work is used up; nothing is proved. What may help: more effort, wider limits, or "
        "limits that only have a price.",
    ),
    "proposal.unchanged": (
        "按所设的限值和代价，现有网格不必改动。",
        "At these limits and prices nothing needs to change.",
    ),
    "proposal.grid_name": ("{place}网格", "{place} grid"),
    "proposal.grid_name/number": ("{place}{number:n}号网格", "{place} grid {number:n}"),
    "layer.new_grids": ("拟划界线", "Proposed borders"),
    "layer.old_grids": ("原网格界线", "Today's borders"),
    "layer.moved_places": ("改换网格的居民点", "Settlements that change grid"),
    "col.made_from": ("来自原网格", "Made from"),
    "col.moved_households": ("改换网格户数", "Households that change grid"),
    "sheet.proposal": ("拟划网格", "Proposed grids"),
    "sheet.moved": ("改换网格", "Changes of grid"),
    "sheet.compare": ("方案对比", "Proposals"),
    "cli.propose": (
        "提出村（社区）的基础网格划法",
        "Propose the base grids of units, afresh or adjusted",
    ),
    "cli.unit": ("村（社区）代码；不给则逐个做全部", "Code of the unit; all of them without it"),
    "cli.question": ("afresh 重新划分，adjust 少量调整", "afresh: draw all; adjust: change little"),
    "cli.grids_asked": ("基础网格个数，含保留不动的", "Number of base grids, kept ones included"),
    "cli.households": ("每格最少和最多户数", "Least and most households of a grid"),
    "cli.limits": (
        "hold 必须遵守，cost 超出要付代价；默认 hold，少量调整又没有给 --households 时默认 cost",
        "hold: must hold; cost: priced when broken; hold unless adjusting without --households",
    ),
    "cli.limits_cost": (
        "· 可以放宽 --households，或者加 --limits cost，让超出限值只增加代价",
        "· widen --households, or give --limits cost, so that being outside only has a price",
    ),
    "cli.more_work": (
        "· 用完了 {work:n} 份计算量；可以用 --work 再给多些",
        "· the work of {work:n} is used up; give more with --work",
    ),
    "cli.outside_limits": (
        "· 限值 {low:n}–{high:n} 户只计代价：{few:n} 个网格不足，{many:n} 个网格超过；"
        "要求必须遵守请加 --limits hold",
        "· the limits of {low:n} to {high:n household/households} are only priced: "
        "{few:n grid has/grids have} fewer, {many:n} have more; give --limits hold if they must "
        "hold",
    ),
    "cli.keep": ("保留不动的网格", "Grids that stay as they are"),
    "cli.adjust_grids": (
        "少量调整保留全部现有网格，不能指定 --grids",
        "adjusting keeps every grid of today, so --grids cannot be given",
    ),
    "cli.grids_one_unit": (
        "--grids 只对一个村（社区）有意义，请加 --unit",
        "--grids is about one unit; give --unit as well",
    ),
    "cli.proposed": (
        "{unit}：{status}，{grids:n} 个网格，每格 {least:n}–{most:n} 户（最大偏差 "
        "{imbalance_pct:n}%），飞地 {stray:n} 处，界线 {border_m:n} 米、沿地物 {natural_pct:n}%，"
        "改换网格 {moved_places:n} 个居民点 {moved_households:n} 户，"
        "代价 {objective:n}，下限 {bound:n}",
        "{unit}: {status}, grids: {grids:n}, of {least:n} to {most:n household/households} "
        "(largest imbalance {imbalance_pct:n}%), {stray:n stray piece/stray pieces}, border "
        "{border_m:n} m, {natural_pct:n}% along lines of the land, "
        "{moved_places:n settlement/settlements} with {moved_households:n household/households} "
        "change grid, objective {objective:n}, bound {bound:n}",
    ),
    "input.unknown_unit_asked": (
        "没有代码为 {unit} 的村（社区）；本地区有 {known}。",
        "There is no unit {unit}; this area has {known}.",
    ),
    "input.unknown_keep": (
        "要保留的网格 {grids} 不在 {unit} 内。",
        "Unit {unit} has no grid {grids} to keep.",
    ),
    "input.nothing_to_divide": (
        "{unit} 没有可以重划的基础网格。",
        "Unit {unit} has no base grid that may be drawn again.",
    ),
}
