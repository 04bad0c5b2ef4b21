"""Words of tours asked for an area: names of streets, posts and meetings."""

WORDS: dict[str, tuple[str, str]] = {
    "tours.street": ("{road}（{place}段）", "{road} near {place}"),
    "tours.post": ("{place}定点值守 {day}", "Post at {place} {day}"),
    "tours.meeting": ("{crew}与{other}会哨 {day}", "{crew} meets {other} {day}"),
    "input.tours_damaged": (
        "保存的巡逻设置无法读取，请重新填写。",
        "The settings of the tours cannot be read; enter them again.",
    ),
    "tours.head_place": ("地点", "Place"),
    "tours.head_promised": ("承诺最长间隔（天）", "Longest gap promised, days"),
    "tours.head_late": ("超期的日子", "Days too late"),
    "tours.sheet_stops": ("逐日逐组", "By day and crew"),
    "tours.sheet_turns": ("出动班次", "Turns that go out"),
    "tours.sheet_left": ("未排上", "Left out"),
    "tours.sheet_days": ("距上次走访天数", "Days since last visit"),
    "tours.note": (
        "距上次走访天数为当天收班时的数；没有记录的地点按轮次估计上次走访日。",
        "Days since a visit are those of the evening; without a record the last visit is that of "
        "the turn of the place.",
    ),
    "cli.tours": (
        "排出一个地区数日的巡逻：求解、复核并写出文件",
        "Plan days of patrol for an area: solve, judge, write files",
    ),
    "cli.days": ("排几天", "How many days"),
    "cli.start": (
        "第一天，如 2026-12-05；不写就从数据日期起的第一个星期一开始",
        "First day, as in 2026-12-05; else the first Monday from the date of the data on",
    ),
    "cli.bad_start": (
        "--start：应为 2026-12-05 这样的日期，得到 {given}",
        "--start: expected a day as in 2026-12-05, got {given}",
    ),
    "cli.tours_days": (
        "--days：应为 1 至 {most:n} 天，得到 {given:n}",
        "--days: expected 1 to {most:n}, got {given:n}",
    ),
    "cli.tours_asked": (
        "自 {first} 起 {days:n} 天：{crews:n} 个班组、{turns:n} 个班次，{stops:n} 处要到，"
        "{km} 公里道路要巡。",
        "{days:n day/days} from {first}: {crews:n crew/crews}, {turns:n turn/turns}, "
        "{stops:n stop/stops}, {km} km of street.",
    ),
    "cli.tours_own": (
        "间隔、停留和价格都是本程序的起始值，不是标准；本单位可以另设。",
        "Gaps, stays and prices are the planner's own to begin with, no standard; set your own.",
    ),
    "cli.tours_closed_sites": (
        "· 所有班次内都不开门：{names}",
        "· shut during every turn: {names}",
    ),
    "cli.tours_closed_streets": (
        "· 封闭中、不巡的路段：{count:n} 段",
        "· shut and not covered: {count:n stretch/stretches} of road",
    ),
    "cli.tours_late": (
        "有 {count:n} 处超过承诺的间隔：{places}",
        "{count:n promise is/promises are} broken: {places}",
    ),
    "cli.vary": (
        "换走法：按这个种子给同样的任务换顺序和时刻，难以猜中",
        "Go another way: the same calls in an order and at hours drawn by this seed",
    ),
    "cli.vary_minutes": (
        "换走法最多多花几分钟；不写则为行车时间的百分之五",
        "By how many minutes that may cost more; 5 % of the driving if not given",
    ),
    "cli.bad_vary": (
        "{word}：应为 0 以上的整数，得到 {given:n}",
        "{word}: expected 0 or more, got {given:n}",
    ),
    "note.varied": (
        "走法按种子 {seed} 换过，代价增加 {more:n}",
        "Ways drawn by seed {seed}; the cost rises by {more:n}",
    ),
    "cli.tours_score": (
        "可猜中 {score}%：看过此前每一天的人猜每站几点来、下一站去哪，猜中时刻 {hour}%、下一站 "
        "{order}%（{bets:n} 次猜测，定点不算）",
        "Guessable {score} %: of the hours of calls {hour} %, of next stops {order} %, by somebody "
        "who has seen every day before ({bets:n guess/guesses}, fixed posts apart)",
    ),
    "cli.tours_kept": ("没有一处超过承诺的间隔。", "No promise is broken."),
}
