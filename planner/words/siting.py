"""Words of the siting question: what is put where, reasons, cures, clashes and faults."""

WORDS: dict[str, tuple[str, str]] = {
    # command
    "cli.siting": (
        "为一个区域选址：广播喇叭、公告栏、服务点等放在哪里，离居民点的路最合适",
        "site something in an area: where loudspeakers, notice boards or service points stand",
    ),
    "cli.siting_what": ("放什么", "what is put up"),
    "cli.siting_kind": (
        "目标：cover 覆盖最多，backup 双重覆盖，price 花钱最少全覆盖，median 总路程最短，"
        "centre 最远的最近",
        "goal: cover most, backup (covered twice), price (least that covers all), median (least "
        "total way), centre (shortest longest way)",
    ),
    "cli.siting_number": ("最多新设几处", "most new sites"),
    "cli.siting_budget": ("新设的总价上限", "most price of all new sites"),
    "cli.siting_price": ("每处的价格", "price of a site"),
    "cli.siting_within": ("服务距离（沿路，米）", "metres by road within which a place is served"),
    "cli.siting_every": (
        "沿路每隔多少米设一个候选点",
        "metres between candidate sites along the roads",
    ),
    "cli.siting_count": ("按什么数：户数或人口", "what counts: households or people"),
    "cli.siting_standing": (
        "已有的点：居民点编码",
        "places where one stands already",
    ),
    "cli.siting_forbidden": (
        "不得设点的居民点编码：离它最近的候选点不选",
        "places where none may stand: the candidate next to each is closed",
    ),
    "cli.siting_asked": (
        "{what}：{targets:n} 个居民点，{sites:n} 个候选点，{pairs:n} 条不超过 {far:length} 的路",
        "{what}: {targets:n place/places}, {sites:n candidate site/candidate sites}, "
        "{pairs:n way/ways} of at most {far:length}",
    ),
    "cli.siting_cut_off": (
        "{count:n} 个居民点沿路到不了任何候选点，按“没有服务”计",
        "{count:n place/places} no candidate site leads to by road; counted as not served",
    ),
    "cli.siting_unknown": (
        "{word} 里有本区域没有的居民点：{given}",
        "{word} names places the area does not have: {given}",
    ),
    "cli.siting_limit": (
        "目标 {kind} 要有 --number 或 --budget",
        "the goal {kind} needs --number or --budget",
    ),
    "cli.siting_needs_within": (
        "目标 {kind} 要有 --within-m",
        "the goal {kind} needs --within-m",
    ),
    # what is put up
    "siting_what.loudspeakers": ("广播喇叭", "Loudspeakers"),
    "siting_what.boards": ("公告栏", "Notice boards"),
    "siting_what.mediation": ("人民调解服务点", "Mediation points"),
    "siting_what.legal_aid": ("法律援助服务点", "Legal aid points"),
    "siting_what.love_supermarket": ("爱心超市", "Love supermarkets"),
    "siting_what.poles": ("摄像机立杆", "Camera poles"),
    "siting_what.extinguishers": ("消防器材点", "Fire equipment points"),
    "siting_count.household_count": ("户", "households"),
    "siting_count.population_count": ("人", "people"),
    # page
    "page.siting": ("服务点选址", "Siting"),
    "siting.intro": (
        "广播喇叭、公告栏、调解和法律援助服务点等放在哪里：候选点沿路等距取，居民点门口各有一个；"
        "距离按步行沿路计。",
        "Where loudspeakers, notice boards, mediation and legal aid points go: candidates are "
        "spaced along roads, with one at each place; distances are metres of road on foot.",
    ),
    "siting.what": ("放什么", "What is put up"),
    "siting.goal_help": (
        "覆盖最多、双重覆盖：数目有限时照顾最多的人。花钱最少：凡能到的都要覆盖。总路程最短：平均走得最少。"
        "最远的最近：没有人走得太远。",
        "Most covered, or covered twice: the most people for a limited number. Least price: all "
        "who can be reached. Least total way: the shortest on average. Nearest for the farthest: "
        "nobody walks too far.",
    ),
    "siting.choice.cover": ("覆盖最多", "Most covered"),
    "siting.choice.backup": ("双重覆盖", "Covered twice"),
    "siting.choice.price": ("花钱最少、全覆盖", "Least price, all covered"),
    "siting.choice.median": ("总路程最短", "Least total way"),
    "siting.choice.centre": ("最远的最近", "Nearest for the farthest"),
    "siting.number": ("最多新设几处", "Most new sites"),
    "siting.number_none": ("最多新设几处（0 为不限）", "Most new sites (0 for no limit)"),
    "siting.within": ("服务距离（米）", "Served within (m)"),
    "siting.within_none": ("服务距离（米，0 为不限）", "Served within (m, 0 for any)"),
    "siting.every": ("候选点间距（米）", "Candidates every (m)"),
    "siting.count_by": ("按什么数", "What counts"),
    "siting.by.household_count": ("户数", "households"),
    "siting.by.population_count": ("人口", "people"),
    "siting.more": ("已有的、不许设的、价格", "Standing, not allowed, prices"),
    "siting.standing": ("已有点的居民点", "Places where one stands"),
    "siting.forbidden": ("不许设点的居民点", "Places where none may stand"),
    "siting.price_each": ("每处价格", "Price of each"),
    "siting.budget": ("总价上限（0 为不限）", "Most price (0 for no limit)"),
    "siting.at": ("{place}路口", "road at {place}"),
    "siting.candidates": (
        "{targets:n} 个居民点，{sites:n} 个候选点。",
        "{targets:n place/places}, {sites:n candidate/candidates}.",
    ),
    "siting.objective.cover": (
        "没有覆盖到的户数或人数，越小越好。",
        "Households or people not covered; less is better.",
    ),
    "siting.objective.backup": (
        "没有一处能到的计 100 分，只有一处能到的计 50 分，乘以户数或人数；越小越好。",
        "100 points a household or person without a site in reach, 50 with only one; less is "
        "better.",
    ),
    "siting.objective.price": ("新设的总价，越小越好。", "Price of the new sites; less is better."),
    "siting.objective.median": (
        "户数或人数乘以到最近一处的米数，合计；越小越好。",
        "Households or people times metres to the nearest site, summed; less is better.",
    ),
    "siting.objective.centre": (
        "走得最远的居民点的米数，越小越好。",
        "Metres of the place that walks farthest; less is better.",
    ),
    "siting.table": ("点位表（{count:n} 处）", "Sites ({count:n})"),
    "siting.places_table": ("各居民点", "Places"),
    "siting.covered": ("能到的居民点", "places served"),
    "siting.uncovered": ("到不了的居民点", "places not served"),
    # summary
    "siting.title": ("{what}选址", "{what}: where they stand"),
    "siting.goal": ("目标", "Goal"),
    "siting.goal.cover": ("沿路 {far:length} 内覆盖最多", "cover most within {far:length} by road"),
    "siting.goal.backup": (
        "沿路 {far:length} 内尽量有两处能到",
        "two sites within {far:length} by road where possible",
    ),
    "siting.goal.price": (
        "花钱最少，{far:length} 内全部覆盖",
        "least price that covers all within {far:length}",
    ),
    "siting.goal.median": ("户均路程最短", "least way on average"),
    "siting.goal.centre": ("最远的居民点路程最短", "shortest way of the farthest place"),
    "siting.figures": (
        "新设 {new:n} 处、已有 {standing:n} 处；覆盖 {covered:n}/{total:n} {unit}，"
        "其中 {twice:n} 有第二处",
        "{new:n new site/new sites}, {standing:n} standing; {covered:n} of {total:n} {unit} are "
        "covered, {twice:n} of them by a second site",
    ),
    "siting.ways": (
        "平均路程 {mean:length}，最远 {worst:length}",
        "mean way {mean:length}, longest {worst:length}",
    ),
    "siting.proved": (
        "已证明没有更好的方案。",
        "No plan can be better: this is proved.",
    ),
    "siting.gap": (
        "离已证明的下界还差 {gap:share}。",
        "At most {gap:share} from the proved bound.",
    ),
    "siting.own": (
        "候选点只按道路等距取，没有查看产权、用电和视线；落地前请到现场看。",
        "Candidates are spaced along roads; ownership, power and view were not looked at. Visit "
        "each before it is decided.",
    ),
    "siting.sheet_sites": ("点位", "Sites"),
    "siting.sheet_places": ("居民点", "Places"),
    "siting.sheet_left": ("没有覆盖到的", "Left out"),
    "siting.state.free": ("新设", "new"),
    "siting.state.standing": ("已有", "standing"),
    "col.siting_id": ("点位编号", "Site"),
    "col.siting_state": ("状态", "State"),
    "col.siting_near": ("最近的居民点", "Nearest place"),
    "col.siting_road": ("道路", "Road"),
    "col.siting_served": ("服务居民点", "Places served"),
    "col.siting_count": ("服务数", "Count served"),
    "col.siting_first": ("以此为最近的数", "Count nearest to it"),
    "col.siting_lon": ("经度", "Longitude"),
    "col.siting_lat": ("纬度", "Latitude"),
    "col.siting_price": ("价格", "Price"),
    "col.siting_way_m": ("路程（米）", "Way (m)"),
    "col.siting_times": ("能到的点位数", "Sites in reach"),
    "col.siting_covered": ("已覆盖", "Covered"),
    # notes
    "bound.siting": ("价格松弛与约束求解", "prices on places and constraint solving"),
    # reasons
    "left.siting_nobody": (
        "没有任何候选点有路到它（计 {weight:n}）。",
        "No candidate site has a way to it (counts {weight:n}).",
    ),
    "left.siting_too_far": (
        "最近的候选点“{site}”距离 {far:n}，超过 {within:n}（计 {weight:n}）。",
        "The nearest candidate, “{site}”, is {far:n} away, more than {within:n} (counts "
        "{weight:n}).",
    ),
    "left.siting_only_forbidden": (
        "能到它的 {sites:n} 个候选点不准设（计 {weight:n}）。",
        "Nothing may stand on the {sites:n candidate/candidates} that would reach it (counts "
        "{weight:n}).",
    ),
    "left.siting_too_few": (
        "要有 {times:n} 处能到它，候选点只有 {sites:n} 个（计 {weight:n}）。",
        "It wants {times:n site/sites} in reach, there {sites:n is one candidate/are candidates} "
        "only (counts {weight:n}).",
    ),
    "left.siting_limit": (
        "数量或资金用在了更重要的地方；有 {sites:n} 个候选点能到它（计 {weight:n}）。",
        "Number or money went to what counts more; {sites:n candidate/candidates} would reach it "
        "(counts {weight:n}).",
    ),
    "left.siting_not_asked": (
        "没有要求覆盖它；有 {sites:n} 个候选点能到它（计 {weight:n}）。",
        "Nobody asked for it to be covered; {sites:n candidate/candidates} would reach it (counts "
        "{weight:n}).",
    ),
    "left.siting_worst": (
        "它离最近的点位最远（{far:n}）；有 {sites:n} 个候选点能到它。",
        "It is farthest from any site ({far:n}); {sites:n candidate/candidates} would reach it.",
    ),
    # cures
    "cure.siting_more": (
        "多设 {sites:n} 处（目标值变化 {gains:n}）",
        "{sites:n site/sites} more (the objective gains {gains:n})",
    ),
    "cure.siting_spend": (
        "资金增加 {price:n}（目标值变化 {gains:n}）",
        "{price:n} more money (the objective gains {gains:n})",
    ),
    "cure.siting_more_and_price": (
        "多设 {sites:n} 处并增加资金 {price:n}（目标值变化 {gains:n}）",
        "{sites:n site/sites} more and {price:n} more money (the objective gains {gains:n})",
    ),
    "cure.siting_give_up": (
        "不增加，改设别处、放弃其他（目标值变化 {gains:n}）",
        "no more, but others given up for it (the objective gains {gains:n})",
    ),
    "cure.siting_demand": (
        "规定必须覆盖它（价格变化 {gains:n}）",
        "make it a must (the price gains {gains:n})",
    ),
    "cure.siting_allow": (
        "准许在“{site}”设点（目标值变化 {gains:n}）",
        "allow the site “{site}” (the objective gains {gains:n})",
    ),
    "cure.siting_within": (
        "服务距离放宽到 {far:n}（目标值变化 {gains:n}）",
        "let a site serve as far as {far:n} (the objective gains {gains:n})",
    ),
    "cure.siting_nearer": (
        "多设 {sites:n} 处，最远的降到 {far:n}",
        "{sites:n site/sites} more bring the farthest down to {far:n}",
    ),
    # clashes
    "conflict.most_new": ("新设不得超过 {most:n} 处", "At most {most:n new site/new sites}"),
    "conflict.most_price": ("新设总价不得超过 {most:n}", "New sites cost at most {most:n}"),
    "conflict.target_must": (
        "“{target}”必须有 {times:n} 处能到",
        "{times:n site/sites} must reach “{target}”",
    ),
    "conflict.site_forbidden": (
        "{sites:n} 个候选点不准设",
        "Nothing may stand on {sites:n candidate/candidates}",
    ),
    # faults the judge may find
    "fault.site_unknown": ("方案里有不存在的点位 {site}", "Unknown site {site} in the plan"),
    "fault.site_twice": (
        "点位“{site}”用了 {times:n} 次",
        "“{site}” is used {times:n time/times}",
    ),
    "fault.site_forbidden": ("点位“{site}”不准设", "Nothing may stand on “{site}”"),
    "fault.site_standing": (
        "方案里没有已有的点位“{site}”",
        "The standing site “{site}” is missing",
    ),
    "fault.most_new": (
        "新设 {sites:n} 处，最多 {most:n} 处",
        "{sites:n new site/new sites}, {most:n} at most",
    ),
    "fault.most_price": (
        "新设总价 {price:n}，最多 {most:n}",
        "The new sites cost {price:n}, {most:n} at most",
    ),
    "fault.target_must": (
        "“{target}”只有 {sites:n} 处能到，至少 {least:n} 处",
        "{sites:n site/sites} reach “{target}”, {least:n} at least",
    ),
}
