"""Words of the responder question: settings, tables, reasons, clashes, cures and faults."""

WORDS: dict[str, tuple[str, str]] = {
    "responder.intro": (
        "给每个网格指定首到力量和增援力量，使尽可能多的户在时限内得到响应。",
        "Name a first responder and a reinforcement for each grid, so that as many "
        "households as possible are reached in time.",
    ),
    "responder.limit_min": ("到达时限（分钟）", "Arrival within (minutes)"),
    "responder.limit_help": (
        "规划设定，不是国家标准；山区应按实际道路设定。",
        "A planner's setting, no national standard; set it by the real mountain roads.",
    ),
    "responder.table": ("响应表", "Responders"),
    "responder.objective_help": (
        "不能按时到达的户的分量，加上到达时间；越小越好。",
        "The weight of the households not reached in time plus arrival times; smaller is better.",
    ),
    "responder.within": ("{within_s:duration}内", "within {within_s:duration}"),
    "responder.nobody": ("无人到达", "nobody arrives"),
    "post_kind.other": ("其他力量", "other responder"),
    "post_kind.village_auxiliary": ("村辅警", "village auxiliary"),
    "post_kind.volunteer": ("志愿者", "volunteers"),
    "post_kind.police_room": ("警务室", "police room"),
    "col.post": ("响应力量", "Responder"),
    "col.first": ("首到力量", "First responder"),
    "col.backup": ("增援力量", "Reinforcement"),
    "col.arrival": ("到达时间", "Arrival time"),
    "col.arrival_min": ("到达时间（分）", "Arrival (min)"),
    "col.in_time": ("按时", "In time"),
    "col.capacity": ("可负责户数", "Households it can serve"),
    "col.load": ("负责户数", "Households served"),
    "post_kind.police_station": ("派出所", "police station"),
    "post_kind.community_officer": ("社区民警", "community police officer"),
    "post_kind.auxiliary": ("辅警", "auxiliary police"),
    "post_kind.volunteer_police": ("义警", "volunteer police"),
    "post_kind.militia": ("民兵", "militia"),
    "post_kind.rescue_team": ("应急救援队", "emergency rescue team"),
    "post_kind.fire_station": ("消防站", "fire station"),
    "post_kind.clinic": ("卫生院（室）", "clinic"),
    "post_kind.village_team": ("一村一警一员一顾问", "one village, one officer team"),
    "responder.serve": ("要求", "Demand"),
    "serve.most": ("尽量多的网格有人负责", "as many grids as possible"),
    "serve.all": ("每个网格都必须有人负责", "every grid must have a responder"),
    # reasons
    "left.no_backup": (
        "{limit_s:duration}内没有增援力量能到。",
        "No reinforcement can arrive within {limit_s:duration}.",
    ),
    "left.late_no_post_in_time": (
        "没有能带队的力量能在 {limit_s:duration}内到达；最合适的{post}要 {reach_s:late}。",
        "No responder that may lead arrives within {limit_s:duration}; {post} needs "
        "{reach_s:late}.",
    ),
    "left.late_posts_full": (
        "能按时到的力量负责户数已满；由{post}负责，要 {reach_s:late}。",
        "The responders in time have their hands full; {post} answers, in {reach_s:late}.",
    ),
    "left.late_costs_less": (
        "由{post}负责（{reach_s:late}）比占用更近力量的名额更合算。",
        "{post} answering in {reach_s:late} costs less than taking the place of a nearer one.",
    ),
    "left.unserved_no_post_in_time": (
        "{limit_s:duration}内没有能带队的力量能到，也没有别的力量负责。",
        "No responder that may lead arrives within {limit_s:duration}, and nobody else answers.",
    ),
    "left.unserved_posts_full": (
        "能到的力量负责户数都已满。",
        "Every responder that could come has its hands full.",
    ),
    "left.unserved_costs_less": (
        "占用名额的代价高于无人负责的代价。",
        "Taking a place from others would cost more than leaving it unserved.",
    ),
    # cures
    "cure.open_post": (
        "启用{post}（{reach_s:duration}可到）",
        "open {post} (arrives in {reach_s:duration})",
    ),
    "cure.let_lead": (
        "让{post}可以带队（{reach_s:duration}可到）",
        "let {post} lead (arrives in {reach_s:duration})",
    ),
    "cure.raise_capacity": (
        "{post}多负责 {households:n} 户（{reach_s:duration}可到）",
        "let {post} serve {households:n more household/more households} (arrives in "
        "{reach_s:duration})",
    ),
    "cure.backup_limit_s": (
        "增援时限放宽到 {reach_s:late}，由{post}增援",
        "let the reinforcement take {reach_s:late}, by {post}",
    ),
    # clashes
    "conflict.serve_all": (
        "{grids:n} 个网格都必须有首到力量",
        "All {grids:n grid/grids} must have a first responder",
    ),
    "conflict.serve_all/load": (
        "{grids:n} 个网格共 {load:n} 户都必须有首到力量",
        "All {grids:n grid/grids} with {load:n household/households} must have a first responder",
    ),
    "conflict.capacity_total": (
        "{posts:n} 个可带队的力量合计只能负责 {capacity:n} 户",
        "The {posts:n responder/responders} that may lead can serve "
        "{capacity:n household/households} together",
    ),
    "conflict.capacity": (
        "{post}最多负责 {most:n} 户",
        "{post} serves {most:n household/households} at most",
    ),
    "conflict.no_first_responder": (
        "网格“{grid}”没有首到力量："
        "{posts_reach:n} 个力量有路可到，其中 {posts_may_lead:n} 个可带队",
        "The grid “{grid}” has no first responder: {posts_reach:n} can come by road, "
        "{posts_may_lead:n} of them may lead",
    ),
    "conflict.no_backup": (
        "网格“{grid}”没有增援力量："
        "{posts_reach:n} 个力量有路可到，其中 {posts_may_lead:n} 个可带队",
        "The grid “{grid}” has no reinforcement: {posts_reach:n} can come by road, "
        "{posts_may_lead:n} of them may lead",
    ),
    "conflict.may_lead": (
        "首到力量必须是可以带队的力量",
        "A first responder must be allowed to lead",
    ),
    "conflict.min_response_size": (
        "最小应急单元为 {least:n} 人",
        "The minimum emergency unit has {least:n} people",
    ),
    "conflict.backup_hard": (
        "每个网格都要有 {limit_s:duration}内能到的增援",
        "Every grid needs a reinforcement within {limit_s:duration}",
    ),
    "conflict.no_skilled_post": (
        "网格“{grid}”没有具备所需技能的首到力量："
        "{posts_reach:n} 个力量有路可到，其中 {posts_may_lead:n} 个可带队",
        "No responder of the grid “{grid}” has the skills it needs: {posts_reach:n} can come by "
        "road, {posts_may_lead:n} of them may lead",
    ),
    "conflict.post_skills": (
        "首到力量必须具备网格所需的技能",
        "A first responder must have the skills its grid needs",
    ),
    "conflict.quota": (
        "“{unit}”的首到力量中，{kind}应有 {least:n} 至 {most:n} 个",
        "Among the first responders of “{unit}”, from {least:n} to {most:n} are to be of the kind "
        "“{kind}”",
    ),
    "conflict.posts_most": (
        "首到力量最多 {most:n} 个",
        "There are {most:n first responder/first responders} at most",
    ),
    # faults the judge may find
    "fault.post_skills": (
        "{post}没有网格“{grid}”需要的技能“{skill}”",
        "{post} lacks the skill “{skill}” that the grid “{grid}” needs",
    ),
    "fault.quota": (
        "“{unit}”的首到力量中，{kind}有 {posts:n} 个，应有 {least:n} 至 {most:n} 个",
        "“{unit}” has {posts:n first responder/first responders} of the kind “{kind}”, should "
        "have from {least:n} to {most:n}",
    ),
    "fault.posts_most": (
        "首到力量有 {posts:n} 个，最多 {most:n} 个",
        "There are {posts:n first responder/first responders}, {most:n} at most",
    ),
    "fault.unknown_grid": ("方案里有不存在的网格 {grid}", "Unknown grid {grid} in the plan"),
    "fault.unknown_post": ("方案里有不存在的力量 {post}", "Unknown responder {post} in the plan"),
    "fault.grid_once": (
        "网格“{grid}”有 {answers:n} 个答案",
        "“{grid}” has {answers:n answer/answers}",
    ),
    "fault.serve_all": ("网格“{grid}”没有首到力量", "The grid “{grid}” has no first responder"),
    "fault.capacity": (
        "{post}负责 {load:n} 户，最多 {most:n} 户",
        "{post} serves {load:n household/households}, {most:n} at most",
    ),
    "fault.open": ("{post}没有启用", "{post} is not open"),
    "fault.may_lead": ("{post}不可以带队", "{post} may not lead"),
    "fault.min_response_size": (
        "{post}只有 {size:n} 人，至少 {least:n} 人",
        "{post} has {size:n} people, needs {least:n}",
    ),
    "fault.unreachable/post": (
        "{post}没有道路到网格“{grid}”",
        "No road leads {post} to the grid “{grid}”",
    ),
    "fault.backup_hard": ("网格“{grid}”没有增援", "The grid “{grid}” has no reinforcement"),
    "fault.backup_is_first": (
        "网格“{grid}”的增援就是首到力量",
        "The reinforcement of “{grid}” is its first responder",
    ),
    "fault.backup_limit_s": (
        "{post}到网格“{grid}”要 {reach_s:late}，增援最多 {most_s:duration}",
        "{post} needs {reach_s:late} to “{grid}”, {most_s:duration} at most",
    ),
    # busy posts: shares in millionths
    "fault.busy_waiting": (
        "没有空闲力量的呼叫应占百万分之 {expected:n}，却写成 {given:n}",
        "{expected:n} in a million calls find nobody free, the answer says {given:n}",
    ),
    "fault.busy_load": (
        "在处置的力量合计应为百万分之 {expected:n}，却写成 {given:n}",
        "All units together are busy, in millionths: {expected:n}; the answer says {given:n}",
    ),
    "fault.busy_answers": (
        "一处的呼叫应有百万分之 {expected:n} 得到处置，却写成 {given:n}",
        "{expected:n} in a million calls of a place are answered, the answer says {given:n}",
    ),
    "fault.busy_balance": (
        "一个状态进入百万分之 {expected:n}，离开 {given:n}",
        "Flow into a state, in millionths: {expected:n}; out of it: {given:n}",
    ),
    "fault.busy_busy": (
        "一个力量忙的时间应占百万分之 {expected:n}，却写成 {given:n}",
        "A unit is busy, in millionths: {expected:n}; the answer says {given:n}",
    ),
}
