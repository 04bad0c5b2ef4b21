"""Command line: check, solve, judge, demo.

Exit status 0: fine. 1: faults, or no plan, with reasons. 2: bad input, in one sentence.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from planner import commands
from planner.words import LANGS, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.words import Lang

BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        args = _parsed(given, _lang(given))
        status: int = args.run(args, _tell)
    except commands.BadInput as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    except BrokenPipeError:
        return 0
    return status


def _parsed(given: Sequence[str], lang: Lang) -> argparse.Namespace:
    """Parse the words; what argparse would print over several lines becomes one sentence."""
    told = io.StringIO()
    try:
        with contextlib.redirect_stderr(told):
            return _parser(lang).parse_args(given)
    except SystemExit as stop:
        if not stop.code:
            raise
        sentence = told.getvalue().strip().rpartition("error: ")[2]
        raise commands.BadInput(say("cli.usage", lang, told=sentence)) from stop


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _lang(given: Sequence[str]) -> Lang:
    """Language of the help texts, before the words are parsed."""
    for word, following in zip(given, [*given[1:], ""], strict=True):
        if word == "--lang=en" or (word == "--lang" and following == "en"):
            return "en"
    return "zh"


def _parser(lang: Lang) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="planner", description=say("cli.about", lang))
    verbs = parser.add_subparsers(required=True, metavar="check|solve|judge|demo")
    for name, build in (("check", _check), ("solve", _solve), ("judge", _judge), ("demo", _demo)):
        verb = verbs.add_parser(name, help=say(f"cli.{name}", lang))
        build(verb, lang)
        verb.add_argument("--lang", choices=LANGS, default="zh", help=say("cli.lang", lang))
        verb.set_defaults(run=getattr(commands, name))
    return parser


def _check(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("grids", type=Path, help=say("cli.grids", lang))
    verb.add_argument("--boundary", type=Path, help=say("cli.boundary", lang))
    verb.add_argument("--units", type=Path, help=say("cli.units", lang))
    verb.add_argument("--expect-codes", type=Path, help=say("cli.expect_codes", lang))
    verb.add_argument("--layer", help=say("cli.layer", lang))
    verb.add_argument("--boundary-layer", help=say("cli.boundary_layer", lang))
    verb.add_argument("--units-layer", help=say("cli.units_layer", lang))
    verb.add_argument("--encoding", default="", help=say("cli.encoding", lang))
    verb.add_argument("--system", default="", help=say("cli.system", lang))
    verb.add_argument("--crs", help=say("cli.crs", lang))
    verb.add_argument("--tolerance-m", type=float, default=0.01, help=say("cli.tolerance", lang))
    verb.add_argument("--json", type=Path, help=say("cli.json", lang))
    verb.add_argument("--cases", type=Path, help=say("cli.cases", lang))


def _solve(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("problem", type=Path, help=say("cli.problem", lang))
    verb.add_argument("--out", type=Path, required=True, help=say("cli.out_outcome", lang))
    _effort(verb, lang)


def _judge(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("problem", type=Path, help=say("cli.problem", lang))
    verb.add_argument("outcome", type=Path, help=say("cli.outcome", lang))


def _demo(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("--area", default="luoyan", help=say("cli.area", lang))
    verb.add_argument("--out", type=Path, required=True, help=say("cli.out", lang))
    verb.add_argument("--date", help=say("cli.date", lang))
    _effort(verb, lang)


def _effort(verb: argparse.ArgumentParser, lang: Lang) -> None:
    verb.add_argument("--seed", type=int, default=0, help=say("cli.seed", lang))
    verb.add_argument("--work", type=int, default=10, help=say("cli.work", lang))


if __name__ == "__main__":
    sys.exit(main())
