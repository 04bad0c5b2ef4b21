"""Words of the frame: menu, buttons, states of a computation, and what every page shares."""

WORDS: dict[str, tuple[str, str]] = {
    # the frame
    "app.title": ("四层防护网 · 网格与警力规划", "Protective net: grids and duty planning"),
    "app.language": ("语言 / Language", "语言 / Language"),
    "app.area": ("地区", "Area"),
    "app.example": (
        "本页含有为演示而制作的数据，不是官方资料；哪些是真实的，见数据来源。",
        "This page holds data made for demonstration, no official record; "
        "the source line says what is real.",
    ),
    "app.example_short": ("示例数据", "Example data"),
    "app.internal": ("内部使用 · 不得公开", "For internal use only"),
    "app.attribution": ("数据来源：{text}", "Data: {text}"),
    "app.data_date": ("数据日期：{date}", "Data of {date}"),
    "app.fingerprint": ("数据指纹：{text}", "Data fingerprint: {text}"),
    "app.loading": ("正在读取地区数据……", "Reading the area ..."),
    "app.drawing": ("正在绘制地图……", "Drawing the map ..."),
    "app.asking": ("正在整理问题……", "Preparing the question ..."),
    "app.area_missing": (
        "这个地区的数据还没有放到本机。请换一个地区。",
        "The data of this area is not on this machine. Please choose another area.",
    ),
    "app.unexpected": (
        "程序出了错，本页无法显示。请换一个地区或设置再试；错误已记入运行日志。",
        "Something went wrong and this page cannot be shown. Try another area or setting; "
        "the fault is in the program's log.",
    ),
    # the menu
    "menu.township": ("乡镇", "Township"),
    "menu.police": ("派出所", "Police station"),
    "menu.officials": ("领导与干部", "Officials"),
    "page.overview": ("总览地图", "Overview map"),
    "page.grids": ("网格与证书", "Grids and certificate"),
    "page.patrols": ("巡逻路线", "Patrol routes"),
    "page.cameras": ("摄像机点位", "Camera points"),
    "page.responders": ("响应力量", "Responders"),
    "page.summary": ("覆盖情况一览", "Coverage at a glance"),
    # what every page shares
    "common.map": ("地图", "Map"),
    "common.table": ("同一内容的表格", "The same as a table"),
    "common.map_alt": ("地图：{title}", "Map: {title}"),
    "common.settings": ("设置", "Settings"),
    "common.compute": ("开始计算", "Compute the plan"),
    "common.again": ("重新计算", "Compute again"),
    "common.longer": ("给更多计算量再算", "Compute again with more effort"),
    "common.cancel": ("停止", "Stop"),
    "common.effort": ("计算量", "Effort"),
    "common.effort_help": (
        "计算量是解题步数，不是秒数：同样的问题、同样的计算量，在任何电脑上得到同样的方案。",
        "Effort counts solving steps, not seconds: the same question with the same effort "
        "gives the same plan on any computer.",
    ),
    "effort.quick": ("快", "quick"),
    "effort.normal": ("一般", "normal"),
    "effort.thorough": ("仔细", "thorough"),
    "common.yes": ("是", "yes"),
    "common.no": ("否", "no"),
    "common.none": ("无", "none"),
    "common.download_xlsx": ("下载表格（XLSX）", "Download tables (XLSX)"),
    "common.download_gpkg": ("下载图层（GeoPackage）", "Download layers (GeoPackage)"),
    "common.download_map": ("下载离线地图（HTML）", "Download offline map (HTML)"),
    "common.download_csv": ("下载表格（CSV）", "Download table (CSV)"),
    "common.download_json": ("下载证书（JSON）", "Download certificate (JSON)"),
    "common.download_outcome": ("下载结果（JSON）", "Download result (JSON)"),
    "common.prepare": ("准备下载文件", "Prepare files to download"),
    "common.nothing_here": ("这里没有内容。", "There is nothing here."),
    "common.no_layer": (
        "这个地区的数据没有“{layer}”图层，所以不能回答这个问题。请换一个地区，或补充该图层。",
        "The data of this area has no layer “{layer}”, so this question cannot be answered. "
        "Choose another area or add the layer.",
    ),
    # states of a computation
    "state.none": (
        "还没有算过方案。检查设置后按“{button}”。",
        "No plan has been computed yet. Check the settings and press “{button}”.",
    ),
    "state.waiting": ("排队等候：前面还有别的计算。", "Waiting: another computation comes first."),
    "state.running": ("正在计算……已用 {elapsed_s:duration}", "Computing ... {elapsed_s:duration}"),
    "state.best": (
        "目前最好：{objective:n}；不可能低于：{bound:n}",
        "Best so far: {objective:n}; cannot be below: {bound:n}",
    ),
    "state.best_only": ("目前最好：{objective:n}", "Best so far: {objective:n}"),
    "state.progress": ("进度 {done:share}", "Progress {done:share}"),
    "state.cancelling": ("正在停止……", "Stopping ..."),
    "state.cancelled": (
        "计算已由您停止。下面是停止前找到的最好方案。",
        "You stopped the computation. Below is the best plan found until then.",
    ),
    "state.cancelled_empty": (
        "计算已由您停止，停止前还没有找到方案。",
        "You stopped the computation before a plan was found.",
    ),
    "state.failed": (
        "计算中断，没有得到方案。请换一个设置再试；错误已记入运行日志。",
        "The computation broke off without a plan. Try another setting; "
        "the fault is in the program's log.",
    ),
    # the answer
    "status.optimal": ("最优方案（已证明）", "Best possible plan (proved)"),
    "status.feasible": ("可行方案（可能还有更好的）", "Good plan (a better one may exist)"),
    "status.infeasible": ("没有可行方案", "No plan can satisfy these rules"),
    "status.not_found": ("计算量用完，还没有找到方案", "Time ran out before a plan was found"),
    "status.optimal_help": (
        "求解程序证明：在这些规则下，没有更好的方案。",
        "The solver proved that no plan is better under these rules.",
    ),
    "status.feasible_help": (
        "这是目前找到的最好方案，满足所有规则；最多还能改进 {gap:share}。",
        "This is the best plan found and keeps every rule; at most {gap:share} could be gained.",
    ),
    "status.feasible_help_loose": (
        "这是目前找到的最好方案，满足所有规则；离最好的还有多远没有证明（下限离得太远）。",
        "This is the best plan found and keeps every rule; how near it is to the best there is "
        "was not proved (the lower bound is far away).",
    ),
    "status.feasible_help_nogap": (
        "这是目前找到的最好方案，满足所有规则；还没有证明它离最好有多远。",
        "This is the best plan found and keeps every rule; "
        "how far it is from the best has not been proved.",
    ),
    "status.infeasible_help": (
        "下面的规则不能同时满足。改动其中一条，再算一次。",
        "The rules below cannot all hold. Change one of them and compute again.",
    ),
    "status.not_found_help": (
        "这不等于没有方案：在给定的计算量内没有找到，也没有证明不存在。请加大计算量，或放宽设置再算。",
        "This does not mean that there is none: within the given effort no plan was found and none "
        "was ruled out. Give more effort or looser settings.",
    ),
    "answer.title": ("结果", "Result"),
    "answer.objective": ("目标值", "Objective"),
    "answer.objective_help": (
        "方案的总代价，越小越好：未到访或未覆盖的分量，加上路程。",
        "The total cost of the plan, smaller is better: weight of what is left out, plus travel.",
    ),
    "answer.bound": ("下限", "Lower bound"),
    "answer.bound_help": (
        "已证明任何方案都不能低于这个数。",
        "Proved: no plan can be below this figure.",
    ),
    "answer.no_bound": (
        "下限为 0 什么也没有证明：代价本来就不会低于 0。加大计算量，也许能算出下限；"
        "方案本身照样有效。",
        "A lower bound of 0 proves nothing: no cost is ever below 0. More effort may find one; the "
        "plan is as good either way.",
    ),
    "answer.gap": ("差距", "Gap"),
    "answer.gap_help": (
        "目标值最多还能降低的比例。",
        "The share by which the objective could still fall, at most.",
    ),
    "answer.unknown": ("未知", "not known"),
    "answer.judged": (
        "已由独立的检查程序按定义复核：没有发现违反规则之处。",
        "Checked from the definitions by a judge that knows no solver: no rule is broken.",
    ),
    "answer.left_out": ("未能安排的（{count:n}）", "Left out ({count:n})"),
    "answer.left_out_none": ("没有遗漏：全部都安排到了。", "Nothing is left out."),
    "answer.left_out_intro": (
        "每一项都写明原因，以及试算过的、代价最小的补救办法。",
        "Each with its reason, and the cheapest remedies that were tried out.",
    ),
    "answer.conflicts": ("互相矛盾的规则", "Rules that clash"),
    "answer.run": ("如何重算出同样的结果", "How to repeat this run"),
    "run.solver": ("求解程序", "Solver"),
    "run.seed": ("随机种子", "Seed"),
    "run.work_limit": ("计算量上限", "Work limit"),
    "run.work": ("实际计算量", "Work done"),
    "run.wall_s": ("用时", "Time used"),
    "run.problem_id": ("问题指纹", "Fingerprint of the question"),
    "cure.and": ("，并且", ", and "),
    "cure.tested": ("已试算", "tried out"),
    "cure.untested": ("未试算", "not tried out"),
    "cure.none": ("没有试算，或没有找到", "not tried, or none found"),
    "group.conflict": ("规则冲突", "clash of rules"),
    "group.left": ("遗漏原因", "reason"),
    "group.cure": ("补救办法", "remedy"),
    "group.fault": ("方案错误", "fault of the plan"),
    "group.certificate": ("覆盖问题", "coverage fault"),
    "group.input": ("数据错误", "fault in the data"),
    "group.note": ("说明", "remark"),
    "explain.unknown": (
        "{group}（本版本没有更详细的说明）",
        "{group} (this version has no longer text for it)",
    ),
    # the map's furniture
    "map.legend": ("图例", "Legend"),
    "map.north": ("北", "N"),
    "map.date": ("制图日期 {date}", "Map date {date}"),
    "map.data_date": ("数据日期 {date}", "Data of {date}"),
    "map.crs": (
        "坐标系 {name}；显示为网络墨卡托投影",
        "Coordinates {name}; shown in Web Mercator",
    ),
    "map.example": ("示例数据", "EXAMPLE DATA"),
    "map.example_long": ("示例数据，不是官方资料", "Example data, no official record"),
    "map.empty": ("没有可以画的内容", "Nothing to draw"),
    "map.zoom_in": ("放大", "Zoom in"),
    "map.zoom_out": ("缩小", "Zoom out"),
    "map.wheel": (
        "点一下地图，或按住 Ctrl，滚轮才会缩放",
        "Click the map or hold Ctrl to zoom with the wheel",
    ),
    "map.hillshade": ("地形", "Terrain"),
    "map.outside": ("范围以外", "Outside the area"),
    # the overview and the summary
    "overview.intro": (
        "全境的行政单元、道路、居民点和重点部位。点按图例可以显示或隐藏图层。",
        "Units, roads, settlements and key sites. Tick the legend to show or hide a layer.",
    ),
    "overview.facts": ("基本数字", "Figures"),
    "overview.area": ("面积", "Area"),
    "overview.units": ("村（社区）", "Villages and communities"),
    "overview.grids": ("网格", "Grids"),
    "overview.places": ("居民点", "Settlements"),
    "overview.households": ("户数", "Households"),
    "overview.population": ("常住人口数", "Residents"),
    "overview.road_km": ("道路", "Roads"),
    "overview.exits": ("出入口道路", "Exit roads"),
    "overview.units_table": ("村（社区）表", "Villages and communities"),
    "overview.sites_table": ("重点部位表", "Key sites"),
    "overview.exits_table": ("出入口道路表", "Exit roads"),
    "summary.intro": (
        "不用地图也能看懂：网格是否完整，各村（社区）的基本数字。各项规划从下面打开。",
        "Without a map: whether the grids are complete, and the figures of each unit. "
        "The plans open from below.",
    ),
    "summary.go": ("打开：{title}", "Open: {title}"),
    "col.question": ("问题", "Question"),
    "col.status": ("状态", "Status"),
    "col.objective": ("目标值", "Objective"),
    "col.bound": ("下限", "Lower bound"),
    "col.gap": ("差距", "Gap"),
    "col.left_out": ("遗漏", "Left out"),
    "area.luoyan": ("落雁乡（示例数据）", "Luoyan township (example data)"),
    "area.liechtenstein": (
        "列支敦士登（真实地图，人口为估计）",
        "Liechtenstein (real map, estimated counts)",
    ),
    "language.zh": ("中文", "中文"),
    "language.en": ("English", "English"),
    "note.bound_from": (
        "下限的来源：{method:of bound}。",
        "The bound comes from: {method:of bound}.",
    ),
    "bound.cp_sat": ("约束求解（CP-SAT）", "constraint solving (CP-SAT)"),
    "bound.lp_relaxation": ("线性松弛", "a linear relaxation"),
    "note.cures_examined": (
        "试算了其中 {examined:n} 项的补救办法（共 {left_out:n} 项未安排，先试分量最大的）。",
        "Remedies were tried out for {examined:n} of the {left_out:n item/items}, the heaviest "
        "first.",
    ),
    "common.minutes": ("{n} 分钟", "{n} min"),
}
