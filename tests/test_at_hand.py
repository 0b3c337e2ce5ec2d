"""What was worked out of a thing is known as long as it is one of the last few, and of that very thing."""

from planner.model.at_hand import MOST, at_hand


class Thing:
    """Something that is like every other of its kind."""


def test_what_is_at_hand_is_not_worked_out_again_and_another_thing_is() -> None:
    asked: list[Thing] = []

    @at_hand
    def number(thing: Thing) -> int:
        asked.append(thing)
        return len(asked)

    one, other = Thing(), Thing()

    assert [number(one), number(other), number(one)] == [1, 2, 1]
    assert asked == [one, other]


def test_only_the_last_few_are_at_hand() -> None:
    asked: list[Thing] = []

    @at_hand
    def number(thing: Thing) -> int:
        asked.append(thing)
        return len(asked)

    things = [Thing() for _each in range(MOST + 1)]

    for thing in (*things, things[-1], things[0]):
        number(thing)

    assert len(asked) == MOST + 2
