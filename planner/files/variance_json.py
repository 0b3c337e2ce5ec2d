"""What has changed between the plans of two status dates, as JSON, and its schema."""

from enum import StrEnum

from planner.files.edits_json import edit_out
from planner.files.schema_parts import Json, array_of, described, object_with, or_nothing
from planner.rolling import SlipKind
from planner.say import finding_data, slip_data
from planner.variance import Became, Because, Days, Hindrance, HindranceKind, MeasureVariance, Variance


def variance_data(found: Variance) -> Json:
    """Give it as plain data; days are first and last ones."""
    value = found.value
    return {
        "from": found.before.roadmap.calendar.status_date.isoformat(),
        "to": found.after.roadmap.calendar.status_date.isoformat(),
        "value": None
        if value is None
        else {
            "realised_planned_nok": value.realised_planned_nok,
            "realised_nok": value.realised_nok,
            "to_come_planned_nok": value.to_come_planned_nok,
            "to_come_nok": value.to_come_nok,
        },
        "slips": [slip_data(each) for each in found.slips],
        "unread": [finding_data(each) for each in found.unread],
        "changes": [_change(each) for each in found.changes],
        "edits": [
            {"row": each.subject, "edits": [edit_out(edit) for edit in each.edits]} for each in found.edits
        ],
    }


def _change(each: MeasureVariance) -> Json:
    return {
        "measure": each.measure,
        "became": str(each.became),
        "was": _days(each.was),
        "now": _days(each.now),
        "later_periods": each.later_periods,
        "reasons": [str(reason) for reason in each.reasons],
        "slips": [slip_data(slip) for slip in each.slips],
        "hindrances": [_hindrance(hindrance) for hindrance in each.hindrances],
        "together": [_hindrance(hindrance) for hindrance in each.together],
        "through": list(each.through),
        "leads_to": list(each.leads_to),
        "worth": each.worth,
        "worth_nok": each.worth_nok,
    }


def _hindrance(each: Hindrance) -> Json:
    return {
        "kind": str(each.kind),
        "sector": each.sector,
        "budget": None if each.budget is None else dict(zip(_BUDGET, each.budget, strict=True)),
        "measures": list(each.measures),
        "drawn_by": list(each.drawn_by),
        "spent_more_nok": each.spent_more_nok,
        "rules": [finding_data(rule) for rule in each.rules],
    }


def _days(days: Days | None) -> Json | None:
    if days is None:
        return None
    return {"first": days.first.isoformat(), "last": None if days.last is None else days.last.isoformat()}


_TEXT, _NUMBER, _WHOLE, _YES_NO = ({"type": each} for each in ("string", "number", "integer", "boolean"))
_BUDGET = ("first_year", "last_year", "payer")


def variance_schema() -> Json:
    """Give the JSON Schema of the same; findings and edits are defined beside it."""
    names = ("realised_planned_nok", "realised_nok", "to_come_planned_nok", "to_come_nok")
    value = object_with(dict.fromkeys(names, _NUMBER))
    row = object_with({"row": _TEXT, "edits": array_of({"$ref": "#/$defs/Edit"})})
    return object_with(
        {
            "from": _DAY,
            "to": _DAY,
            "value": or_nothing(value, "By one yardstick; nothing where amounts count otherwise."),
            "slips": array_of(_slip_schema()),
            "unread": described(
                array_of({"$ref": "#/$defs/Finding"}),
                "Why what the later roadmap tells of some measures is no report: they count as planned.",
            ),
            "changes": array_of(_change_schema()),
            "edits": described(array_of(row), "Rows that neither the plan nor a report has made so."),
        }
    )


def _change_schema() -> Json:
    names = array_of(_TEXT)
    return object_with(
        {
            "measure": _TEXT,
            "became": _one_of(Became),
            "was": or_nothing(_DAYS),
            "now": or_nothing(_DAYS),
            "later_periods": or_nothing(_WHOLE, "By how many periods its end comes later."),
            "reasons": described(
                array_of(_one_of(Because)), "Its own slip first, then what more there is to it."
            ),
            "slips": array_of(_slip_schema()),
            "hindrances": described(array_of(_hindrance_schema()), "What its old date breaks."),
            "together": described(
                array_of(_hindrance_schema()),
                "Where no way leads to a slip: what is broken once those it moved with go back too.",
            ),
            "through": described(names, "Measures whose moves lie between it and what it leads to."),
            "leads_to": described(names, "Measures whose slips are behind it."),
            "worth": or_nothing(_NUMBER, "What the score would lose with the old date."),
            "worth_nok": or_nothing(_NUMBER, "The same in net present value."),
        }
    )


def _slip_schema() -> Json:
    share = or_nothing(_NUMBER)
    parts = {
        **dict.fromkeys(("measure", "phase", "sector"), _TEXT),
        "kind": _one_of(SlipKind),
        "periods": _WHOLE,
        "planned_share": share,
        "found_share": share,
        "is_reported": described(_YES_NO, "Whether it was reported itself; else it follows from what was."),
    }
    return object_with(parts)


def _hindrance_schema() -> Json:
    budget = object_with(dict(zip(_BUDGET, (_WHOLE, _WHOLE, _TEXT), strict=True)))
    return object_with(
        {
            "kind": _one_of(HindranceKind),
            "sector": _TEXT,
            "budget": or_nothing(budget, "Of which there is too little; an empty payer is everybody."),
            "measures": described(array_of(_TEXT), "The others of an order, or who fills what it waits for."),
            "drawn_by": described(array_of(_TEXT), "Other measures that draw much on the budget."),
            "spent_more_nok": described(
                _NUMBER, "What was spent of the budget before, above what was planned."
            ),
            "rules": array_of({"$ref": "#/$defs/Finding"}),
        }
    )


def _one_of(kind: type[StrEnum]) -> Json:
    return {"enum": [each.value for each in kind]}


_DAY: Json = {"type": "string", "format": "date"}
_DAYS = object_with({"first": _DAY, "last": or_nothing(_DAY)})
