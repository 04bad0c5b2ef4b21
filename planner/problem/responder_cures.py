"""A responder question with one of its cures taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.outcome import Cure
    from planner.problem.responder import Post, ResponderProblem


def with_cure(problem: ResponderProblem, cure: Cure) -> ResponderProblem:
    """Return the question with the change a cure proposes.

    Raises
    ------
    LookupError
        The cure is of no kind that responders have, or its post is not in the question.
    """
    told = dict(cure.facts)
    post_id = str(told["post"])
    if post_id not in {post.post_id for post in problem.posts}:
        raise LookupError(post_id)
    if cure.kind == "backup_limit_s":
        rules = replace(problem.rules, backup_limit_s=int(told["reach_s"]))
        return replace(problem, rules=rules)
    posts = tuple(
        _better(post, cure.kind, int(told.get("households", 0)))
        if post.post_id == post_id
        else post
        for post in problem.posts
    )
    return replace(problem, posts=posts)


def _better(post: Post, kind: str, households: int) -> Post:
    match kind:
        case "raise_capacity":
            return replace(post, capacity=post.capacity + households)
        case "let_lead":
            return replace(post, may_lead=True)
        case "open_post":
            return replace(post, open=True)
    raise LookupError(kind)
