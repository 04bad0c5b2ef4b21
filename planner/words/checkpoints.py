"""Words of the checkpoint question: points, settings and tables."""

WORDS: dict[str, tuple[str, str]] = {
    # names of points
    "checkpoint.inside": ("区域内部", "the inside of the area"),
    "checkpoint.at_exit": ("{place}附近的{road}出口", "{road} exit near {place}"),
    "checkpoint.at_road": ("{place}附近的{road}", "{road} near {place}"),
    "checkpoint.at_junction": ("{place}附近的{road}路口", "{road} junction near {place}"),
    "checkpoint.numbered": ("{name}（{number}）", "{name} ({number})"),
    # the page
    "checkpoint.by_cameras": (
        "采用的和现有的摄像机看住 {count:n} 个出口；授权收回的不算。",
        "Cameras adopted or hanging there watch {count:n exit/exits}; none whose consent was "
        "withdrawn.",
    ),
    "checkpoint.by_posts": (
        "采用的 {count:n} 个卡点算作已有人值守",
        "Count {count:n adopted post/adopted posts} as manned already",
    ),
    "checkpoint.by_posts_help": (
        "离采用的卡点 {metres} 米以内的点不再另算人手，因此先用；关掉就从头另选。",
        "Points within {metres} m of an adopted post cost nobody further, so they are taken "
        "first; switched off, all points are chosen anew.",
    ),
    "checkpoint.adopt": (
        "采用这 {count:n} 个卡点",
        "Adopt {count:n post listed here/posts listed here}",
    ),
    "checkpoint.adopt_help": (
        "记下有人值守的位置，四层防护网按它计算；有摄像机看住的点不另设岗。只记位置，不记人。",
        "Keeps the places where somebody stands; the four nets count with them. Points that a "
        "camera watches need no post. Places alone are kept, nobody's name.",
    ),
    "checkpoint.adopted": (
        "已采用 {count:n} 个卡点，其中 {here:n} 个就是这里列出的。",
        "{count:n post is/posts are} adopted, {here:n} of them among those listed here.",
    ),
    "checkpoint.adopt_forget": ("不再采用", "Adopt none"),
    "checkpoint.not_kept": ("没有保存成功，请再试一次。", "It could not be kept; try again."),
    "checkpoint.kept_damaged": (
        "清空采用的卡点，重新开始",
        "Clear the adopted posts and begin anew",
    ),
    "page.perimeter": ("外围卡点", "Perimeter"),
    "checkpoint.intro": (
        "找出最少的卡点，使图上每条进出道路都要经过其中一个；人手不够时，给出拦得住最多车流的几个点。",
        "The fewest points that every mapped way in or out passes; where people are too few, the "
        "points that meet most traffic.",
    ),
    "checkpoint.mapped": (
        "只针对图上已有的道路：图上没有的小路、田埂、河滩不在其内。",
        "On the mapped roads only: paths, field edges and river banks that are not on the map are "
        "not counted.",
    ),
    "checkpoint.use": ("用途", "Use"),
    "checkpoint.use.perimeter": ("外围卡点查控", "perimeter"),
    "checkpoint.use.flood": (
        "防汛：临水路段",
        "flood: roads by water",
    ),
    "checkpoint.use.fire": ("防火：进山道路", "fire: mountain roads"),
    "checkpoint.use.road_safety": (
        "交通安全：路口",
        "road safety: junctions",
    ),
    "checkpoint.use_help": (
        "防汛：不让车辆靠近临水 20 米以内的路段。防火：守住离房屋 300 米以外的机耕路、小路的路口。"
        "交通安全：车流最多的路口。",
        "Flood: keep traffic off roads within 20 m of water. Fire: the mouths of tracks and paths "
        "farther than 300 m from every house. Road safety: the junctions with most traffic.",
    ),
    "checkpoint.protect": ("保护范围", "What to protect"),
    "checkpoint.protect.area": ("整个区域", "the whole area"),
    "checkpoint.protect.unit": ("一个村（社区）", "one village or community"),
    "checkpoint.protect.grid": ("一个网格", "one grid"),
    "checkpoint.protect.site": ("一处要害部位", "one key site"),
    "checkpoint.protect_id": ("选哪一个", "Which one"),
    "checkpoint.depth_m": ("卡点离边界最远（米）", "Points at most this far in (m)"),
    "checkpoint.depth_help": (
        "再往里的道路一律要在卡点以内。规划设定，不是国家标准。",
        "Roads farther in must all lie inside the points. A planner's setting, no standard.",
    ),
    "checkpoint.site_m": ("部位周围（米）", "Around the site (m)"),
    "checkpoint.site_help": ("这个距离以外算外面。", "Beyond this distance the outside begins."),
    "checkpoint.places": ("居民点", "Settlements"),
    "checkpoint.places.hold": ("全部在卡点以内", "all inside the points"),
    "checkpoint.places.weigh": (
        "可留在外面，按户计分",
        "outside at a price",
    ),
    "checkpoint.posts": ("可用岗位数", "Posts at hand"),
    "checkpoint.posts_help": (
        "没有摄像机或岗位看守的点才占用。",
        "Only points that neither a camera nor a post watches yet take one.",
    ),
    "checkpoint.forbidden": ("不得设点处", "Points that may not be used"),
    "checkpoint.seen": ("已有摄像机看守的点", "Points a camera watches already"),
    "checkpoint.seal": ("封闭：最少的卡点", "Seal: the fewest points"),
    "checkpoint.view": ("看哪一部分", "Part"),
    "checkpoint.no_traffic": (
        "没有居民点的路通到这些地方，推算不出车流。",
        "No settlement has a road that leads there, so no traffic can be estimated.",
    ),
    "checkpoint.count": (
        "图上有 {exits:n} 个道路出口；共需 {points:n} 个点、每班 {people:n} 人。"
        "摄像机看守 {camera:n} 个，岗位看守 {post:n} 个，无人看守 {none:n} 个。",
        "{exits:n road exit/road exits} on the map; {points:n point/points} close them all, "
        "{people:n person/people} a shift. {camera:n point/points} watched by a camera, "
        "{post:n point/points} by a post, {none:n point/points} by nobody.",
    ),
    "checkpoint.count_danger": (
        "共需 {points:n} 个点、每班 {people:n} 人。"
        "摄像机看守 {camera:n} 个，岗位看守 {post:n} 个，无人看守 {none:n} 个。",
        "{points:n point/points} close all ways, {people:n person/people} a shift. "
        "{camera:n point/points} watched by a camera, {post:n point/points} by a post, "
        "{none:n point/points} by nobody.",
    ),
    "checkpoint.unwatched": ("无人看守的点：{names}", "Watched by nobody: {names}"),
    "checkpoint.proof": (
        "证明：从里到外互不挤占的通行量合计 {flow:n} 分，等于这些点的价合计；裁判去掉这些点后"
        "逐路搜索，没有一条路还能进出。",
        "Proof: ways from inside to outside that do not share a point's price carry {flow:n "
        "point/points} together, exactly what these points cost; with the points removed the judge "
        "searched the roads and no way in or out is left.",
    ),
    "checkpoint.no_exit": (
        "图上没有道路通往外面，不需要卡点。",
        "No mapped road leads out, so no point is needed.",
    ),
    "checkpoint.danger_places": (
        "{count:n} 个居民点就在要封闭的路段上，先转移：{names}",
        "{count:n settlement lies/settlements lie} on the stretches themselves; move people "
        "first: {names}",
    ),
    "checkpoint.no_road_places": (
        "{count:n} 个居民点接路的地方在边界以外，或没有路相连，卡点护不住：{names}",
        "{count:n settlement meets/settlements meet} a road only beyond the border, or none that "
        "joins these; no point can keep them inside: {names}",
    ),
    "checkpoint.loose": (
        "注意：{count:n} 条路在图上断在边界附近，可能通往外面，没有算作出口，请核对：{ends}",
        "Mind: {count:n road ends/roads end} on the map shortly before the border and may lead "
        "out; not counted as exits, to be checked: {ends}",
    ),
    "checkpoint.loose_end": (
        "{road} {code}（差 {gap_m:length}）",
        "{road} {code} ({gap_m:length} short)",
    ),
    "checkpoint.paths": ("小路", "Footpaths"),
    "checkpoint.paths_help": (
        "上面的卡点都设好以后，徒步还能走的小路再要 {points:n} 个点、每班 {people:n} 人。",
        "With all those points manned, footpaths take {points:n more point/more points}, "
        "{people:n person/people} a shift.",
    ),
    "checkpoint.paths_none": (
        "上面的卡点设好以后，图上的小路也都拦住了。",
        "With those points manned the mapped footpaths are closed as well.",
    ),
    "checkpoint.paths_open": (
        "小路封不住：有一条路上没有可用的点。",
        "The footpaths cannot be closed: one way has no point that may be used.",
    ),
    "checkpoint.best": ("人手不够时：最好的几个岗位", "Too few people: the best posts"),
    "checkpoint.best_help": (
        "车流按户数和到各出口的时间推算，没有实地计数；有计数后应改用计数。",
        "Traffic is estimated from households and the time to each exit; nobody counted it. Use "
        "counts where there are any.",
    ),
    "checkpoint.met": (
        "{posts:n} 个岗位能遇到 {share:share} 的车流。",
        "{posts:n post meets/posts meet} {share:share} of the traffic.",
    ),
    "checkpoint.objective_help": (
        "卡点的价合计：每班一人 10 分，已有人看守的点 1 分；留在外面的居民点每户 1 分。越小越好。",
        "Prices of the points: 10 a person on a shift, 1 where somebody watches already; 1 for "
        "each household left outside. Smaller is better.",
    ),
    "checkpoint.missed_help": (
        "遇不到的车流（次）；越小越好。",
        "Trips that pass no post; smaller is better.",
    ),
    "checkpoint.points_table": ("卡点表", "Points"),
    "checkpoint.exits_table": ("出口表", "Exits"),
    "checkpoint.posts_table": ("岗位表", "Posts"),
    "checkpoint.curve_table": ("岗位数与遇到的车流", "Posts and traffic met"),
    "checkpoint.release": (
        "准许在{site}设点以后就封得住。",
        "It can be closed once {site} may be used.",
    ),
    "checkpoint.kind.exit": ("出口", "exit"),
    "checkpoint.kind.road": ("路段", "road"),
    "checkpoint.kind.junction": ("路口", "junction"),
    "checkpoint.watch.camera": ("摄像机看守", "by a camera"),
    "checkpoint.watch.post": ("岗位看守", "by a post"),
    "checkpoint.watch.none": ("无人看守", "by nobody"),
    "checkpoint.closed.here": ("在出口设点", "a point at the exit"),
    "checkpoint.closed.further_in": ("由里面的点拦住", "by points farther in"),
    "checkpoint.closed.nothing": ("不通往要保护的地方", "leads to nothing protected"),
    "checkpoint.closed.open": ("没有拦住", "open"),
    "layer.points_none": ("无人看守的卡点", "Points nobody watches"),
    "layer.points_camera": ("摄像机看守的卡点", "Points a camera watches"),
    "layer.points_post": ("岗位看守的卡点", "Points a post watches"),
    "layer.points_path": ("小路上的点", "Points on footpaths"),
    "layer.points_best": ("最好的几个岗位", "The best posts"),
    "layer.outer": ("保护范围的边界", "Border of what is protected"),
    "col.point": ("点", "Point"),
    "col.point_kind": ("位置", "Where"),
    "col.people": ("每班人数", "People a shift"),
    "col.watch": ("看守", "Watched"),
    "col.closed": ("怎样拦住", "Closed"),
    "col.posts": ("岗位数", "Posts"),
    "col.met_share": ("遇到的车流（%）", "Traffic met (%)"),
    "col.met_bound": ("至多（%）", "At most (%)"),
    "col.new_posts": ("岗位", "Posts at"),
    "sheet.points": ("卡点", "Points"),
    "sheet.exits": ("出口", "Exits"),
    "sheet.path_points": ("小路上的点", "Points on footpaths"),
    "sheet.best_posts": ("岗位", "Posts"),
    "sheet.post_curve": ("岗位与车流", "Posts and traffic"),
    "sheet.point_left": ("留在外面", "Left outside"),
    "sheet.post_left": ("遇不到的车流", "Traffic missed"),
}
