"""The engines by name."""

from enum import StrEnum


class Method(StrEnum):
    """An engine, by the name that people see."""

    HIGHS = "HiGHS"
    NEIGHBOURHOODS = "neighbourhoods"
    PRICES = "prices"
    RUIN = "ruin and recreate"
    RUIN_TOO = "second ruin and recreate"
    ORDERS = "annealed order"
    CP_SAT = "CP-SAT"
    LISTS = "list schedules"
    TIDY = "tidying"
