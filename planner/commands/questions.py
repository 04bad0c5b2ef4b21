"""Answer and judge question files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner import solve_files
from planner.commands.common import NOT_FINE, BadInput, effort

if TYPE_CHECKING:
    import argparse

    from planner.commands.common import Tell


def solve(args: argparse.Namespace, tell: Tell) -> int:
    """Answer a question file."""
    report = solve_files.solve_file(args.problem, args.out, effort=effort(args), lang=args.lang)
    return _told(report, tell)


def judge(args: argparse.Namespace, tell: Tell) -> int:
    """Check an answer file against its question."""
    return _told(solve_files.judge_files(args.problem, args.outcome, lang=args.lang), tell)


def _told(report: solve_files.Report, tell: Tell) -> int:
    if report.status > NOT_FINE:
        raise BadInput(" ".join(report.lines))
    for line in report.lines:
        tell(line)
    return report.status
