"""Names of persons in cells of text, told apart from names of places as far as that is possible."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from geo.formats.headers import plain_name

# the commonest family names of China (Ministry of Public Security, name reports 2019-2021)
_FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
    "覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符"
    "舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司"
    "卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙"
)
DOUBLE = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木"
_NAME = re.compile(rf"(?:{DOUBLE}|[{_FAMILY}])[一-鿿]{{1,2}}")
# characters common in given names and rare in names of villages
_GIVEN = frozenset(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超霞刚桂兰红玉萍鹏飞凤琴淑珍莉燕玲芬彬斌峰梅辉波鑫宇浩凯健俊"
    "帆雪琳慧婷倩颖洁欣怡佳嘉梓轩涵子萱雨诗博睿泽浩宸晨旭昊志建国庆春生富贵德福祥才财宝根柱栓民荣华"
    "义仁智忠孝信诚文武斌明亮光辉耀宗祖世昌永康宁素翠菊花香莲桃银芝蓉惠贞爱琼瑶瑞彩娥妹弟兵毅坤龙虎海"
)
# characters of villages, roads, works and remarks; a name of a person hardly ever has one
PLACES = frozenset(
    "村组社区街路道巷坝坪湾沟坡岭山梁塘田地桥河溪江湖泉井洞岩石林树竹屋房家院寨场坎坑坳垭岔口上下里外"
    "东西南北中前后左右头尾边角旁站所厂矿校店铺点段线号楼栋层面湖滩洲岛港渡庙寺观墓塔关隘堡屯营庄园圃站"
    "高低新老旧无有是否已未不在的和及与个户人数年月日时常住搬迁拆修改缺少多全部分类型普通正异停用班夜白"
)
_DUMMY = re.compile("张三|李四|王五|赵六|某某|[王李张刘陈杨黄赵吴周]某某?")
_ROLES = (
    "姓名|户主|联系人|负责人|责任人|经办人|填报人|填表人|制表人|审核人|审批人|报送人|统计人|录入人|"
    "网格员|网格长|五户长|组长|村长|支书|主任|书记|民警|辅警|当事人|报案人|承包人|户长"
)
_NEXT = "(?:填报|审核|报送|制表|统计)?(?:日期|时间|单位)|电话|手机|联系|签字|签名|盖章|年"
# what follows a label left empty is the next label: "填报人:      审核人:"
_LABELLED = re.compile(rf"(?:{_ROLES})\s*[:：=]\s*(?!{_ROLES}|{_NEXT})([一-鿿]{{2,4}}|[A-Z]{{2,}})")
_TITLES = (
    "同志|先生|女士|老师|医生|主任|书记|支书|村长|组长|队长|所长|局长|院长|校长|警官|民警|辅警|网格员|"
    "网格长|大爷|大妈|老汉|师傅"
)
# before a title these end the name of a village or hamlet: 龙塘村辅警 is nobody's name
PLACE_ENDS = "村组社区街镇乡县市湾寨坝坪沟坡岭塘坳垭坎屯埂嘴"
# somebody's house, and neither 家属院 nor 家坝
_NOT_A_HOME = "".join(sorted(PLACES - set("旁边前后上下左右里外有人的已未不无在住搬改拆修")))
HOME = f"家(?![属庭长园具用畜禽网自安大小公水{_NOT_A_HOME}])"
_TITLED = re.compile(
    rf"(?:^|[\s,，、;；。(（:：])(?:{DOUBLE}|[{_FAMILY}])[一-鿿]{{0,2}}?(?<![{PLACE_ENDS}])"
    rf"(?:{_TITLES})(?:(?![一-鿿])|{HOME})"
)
_LATIN = re.compile(r"\b(?:MR|MRS|MS|MISS)\.? [A-Z][A-Z'-]+")
# columns whose texts are names of places, kinds or times
_PLACE_HEADS = re.compile(
    "名称|地名|村|组$|小组|社区|居民点|网格|单元|区划|乡镇|街道|地址|位置|部位|场所|道路|河流|学校|单位|"
    "类型|类别|性质|时段|日期|方位|^name|place|hamlet|village|grid|unit|site|kind|type|_zh$|_en$|备注类别"
)
_LETTERS = "".join(sorted(_GIVEN - PLACES))
_SURE = re.compile(rf"(?:{DOUBLE}|[{_FAMILY}])[{_LETTERS}]{{2}}")
_COLOURS, _FLOWERS = "金白黄马石", "花兰菊莲桂梅香"  # 金银花 is a crop, 王桂花 is somebody
# a role right before a name, as in "户主王建国3人"
_CALLED = re.compile(
    rf"(?:{_ROLES})\s*(?:{DOUBLE}|[{_FAMILY}])"
    rf"(?:[{_LETTERS}]{{2}}(?![{''.join(sorted(PLACES))}])|[{_LETTERS}]{{1,2}}(?![一-鿿]))"
)
# within a sentence: families that are no common words, with a form of address or a relation
COMMON = _FAMILY[:60]
_ELDERS = (
    "大爷|大娘|大妈|老汉|大伯|大叔|大婶|大嫂|大姐|大哥|大姨|阿姨|奶奶|爷爷|婆婆|伯伯|叔叔|婶婶|"
    "老伯|老爹|老太"
)
_ADDRESSED = re.compile(
    rf"(?:{DOUBLE}|[{COMMON}])(?:[{_LETTERS}]{{1,2}})?(?:先生|女士|小姐|{_ELDERS})"
    rf"(?![{''.join(sorted(PLACE_ENDS))}庙祠墓桥洞岩山梁树店河井])"
    rf"|(?:{DOUBLE}|[{COMMON}])[{_LETTERS}]{{1,2}}(?:户主|一家[^庭]|夫妇|夫妻|父子|母子|母女|父女|本人)"
    rf"|(?:{DOUBLE}|[{COMMON}])[{_LETTERS}]{{2}}(?:老人(?!活动|中心|之家|协会|食堂)|等人|家中|家里|的家)"
)
# a name between marks with what a household or a post does: 周志强家, 陈建军负责, 王建国(组长)
_DOES = re.compile(
    rf"(?:^|[\s,，、;；。(（:：])(?:{DOUBLE}|[{COMMON}])[{_LETTERS}]{{2}}"
    rf"(?:[家户宅](?![{''.join(sorted(PLACES - set('旁边前后上下左右里外有人的')))}])"
    rf"|负责|承包|看管|代管|居住|\s*[(（](?:{_ROLES}))"
)
# somebody is asked for; families that are common words behind 由 and 请 are left out
_CERTAIN = "".join(sorted(set(COMMON) - set("于任高程田")))
_ASKED = re.compile(
    rf"(?:联系|找|问|由|请|叫)(?:{DOUBLE}|[{_CERTAIN}])"
    rf"[{_LETTERS}]{{2}}(?![{''.join(sorted(PLACES - set('修拆改日在和与及的')))}])"
)
_BETWEEN = re.compile(r"[\s、，,;；/／]+")
_FEWEST = 3  # names that make a column one of persons
# a household or a state of somebody right before a name: 五保户王秀英, 住户:陈建军
_STATED = re.compile(
    r"(?:住户|农户|屋主|房东|五保户|低保户|特困户|贫困户|脱贫户|残疾人|孤寡老人|户主是)\s*:?\s*"
    rf"(?:{DOUBLE}|[{COMMON}])[{_LETTERS}]{{2}}(?![{''.join(sorted(PLACES))}])"
)
# a list within brackets: 3户(王建国、李秀英等)
_LISTED = re.compile(
    rf"[(、](?:{DOUBLE}|[{COMMON}])[{_LETTERS}]{{2}}、(?:{DOUBLE}|[{COMMON}])[{_LETTERS}]{{1,2}}"
    rf"(?=[、)等])"
)
_LIKE, _TYPICAL = 0.7, 0.4


def named_person(text: str, header: str = "") -> bool:
    """Whether a text names a person by itself: after "填报人:", before "同志", as "张某".

    So does a text that is nothing but a family name and two characters of given names, as 王建国,
    or a list of such, in a column that is not one of places. One of two characters may be a hill
    (高山) or a crop.
    """
    parts = _BETWEEN.split(text)
    if any(map(_is_sure, parts)) and (len(parts) == 1 or all(map(_is_like, parts))):
        return not is_place_header(header)
    if _LISTED.search(text) and not is_place_header(header):
        return True
    return bool(
        _DOES.search(text)
        or _STATED.search(text)
        or _ASKED.search(text)
        or _LABELLED.search(text)
        or _CALLED.search(text)
        or _TITLED.search(text)
        or _ADDRESSED.search(text)
        or _LATIN.search(text)
        or _DUMMY.fullmatch(text)
    )


def is_place_header(header: str) -> bool:
    """Whether a column holds names of places, kinds or times."""
    return bool(_PLACE_HEADS.search(plain_name(header)))


def column_of_names(
    header: str, below: Sequence[tuple[int, object]], known: Collection[str]
) -> list[int]:
    """Rows of a column whose texts are names of persons; none when it is no such column.

    A single short text may name a place or a person, and nobody could tell; a column of them is
    one of persons when most begin with a family name, many go on as given names do, and none of
    these is a place that is known. Columns whose header speaks of places are not asked.
    """
    if is_place_header(header):
        return []
    texts = [
        (row, re.sub(r"\s", "", cell))
        for row, cell in below
        if isinstance(cell, str) and re.search("[一-鿿]", cell) and cell not in known
    ]
    like = [(row, text) for row, text in texts if _is_like(text)]
    typical = [text for _, text in like if any(letter in _GIVEN for letter in text[1:])]
    different = len({text for _, text in like})
    if different < _FEWEST or len(like) < _LIKE * len(texts):
        return []
    return [row for row, _ in like] if len(typical) >= _TYPICAL * len(texts) else []


def _is_sure(text: str) -> bool:
    """Whether a text can hardly be anything but a name."""
    flower = text[:1] in _COLOURS and text[-1:] in _FLOWERS
    return bool(_SURE.fullmatch(text)) and not flower


def _is_like(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not any(letter in PLACES for letter in text[1:])
