"""Words of the camera question: settings, tables, reasons, clashes, cures and faults."""

from planner.words import camera_files, camera_page, camera_zones

WORDS: dict[str, tuple[str, str]] = {
    **camera_page.WORDS,
    **camera_files.WORDS,
    **camera_zones.WORDS,
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
        "没有被任何摄像机看到的目标的分量，加上各项规则的扣分；越小越好。",
        "The weight of the targets no camera sees and the points of the rules; smaller is better.",
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
    # articles of the decree 公共安全视频图像信息系统管理条例 (State Council Decree 799)
    "article.7-1": ("条例第七条第一款", "art. 7(1) of Decree 799"),
    "article.7-2": ("条例第七条第二款", "art. 7(2) of Decree 799"),
    "article.8": ("条例第八条", "art. 8 of Decree 799"),
    "article.9": ("条例第九条", "art. 9 of Decree 799"),
    "article.10": ("条例第十条", "art. 10 of Decree 799"),
    "article.13": ("条例第十三条", "art. 13 of Decree 799"),
    "article.33": ("条例第三十三条", "art. 33 of Decree 799"),
    "camera_kind.standard": ("常用（4 毫米）", "standard (4 mm)"),
    "camera_kind.wide": ("广角（2.8 毫米）", "wide (2.8 mm)"),
    "camera_kind.long": ("长焦（12 毫米）", "long (12 mm)"),
    "col.camera_kind": ("机型", "Camera"),
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
    "left.only_facing": (
        "能看到它的 {options:n} 个方位都会正对住宅（条例第十三条、第三十三条）。",
        "All {options:n view/views} that see it would face a dwelling (arts. 13 and 33).",
    ),
    "left.only_forbidden": (
        "能看到它的 {options:n} 个方位都不允许："
        "{without_consent:n} 个未同意，{in_zone:n} 个涉及禁装区，{facing:n} 个正对住宅。",
        "None of the {options:n view/views} that see it is allowed: {without_consent:n} without "
        "consent, {in_zone:n} by a no-camera zone, {facing:n} facing a dwelling.",
    ),
    # cures
    "cure.more_cameras": (
        "增加 {cameras:n} 台（看到的分量变化 {gains_weight:n}）",
        "{cameras:n} more camera (weight watched changes by {gains_weight:n})",
    ),
    "cure.more_cameras/money": (
        "增加 {cameras:n} 台、费用 {money:n}（看到的分量变化 {gains_weight:n}）",
        "{cameras:n} more camera and {money:n} of cost (weight watched changes by "
        "{gains_weight:n})",
    ),
    "cure.more_cameras/area": (
        "增加 {cameras:n} 台，多看到私人院落 {area_m2:area}（看到的分量变化 {gains_weight:n}）",
        "{cameras:n} more camera and {area_m2:area} more of private ground in view (weight "
        "watched changes by {gains_weight:n})",
    ),
    "cure.more_cameras/money_area": (
        "增加 {cameras:n} 台、费用 {money:n}，多看到私人院落 {area_m2:area}"
        "（看到的分量变化 {gains_weight:n}）",
        "{cameras:n} more camera, {money:n} of cost and {area_m2:area} more of private ground in "
        "view (weight watched changes by {gains_weight:n})",
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
    "cure.ask_consent/money": (
        "征得杆位“{pole}”的同意，增加 {cameras:n} 台、费用 {money:n}"
        "（看到的分量变化 {gains_weight:n}）",
        "get consent for the pole “{pole}”, {cameras:n} more camera and {money:n} of cost (weight "
        "watched changes by {gains_weight:n})",
    ),
    "cure.ask_consent/area": (
        "征得杆位“{pole}”的同意，增加 {cameras:n} 台，多看到私人院落 {area_m2:area}"
        "（看到的分量变化 {gains_weight:n}）",
        "get consent for the pole “{pole}”, {cameras:n} more camera and {area_m2:area} more of "
        "private ground in view (weight watched changes by {gains_weight:n})",
    ),
    "cure.ask_consent/money_area": (
        "征得杆位“{pole}”的同意，增加 {cameras:n} 台、费用 {money:n}，"
        "多看到私人院落 {area_m2:area}（看到的分量变化 {gains_weight:n}）",
        "get consent for the pole “{pole}”, {cameras:n} more camera, {money:n} of cost and "
        "{area_m2:area} more of private ground in view (weight watched changes by "
        "{gains_weight:n})",
    ),
    # clashes
    "conflict.max_cameras": ("摄像机不得超过 {most:n} 台", "At most {most:n camera/cameras}"),
    "conflict.max_per_pole": (
        "杆位“{pole}”不得超过 {most:n} 台",
        "At most {most:n camera/cameras} on the pole “{pole}”",
    ),
    "conflict.max_cost": ("费用不得超过 {most:n}", "The cost is at most {most:n}"),
    "conflict.max_private_m2": (
        "看到的私人院落不得超过 {most:area}",
        "At most {most:area} of private ground in view",
    ),
    "conflict.must_keep": ("点位“{option}”必须保留", "The camera “{option}” must stay"),
    "conflict.required": ("目标“{target}”必须看到", "The target “{target}” must be watched"),
    "conflict.consent": (
        "杆位“{pole}”没有同意（{state:of consent}），{article:of article}",
        "No consent for the pole “{pole}” ({state:of consent}), {article:of article}",
    ),
    "conflict.no_camera_zone": (
        "杆位“{pole}”在禁装区内或会拍到禁装区，{article:of article}",
        "The pole “{pole}” stands in or looks into a no-camera zone, {article:of article}",
    ),
    "conflict.faces_dwelling": (
        "杆位“{pole}”的这个方位正对住宅，{article:of article}",
        "This direction of the pole “{pole}” faces a dwelling, {article:of article}",
    ),
    # faults the judge may find
    "fault.unknown_option": (
        "方案里有不存在的点位 {option}",
        "Unknown camera {option} in the plan",
    ),
    "fault.consent": (
        "杆位“{pole}”没有同意（{state:of consent}），{article:of article}",
        "No consent for the pole “{pole}” ({state:of consent}), {article:of article}",
    ),
    "fault.no_camera_zone": (
        "杆位“{pole}”在禁装区内或会拍到禁装区，{article:of article}",
        "The pole “{pole}” stands in or looks into a no-camera zone, {article:of article}",
    ),
    "fault.faces_dwelling": (
        "杆位“{pole}”的这个方位正对住宅，{article:of article}",
        "This direction of the pole “{pole}” faces a dwelling, {article:of article}",
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
    "fault.max_private_m2": (
        "看到私人院落 {area_m2:area}，最多 {most:area}",
        "{area_m2:area} of private ground in view, {most:area} at most",
    ),
    "fault.must_keep": ("没有保留点位“{option}”", "The camera “{option}” is not kept"),
    "fault.required": ("没有看到目标“{target}”", "The target “{target}” is not watched"),
}
