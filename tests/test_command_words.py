"""What the command line says about words it does not understand, in the reader's language."""

import pytest

from planner.__main__ import main

WRONG = [
    ([], "还缺 命令"),
    (["chek"], "命令 不能是 chek，可以是：import check"),
    (["check"], "还缺 grids"),
    (["check", "a", "--tolerance-m", "zz"], "--tolerance-m 的值 zz 不是应有的数字"),
    (["check", "a", "--nope"], "不认识 --nope"),
    (["check", "a", "--crs"], "--crs 后面要写一个值"),
    (["check", "a", "--e", "1"], "--e 有几种可能：--expect-codes"),
    (["propose", "a", "--grids", "2", "--households", "1", "2"], "--households 和 --grids"),
    (["propose", "a", "--households", "1"], "--households 后面要写 2 个值"),
    (["check", "a", "--help=1"], "--help 后面不写值（1）"),
]


@pytest.mark.parametrize(("given", "told"), WRONG)
def test_remarks_of_the_command_line_are_in_chinese(given, told, capsys):
    assert main(given) == 2
    said = capsys.readouterr().err
    assert told in said
    assert not set(said.split()) & {"argument", "error:", "usage:", "arguments", "invalid"}


@pytest.mark.parametrize("given", [given for given, _ in WRONG])
def test_the_same_remarks_are_in_english_when_asked_for(given, capsys):
    assert main([*given, "--lang=en"]) == 2
    assert capsys.readouterr().err.isascii()


def test_the_help_is_in_one_language(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["check", "--help"])
    assert stop.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("用法：")
    assert not {"usage:", "options:", "arguments:", "show"} & set(told.split())
