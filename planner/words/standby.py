"""Words of standby: where crews wait by band of the day, and how busy they then are."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.standby": (
        "备勤点：按时段算机动力量在哪里等候，来得及到的警情最多",
        "standby: where crews wait in each band of the day so that most calls are reached in time",
    ),
    "cli.standby_band": ("时段，all 为四个时段都算", "band of the day; all: each of the four"),
    "cli.standby_crews": ("机动力量数", "crews"),
    "cli.standby_within": ("到达时限（分钟）", "minutes within which a crew is to be there"),
    "cli.standby_goal": (
        "目标：expected 计入占用后来得及的最多，cover 来得及的最多，backup 两支都来得及，"
        "median 总路程最短，centre 最远的最近",
        "goal: expected (most in time, with crews busy), cover (most in time), backup (by two "
        "crews), median (least total way), centre (shortest longest way)",
    ),
    "cli.standby_mode": ("出行方式", "how crews travel"),
    "cli.standby_busy": ("一次警情现场平均用时（分钟）", "mean minutes a call keeps a crew there"),
    "cli.standby_most_at": ("一个点最多几支", "most crews at one spot"),
    "cli.standby_held": (
        "必须留一支的居民点或单位编码",
        "settlements or sites that keep a crew",
    ),
    "cli.standby_unknown": (
        "--held 里有本区域没有的居民点或单位：{given}",
        "--held names settlements or sites the area does not have: {given}",
    ),
    "standby.band": (
        "{band}：{crews:n} 支在{spots}（{status}）",
        "{band}: {crews:n crew/crews} at {spots} ({status})",
    ),
    "standby.of.morning": ("上午（6-12时）", "morning (6-12)"),
    "standby.of.afternoon": ("下午（12-18时）", "afternoon (12-18)"),
    "standby.of.evening": ("晚上（18-24时）", "evening (18-24)"),
    "standby.of.night": ("夜间（0-6时）", "night (0-6)"),
    "standby.no_calls": ("这个时段没有记录到警情。", "No calls were counted in this band."),
    "standby.overload": (
        "警情比这些力量能处理的还多，排队会越来越长：请增加力量，或缩短现场用时。",
        "Calls keep more crews busy than there are, so the queue would grow for ever: add crews, "
        "or shorten the time at the place.",
    ),
    "standby.figures": (
        "{within:duration}内有一支到：{first:share}；那时有两支空着且来得及：{both:share}；"
        "平均路上 {drive:duration}，每支占用 {busy:share}",
        "A crew there within {within:duration}: {first:share}; two free ones in time: "
        "{both:share}; {drive:duration} on the way on average, each busy {busy:share}",
    ),
    "standby.expected": (
        "按占用率推算（Daskin 1983）：{expected:share}；"
        "不计占用：{covered:share}，两支 {twice:share}",
        "By the busy share alone (Daskin 1983): {expected:share}; none busy: {covered:share}, by "
        "two crews {twice:share}",
    ),
    "standby.approximate": (
        "占用情况为近似值（力量多于 15 支）。",
        "How busy crews are is approximate: there are more than 15.",
    ),
    "standby.own": (
        "占用按现场用时加来回路程、警情随机到来计算；现场用时是设定，不是标准。",
        "Busy means time at the place and the way there and back, with calls at random; the time "
        "at the place is a setting, no standard.",
    ),
    "col.standby_spot": ("备勤点", "Spot"),
    "col.standby_busy": ("占用率（%）", "Busy (%)"),
    "col.standby_calls": ("警情数", "Calls"),
    "col.standby_first_s": ("第一支（秒）", "First crew (s)"),
    "col.standby_second_s": ("第二支（秒）", "Second crew (s)"),
    "col.standby_within": ("来得及的支数", "Crews in time"),
    "standby.sheet_spots": ("{band}备勤点", "{band} spots"),
    "standby.sheet_places": ("{band}居民点", "{band} places"),
    "fault.standby_full": (
        "{site}有 {crews:n} 支力量，最多 {most:n} 支",
        "{site} holds {crews:n crew/crews}, {most:n} at most",
    ),
    "fault.standby_crews": (
        "共用了 {crews:n} 支力量，最多 {most:n} 支",
        "{crews:n crew waits/crews wait}, {most:n} at most",
    ),
}
