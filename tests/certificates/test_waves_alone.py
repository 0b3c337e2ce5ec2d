"""The best waves of one rollout by concave lines, against every wave on a grid."""

from random import Random

import pytest
from support.seeds import drawn
from verify_bound import GRAIN, PARTS, earlier

GRID = 40
"""Shares on the grid are whole parts of this; paces are too, so that the best waves lie on it."""


@pytest.mark.parametrize("seed", drawn(30, 300))
def test_lines_are_worth_the_best_waves_on_a_grid(seed: int) -> None:
    dice = Random(seed)
    periods, pace = dice.randint(1, 6), dice.randint(2, 20)
    bend, steeper = dice.randint(0, GRID // 2), dice.choice((0, 0, 1))  # falls one for one from the bend on
    least = {dice.randrange(periods): dice.randint(1, GRID)} if dice.random() < 0.5 else {}
    use = [dice.randint(-5, 10) for _period in range(periods)]
    wave = [dice.randint(-40, 5) for _period in range(periods)]

    def largest(share: int) -> int:
        return min(GRID, share + pace, share + max(0, pace + bend - share) if steeper else GRID)

    best: list[int | None] = [0] * (GRID + 1)
    for t in reversed(range(periods)):
        best = [
            max(
                (
                    use[t] * x + wave[t] * (x - share) + later
                    for x in range(share, largest(share) + 1)
                    if (later := best[x]) is not None and x >= least.get(t, 0)
                ),
                default=None,
            )
            for share in range(GRID + 1)
        ]
    lines = [(PARTS, 0), (pace * PARTS // GRID, PARTS)] + [((pace + bend) * PARTS // GRID, 0)] * steeper
    curve: tuple[list[tuple[int, int]], int] = [(0, 0)], 0
    for t in reversed(range(periods)):
        to_reach = least.get(t, 0) * PARTS // GRID
        curve = earlier(curve, GRID * use[t] * GRAIN, GRID * wave[t] * GRAIN, lines, to_reach)

    found = min(level for level, _rise in curve[0]) / GRAIN
    assert (curve[1] == 0) is (best[0] is not None)
    if best[0] is not None:
        assert best[0] - 1e-6 <= found <= best[0] + 1e-3
