"""Words of the lists of fixed posts and streets an office asks for."""

WORDS: dict[str, tuple[str, str]] = {
    "wanted.title": (
        "定点和路段：定点 {posts:n} 条、路段 {streets:n} 条",
        "Posts and streets: {posts:n post rule/post rules}, {streets:n street rule/street rules}",
    ),
    "wanted.help": (
        "由本所定，存在这台机器上，对以后每一周都有效；只有这一周不要的，在下面“要做什么”里去掉。",
        "Set by the office and kept here for every week from then on; what is not wanted this "
        "week only is unticked under “To be done”.",
    ),
    "wanted.posts": ("定点值守", "Fixed posts"),
    "wanted.posts_none": ("没有定点。", "No fixed posts."),
    "wanted.post_at": ("在哪里", "Where"),
    "wanted.post_days": ("哪些日子", "On which days"),
    "wanted.every_day": ("每天", "every day"),
    "wanted.all_of": ("所有{kind}（{count:n} 处）", "every {kind} ({count})"),
    "wanted.from": ("从几点", "From"),
    "wanted.to": ("到几点", "To"),
    "wanted.minutes": ("值守（分钟）", "Stay (min)"),
    "wanted.least_size": ("最少人数", "Least people"),
    "wanted.points": ("优先分", "Points"),
    "wanted.officer": ("须有民警", "with an officer"),
    "wanted.must": ("必须做", "must be done"),
    "wanted.post_add": ("加这个定点", "Add this post"),
    "wanted.post_nowhere": ("没有加：先选在哪里。", "Not added: say where first."),
    "wanted.post_short": (
        "没有加：从几点到几点的时段要装得下值守的时间；跨过半夜的分成两条。",
        "Not added: the hours must hold the stay; one past midnight is entered as two.",
    ),
    "wanted.post_row": (
        "{at} · {days} {hours} · 值守 {minutes} 分钟 · 至少 {size} 人 · 优先分 {points}",
        "{at} · {days} {hours} · stay {minutes} min · {size} people or more · {points} points",
    ),
    "wanted.streets": ("哪类路段要走到", "Kinds of road to be covered"),
    "wanted.streets_help": (
        "一段路合乎几条的，按排在前面的一条；新加的排在最前。",
        "Where several fit a stretch the first counts; a new one comes first.",
    ),
    "wanted.streets_none": ("没有要走的路段。", "No roads to be covered."),
    "wanted.classes": ("道路等级", "Classes of road"),
    "wanted.times": ("每周几次", "Times a week"),
    "wanted.homes": ("每百米至少几户", "Homes per 100 m"),
    "wanted.street_points": ("优先分（路段）", "Points (street)"),
    "wanted.walked": ("步行（步行班组驻地附近）", "on foot, near the base of a crew on foot"),
    "wanted.street_add": ("加这类路段", "Add this kind"),
    "wanted.street_none": ("没有加：先选道路等级。", "Not added: choose classes first."),
    "wanted.street_row": (
        "{classes} · 每周 {times} 次 · 优先分 {points}",
        "{classes} · {times:n time/times} a week · {points} points",
    ),
    "wanted.street_homes": ("每百米 {homes} 户以上", "{homes} homes or more per 100 m"),
    "wanted.picked": ("单独指定的路段", "Single pieces of road"),
    "wanted.picked_row": (
        "每周 {times} 次（{count:n} 段）：{names}",
        "{times:n time/times} a week ({count:n piece/pieces}): {names}",
    ),
    "wanted.picked_never": (
        "不用走（{count:n} 段）：{names}",
        "Not at all ({count:n piece/pieces}): {names}",
    ),
    "wanted.picked_times": ("每周几次（0 不走）", "Times a week (0: none)"),
    "wanted.picked_add": ("指定这些路段", "Set these pieces"),
    "wanted.picked_none": ("没有存：先选路段。", "Not saved: choose pieces of road first."),
    "wanted.remove": ("去掉", "Remove"),
    "wanted.there": ("没有加：同样的一条已经有了。", "Not added: the same is there already."),
    "wanted.saved": (
        "已存下，“要做什么”里已按新的算。",
        "Saved; what is to be done below follows it.",
    ),
    "road.piece_near": ("{road}（{place}附近）", "{road} near {place}"),
}
