"""Words of the four protective nets: what each share is, what lifts it, colours, settings."""

WORDS: dict[str, tuple[str, str]] = {
    "page.coverage": ("四层防护网", "The four nets"),
    "nets.intro": (
        "每层网一个百分比：怎么算的、最弱的是哪里、补上它能升到多少。没有算的，说明缺什么、到哪里做。"
        "这里只看地方，不给人排名；摄像机看住的是出口和要害部位的份额，不是面积。",
        "One percentage a net: how it is counted, where it is weakest, and what mending that "
        "lifts it to. Where there is none, the page says what is lacking and where it is made. "
        "It looks at places and ranks nobody; cameras watch a share of exits and key sites, "
        "never of an area.",
    ),
    "nets.area_patrol": ("面上整体巡控", "Area patrol"),
    "nets.perimeter": ("外围卡点查控", "Perimeter"),
    "nets.unit_coverage": ("社区单元防控", "Community units"),
    "nets.key_site": ("要害部位管控", "Key sites"),
    "nets.area_patrol_means": (
        "已批准的巡逻中，各居民点应到次数里排上的份额，按户数加权；已说明没有完成的不算。街道不在内。",
        "Of the calls due at each settlement in the approved weeks, the share planned, weighted by "
        "households; calls ticked as not done do not count. Streets are not in it.",
    ),
    "nets.perimeter_means": (
        "从里面有路通到的出口中，走到那里必须经过摄像机或固定岗的份额；只看地图上的路。",
        "Of the exits that a mapped way leads to from inside, the share that can only be reached "
        "past a camera or a post; on the mapped roads.",
    ),
    "nets.unit_coverage_means": (
        "可先到的力量在 {limit_min:n} 分钟内能到的网格所占份额，按户数加权；"
        "时间按路网和速度表推算。",
        "The share of grids that a post which may come first reaches within "
        "{limit_min:n minute/minutes}, weighted by households; times by roads and speeds set.",
    ),
    "nets.key_site_means": (
        "每处要害部位一半看门前的路有没有摄像机，一半看应到的巡逻排上了多少；"
        "没有应到巡逻的只看摄像机。",
        "For each key site one half is a camera on the road before it, the other half the calls "
        "due that are planned; where no call is due the camera alone counts.",
    ),
    "nets.elements": ("共 {count:n} 处", "{count:n element/elements}"),
    "nets.done": (
        "其中已填报完成：{share:share}（没有填报的不算完成）。",
        "Ticked off as done: {share:share} (what nobody ticked does not count).",
    ),
    "nets.weakest": ("最弱：{name}（{lacks}）。", "Weakest: {name} ({lacks})."),
    "nets.lift": (
        "补上它：{now:share} → {then:share}。",
        "With it: {now:share} → {then:share}.",
    ),
    "nets.whole": ("没有缺口。", "Nothing is missing."),
    "nets.lack.call": ("应到未排上或未完成", "calls due and not made"),
    "nets.lack.watch": ("没有摄像机或岗看住", "no camera or post on the way"),
    "nets.lack.arrival": ("在限定时间内没有力量能到", "nobody arrives in time"),
    "nets.lack.camera": ("门前没有摄像机", "no camera before it"),
    "nets.cure.area_patrol": (
        "在巡逻计划里给它多排几次到访，再批准。",
        "Plan more calls there and approve the week.",
    ),
    "nets.cure.perimeter": (
        "在它前面设岗，或采用看得到它的摄像机。",
        "Put a post before it or adopt a camera that sees it.",
    ),
    "nets.cure.unit_coverage": (
        "在附近设一个可先到的力量，或修通、放宽到那里的路。",
        "Base a post near it, or better the road to it.",
    ),
    "nets.cure.key_site": (
        "采用看得到门前的摄像机，或把应到的巡逻排上。",
        "Adopt a camera that sees the road before it, or plan the calls due.",
    ),
    "nets.lacking.border_posts": (
        "还没有采用外围卡点。",
        "No posts around the area have been adopted yet.",
    ),
    "nets.lacking.week": ("还没有批准过一周的巡逻。", "No week of patrols has been approved yet."),
    "nets.lacking.cameras": (
        "还没有采用的摄像机方案，也没有登记现有摄像机。",
        "No plan of cameras has been adopted and no camera is recorded.",
    ),
    "nets.lacking.roads": ("没有道路图层。", "There is no layer of roads."),
    "nets.lacking.posts": ("没有响应力量图层。", "There is no layer of responders."),
    "nets.lacking.sites": ("没有要害部位图层。", "There is no layer of key sites."),
    "nets.lacking.places": ("没有居民点图层。", "There is no layer of settlements."),
    "nets.no_share": ("还不能算", "not known yet"),
    "nets.colour.red": ("红", "red"),
    "nets.colour.yellow": ("黄", "yellow"),
    "nets.colour.green": ("绿", "green"),
    "nets.colour.none": ("没有要算的", "nothing to count"),
    "nets.legend.red": ("红：低于黄线", "Red: below the yellow limit"),
    "nets.legend.yellow": (
        "黄：到黄线，不到绿线",
        "Yellow: from the yellow limit, below the green",
    ),
    "nets.legend.green": ("绿：到绿线", "Green: from the green limit"),
    "nets.legend.none": ("没有要算的", "Nothing to count"),
    "nets.settings": ("红黄绿的界线", "Limits of red, yellow and green"),
    "nets.settings_help": (
        "界线由本单位自定，没有统一标准；存在本机，只对这个地区有效。",
        "The office sets its own limits, there is no standard; they are kept on this machine for "
        "this area.",
    ),
    "nets.yellow_pct": ("黄，从 %", "Yellow from %"),
    "nets.green_pct": ("绿，从 %", "Green from %"),
    "nets.weeks": ("回看几个已批准的周", "Approved weeks looked at"),
    "nets.limit_min": ("多少分钟内到", "Arrive within minutes"),
    "nets.save": ("保存", "Save"),
    "nets.reset": ("恢复原来的", "Set back"),
    "nets.bad": (
        "没有保存：黄的界线不能高于绿的界线。",
        "Not saved: the yellow limit cannot be above the green one.",
    ),
    "nets.not_kept": (
        "没有保存：本机的存储写不进去。",
        "Not saved: the store on this machine cannot be written to.",
    ),
    "nets.map": ("地图上看", "On the map"),
    "nets.print_map": ("各网格，四层中最差的", "Grids by the worst of the four"),
    "nets.every": ("四层中最差的", "the worst of the four"),
    "nets.by_unit": ("各村（社区）", "By village and community"),
    "nets.by_grid": ("各网格", "By grid"),
    "nets.elements_table": ("没有补上的", "What is missing"),
    "nets.elsewhere": (
        "{count:n} 处不在任何网格里，只算进所在的村（社区）。",
        "{count:n element lies/elements lie} in no grid: counted in the unit only.",
    ),
    "nets.weeks_read": (
        "巡逻：已批准的 {count:n} 周，从 {first} 起。",
        "Patrols: {count:n approved week/approved weeks}, from {first}.",
    ),
    "nets.print": ("下载可打印的一页（HTML）", "Download a page to print (HTML)"),
    "nets.print_title": ("四层防护网情况", "The four nets"),
    "nets.open": ("在四层防护网页上看全部", "See all of it on the page of the four nets"),
    "sheet.nets": ("四层防护网", "The four nets"),
    "sheet.net_units": ("各村（社区）", "Units"),
    "sheet.net_grids": ("各网格", "Grids"),
    "sheet.net_missing": ("没有补上的", "Missing"),
    "col.net": ("防护网", "Net"),
    "col.net_share": ("份额", "Share"),
    "col.net_colour": ("颜色", "Colour"),
    "col.net_origin": ("来源", "Known how"),
    "col.net_count": ("处数", "Elements"),
    "col.net_weakest": ("最弱处", "Weakest"),
    "col.net_lifted": ("补上后", "With it mended"),
    "col.net_means": ("怎么算的", "How it is counted"),
    "col.net_lacks": ("缺什么", "What is missing"),
    "col.net_worst": ("最差", "Worst"),
    "col.net_element": ("地方", "Where"),
    "col.net_wanted": ("应有", "Wanted"),
    "col.net_met": ("已有", "Met"),
}
