"""Words of the page and the table of places: counts, faults by cell, who is refused and why."""

WORDS: dict[str, tuple[str, str]] = {
    "places.head.place_id": ("居民点编码", "place_id"),
    "places.head.name": ("居民点名称", "place_name"),
    "places.head.unit": ("所属村（社区）", "unit"),
    "places.head.household_count": ("户数", "households"),
    "places.head.population_count": ("人口", "population"),
    "places.head.morning": ("上午警情件数", "morning incidents"),
    "places.head.afternoon": ("下午警情件数", "afternoon incidents"),
    "places.head.evening": ("晚上警情件数", "evening incidents"),
    "places.head.night": ("夜间警情件数", "night incidents"),
    "places.sheet": ("居民点", "places"),
    "places.note": (
        "请按居民点填数字。不得填写姓名、电话、证件号等个人信息，有则整表退回。",
        "Fill in numbers by place. Names, telephones, ID numbers: the whole table is refused.",
    ),
    "places.fault.not_whole": (
        "{cell}：应为 0 到 {most} 的整数，填的是“{given}”。",
        "{cell}: expected a whole number from 0 to {most}, got “{given}”.",
    ),
    "places.fault.unknown_place": (
        "{cell}：本地区没有“{given}”这个居民点，请核对编码或名称。",
        "{cell}: this area has no place “{given}”; check its code or name.",
    ),
    "places.fault.code_spelled": (
        "{cell}：编码“{given}”应写作 {meant}（半角字符，大小写一致）。",
        "{cell}: code “{given}” should be written {meant}, in half-width characters and that case.",
    ),
    "places.fault.zeros_lost": (
        "{cell}：“{given}”前面的 0 丢了，应为 {meant}；请把这一列设为文本格式。",
        "{cell}: “{given}” has lost its leading zeros, it should be {meant}; format as text.",
    ),
    "places.fault.other_name": (
        "{cell}：编码 {code} 是“{place}”，表里写的是“{given}”，请核对是哪一个。",
        "{cell}: code {code} is “{place}”, the table says “{given}”; check which one is meant.",
    ),
    "places.fault.which_place": (
        "{cell}：有 {count} 个居民点都叫“{given}”，请填编码或所属村（社区）。",
        "{cell}: {count} places are called “{given}”; give the code or the village.",
    ),
    "places.fault.no_place": (
        "{cell}：这一行有数字，但没有居民点编码或名称。",
        "{cell}: the row has numbers and neither code nor name of a place.",
    ),
    "places.fault.twice": (
        "{cell}：“{place}”在 {first} 已经填过，请只留一处。",
        "{cell}: “{place}” is given in {first} already; keep one of them.",
    ),
    "places.fault.no_band": (
        "{cell}：时段应为上午、下午、晚上或夜间，填的是“{given}”。",
        "{cell}: expected morning, afternoon, evening or night, got “{given}”.",
    ),
    "places.fault.formula_empty": (
        "{cell}：公式没有算出的数，请用表格软件打开后保存，再上传。",
        "{cell}: a formula without its value; open the file in a spreadsheet and save it.",
    ),
    "places.total_right": (
        "{cell} 是合计行：{given}，与各行之和一致，不计入。",
        "{cell} is a line of totals: {given}, as the rows add up to; it is not counted.",
    ),
    "places.total_wrong": (
        "{cell} 是合计行：写的是 {given}，各行之和是 {found}，请核对。",
        "{cell} is a line of totals: it says {given}, the rows add up to {found}; check it.",
    ),
    "person.id": ("身份证件号码", "an ID number"),
    "person.phone": ("电话或联系方式", "a telephone"),
    "person.plate": ("车牌号", "a licence plate"),
    "person.card": ("银行卡号", "a bank card"),
    "person.mail": ("电子邮箱", "a mail address"),
    "person.name": ("人员姓名或身份", "a person's name"),
    "cli.places": (
        "下载居民点表格，或收回填好的表",
        "The table of places to fill in, or a table brought back",
    ),
    "cli.places_table": ("填好的表（.xlsx 或 .csv）；不写则输出空表", "The table filled in"),
    "cli.places_out_help": (
        "不带表：要写的模板；带表：把现在的数写回这张表，另存到这里",
        "Without a table: the template to write; with one: the table with the counts in use",
    ),
    "cli.places_blank": ("模板里不填现在的数", "Leave the counts in use out of the template"),
    "cli.places_sure": ("这些数是测得、填报还是估计", "How sure these numbers are"),
    "cli.places_checked": (
        "没改的数也已核对过，一并算作填报（不写则来源不变）",
        "Numbers left as they were have been checked too (else they stay what they are)",
    ),
    "cli.places_keep": ("没填的居民点沿用现在的数", "Places without a number keep theirs"),
    "cli.places_store": ("本单位设置存放的文件夹", "Folder of the office's settings"),
    "cli.places_out": (
        "请用 --out 指明要写的 .xlsx 模板。",
        "Name the .xlsx template to write with --out.",
    ),
    "cli.places_written": (
        "已写出 {file}，{count:n} 个居民点。",
        "{file}: {count:n place/places}.",
    ),
    "cli.places_back": ("已把现在的数写回，存到 {file}。", "{file}: with the counts in use."),
    "cli.places_sum": (
        "{column}：填了 {count:n} 处，合计由 {before:n} 变为 {after:n}。",
        "{column}: {count:n place/places} given, the sum goes from {before:n} to {after:n}.",
    ),
    "cli.places_missing": (
        "有 {count:n} 个居民点没填，没有采用。补齐，或加 --keep-missing 沿用现在的数。",
        "{count:n place is/places are} missing; nothing was taken. Fill in, or add --keep-missing.",
    ),
    "cli.places_taken": ("已采用。", "Taken."),
    "input.person_cell": (
        "{file} 的 {where}：像是{kind:of person}。本系统只按地点规划，不收个人信息，整表没有采用。"
        "请清空这个单元格后重新上传。",
        "{file}, {where}: looks like {kind:of person}. We plan for places and take nothing about "
        "persons; nothing of the table was taken. Clear the cell and bring the file again.",
    ),
    "input.person_header": (
        "{file} 的 {where}：这一列是{kind:of person}。本系统只按地点规划，不收个人信息，"
        "整表没有采用。请删去整列后重新上传。",
        "{file}, {where}: this column is about {kind:of person}. We plan for places and take "
        "nothing about persons; nothing was taken. Delete the column and bring the file again.",
    ),
    "input.person_remark": (
        "{file} 的批注、公式、超链接、页眉页脚或工作表名里像是有{kind:of person}。"
        "请删去后重新上传。",
        "{file}: a remark, a formula, a link, a page header or the name of a sheet holds what "
        "looks like {kind:of person}; delete it.",
    ),
    "input.person_text": (
        "写的内容里像是有{kind:of person}。本系统只按地点规划，不收个人信息，请去掉后再保存。",
        "This looks like {kind:of person}. We plan for places and take nothing about persons; "
        "leave it out and save again.",
    ),
    "input.person_more": (
        "{file} 还有 {count:n} 个这样的单元格。",
        "{file}: {count:n more such cell/more such cells}.",
    ),
    "input.places_columns": (
        "{file}：没有找到居民点编码（或名称）和户数、人口、警情件数这样的列。请用本页的模板。",
        "{file}: no column with code or name of a place and one with counts was found. Use the "
        "template of this page.",
    ),
    "input.places_sheets": (
        "{file} 有多张表都有居民点的数字（{sheets}），请只留一张。",
        "{file}: several sheets have counts by place ({sheets}); keep one.",
    ),
    "input.office_damaged": (
        "保存本单位设置的文件 {file} 读不出，请删除这个文件，或在页面上重新登记。",
        "The office's settings in {file} cannot be read; delete the file or enter them again.",
    ),
    "input.places_damaged": (
        "保存的居民点设置读不出，请删除后重新填写。技术说明：{told}",
        "What was kept about the places cannot be read; delete it and enter it again: {told}",
    ),
    "input.places_faulty": (
        "{file} 还有填错的单元格（{cells}），请先改正。",
        "{file}: cells with faults ({cells}); mend them first.",
    ),
    "input.cannot_fill": (
        "{file} 带有数字签名，或不是按通常方式写成的，不能写回。请在表格软件里打开，"
        "另存为 .xlsx 再上传。",
        "{file}: it is signed or written in an unusual way; open it in a spreadsheet program and "
        "save it as .xlsx again.",
    ),
    "input.raster_unreadable": (
        "{file}：应为单波段的 GeoTIFF 栅格，实际读不出。",
        "{file}: expected a GeoTIFF with one band, and it cannot be read.",
    ),
    "input.raster_system": (
        "{file}：栅格没有写明坐标系和位置，请带坐标系重新导出。",
        "{file}: the raster does not say where it lies; export it with its coordinate system.",
    ),
    "input.raster_bands": (
        "{file}：应为一个波段，实际有 {given} 个，请只导出人口那一个。",
        "{file}: expected one band, got {given}; export the one with the counts.",
    ),
    "input.raster_elsewhere": (
        "{file}：栅格不在本地区，请核对文件。",
        "{file}: the raster does not lie over this area; check the file.",
    ),
    "input.raster_too_large": (
        "{file}：本地区范围内超过 {limit:n} 个格子，请用粗一些的栅格。",
        "{file}: more than {limit:n cell/cells} over this area; use a coarser raster.",
    ),
    "input.raster_negative": (
        "{file}：栅格里有负数（{given}），请在文件里把它标为无数据。",
        "{file}: a count is below 0 ({given}); name it as nodata in the file.",
    ),
}
