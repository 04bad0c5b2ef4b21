"""What every command shares: areas that come along, one-sentence errors, writing files."""

from __future__ import annotations

import errno
import math
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from geo.schema import InputError, SchemaError
from planner.outcome import Effort
from planner.problem import ProblemError
from planner.problem.tour_parts import DAYS_MOST
from planner.words import Lang, explain, kinds_of_fault, known, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from planner.outcome import Conflict

    Tell = Callable[[str], None]

T = TypeVar("T")
FINE, NOT_FINE = 0, 1
_ROOT = Path(__file__).parents[2]
AREAS = {
    "luoyan": _ROOT / "data" / "boundaries",
    "liechtenstein": _ROOT / "data" / "examples" / "liechtenstein",
}
_READ = (
    *("grids", "boundary", "units", "expect_codes", "places", "exceptions", "decisions"),
    *("old", "new", "counts", "file", "table"),
)
_EFFORT = {"seed": (0, 2**31 - 1), "work": (1, 10**6)}  # as `Effort` takes them
_WRITTEN = ("out", "json", "proof", "cases", "ledger", "carried", "report")


class BadInput(Exception):  # noqa: N818 - an answer to a person, said in one sentence
    """Input nobody can work with; the text is one sentence in the person's language."""


def worded(error: InputError, lang: Lang) -> str:
    """Say what is wrong with the input: translated where the catalogue can, else in English.

    Of many faults the first is told, and how many more there are.
    """
    if isinstance(error, SchemaError):
        first = worded(error.faults[0], lang)
        told = {"first": first.rstrip(".。"), "more": len(error.faults) - 1, **error.facts}
        return explain("input", error.code, told, lang) if told["more"] else first
    if known(f"input.{error.code}"):
        names = kinds_of_fault(lang) if "kinds" in error.facts else None
        return explain("input", error.code, error.facts, lang, names=names)
    return str(error)


def area_folder(args: argparse.Namespace) -> Path:
    """Return the folder of the area named, one that comes along or one of their own.

    Raises
    ------
    BadInput
        If no area lies there.
    """
    folder = AREAS.get(args.area, Path(args.area))
    if not (folder / "area.json").is_file():
        raise BadInput(say("cli.no_area", args.lang, given=args.area))
    return folder


def effort(args: argparse.Namespace) -> Effort:
    """Read the effort asked for."""
    check_bounds(args, _EFFORT)
    return Effort(seed=args.seed, work=args.work)


def check_bounds(args: argparse.Namespace, bounds: Mapping[str, tuple[int, int]]) -> None:
    """Refuse a number outside its bounds (word -> least, most); one not given is let be.

    Raises
    ------
    BadInput
        With the word.
    """
    for name, (least, most) in bounds.items():
        given = getattr(args, name)
        if given is not None and not least <= given <= most:
            facts = {"word": f"--{name.replace('_', '-')}", "least": least, "most": most}
            raise BadInput(say("cli.bad_number", args.lang, given=given, **facts))


def check_days(args: argparse.Namespace) -> None:
    """Refuse a horizon of patrols nobody can plan."""
    if not 1 <= args.days <= DAYS_MOST:
        raise BadInput(say("cli.tours_days", args.lang, most=DAYS_MOST, given=args.days))


def check_words(args: argparse.Namespace) -> None:
    """Refuse words no drawing can be checked by: no outline, no tolerance, an input written over.

    Raises
    ------
    BadInput
        With the word.
    """
    if args.boundary is None and args.units is None:
        raise BadInput(say("cli.need_boundary", args.lang))
    if not 0 <= args.tolerance_m < math.inf:
        raise BadInput(say("cli.bad_tolerance", args.lang, given=args.tolerance_m))
    keep_inputs(args)


def keep_inputs(args: argparse.Namespace) -> None:
    """Refuse to write over a file that is read, and two results to one file.

    Raises
    ------
    BadInput
        With the file that two words name.
    """
    given = vars(args)
    read = [*given.get("files", ()), *(given.get(name) for name in _READ)]
    taken = {path.resolve() for path in read if path is not None}
    for name in _WRITTEN:
        path = given.get(name)
        if path is None:
            continue
        if path.resolve() in taken:
            raise BadInput(say("cli.same_file", args.lang, word=f"--{name}", file=path))
        taken.add(path.resolve())


@contextmanager
def asking(lang: Lang) -> Iterator[None]:
    """Make what is wrong with input or question one sentence.

    Raises
    ------
    BadInput
        With it.
    """
    try:
        yield
    except InputError as error:
        raise BadInput(worded(error, lang)) from error
    except ProblemError as error:
        raise BadInput(say("cli.bad_question", lang, told=str(error))) from error


def tell_conflicts(
    conflicts: Iterable[Conflict], lang: Lang, tell: Tell, names: Mapping[str, str] | None = None
) -> None:
    """Tell which rules clash, a line each."""
    for conflict in conflicts:
        reason = explain("conflict", conflict.rule, conflict.facts, lang, names=names)
        tell(say("cli.because", lang, reason=reason))


def write_told(path: Path, lang: Lang, write: Callable[[Path], Iterable[Path]], tell: Tell) -> None:
    """Write files into a folder and tell each."""
    for file in writing(path, lang, write):
        tell(say("cli.wrote", lang, file=file))


def writing(path: Path, lang: Lang, write: Callable[[Path], T]) -> T:
    """Write a file; what the machine refuses becomes a sentence."""
    try:
        return write(path)
    except OSError as error:
        key = f"cli.errno_{errno.errorcode.get(error.errno or 0, '')}"
        told = say(key if known(key) else "cli.errno", lang)
        raise BadInput(say("cli.cannot_write", lang, file=path, told=told)) from error
