"""A parser of the command line that speaks the reader's language; argparse knows English only."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, NoReturn

from planner.commands.common import BadInput
from planner.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.words import Lang

# what argparse says -> key of our sentence; the groups are its facts
_REMARKS = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"the following arguments are required: (?P<names>.+)", "missing"),
        (
            r"argument (?P<name>.+?): invalid choice: (?P<given>.+?) \(choose from (?P<known>.+)\)",
            "choice",
        ),
        (r"argument (?P<name>.+?): invalid \w+ value: (?P<given>.+)", "value"),
        (r"argument (?P<name>.+?): expected (at least )?one argument", "alone"),
        (r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)", "both"),
        (r"argument (?P<name>.+?): ignored explicit argument (?P<given>.+)", "flag"),
        (r"argument (?P<name>.+?): expected (?P<count>\d+) arguments", "several"),
        (r"unrecognized arguments: (?P<given>.+)", "unknown"),
        (r"ambiguous option: (?P<given>\S+) could match (?P<known>.+)", "ambiguous"),
    )
)


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and refusals are in one language."""

    def __init__(self, lang: Lang, **settings: str) -> None:
        super().__init__(add_help=False, **settings)  # type: ignore[arg-type]
        self.lang = lang
        self._positionals.title = say("cli.positionals", lang)
        self._optionals.title = say("cli.optionals", lang)
        self.add_argument("-h", "--help", action="help", help=say("cli.help", lang))

    def error(self, message: str) -> NoReturn:
        """Refuse the words in one sentence.

        Raises
        ------
        BadInput
            Always.
        """
        raise BadInput(say("cli.usage", self.lang, told=remark(message, self.lang)))

    def format_usage(self) -> str:
        """Write how the command is written."""
        return self._in_words(super().format_usage())

    def format_help(self) -> str:
        """Write the help."""
        return self._in_words(super().format_help())

    def _in_words(self, text: str) -> str:
        return re.sub(r"\Ausage:", f"{say('cli.usage_head', self.lang)}", text)


def remark(message: str, lang: Lang) -> str:
    """Say a remark of argparse in the reader's language; one it did not make before stays."""
    for pattern, key in _REMARKS:
        found = pattern.fullmatch(message)
        if found:
            facts = {name: _bare(text) for name, text in found.groupdict().items()}
            return say(f"cli.usage.{key}", lang, **facts)
    return message


def _bare(text: str) -> str:
    """Leave away the quotes of Python around the words of a person."""
    words: Iterable[str] = (word.strip().strip("'") for word in text.split(", "))
    return " ".join(words)
