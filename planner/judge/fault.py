"""What the judge says about a plan that breaks a rule."""

from dataclasses import dataclass

from planner.outcome import Facts, facts


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule: its name, as in the question, and the facts that show it."""

    rule: str
    facts: Facts = ()


def fault(rule: str, **values: str | int) -> Fault:
    """Return a fault with its facts in the order given."""
    return Fault(rule, facts(**values))
