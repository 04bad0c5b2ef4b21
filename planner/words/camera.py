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
}
