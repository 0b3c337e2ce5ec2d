"""How a plan came about: which methods were chosen, what went wrong, whether it is tidy and settled."""

import re
from collections.abc import Mapping

from planner.language import _, integer, worded
from planner.model import Fault, FaultKind, Plan
from planner.say.scores import score_words


def method_words(method: str) -> str:
    """Name a method of the search; a product keeps its own name."""
    named = {
        "list schedule": _("list schedule"),
        "list schedules": _("many list schedules"),
        "neighbourhoods": _("neighbourhood search"),
        "prices": _("prices of what is scarce"),
        "ruin and recreate": _("ruin and recreate"),
        "second ruin and recreate": _("second ruin and recreate"),
        "annealed order": _("annealed order"),
        "tidying": _("tidying"),
    }
    return named.get(method, method)


def tidy_words(plan: Plan) -> str:
    """Say whether each measure has the best place of its own; empty where nobody looked."""
    if plan.tidy is None:
        return ""
    if plan.tidy:
        return _("no measure alone could lie better, or as well and earlier, with all others as they are")
    return _("not all measures were looked at one by one: some may lie later than they need to")


def settled_words(plan: Plan) -> str:
    """Say whether measures lie elsewhere than before without need; empty where nobody looked."""
    if plan.settled is None:
        return ""
    if not plan.settled:
        return _("not all measures that have moved were looked at: some may have moved without need")
    if plan.given_up <= 0:
        return _("no measure has moved but where it must, or where that is worth what a move costs")
    return _(
        "no measure has moved but where it must, or where that is worth what a move costs; {loss} was given "
        "up for it",
        loss=score_words(plan, plan.given_up),
    )


def choice_words(plan: Plan) -> str:
    """Say which methods were chosen and by what features of the roadmap; empty where nothing was chosen."""
    told = dict(plan.choice)
    if not told.get("methods"):
        return ""
    methods = ", ".join(method_words(method) for method in told["methods"].split(", "))
    features = _features(told)
    if not features:
        return methods
    return _("{methods}; chosen for {features}", methods=methods, features=", ".join(features))


def fault_lines(plan: Plan) -> list[str]:
    """Say what went wrong while a plan was made, each thing once."""
    return list(dict.fromkeys(fault_words(fault) for fault in plan.faults))


def fault_words(fault: Fault) -> str:
    """Say what went wrong in one sentence, with the engine's name for people first."""
    engine, detail = method_words(fault.method), fault.detail
    said = {
        FaultKind.OUT_OF_MEMORY: _(
            "{method} ran out of memory, at {limit} GB.", method=engine, limit=_number(detail)
        ),
        FaultKind.FAILED: _("{method} failed: {why}", method=engine, why=detail),
        FaultKind.ENDED: _("{method} was ended from outside, with code {code}.", method=engine, code=detail),
        FaultKind.LOST: _("{method} ended without a word of how its work went.", method=engine),
        FaultKind.NOT_READY: _(
            "{method} took no part: not made ready yet (python3 make.py setup does it).", method=engine
        ),
        FaultKind.REFUSED: _("The judge refused the last plan; an earlier one stands instead."),
    }[fault.kind]
    return said[:1].upper() + said[1:]


def _features(told: Mapping[str, str]) -> list[str]:
    """Give the features that have a name for people; the others stay in the data."""
    named = {
        "measures": _("measures"),
        "phases": _("phases"),
        "rollouts": _("rollouts"),
        "adaptations": _("adaptations"),
        "periods": _("periods"),
        "step variables": _("variables in the step model"),
    }
    counted = [f"{_number(told[key])} {name}" for key, name in named.items() if key in told]
    adds_up = {
        "yes": _("an objective that adds up over measures"),
        "no": _("an objective that does not add up over measures"),
    }
    return [*counted, *(words for key, words in adds_up.items() if told.get("additive") == key)]


def _number(text: str) -> str:
    """Write a number that is kept as text as the language does; what is no number stays."""
    if text.isdecimal():
        return integer(int(text))
    return worded(float(text)) if re.fullmatch(r"\d+\.\d+", text) else text


def unready_lines(plan: Plan) -> list[str]:
    """Name the methods that were not compiled yet when the plan was computed."""
    methods = dict.fromkeys(method_words(each.method) for each in plan.faults if is_unready(each))
    if not methods:
        return []
    named = ", ".join(methods)
    return [
        _("Computed without {methods}: not ready yet. Compute again for what may be better.", methods=named)
    ]


def is_unready(fault: Fault) -> bool:
    """Tell whether a method took no part because it was not compiled yet."""
    return fault.kind is FaultKind.NOT_READY


def plan_facts(plan: Plan) -> str:
    """Say what the plan can be told apart by: the data's digest, the seed, the versions, the methods."""
    versions = ", ".join(f"{product} {version}" for product, version in plan.versions)
    words = _(
        "Input digest {digest}. Seed {seed}. {versions}",
        digest=plan.digest[:16],
        seed=plan.seed,
        versions=versions,
    )
    chosen = choice_words(plan)
    return _("{facts}. Methods: {methods}", facts=words, methods=chosen) if chosen else words
