"""Command line: import, check, repair, lineage, roads, propose, solve, judge, tours, demo.

Exit status 0: fine. 1: faults, or no plan, with reasons. 2: bad input, in one sentence.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from planner.commands import BadInput
from planner.commands.parser import Parser
from planner.commands.verbs import VERBS
from planner.words import LANGS, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.words import Lang

BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        args = _parser(_lang(given)).parse_args(given)
        status: int = args.run(args, _tell)
    except BadInput as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    except BrokenPipeError:
        return 0
    return status


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _lang(given: Sequence[str]) -> Lang:
    """Language of the help texts, before the words are parsed."""
    for word, following in zip(given, [*given[1:], ""], strict=False):
        if word == "--lang=en" or (word == "--lang" and following == "en"):
            return "en"
    return "zh"


def _parser(lang: Lang) -> Parser:
    parser = Parser(lang, prog="planner", description=say("cli.about", lang))
    verbs = parser.add_subparsers(  # type: ignore[call-overload]  # any callable will do
        required=True, metavar=say("cli.verb", lang), parser_class=partial(Parser, lang)
    )
    for name, (build, run) in VERBS.items():
        verb = verbs.add_parser(name, help=say(f"cli.{name}", lang))
        build(verb, lang)
        verb.add_argument("--lang", choices=LANGS, default="zh", help=say("cli.lang", lang))
        verb.set_defaults(run=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
