"""Who answers for which grid: rules, answer, changes, map, table, cures, other plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.ui import cards, desk, downloads, maps
from pages.ui.assignment import cures, others, rules, shelf
from planner import responders
from planner.demand.responder_book import asked as under
from planner.problem import problem_id
from planner.problem.responder import ResponderPlan
from planner.report import atlas_plans, layers, tables
from planner.words import say

if TYPE_CHECKING:
    from pages.ui.assignment.asked import Asked
    from planner.outcome import Outcome
    from planner.problem import ResponderProblem


def show(asked: Asked) -> None:
    """Show the form, ask, and show the answer."""
    lang, names = asked.lang, asked.names
    rules.form(asked.ground.area.area_id, asked.book, lang)
    kept, keep = shelf.chosen(asked)
    before = kept.first if kept and keep else None
    problem = under(asked.base, asked.book, before=before, skills=asked.teams.skills)
    key = problem_id(problem)
    problem = cures.taken(problem, key, asked)
    outcome = desk.answered(problem_id(problem), problem, responders.solve, asked.effort, lang)
    if outcome is None:
        return
    cards.answer(outcome, names, lang, objective="responder.objective_help")
    plan = outcome.plan
    if isinstance(plan, ResponderPlan):
        shelf.changes(asked, problem, plan, kept)
        _plan(asked, problem, outcome)
    cards.left_out(outcome, names, lang)
    if isinstance(plan, ResponderPlan):
        cures.show(outcome, key, asked)
        others.show(asked, problem, plan)
        _files(asked, problem, outcome)
    cards.run(outcome, lang)


def _plan(asked: Asked, problem: ResponderProblem, outcome: Outcome[ResponderPlan]) -> None:
    ground, context, lang = asked.ground, asked.context, asked.lang
    maps.show(
        ground,
        say("page.responders", lang),
        lang,
        lambda: atlas_plans.responder_map_layers(
            ground,
            layers.responder_layers(problem, outcome, context),
            asked.names,
            lang,
            limit_s=problem.rules.limit_s,
        ),
        key=f"{problem_id(problem)}|{asked.effort.work}|{outcome.objective}",
    )
    table = tables.responder_table(problem, outcome, context, lang)
    cards.table(table, lang, name="responders", title=say("responder.table", lang))


def _files(asked: Asked, problem: ResponderProblem, outcome: Outcome[ResponderPlan]) -> None:
    context, lang = asked.context, asked.lang
    downloads.files(
        asked.ground,
        "responders",
        lambda: {
            say("sheet.responders", lang): tables.responder_table(problem, outcome, context, lang),
            say("sheet.responder_left", lang): tables.left_out_table(outcome, asked.names, lang),
        },
        lambda: layers.responder_layers(problem, outcome, context),
        lang,
    )
