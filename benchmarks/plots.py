"""Line charts as plain SVG: light to keep in the repository, and shown by every page that shows Markdown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 760.0, 430.0
LEFT, RIGHT, TOP, BOTTOM = 76.0, 200.0, 48.0, 60.0
COLOURS = ("#0b3d91", "#b34700", "#00664a", "#8a1f6b", "#5c5c00", "#0077a3", "#7a2b12", "#3d3d3d")
"""Each has a contrast of at least 4.5 to white, and all differ in lightness or dash where hues look alike."""
DASHES = ("", "7 4", "2 3", "10 3 2 3")
INK, GREY, RULE = "#1a1a1a", "#595959", "#d9d9d9"
LABEL_DISTANCE = 17.0


@dataclass(frozen=True, slots=True)
class Line:
    """A named line through points; ``stepped`` keeps each figure until the next point."""

    name: str
    points: Sequence[tuple[float, float]]
    stepped: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis: what it shows, whether it is logarithmic, and the least range it covers, else from 0."""

    title: str
    log: bool = False
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart: its title, its axes and its lines, and levels drawn across, such as targets."""

    title: str
    x: Axis
    y: Axis
    lines: Sequence[Line]
    levels: Sequence[tuple[str, float]] = field(default=())


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns figures into places on the picture."""

    low: float
    high: float
    begin: float
    end: float
    log: bool

    def __call__(self, figure: float) -> float:
        """Give the place of a figure; what lies outside is drawn at the edge."""
        low, high, at = (self._plain(each) for each in (self.low, self.high, figure))
        share = (at - low) / (high - low)
        return self.begin + min(1.0, max(0.0, share)) * (self.end - self.begin)

    def ticks(self) -> list[float]:
        """Give round figures along the axis."""
        return _powers(self.low, self.high) if self.log else _rounds(self.low, self.high)

    def _plain(self, figure: float) -> float:
        return log10(max(figure, self.low)) if self.log else figure


def svg(chart: Chart) -> str:
    """Write a chart as SVG, with a description for those who do not see it."""
    x = _scale(chart.x, [at for line in chart.lines for at, _ in line.points], LEFT, WIDTH - RIGHT)
    figures = [at for line in chart.lines for _, at in line.points] + [level for _, level in chart.levels]
    y = _scale(chart.y, figures, HEIGHT - BOTTOM, TOP)
    parts = [*_frame(chart, x, y), *_levels(chart, y), *_lines(chart, x, y), *_legend(chart)]
    return "\n".join([*_head(chart), *parts, "</svg>", ""])


def _head(chart: Chart) -> Iterator[str]:
    names = ", ".join(line.name for line in chart.lines)
    told = f"{chart.title}. {chart.y.title} over {chart.x.title}. Lines: {names}."
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}" '
        f'role="img" aria-label="{escape(told)}" font-family="Helvetica, Arial, sans-serif" font-size="13">'
    )
    yield f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#ffffff"/>'
    yield _text(LEFT, 26, chart.title, size=16, weight="bold")


def _frame(chart: Chart, x: Scale, y: Scale) -> Iterator[str]:
    """Draw rules, figures along the axes, and what the axes show."""
    for tick in y.ticks():
        yield _rule(LEFT, y(tick), WIDTH - RIGHT, y(tick))
        yield _text(LEFT - 8, y(tick) + 4, _written(tick), anchor="end", colour=GREY)
    for tick in x.ticks():
        yield _rule(x(tick), TOP, x(tick), HEIGHT - BOTTOM)
        yield _text(x(tick), HEIGHT - BOTTOM + 19, _written(tick), anchor="middle", colour=GREY)
    middle_x, middle_y = (LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2
    yield _text(middle_x, HEIGHT - 16, chart.x.title, anchor="middle")
    yield _text(20, middle_y, chart.y.title, anchor="middle", turned=True)


def _levels(chart: Chart, y: Scale) -> Iterator[str]:
    """Draw levels across, each with its name at the right edge of the plot."""
    for name, level in chart.levels:
        at = y(level)
        yield _rule(LEFT, at, WIDTH - RIGHT, at, colour=INK, dash="4 4")
        yield _text(WIDTH - RIGHT - 4, at - 5, name, anchor="end", size=12)


def _lines(chart: Chart, x: Scale, y: Scale) -> Iterator[str]:
    for number, line in enumerate(chart.lines):
        colour, dash = _style(number)
        places = [(x(a), y(b)) for a, b in (_steps(line.points) if line.stepped else line.points)]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in places)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.2"{dashed}/>'
        if line.marked:
            yield from (f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>' for a, b in places)


def _legend(chart: Chart) -> Iterator[str]:
    """Name each line beside the plot."""
    left = WIDTH - RIGHT + 16
    for number, line in enumerate(chart.lines):
        colour, dash = _style(number)
        at = TOP + 8 + number * LABEL_DISTANCE
        yield _rule(left, at, left + 26, at, colour=colour, dash=dash, width=2.2)
        yield _text(left + 33, at + 4, line.name, size=12)


def _style(number: int) -> tuple[str, str]:
    """Give colour and dash of a line: no two alike, also without colours."""
    return COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]


def _steps(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Give a staircase through the points."""
    for number, (at, figure) in enumerate(points):
        if number:
            yield at, points[number - 1][1]
        yield at, figure


def _scale(axis: Axis, figures: Sequence[float], begin: float, end: float) -> Scale:
    held = [*figures, *(each for each in (axis.least, axis.most) if each is not None)]
    if axis.log:
        held = [each for each in held if each > 0] or [1.0]
        low = axis.least or 10 ** floor(log10(min(held)))
        high = 10 ** ceil(log10(max(held)))
        return Scale(low, high if high > low else 10 * low, begin, end, log=True)
    held += [0.0] if axis.least is None else []
    low, high = min(held), max(held)
    step = _step(low, high if high > low else low + 1.0)
    return Scale(step * floor(low / step), step * max(1, ceil(high / step)), begin, end, log=False)


def _step(low: float, high: float) -> float:
    """Give a round distance that makes some five steps."""
    rough = (high - low) / 5
    power = 10.0 ** floor(log10(rough))
    return next(each * power for each in (1.0, 2.0, 2.5, 5.0, 10.0) if each * power >= rough * 0.999)


def _rounds(low: float, high: float) -> list[float]:
    step = _step(low, high)
    return [low + number * step for number in range(round((high - low) / step) + 1)]


def _powers(low: float, high: float) -> list[float]:
    """Give powers of ten, with 2 and 5 times each where there are few."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    factors = (1, 2, 5) if len(powers) <= 3 else (1,)
    ticks = [factor * 10.0**power for power in powers for factor in factors]
    return [tick for tick in ticks if low * 0.999 <= tick <= high * 1.001]


def _written(figure: float) -> str:
    """Write a figure of an axis, thousands apart."""
    return f"{figure:,.10g}".replace(",", "\u202f")


def _rule(
    x: float, y: float, to_x: float, to_y: float, *, colour: str = RULE, dash: str = "", width: float = 1.0
) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}" '
        f'stroke-width="{width:g}"{dashed}/>'
    )


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = INK,
    size: int = 13,
    weight: str = "normal",
    turned: bool = False,
) -> str:
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}" '
        f'font-weight="{weight}"{turn}>{escape(words)}</text>'
    )
