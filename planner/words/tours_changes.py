"""Words of a week of patrols changed: by hand, around what happens, by a cure, another way."""

WORDS: dict[str, tuple[str, str]] = {
    "week.board.title": ("当天时间表", "Timetable of the day"),
    "week.board.wait": ("等候", "wait"),
    "week.board.rest": ("休息", "break"),
    "week.board.earlier": ("往前看", "earlier"),
    "week.board.later": ("往后看", "later"),
    "week.board.help": (
        "拖动方块：左右改顺序，上下换班组；黑点是固定的。键盘：选中后 Alt+方向键移动，P 固定或取"
        "消，Delete 拿掉。斜线是等候，粗斜线是休息。",
        "Drag a block: sideways for its order, up or down to another crew; a black dot is a pin. "
        "Keys: Alt and an arrow moves the block in focus, P pins it or frees it, Delete leaves "
        "it out. Thin hatching is a wait, thick hatching a break.",
    ),
    "week.stop": (
        "第 {number:n} 站 {name}：{arrive} 到，{begin} 开始，{leave} 走",
        "Stop {number:n}, {name}: arrives {arrive}, begins {begin}, leaves {leave}",
    ),
    "week.stop_label": ("{crew} 第 {number} 站 · {name}", "{crew}, stop {number} · {name}"),
    "week.stop_waits": ("其中等候 {wait}", "of which {wait} waiting"),
    "week.stop_pinned": ("已固定", "pinned"),
    "week.stop_wrong": ("违反规则", "breaks a rule"),
    "week.stop_box": ("哪一站", "Stop"),
    "week.to_turn": ("给谁", "To"),
    "week.position": ("排第几", "Position"),
    "week.left": ("未安排", "left out"),
    "week.move": ("移到这里", "Move there"),
    "week.add": ("加到这里", "Add there"),
    "week.pin": ("固定", "Pin"),
    "week.unpin": ("取消固定", "Unpin"),
    "week.drop": ("拿掉", "Leave out"),
    "week.undo": ("撤销上一步", "Undo the last step"),
    "week.pins": ("已固定 {count:n} 站：{names}", "{count:n} pinned: {names}"),
    "week.pin_of": ("{task}（{turn}）", "{task} ({turn})"),
    "week.cannot": (
        "这一步做不了：这一站已经不在原处。",
        "That cannot be done: the stop has moved.",
    ),
    "week.sound": ("照此可行，不违反任何规则。", "This holds: no rule is broken."),
    "week.sound_lacking": (
        "但有 {left:n} 项没安排全、{late:n} 处超过承诺的间隔；要补上，按“{button}”。",
        "But {left:n thing is/things are} not done as often as wanted and "
        "{late:n promise is/promises are} broken; to bring them in, press “{button}”.",
    ),
    "week.unsound": (
        "照此不可行，违反 {count:n} 条规则：",
        "This does not hold: {count:n fault/faults}.",
    ),
    "week.faults_more": ("另有 {count:n} 条", "{count:n} more"),
    "week.change": (
        "{calls:n} 站中有 {moved:n} 站变动，{cost}。",
        "{moved:n} of {calls:n stop/stops} moved, {cost}.",
    ),
    "week.cost.more": (
        "代价增加，折合行车 {seconds:duration}",
        "costing {seconds:duration} of driving more",
    ),
    "week.cost.less": (
        "代价减少，折合行车 {seconds:duration}",
        "costing {seconds:duration} of driving less",
    ),
    "week.cost.same": ("代价不变", "at the same cost"),
    "week.again": ("固定的不动，其余重新安排", "Plan the rest anew around the pins"),
    "week.again_help": (
        "固定的站留在原班组；其余尽量少动，动了要有所得。",
        "Pinned stops stay with their crew; the others move only where it pays.",
    ),
    "week.pending": (
        "有一个新的安排等着计算；算出来以前，下面还是原来的方案。",
        "Another plan is waiting to be computed; until then the one before stays below.",
    ),
    "week.pending_none": (
        "新的安排算过了，没有得出方案，原因见下面；再往下还是原来的方案。按“{button}”回到原来的方案，"
        "也可以加大计算量再算。",
        "The new arrangement was computed and no plan came of it, for the reason told here; below "
        "it stands the plan from before. Press “{button}” to go back to it, or compute with more "
        "effort.",
    ),
    "week.not_with_this": (
        "下面的方案仍在。按现在的计算量还没有重新算过；要重算，按“{button}”。",
        "The plan below still stands. Nothing was computed with this effort yet; press “{button}” "
        "to compute it anew.",
    ),
    "week.let_go": ("不算了", "Let it go"),
    "week.before": ("{crew}（出故障前）", "{crew} (before the breakdown)"),
    "week.moved": (
        "{stops:n} 站中有 {moved:n} 站变动：{elsewhere:n} 站换了班组或日子，{left:n} 站取消；新增"
        " {added:n} 站。",
        "{moved:n} of {stops:n stop/stops} moved: {elsewhere:n} to another crew or day, {left:n} "
        "left out; {added:n} added.",
    ),
    "week.events": ("这一周有变化", "Something has happened"),
    "week.events_help": (
        "说明出了什么事、从什么时候起。那时以前开始的不动，固定的不动，其余尽量少动。",
        "Say what happened and from when. What has begun by then stays, pins stay, the rest "
        "moves as little as it can.",
    ),
    "week.event": ("什么事", "What"),
    "week.event.ill": ("班组缺勤", "crew ill"),
    "week.event.broken": ("车辆故障", "car broken"),
    "week.event.road": ("道路中断", "road cut"),
    "week.event.urgent": ("临时加一处", "urgent place"),
    "week.event.late": ("推迟出发", "late start"),
    "week.event_day": ("从哪天起", "From"),
    "week.event_at": ("几点", "At"),
    "week.event_crew": ("哪个班组", "Crew"),
    "week.event_only": ("只是这一天", "this day only"),
    "week.event_mode": ("改用", "Goes instead"),
    "week.event_stays": ("不出动", "not at all"),
    "week.event_turn": ("哪一班", "Turn"),
    "week.event_start": ("几点出发", "Starts at"),
    "week.event_roads": ("哪几段路", "Roads"),
    "week.event_place": ("哪个地点", "Place"),
    "week.event_minutes": ("停留（分钟）", "Stay (min)"),
    "week.event_go": ("按变化重新安排", "Plan anew around it"),
    "week.event_early": (
        "这样不行：方案已经按{day} {time}的变化重排过，那时已开始的不能改回。请选不早于它的时间。",
        "That cannot be: the plan was made anew for what happened on {day} at {time}, and what had "
        "begun by then cannot be taken back. Choose that time or a later one.",
    ),
    "week.event_wrong": (
        "这样不行：班次已经出发，或者不在这一周里。请改时间或对象。",
        "That cannot be: the turn is out already, or not in this week. Change the time or the "
        "object.",
    ),
    "week.twin": ("{crew}（增加）", "{crew} (one more)"),
    "week.score": (
        "可猜中 **{score}%**：时刻 {hour}%，下一站 {order}%（{bets:n} 次猜测）",
        "Guessable **{score}%**: hours {hour}%, next stop {order}% ({bets:n guess/guesses})",
    ),
    "week.score_none": (
        "可猜中多少：还没有依据，看过两天以上才猜得到。",
        "How guessable: nothing to go by yet; somebody who watches needs two days at least.",
    ),
    "week.score_help": (
        "有人把以前每天的走法都看在眼里，再猜每一站几点来、下一站去哪；猜中的比例。越低越难摸到规"
        "律；定点不算。",
        "Somebody who has seen every day before guesses at which hour a crew comes and where it "
        "goes next; the share guessed right. Lower is harder to foresee; fixed posts do not "
        "count.",
    ),
    "week.seed": ("种子", "Seed"),
    "week.seed_help": (
        "同一个种子得到同一种走法；由所里保管。",
        "The same seed gives the same way; to be kept by the station.",
    ),
    "week.vary": ("换一种走法", "Go another way"),
    "week.vary_help": (
        "同样的事、同样的班组和日子，换顺序和时刻；代价最多增加行车的百分之五。",
        "The same calls, crews and days in another order at other hours; at most 5 % more driving.",
    ),
    "week.varying": ("正在换走法……", "Finding another way ..."),
    "week.cures": (
        "怎样能安排进来：按“照此办”就照这个改动重新安排",
        "What would bring it in: “Do this” plans anew with that change",
    ),
    "week.cures_help": (
        "每一条都已实际试算过，别的站一站也不少。先试只改一项的；一项不行，再试两项一起改的。会哨要各"
        "组一起排进来。",
        "Each has been tried by a solve, and no other stop is lost for it. Single changes come "
        "first; where none does, two at once are tried. A meeting needs all its crews at once.",
    ),
    "week.cures_more": ("另有 {count:n} 处", "{count:n} more"),
    "week.cure_take": ("照此办", "Do this"),
    "week.cure": ("{cure}（{tested}）", "{cure} ({tested})"),
    "week.cure_gone": (
        "这个办法已经用不上：问题已经变了。",
        "This can no longer be done: the question has changed.",
    ),
    "week.compare": ("几个方案对照", "Plans side by side"),
    "week.compare_help": (
        "这一周算过、改过的最近几个方案。",
        "The last plans of this week, computed or changed.",
    ),
    "week.plan_here": ("方案 {number} · {how}（现用）", "Plan {number}, {how} (in use)"),
    "week.plan_other": ("方案 {number} · {how}", "Plan {number}, {how}"),
    "week.take": ("用方案 {number}", "Use plan {number}"),
    "week.how.solved": ("算出", "computed"),
    "week.how.again": ("重算", "computed again"),
    "week.how.event": ("应变", "after what happened"),
    "week.how.copied": ("照搬", "copied"),
    "week.how.moved": ("移站", "stop moved"),
    "week.how.dropped": ("拿掉一站", "stop left out"),
    "week.how.added": ("加一站", "stop added"),
    "week.how.pinned": ("固定", "pinned"),
    "week.how.freed": ("取消固定", "unpinned"),
    "week.how.varied": ("换走法", "another way"),
    "week.take_over": ("照此采用", "Use this"),
    "week.no_cures.0": (
        "还没有试补救办法：计算量大些，试得更多。",
        "No cure was tried yet; more effort tries more.",
    ),
    "week.no_cures.1": (
        "只改一项的都试过，不行；两项一起改的还没有试完：计算量大些，试得更多。",
        "No single change brings it in; not all pairs of changes were tried: more effort tries "
        "more.",
    ),
    "week.no_cures.2": (
        "一项、两项一起的改动都试过，没有一种能在不丢别的站的情况下把它安排进来。",
        "Single changes and pairs of them were tried: none brings it in without losing another "
        "stop.",
    ),
    "week.choices": ("别的方案（最多三个）", "Other plans (three at most)"),
    "week.choices_help": (
        "同样的问题、同样的规则，各有侧重：少跑路、少变动、忙闲均匀、收班早。",
        "The same question under the same rules, each for another taste: little driving, few "
        "changes, even crews, short tours.",
    ),
    "week.choices_find": ("找不同的方案", "Find other plans"),
    "week.choices_none": (
        "没有找到在这些方面更好的方案。",
        "No plan was found that is better in any of these.",
    ),
    "week.plan_number": ("方案 {number}", "Plan {number}"),
    "week.plan_asked": ("算出的方案", "As computed"),
    "week.take_asked": ("用算出的方案", "Use the plan as computed"),
    "week.how.chosen": ("另选", "chosen"),
    "week.how.carried": ("按现在的设置检查", "as it was, judged as the week is set now"),
    "week.carried": (
        "这一周的设置变了（在岗、要做的事或规则）。下面是原来的方案按现在的设置检查的结果；重新算，"
        "按“{button}”。",
        "The week is set otherwise now (crews, things to do, or rules). Below, the plan as it was "
        "is judged by that; press “{button}” to compute anew.",
    ),
}
