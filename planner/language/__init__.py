"""The language of texts and numbers for people: bokmål first, nynorsk begun, English beside them.

Texts stand in the code in English; catalogues hold the bokmål, and the nynorsk as far as it has come:
where that has no text, the bokmål is read. From ``planner.say`` upwards ``_`` and
``ngettext`` give them in the language in use. Below, ``to_say`` keeps a text with its values as a
``Message``; ``worded`` writes it when it is shown, in the language of who reads it. How numbers are rounded
stands in ``docs/problem.md``, section 9: amounts half away from zero, here; what is reached downwards and
gaps upwards, in ``planner.say``.
"""

from planner.language.message import (
    Form,
    Listed,
    Message,
    Quantity,
    ToldError,
    Value,
    Word,
    apart,
    as_data,
    from_data,
    in_a_row,
    in_brackets,
    in_millions,
    in_percent,
    message_of,
    sentences,
    to_say,
    worded,
)
from planner.language.numbers import (
    day,
    decimal,
    half_away,
    integer,
    listed,
    millions,
    moment_words,
    ngettext,
    percent,
    person_months,
)
from planner.language.system import reason_of
from planner.language.texts import CATALOGUES, LANGUAGES, _, in_language, language, set_language

__all__ = [
    "CATALOGUES",
    "LANGUAGES",
    "Form",
    "Listed",
    "Message",
    "Quantity",
    "ToldError",
    "Value",
    "Word",
    "_",
    "apart",
    "as_data",
    "day",
    "decimal",
    "from_data",
    "half_away",
    "in_a_row",
    "in_brackets",
    "in_language",
    "in_millions",
    "in_percent",
    "integer",
    "language",
    "listed",
    "message_of",
    "millions",
    "moment_words",
    "ngettext",
    "percent",
    "person_months",
    "reason_of",
    "sentences",
    "set_language",
    "to_say",
    "worded",
]
