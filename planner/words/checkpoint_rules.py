"""Words of the checkpoint question: reasons, cures, clashes, faults and the command line."""

WORDS: dict[str, tuple[str, str]] = {
    # reasons
    "left.beyond": ("在卡点以外（{weight:n} 分）。", "It lies beyond the points ({weight:n})."),
    "left.beyond_dear": (
        "在卡点以外（{weight:n} 分）：包进来花的人手比它的分量多。",
        "It lies beyond the points ({weight:n}): closing farther out costs more than it weighs.",
    ),
    "left.beyond_barred": (
        "在卡点以外（{weight:n} 分）：再往外没有可用的点。",
        "It lies beyond the points ({weight:n}): farther out there is no point that may be used.",
    ),
    "left.missed": (
        "{total:n} 次车流中有 {flow:n} 次遇不到岗位。",
        "{flow:n} of {total:n trip/trips} pass no post.",
    ),
    "left.missed_no_site": (
        "{total:n} 次车流中有 {flow:n} 次遇不到岗位，换岗、加三个岗位以内都全拦不住。",
        "{flow:n} of {total:n trip/trips} pass no post; neither other posts nor up to three more "
        "meet them all.",
    ),
    # cures
    "cure.bring_inside": (
        "包进来：多花 {more:n} 分，共 {posts:n} 个点",
        "close farther out: {more:n} more, {posts:n point/points} in all",
    ),
    "cure.bring_inside_saves": (
        "包进来：反而省 {more:n} 分，共 {posts:n} 个点",
        "close farther out, which saves {more:n}: {posts:n point/points} in all",
    ),
    "cure.allow_site": ("准许在{site}设点", "allow a point at {site}"),
    "cure.allow_site_flow": (
        "准许在{site}设点，多遇到 {flow:n} 次",
        "allow a point at {site}, which meets {flow:n more trip/more trips}",
    ),
    "cure.hold_gateway": (
        "换岗把它全拦住，别处多漏 {more:n} 次",
        "move posts to meet it all; {more:n more trip is/more trips are} missed in all",
    ),
    "cure.more_posts": (
        "加 {posts:n} 个岗位把它全拦住，共多遇到 {flow:n} 次",
        "{posts:n more post/more posts} to meet it all and {flow:n more trip/more trips} in all",
    ),
    # clashes
    "conflict.seal": (
        "从{link}到{start}的这条路必须拦住，路上 {barred:n} 个可设点处都不准用",
        "The way from {link} to {start} must be closed, and {barred:n point/points} on it may not "
        "be used",
    ),
    "conflict.barred_site": ("{site}不得设点", "No point may stand at {site}"),
    "conflict.hold": (
        "{gateway}的 {flow:n} 次车流必须全部遇到",
        "All {flow:n trip/trips} of {gateway} must be met",
    ),
    "conflict.most_posts": (
        "最多 {most:n} 个岗位，其中 {kept:n} 个已定",
        "At most {most:n post/posts}, of which {kept:n} already fixed",
    ),
    "note.release": (
        "准许在{site}设点以后就封得住。",
        "It can be closed once {site} may be used.",
    ),
    # faults
    "fault.unknown_site": ("方案里有不存在的点“{site}”", "Unknown point “{site}” in the plan"),
    "fault.site_once": (
        "点“{site}”用了 {uses:n} 次",
        "The point “{site}” is used {uses:n time/times}",
    ),
    "fault.site_barred": ("点“{site}”不准使用", "The point “{site}” may not be used"),
    "fault.must_keep_site": ("没有保留点“{site}”", "The point “{site}” is not kept"),
    "fault.way_open": (
        "还有路从外面经 {link} 到 {node}",
        "A way is still open from outside over {link} to {node}",
    ),
    "fault.refuge_open": (
        "从外面还能不经卡点到达 {refuge}",
        "{refuge} is still reached from outside past no point",
    ),
    "fault.most_posts": (
        "用了 {posts:n} 个岗位，最多 {most:n} 个",
        "{posts:n post/posts} used, {most:n} at most",
    ),
    "fault.hold": (
        "{gateway} 还有 {flow:n} 次车流遇不到",
        "{flow:n trip/trips} of {gateway} still missed",
    ),
    "fault.flow_unknown": ("证书里有不存在的路段 {link}", "Unknown link {link} in the certificate"),
    "fault.flow_twice": ("证书里路段 {link} 写了两次", "The certificate has link {link} twice"),
    "fault.flow_over": (
        "证书里 {spot} 的通行量 {flow:n} 超过它的价 {most:n}",
        "The certificate has {flow:n} at {spot}, whose price is {most:n}",
    ),
    "fault.flow_lost": (
        "证书里 {node} 的进出不平，差 {more:n}",
        "What enters and leaves {node} in the certificate differs by {more:n}",
    ),
    "fault.flow_short": (
        "下界 {bound:n} 没有证明，证书只到 {proved:n}",
        "The bound {bound:n} is not proved, the certificate carries {proved:n}",
    ),
    "input.checkpoint_protect": (
        "没有编号为 {given} 的保护对象。",
        "There is nothing to protect with the id {given}.",
    ),
    "input.checkpoint_no_danger": (
        "图上没有可封闭的路段：没有水系或进山道路，或都不靠近道路。"
        "可用命令 perimeter 的 --zone 给出范围。",
        "There is nothing to close on the map: no water or no mountain roads near any road. The "
        "command perimeter takes the ground to close with --zone.",
    ),
    # the command line
    "cli.perimeter": (
        "求最少的卡点；人手不够时求最好的几个岗位",
        "the fewest points that close an area, or the best few posts",
    ),
    "cli.perimeter_posts": (
        "可用岗位数（默认 4）",
        "posts at hand (4 by default)",
    ),
    "cli.perimeter_use": (
        "用途：perimeter 外围，flood 防汛，fire 防火，road_safety 交通安全",
        "use: perimeter, flood, fire or road_safety",
    ),
    "cli.perimeter_unit": ("只保护这个村（社区）", "protect this unit only"),
    "cli.perimeter_grid": ("只保护这个网格", "protect this grid only"),
    "cli.perimeter_site": ("只保护这处要害部位", "protect this key site only"),
    "cli.perimeter_depth": (
        "卡点离边界最远多少米（默认 1000）",
        "points at most so many metres in (1000 by default)",
    ),
    "cli.perimeter_weigh": (
        "居民点可以留在卡点以外，每户 1 分",
        "settlements may be left outside, 1 a household",
    ),
    "cli.perimeter_forbid": (
        "不得设点的道路、出口或点的编号",
        "ids of roads, exits or points not to use",
    ),
    "cli.perimeter_seen": (
        "已有摄像机看守的出口或点的编号",
        "ids of exits or points a camera watches",
    ),
    "cli.perimeter_cameras": (
        "摄像机点位的题目和答案（JSON），其中看得到的出口算摄像机看守",
        "question and answer of cameras (JSON); exits they watch count as watched",
    ),
    "cli.perimeter_no_cameras": (
        "{file} 不是有方案的摄像机点位题目。",
        "{file} is no question of cameras with a plan.",
    ),
    "cli.perimeter_afresh": (
        "不把采用的卡点算作已有人值守",
        "do not count the adopted posts as manned",
    ),
    "cli.perimeter_manned": (
        "采用的 {count:n} 个卡点算作已有人值守。",
        "{count:n adopted post counts/adopted posts count} as manned already.",
    ),
    "cli.perimeter_zone": (
        "防汛、防火时要封闭的范围（GeoJSON）",
        "ground to close with flood and fire (GeoJSON)",
    ),
    "cli.perimeter_left": ("· {item}：{reason}", "· {item}: {reason}"),
    "cli.perimeter_inner": (
        "防汛、防火、交通安全只看整个区域，不能再指定村、网格或部位。",
        "Flood, fire and road safety look at the whole area: leave the unit, grid or site away.",
    ),
    "cli.perimeter_negative": (
        "{word} 不能是负数，给的是 {given}。",
        "{word} must not be negative, given {given}.",
    ),
}
