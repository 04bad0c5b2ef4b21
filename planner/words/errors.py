"""Words of faults in the data a person gave: one sentence saying what to do."""

WORDS: dict[str, tuple[str, str]] = {
    "input.title": ("数据有误，无法继续", "The data has a fault and cannot be used"),
    "input.hint": ("请改正文件后刷新本页。", "Correct the file, then reload this page."),
}
