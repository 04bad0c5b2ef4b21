"""Words of the page of rosters: board, templates, leave, kept rosters, changes, what cannot be."""

WORDS: dict[str, tuple[str, str]] = {
    "roster_impossible.intro": (
        "十张排不出来的小表（示例数据）：四个位子，一周，周三赶场。挑一张，看哪几条规则凑不到一起；"
        "去掉其中任何一条，别的就能同时做到。",
        "Ten small rosters that cannot be (example data): four slots, a week, a market on "
        "Wednesday. Choose one and see which rules cannot hold together; without any one of them "
        "the others can.",
    ),
    "roster_impossible.which": ("哪一张", "Which one"),
    "roster_impossible.leader_away": ("唯一能带班的请了假", "the only one who leads is away"),
    "roster_impossible.leader_every_day": (
        "一个人带不了一整周的班",
        "one leader for every day of a week",
    ),
    "roster_impossible.too_few": ("要五人，只有四个位子", "five needed, four slots"),
    "roster_impossible.leave_on_market": ("赶场日三人请假", "three away on the market day"),
    "roster_impossible.rest_after_night": (
        "夜班后要休息，第二晚没人",
        "rest after night, nobody for the second night",
    ),
    "roster_impossible.by_hand": ("手工定下的两格打架", "two cells settled by hand"),
    "roster_impossible.held_in": ("要三人外出，又要一半备勤", "three out, and half held in"),
    "roster_impossible.hours": ("工时不够用", "not enough hours"),
    "roster_impossible.weekends": ("周末都不上班，周六又要人", "nobody at weekends, one needed"),
    "roster_impossible.nights_each": (
        "每人最多一个夜班，四人七夜",
        "one night each, four slots, seven nights",
    ),
    "roster_impossible.asked": ("这张表要什么", "What it asks"),
    "roster_impossible.ease": ("放宽一条再排", "Ease one rule and plan again"),
    "roster_impossible.eased": (
        "放宽之后排得出来，裁判也认可：",
        "With that rule eased there is a roster, and the judge agrees:",
    ),
    "roster_impossible.still": (
        "放宽这一条之后仍排不出来：",
        "With that rule eased it still cannot be:",
    ),
    "roster_eased.roster_away": (
        "{slot} 第 {day:n} 天照常到岗",
        "{slot} comes on day {day:n} after all",
    ),
    "roster_eased.roster_fixed": (
        "不定死 {slot} 第 {day:n} 天",
        "{slot}, day {day:n}, is not settled",
    ),
    "roster_eased.roster_rest": (
        "上完“{shift}”后可以不休息",
        "No rest asked after “{shift}”",
    ),
    "roster_eased.roster_longest_run": ("多连上一天", "One day more in a row"),
    "roster_eased.roster_shortest_run": ("少连上一天", "One day fewer in a row"),
    "roster_eased.roster_shortest_rest": ("少连休一天", "One day off fewer in a row"),
    "roster_eased.roster_shift_limit": ("“{shift}”多一个", "One “{shift}” more"),
    "roster_eased.roster_least_min": ("不限最少工时", "No least hours"),
    "roster_eased.roster_most_min": ("不限最多工时", "No most hours"),
    "roster_eased.roster_most_weekends": ("多上一个周末", "One weekend more"),
    "roster_eased.roster_cover": (
        "缺岗只扣分，不再是不行",
        "A short shift costs points, and is allowed",
    ),
    "roster_eased.roster_leader": ("不要求每天有人带班", "No leader asked each day"),
    "roster_eased.roster_held_in": ("不要求备勤比例", "No share held in asked"),
}
