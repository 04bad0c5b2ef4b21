"""Words of the table of speeds and of what to measure first."""

WORDS: dict[str, tuple[str, str]] = {
    # what an office has set
    "app.office_ignored": (
        "本单位保存的设置没有读出，本页按地区资料计算。",
        "What the office has set could not be read; this page goes by the area's own data.",
    ),
    "input.speeds_damaged": (
        "本单位保存的速度表读不出，请在“速度与时间”页恢复原表后重新填写。",
        "The office's own speeds cannot be read; set them back on the page of speeds and times.",
    ),
    "input.speed_value": (
        "速度表中的 {field} 应为 {expected}，实际为 {given}。",
        "Speeds, {field}: expected {expected}, given {given}.",
    ),
    "input.speed_person": (
        "说明里不能出现人名、电话或证件号，只写速度从哪里来，例如“实测两趟取平均”。",
        "The note must not name or number a person; write where the speed comes from, such as "
        "“mean of two runs”.",
    ),
    # the page
    "page.travel": ("速度与时间", "Speeds and times"),
    "travel.intro": (
        "巡逻、力量和网格各页的路上用时，都按这里的速度表、坡度和道路条件计算。"
        "标“估计”的数请实测后改正。",
        "Travel times on the pages of patrols, responders and grids follow this table, the "
        "slopes and the roads. What is marked guessed should be measured and corrected.",
    ),
    "travel.part": ("内容", "Part"),
    "travel.part.speeds": ("速度表", "Speeds"),
    "travel.part.check": ("先测哪里", "What to measure first"),
    "travel.part.terrain": ("地形与坡度", "Terrain and slopes"),
    "travel.part.isochrones": ("到达时间圈", "Response times"),
    # speeds
    "speeds.title": ("速度表（平路，公里/小时）", "Speeds on level ground (km/h)"),
    "speeds.rule": (
        "步行按坡度折算（Tobler 1993）：时速 = 6×exp(-3.5×|坡度+0.05|)，平路约 5.0 公里；改动步行"
        "速度时按同一比例折算。机动车每 10% 上坡减速两成、下坡减速一成半，最多减到四成，这一条是"
        "估计。路面、宽度、夜间和雨天另有限制。",
        "On foot by slope (Tobler 1993): 6 exp(-3.5 |slope + 0.05|) km/h, about 5.0 on the level; "
        "a speed you enter scales it. Vehicles lose a fifth per 10 % uphill and 15 % per 10 % "
        "downhill, at most down to 40 %: this rule is guessed. Surface, width, night and rain "
        "limit speeds further.",
    ),
    "speeds.none": ("不通行", "does not go"),
    "speeds.source_guess": ("本程序的估计，请实测", "assumed by this program; measure it"),
    "speeds.source_none": ("本程序认为不通行", "assumed not to be used"),
    "speeds.source_tobler": ("Tobler 1993（已发表）", "Tobler 1993 (published)"),
    "speeds.guessed_count": (
        "{all:n} 个速度中有 {count:n} 个是估计。",
        "Guessed speeds: {count:n} of {all:n}.",
    ),
    "speeds.edit": ("改一个速度", "Change a speed"),
    "speeds.which_class": ("哪类道路", "Class of road"),
    "speeds.goes": ("可以通行", "Goes there"),
    "speeds.kmh": ("平路速度（公里/小时）", "Speed on the level (km/h)"),
    "speeds.measured": ("是实测的", "It was measured"),
    "speeds.note": ("来源说明（不写人名）", "Where it comes from (no names)"),
    "speeds.note_help": (
        "例如“9月两趟实测取平均”“交警大队限速表”。",
        "Such as “mean of two runs in September” or “table of limits”.",
    ),
    "speeds.save": ("保存", "Save"),
    "speeds.back": ("这一项恢复原值", "Set this one back"),
    "speeds.back_all": ("全部恢复原表", "Set all back"),
    "speeds.saved": ("已保存，各页按新速度计算。", "Saved; all pages go by the new speed."),
    "speeds.effect": ("对到达时间的影响", "Effect on response"),
    "speeds.effect_help": (
        "由速度表推算：每个居民点由最先到的力量赶到，按户数加权。只计长期封闭的路，不计雨天和限日的封闭。",
        "By the table of speeds: each place by the post that is there first, weighted by "
        "households. Roads shut until reopened count; rain and shorter closures do not.",
    ),
    "speeds.minutes": ("{minutes} 分钟", "{minutes} min"),
    "speeds.mean": ("平均到达用时", "Mean response"),
    "speeds.within": ("30 分钟内到达的户数", "Households within 30 min"),
    "speeds.reached": ("有力量能到的户数", "Households anybody reaches"),
    "speeds.usual_mean": ("按原表：平均", "By our table: mean"),
    # what to measure first
    "check.intro": (
        "每个居民点由最先到的力量赶到。把一个估计的速度减慢或加快 30%（其他不变），看全部户的到达"
        "用时和 30 分钟内到达的户数变多少：变得越多，越该先测。只计长期封闭的路，不计雨天。",
        "Each place is reached by the post that is there first. A guessed speed is made 30 % "
        "slower or faster, the rest unchanged; the more the time of all households and the "
        "households within 30 minutes change, the sooner it should be measured. Roads shut until "
        "reopened count; rain does not.",
    ),
    "check.range": (
        "现在平均 {mean:duration}；若全部估计都偏快或偏慢 30%，平均在 {fast:duration} 至 "
        "{slow:duration} 之间，30 分钟内到达 {low:n} 至 {high:n} 户。",
        "The mean is {mean:duration} now; were all guesses 30 % wrong together, it would lie "
        "between {fast:duration} and {slow:duration}, with {low:n} to "
        "{high:n household/households} within 30 min.",
    ),
    "check.speeds": ("先测哪个速度", "Speeds, the heaviest first"),
    "check.stretches": ("先测哪段路", "Stretches of road, the heaviest first"),
    "check.stretch_help": (
        "只列按估计速度计算、且最先到的力量要走的路段。“最多影响”：这段路实际慢 30% 时，平均每户"
        "最多多用的时间（能绕行则更少）。",
        "Only stretches at a guessed speed that first responders use. “At most”: what a household "
        "loses on average if the stretch is 30 % slower and nobody drives around it.",
    ),
    "check.none": (
        "速度表里没有估计的数，或没有力量，不需要现场核对。",
        "No speed in use is guessed, or there are no posts: nothing to measure.",
    ),
    "check.named": ("{name}（{near}附近）", "{name} (near {near})"),
    "check.nameless": ("{near}附近路段", "stretch near {near}"),
    "check.layer": ("先测的路段", "Stretches to measure"),
    "check.map": ("先测的路段在哪里", "Where the stretches are"),
    "check.sheet": ("现场核对表", "Sheet for the road"),
    "check.how_to": (
        "每段路去、回各走一趟，记下分钟数；只记时间和路况，不记人。",
        "Drive or walk each stretch once each way and write down the minutes; times and state of "
        "the road only, nothing about people.",
    ),
    "check.print": ("下载打印页（HTML）", "Download to print (HTML)"),
    "check.xlsx": ("下载核对表（XLSX）", "Download the sheet (XLSX)"),
    "col.kmh": ("速度", "Speed"),
    "col.usual_kmh": ("原表", "Our table"),
    "col.guess_kmh": ("估计速度（公里/小时）", "Guessed speed (km/h)"),
    "col.source": ("依据", "Source"),
    "col.km": ("里程（公里）", "Length (km)"),
    "col.slow_s": ("慢30%：每户（秒）", "30 % slower: s per household"),
    "col.fast_s": ("快30%：每户（秒）", "30 % faster: s per household"),
    "col.slow_within": ("慢30%：限时内户数", "30 % slower: households in time"),
    "col.fast_within": ("快30%：限时内户数", "30 % faster: households in time"),
    "col.stretch": ("路段", "Stretch"),
    "col.length": ("里程", "Length"),
    "col.carried_share": ("占全部到达用时", "Share of all response time"),
    "col.at_most_s": ("最多影响：每户（秒）", "At most: s per household"),
    "col.date": ("日期", "Date"),
    "col.up_min": ("去程（分钟）", "There (min)"),
    "col.down_min": ("回程（分钟）", "Back (min)"),
    "col.weather": ("天气", "Weather"),
    "col.remark": ("路况", "State of the road"),
}
