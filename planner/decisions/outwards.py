"""How far an instant can be moved before something fails."""

from collections.abc import Callable


def furthest(allows: Callable[[int], bool], known: int, last: int) -> int:
    """Give the instant furthest from a known one, towards a last one, that is still allowed.

    What is allowed at an instant is taken to be so at all before it. Steps double as long as they are, and
    halve when they are not: little is asked where there is little room.

    Examples
    --------
    >>> furthest(lambda instant: instant <= 13, 4, 40), furthest(lambda instant: instant >= 2, 4, 0)
    (13, 2)
    >>> furthest(lambda instant: False, 4, 40), furthest(lambda instant: True, 4, 40)
    (4, 40)
    """
    side = 1 if last >= known else -1
    failed, reach = last + side, 1
    while abs(failed - known) > 1:
        asked = known + side * min(reach, abs(failed - known) - 1)
        if allows(asked):
            known, reach = asked, 2 * reach
        else:
            failed, reach = asked, max(1, abs(asked - known) // 2)
    return known
