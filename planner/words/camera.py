"""Words of the camera question: settings, tables, reasons, clashes, cures and faults."""

WORDS: dict[str, tuple[str, str]] = {
    "camera.intro": (
        "在允许安装的候选杆位中选点并定方向，使出入口道路、重点部位等被看到的分量最大。"
        "禁装区内一律不装，未同意的杆位不选。",
        "Choose poles and directions so that as much as possible of the exit roads and key sites "
        "is watched. Never inside a no-camera zone, never on a pole without consent.",
    ),
    "camera.max_cameras": ("最多几台", "At most so many cameras"),
    "camera.px_class": ("清晰度等级", "Detail wanted"),
    "camera.px_class_help": (
        "目标处每米的像素数。等级越高看得越清，能看到的距离越短；本产品不为辨认人脸而规划。",
        "Pixels per metre at the target. More detail means a shorter reach; "
        "nothing here is planned for recognising faces.",
    ),
    "px.20": ("概览（20 像素/米）", "overview (20 px/m)"),
    "px.25": ("发现（25 像素/米）", "detect (25 px/m)"),
    "px.40": ("轮廓（40 像素/米）", "outline (40 px/m)"),
    "px.80": ("辨别（80 像素/米）", "discern (80 px/m)"),
    "px.125": ("看清（125 像素/米）", "perceive (125 px/m)"),
    "px.overview": ("概览（20 像素/米）", "overview (20 px/m)"),
    "px.outline": ("轮廓（40 像素/米）", "outline (40 px/m)"),
    "px.discern": ("辨别（80 像素/米）", "discern (80 px/m)"),
    "px.perceive": ("看清（125 像素/米）", "perceive (125 px/m)"),
    "camera.table": ("点位表", "Camera points"),
    "camera.objective_help": (
        "没有被任何摄像机看到的目标的分量之和；越小越好。",
        "The weight of the targets no camera sees; smaller is better.",
    ),
    "camera.targets_table": ("目标表", "Targets"),
    "col.pole": ("杆位", "Pole"),
    "col.heading": ("方位角（度）", "Azimuth (°)"),
    "col.range": ("可视距离（米）", "Reach (m)"),
    "col.targets": ("看到的目标", "Targets seen"),
    "col.weight": ("分量", "Weight"),
    "col.consent": ("同意情况", "Consent"),
    "col.legal_class": ("建设责任", "Responsible for building"),
    "col.height_m": ("杆高（米）", "Height (m)"),
    "col.watched": ("已覆盖", "Watched"),
    "consent.not_needed": ("不需要", "not needed"),
    "consent.agreed": ("已同意", "agreed"),
    "consent.asked": ("已征询，待答复", "asked, no answer yet"),
    "consent.refused": ("不同意", "refused"),
    "consent.withdrawn": ("已撤回", "withdrawn"),
    "consent.not_asked": ("未征询", "not asked"),
    "legal.art7_gov": ("政府部门（条例第七条第一款）", "government (art. 7(1))"),
    "legal.art7_operator": ("经营管理单位（第七条第二款）", "operator (art. 7(2))"),
    "legal.art9_duty_holder": ("负有安全义务者（第九条）", "duty holder (art. 9)"),
    "legal.voluntary": ("群众自愿", "voluntary"),
    "zone.art8_private": ("禁装区（条例第八条）", "no-camera zone (art. 8)"),
    "zone.consent_required": ("须征得同意区（第十条）", "consent needed (art. 10)"),
    "target.exit": ("出入口道路", "exit road"),
    "target.junction": ("路口", "junction"),
    "target.market": ("集市", "market"),
    "target.bridge": ("桥梁", "bridge"),
    "target.key_site": ("重点部位", "key site"),
    # reasons
    "left.no_option_sees": (
        "没有任何候选杆位能看到它（距离或遮挡）。",
        "No candidate pole sees it (too far or hidden).",
    ),
    "left.budget": (
        "摄像机数量用在了分量更大的目标上（本目标分量 {weight:n}）。",
        "The cameras allowed went to heavier targets (this one weighs {weight:n}).",
    ),
    "left.only_without_consent": (
        "能看到它的 {options:n} 个方位都在未同意的杆位上。",
        "All {options:n view/views} that see it stand on poles without consent.",
    ),
    "left.only_in_zone": (
        "能看到它的 {options:n} 个方位都在禁装区内或会拍到禁装区。",
        "All {options:n view/views} that see it stand in or look into a no-camera zone.",
    ),
    "left.only_forbidden": (
        "能看到它的 {options:n} 个方位都不允许："
        "{without_consent:n} 个未同意，{in_zone:n} 个涉及禁装区。",
        "None of the {options:n view/views} that see it is allowed: {without_consent:n} without "
        "consent, {in_zone:n} by a no-camera zone.",
    ),
    # cures
    "cure.more_cameras": (
        "增加 {cameras:n} 台（看到的分量变化 {gains_weight:n}）",
        "{cameras:n} more camera (weight watched changes by {gains_weight:n})",
    ),
    "cure.give_up_others": (
        "不增加摄像机，放弃别的目标（看到的分量变化 {gains_weight:n}）",
        "no more cameras, giving up other targets (weight watched changes by {gains_weight:n})",
    ),
    "cure.ask_consent": (
        "征得杆位“{pole}”的同意（看到的分量变化 {gains_weight:n}）",
        "get consent for the pole “{pole}” (weight watched changes by {gains_weight:n})",
    ),
    "cure.ask_consent/more": (
        "征得杆位“{pole}”的同意并增加 {cameras:n} 台（看到的分量变化 {gains_weight:n}）",
        "get consent for the pole “{pole}” and {cameras:n} more camera (weight watched changes by "
        "{gains_weight:n})",
    ),
    # clashes
    "conflict.max_cameras": ("摄像机不得超过 {most:n} 台", "At most {most:n camera/cameras}"),
    "conflict.max_per_pole": (
        "杆位“{pole}”不得超过 {most:n} 台",
        "At most {most:n camera/cameras} on the pole “{pole}”",
    ),
    "conflict.max_cost": ("费用不得超过 {most:n}", "The cost is at most {most:n}"),
    "conflict.must_keep": ("点位“{option}”必须保留", "The camera “{option}” must stay"),
    "conflict.required": ("目标“{target}”必须看到", "The target “{target}” must be watched"),
    "conflict.consent": (
        "杆位“{pole}”没有同意（{state:of consent}）",
        "No consent for the pole “{pole}” ({state:of consent})",
    ),
    "conflict.no_camera_zone": (
        "杆位“{pole}”在禁装区内或会拍到禁装区",
        "The pole “{pole}” stands in or looks into a no-camera zone",
    ),
    # faults the judge may find
    "fault.unknown_option": (
        "方案里有不存在的点位 {option}",
        "Unknown camera {option} in the plan",
    ),
    "fault.consent": (
        "杆位“{pole}”没有同意（{state:of consent}）",
        "No consent for the pole “{pole}” ({state:of consent})",
    ),
    "fault.no_camera_zone": (
        "杆位“{pole}”在禁装区内或会拍到禁装区",
        "The pole “{pole}” stands in or looks into a no-camera zone",
    ),
    "fault.option_once": (
        "点位“{option}”用了 {cameras:n} 次",
        "“{option}” is used {cameras:n time/times}",
    ),
    "fault.max_cameras": (
        "用了 {cameras:n} 台，最多 {most:n} 台",
        "{cameras:n camera/cameras}, {most:n} at most",
    ),
    "fault.max_per_pole": (
        "杆位“{pole}”有 {cameras:n} 台，最多 {most:n} 台",
        "{cameras:n camera/cameras} on the pole “{pole}”, {most:n} at most",
    ),
    "fault.max_cost": ("费用 {cost:n}，最多 {most:n}", "The cost is {cost:n}, {most:n} at most"),
    "fault.must_keep": ("没有保留点位“{option}”", "The camera “{option}” is not kept"),
    "fault.required": ("没有看到目标“{target}”", "The target “{target}” is not watched"),
}
