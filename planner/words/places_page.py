"""Words of the page of places: counts, points, promises, calendar, shares, the picture."""

WORDS: dict[str, tuple[str, str]] = {
    "page.places": ("居民点与需求", "Places and demand"),
    "places.intro": (
        "按居民点填数，不按人。方案用到的户数、人口、警情件数都在这里，每个数都注明是测得、填报还是估计。"
        "姓名、电话、证件号、车牌等个人信息一律不收。",
        "Numbers by place, never by person. Households, people and incidents that the plans use "
        "stand here; each says whether it is measured, entered or guessed. Names, telephones, ID "
        "numbers and plates are not taken.",
    ),
    "places.part": ("内容", "Show"),
    "places.part.counts": ("数字", "Counts"),
    "places.part.guess": ("没有数时估算", "Guess counts"),
    "places.part.points": ("优先分", "Priority"),
    "places.part.promises": ("最长间隔", "Promises"),
    "places.part.calendar": ("日历", "Calendar"),
    "places.part.shares": ("份额", "Shares"),
    "places.part.picture": ("疏密图", "Density"),
    "places.saved": ("已保存，各项规划都按新的数算。", "Saved; every question now uses it."),
    "places.undo": ("撤销上一步（{count} 步可撤）", "Undo the last step ({count} left)"),
    "places.clear": ("清除读不出的设置，重新填", "Clear what cannot be read, begin anew"),
    "places.save": ("保存", "Save"),
    "places.not_saved": ("没有保存：{told}", "Not saved: {told}"),
    "places.cannot_write": (
        "本机的存储写不进去，请检查磁盘空间和权限。",
        "The store on this machine cannot be written to; check space and rights.",
    ),
    # counts
    "places.now": ("现在用的数", "Counts in use"),
    "places.col.what": ("项目", "Count"),
    "places.col.sum": ("合计", "Sum"),
    "places.col.sure": ("性质", "How sure"),
    "places.col.from": ("来源", "From"),
    "places.col.on": ("日期", "Date"),
    "places.from": ("{way}，{count:n} 处", "{way}, {count:n place/places}"),
    "places.way.area": ("地区数据自带", "data of the area"),
    "places.way.table": ("本单位的表", "the office's table"),
    "places.way.footprints": ("按房屋轮廓估算", "building footprints"),
    "places.way.raster": ("按人口栅格估算", "population raster"),
    "places.step1": ("第 1 步 下载表格，填数", "Step 1: download the table, fill it in"),
    "places.step1_help": (
        "表里每个居民点一行，已填现在的数。也可以直接用本单位自己的表：有居民点编码或名称，"
        "有户数、人口或各时段警情件数的列就行，其他列不动。",
        "One row a place with the counts in use. The office's own table does as well: code or name "
        "of the place, and columns of households, population or incidents; other columns stay.",
    ),
    "places.template": ("下载表格（Excel）", "Download the table (Excel)"),
    "places.step2": ("第 2 步 上传填好的表", "Step 2: bring the table back"),
    "places.upload": ("填好的表（.xlsx 或 .csv）", "The table (.xlsx or .csv)"),
    "places.refused": (
        "这张表没有采用：里面有个人信息，或像是个人信息。",
        "This table was not taken: it holds what names a person, or looks like it.",
    ),
    "places.refused_hint": (
        "上传的文件没有保存。如果是误判（例如地名、编码），请改写法，或只留编码和数字列。",
        "The file was not kept. If it is a mistake (a place name, a code), write it otherwise, or "
        "leave only the columns of codes and numbers.",
    ),
    "places.unread": ("这个文件读不了", "This file cannot be read"),
    "places.faults": (
        "有 {count} 处要改，整张表都还没有采用",
        "{count} cells to mend; nothing of the table was taken",
    ),
    "places.faults_more": ("还有 {count} 处。", "{count} more."),
    "places.before_after": ("采用前后", "Before and after"),
    "places.col.before": ("现在合计", "Sum now"),
    "places.col.after": ("采用后合计", "Sum after"),
    "places.col.given": ("填了几处", "Places given"),
    "places.col.missing": ("没填几处", "Places missing"),
    "places.missing": (
        "没填的居民点：{places}。",
        "Places without a number: {places}.",
    ),
    "places.keep_missing": (
        "没填的 {count} 处沿用现在的数",
        "Keep the numbers in use for the {count} that are missing",
    ),
    "places.keep_first": (
        "请先勾选上面一项，或在表里补齐。",
        "Tick the box above first, or fill in the table.",
    ),
    "places.unused": ("没有用到的列：{columns}。", "Columns nobody read: {columns}."),
    "places.same": (
        "另有 {count:n} 个数和现在的一样：已经核对过，性质也按上面算（不勾就不变）",
        "{count:n number is/numbers are} the same as now: checked, and counted as above too "
        "(otherwise they stay as they are)",
    ),
    "places.sure": ("这些数是", "These numbers are"),
    "places.accept": ("采用这些数", "Take these numbers"),
    "places.hand_back": ("把现在的数写回这张表并下载", "Write the counts in use into this table"),
    "places.hand_back_help": (
        "只改数字不同的单元格和空着的数字单元格，公式、格式、其他列都不动。",
        "Only cells with another number, and empty ones, are written; formulas and formats stay.",
    ),
    "places.table": ("各居民点的数", "Counts by place"),
    # guesses
    "places.dwellings": ("按房屋轮廓估算", "From building footprints"),
    "places.dwellings_help": (
        "地图上每栋住房按下面的数折算，归到同一村（社区）里直线最近的居民点。只是估计。",
        "Each mapped dwelling stands for so many households and goes to the nearest place of its "
        "village in a straight line. A guess only.",
    ),
    "places.per_dwelling": ("每栋住房几户", "Households a dwelling"),
    "places.per_household": ("每户几人", "People a household"),
    "places.dwellings_found": (
        "地图上有住房 {total:n} 栋，另有 {outside:n} 栋不在任何村（社区）里、没有计入；"
        "{empty:n} 个居民点分不到住房。",
        "{total:n mapped dwelling/mapped dwellings}; in no village and not counted: {outside:n}; "
        "places that get none: {empty:n}.",
    ),
    "places.no_dwellings": (
        "这个地区的地图里没有住房轮廓，不能这样估算。",
        "The map of this area has no dwellings; this guess cannot be made.",
    ),
    "places.raster": ("按人口栅格估算", "From a population raster"),
    "places.raster_help": (
        "上传 GeoTIFF，坐标系不限。每个格子的人数按面积分给同一村（社区）里直线最近的居民点。"
        "边界切开的格子只算落在界内的部分，总数不变。",
        "Bring a GeoTIFF in any coordinate system. The people of a cell go to the nearest place of "
        "the village in a straight line, by area; a cell cut by the boundary counts for its part "
        "inside, and the total is kept.",
    ),
    "places.raster_file": ("人口栅格（.tif）", "Population raster (.tif)"),
    "places.raster_value": ("格子里的数是", "A value is"),
    "places.raster_value.count": ("格子里的人数", "people in the cell"),
    "places.raster_value.density": ("每平方公里人数", "people per km²"),
    "places.raster_households": ("同时按每户人数估算户数", "Guess households from it as well"),
    "places.raster_found": (
        "界内合计 {total:n} 人；界内有 {void:n} 个格子没有数据；{empty:n} 个居民点分不到人。",
        "{total:n} people inside; cells inside without data: {void:n}; places that get none: "
        "{empty:n}.",
    ),
    "places.raster_short": (
        "栅格没有盖住全部地区，缺 {missing:area}，那里的人没有算进去。",
        "The raster does not reach {missing:area} of the area; people there are not counted.",
    ),
    # points
    "places.points_help": (
        "一个居民点的优先分是各部分之和。每处至少有底分，最多到上限；每个网格合计也有底和上限，"
        "不丢下谁，也不追着谁。这些分都是本单位自己定的，不是标准。",
        "The priority of a place is the sum of its parts. Every place has a floor and a cap, and "
        "so has every grid: none is abandoned and none is chased. All points are the office's own.",
    ),
    "places.points_usual": (
        "现在用的是程序的初始分值，保存后用本单位的。",
        "The usual points are in use; once saved, the office's own are.",
    ),
    "places.points.floor": ("每处底分", "Floor of a place"),
    "places.points.cap": ("每处上限", "Cap of a place"),
    "places.points.per_10_households": ("每 10 户加分", "Per 10 households"),
    "places.points.per_incident": ("每件警情加分", "Per incident"),
    "places.points.near_site": ("附近有要害部位加分", "Key site near by"),
    "places.points.near_m": ("“附近”是几米以内", "“Near by” in metres"),
    "places.points.grid_floor": ("每个网格底分", "Floor of a grid"),
    "places.points.grid_cap": ("每个网格上限", "Cap of a grid"),
    "places.points.days": ("不同日子另加分", "Points by kind of day"),
    "places.points.day": ("日子", "Day"),
    "places.points.kind": ("居民点或部位类别", "Kind of place or site"),
    "places.points.points": ("加分", "Points"),
    "places.points.own": ("个别居民点另加分", "Points for single places"),
    "places.points.turned": (
        "底分不能高于上限，请改。",
        "A floor must not lie over its cap; change it.",
    ),
    "places.points_on": ("看哪种日子", "On which kind of day"),
    "places.points_table": ("各居民点的分是怎么来的", "Where the points of each place come from"),
    "places.points_hint": ("警情按全天件数算。", "Incidents of the whole day count here."),
    "places.partial.floor": ("底分", "floor"),
    "places.partial.households": ("户数", "households"),
    "places.partial.incidents": ("警情", "incidents"),
    "places.partial.near_site": ("要害部位", "key site"),
    "places.partial.day": ("日子", "day"),
    "places.partial.own": ("另加", "own"),
    "places.partial.cap": ("超上限减", "over the cap"),
    "places.partial.grid_floor": ("网格补底", "grid floor"),
    "places.partial.grid_cap": ("网格减超", "grid cap"),
    "places.partial.priority": ("合计", "sum"),
    # promises
    "places.promises_help": (
        "最长间隔是几天：任何连续这么多天里至少去一次。个别居民点优先，其次是网格，再次是类别；"
        "没有填的按轮换（{usual} 天一轮）。填 0 表示不另定。",
        "The longest gap in days: in any so many days in a row there is a visit. What is set for a "
        "place goes first, then its grid, then its kind; the rest goes by rotation (every {usual} "
        "days). 0 means nothing is set.",
    ),
    "places.promises.grids": ("按网格", "By grid"),
    "places.promises.places": ("按居民点", "By place"),
    "places.promises.days": ("最长间隔（天）", "Longest gap (days)"),
    "places.promises.least": ("同一处最密几天一次", "No place more often than every … days"),
    "places.promises.least_help": (
        "防止总盯着一处。最长间隔比它短时守不住，会在下面列出。",
        "So that nobody is chased. A promise shorter than this cannot be kept and is listed below.",
    ),
    "places.promises.check": ("未来 {days} 天的检查", "Check of the next {days} days"),
    "places.promises.kept": (
        "{count:n} 个居民点定了最长间隔，从 {first} 起 {days} 天内，安排的走访都不超过。",
        "{count:n place has/places have} a promise; from {first} on, within {days} days, the turns "
        "keep all.",
    ),
    "places.promises.none": ("还没有定最长间隔，全部按轮换。", "Nothing is promised yet."),
    "places.promises.broken": (
        "有 {count:n} 处守不住，列在下面。",
        "{count:n promise/promises} cannot be kept, listed below.",
    ),
    "places.promises.load": (
        "每天轮到 {least:n} 到 {most:n} 个居民点。人手够不够，看“巡逻路线”页。",
        "From {least:n} to {most:n place is/places are} due a day. Whether crews suffice is on "
        "the patrol page.",
    ),
    "places.col.first": ("从", "From"),
    "places.col.last": ("到", "To"),
    "places.col.days": ("连续无人去（天）", "Days without a visit"),
    "places.col.promised": ("答应的间隔（天）", "Promised (days)"),
    "patrol.promises_missed": (
        "有 {count:n} 个定了最长间隔的居民点今天轮到却没排上，会超过答应的天数：{places}。",
        "{count:n place/places} with a promise due today and left out, to wait longer than "
        "promised: {places}.",
    ),
    # calendar
    "places.calendar_help": (
        "日子的类别按下面的规则排，个别日子可以单独改。不是官方日历。没有保存规则时，用地区数据自带的日历。",
        "Kinds of days go by the rules below; single days can be changed. This is no official "
        "calendar. Until rules are saved, the calendar of the area's data is used.",
    ),
    "places.calendar.market": (
        "逢几赶场（公历日期尾数）",
        "Market on days ending on (solar calendar)",
    ),
    "places.calendar.market_dates": (
        "赶场日期（逢农历赶场的在这里列出）",
        "Market dates (list here markets that go by the lunar calendar)",
    ),
    "places.calendar.market_dates_help": (
        "程序不推算农历。逢农历三、六、九这样的场期，请从日历上查出对应的公历日期，"
        "一行一个粘贴进来，如 2026-11-25 或 2026年11月25日。",
        "The program works out no lunar days. For markets on lunar days such as the 3rd, 6th and "
        "9th, look their dates up in a calendar and paste them, one a line, as 2026-11-25.",
    ),
    "input.dates_wrong": (
        "“{entry}”不是日期：请写成 2026-11-25 这样，用逗号或换行隔开。",
        "“{entry}” is no date: write 2026-11-25, with commas or new lines between.",
    ),
    "places.calendar.school": ("周几上学", "School on"),
    "places.calendar.terms": ("学期（月日，如 09-01）", "Terms (MM-DD, as 09-01)"),
    "places.calendar.seasons": (
        "汛期与防火期（月日，如 05-01）",
        "Flood and fire season (MM-DD, as 05-01)",
    ),
    "places.calendar.holidays": ("节假日", "Holidays"),
    "places.calendar.exceptions": ("个别日子", "Single days"),
    "places.calendar.first": ("从", "From"),
    "places.calendar.last": ("到", "To"),
    "places.calendar.on": ("日期", "Date"),
    "places.calendar.kind": ("类别", "Kind"),
    "places.calendar.which": ("哪一季", "Season"),
    "places.calendar.month": ("看哪个月", "Month"),
    "places.calendar.wrong": (
        "有一行没填全或填得不对：月日写成 05-01 或 5月1日，节假日的“到”不能早于“从”，"
        "汛期、防火期各填一行。",
        "A row is wrong or not filled in: write MM-DD as 05-01, let no holiday end before it "
        "begins, and give each season one row.",
    ),
    "places.calendar.area": (
        "现在用地区数据自带的日历。保存规则后只按规则排：自带日历里的赶场日、上学日要在规则里填上，否则不再有。",
        "The area's own calendar is in use. Once rules are saved only they count: market and "
        "school days of the area's calendar have to be written into them, or there are none.",
    ),
    "places.weekday.0": ("周一", "Mon"),
    "places.weekday.1": ("周二", "Tue"),
    "places.weekday.2": ("周三", "Wed"),
    "places.weekday.3": ("周四", "Thu"),
    "places.weekday.4": ("周五", "Fri"),
    "places.weekday.5": ("周六", "Sat"),
    "places.weekday.6": ("周日", "Sun"),
    "day.flood": ("汛期", "flood season"),
    "day.fire": ("防火期", "fire season"),
    # shares
    "places.shares_help": (
        "巡逻份额：{days} 天里轮到这个网格的走访分钟（每次停留 {dwell} 分钟，路上不算），"
        "占全部的百分比。需求份额：优先分占全部的百分比。两个对不上不一定是错：有底，所以小网格的巡逻份额会高一些。",
        "Share of patrol: minutes of visits due in the grid within {days} days ({dwell} minutes a "
        "stop, ways not counted), of all. Share of demand: its points, of all. They need not "
        "agree: because of the floor, small grids have a little more.",
    ),
    "places.shares.abandoned": (
        "有 {count:n} 个有居民点的网格在这段时间里没有安排走访。",
        "{count:n grid/grids} with places, without a visit in this time.",
    ),
    "places.shares.floor_kept": (
        "每个有居民点的网格，其中每一处至少去 {least:n} 次。",
        "In every grid with places, each place has at least {least:n visit/visits}.",
    ),
    "places.shares.without_places": (
        "有 {count:n} 个基础网格里没有居民点，按居民点排不到走访：{names}。"
        "要有人去，请补上居民点，或在巡逻计划里安排那里的路段。",
        "{count:n base grid holds/base grids hold} no place, so no visit is due there: {names}. "
        "To have somebody go there, add a place, or ask for streets there in the patrol plan.",
    ),
    "places.shares.table": ("各网格的份额", "Shares by grid"),
    "places.shares.map": ("巡逻份额与需求份额之比", "Patrol share over demand share"),
    "places.shares.class.low": ("巡逻偏少（不到需求的 {ratio} 倍）", "less patrol (under {ratio})"),
    "places.shares.class.even": ("大致相当", "about even"),
    "places.shares.class.high": ("巡逻偏多（超过需求的 {ratio} 倍）", "more patrol (over {ratio})"),
    "places.shares.class.none": ("没有居民点", "no place in it"),
    "places.share.households_pct": ("户数份额（%）", "Households (%)"),
    "places.share.demand_pct": ("需求份额（%）", "Demand (%)"),
    "places.share.patrol_pct": ("巡逻份额（%）", "Patrol (%)"),
    "places.share.visits": ("走访次数", "Visits"),
    "places.share.minutes": ("走访分钟", "Minutes"),
    "places.share.least_visits": ("最少一处去几次", "Least visits of a place"),
    "places.share.points": ("优先分", "Points"),
    "places.share.incidents": ("警情件数", "Incidents"),
    # picture
    "places.picture_help": (
        "只供看个大概，不参与任何计算，不决定任何方案。",
        "For orientation only: it is used in no calculation and decides nothing.",
    ),
    "places.picture.of": ("看什么", "Of"),
    "places.picture.bandwidth": ("平滑半径（米）", "Bandwidth (m)"),
    "places.picture.title": ("疏密图（只供参考）", "Density (for orientation, decides nothing)"),
    "places.picture.thin": ("图例：疏", "Legend: thin"),
    "places.picture.dense": (
        "密（与全乡最密处相比；留白处几乎没有）",
        "dense (beside the densest spot; clear: next to none)",
    ),
    "places.picture.empty": ("没有可画的数。", "There is nothing to draw."),
}
