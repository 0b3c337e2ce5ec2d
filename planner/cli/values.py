"""What can stand behind an option: read strictly, with what was found and what was expected."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from planner.cli.refusals import or_near
from planner.language import _

if TYPE_CHECKING:
    from planner.decisions import AllowedLoss
    from planner.model import Before

LARGEST_SEED = 2**31 - 1


class _Value(click.ParamType[Any]):
    """A value that is read from text, or refused with what was expected."""

    def expected(self) -> str:
        """Say what can be typed."""
        raise NotImplementedError

    def read(self, text: str) -> Any:
        """Read a text; a ``ValueError`` refuses it."""
        raise NotImplementedError

    def known(self) -> Iterable[str]:
        """Give the names that a refused text may have been meant as."""
        return ()

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read what was typed; a default is what it is already."""
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except ValueError:
            told = _("found {found!r}, expected {expected}", found=value, expected=self.expected())
            self.fail(or_near(told, self.named(value), self.known()), param, ctx)

    def named(self, text: str) -> str:
        """Give the part of a text that is a name."""
        return text.strip()


class Number(_Value):
    """A finite number that is accepted."""

    name = "number"

    def __init__(
        self, expected: Callable[[], str], accepts: Callable[[float], bool], *, whole: bool = True
    ) -> None:
        self._expected, self._accepts, self._whole = expected, accepts, whole

    def expected(self) -> str:
        """Say what can be typed."""
        return self._expected()

    def read(self, text: str) -> float:
        """Read a number."""
        number = float(text)
        is_good = abs(number) < 1e15 and self._accepts(number) and not (self._whole and number % 1)
        if not is_good:
            raise ValueError(text)
        return int(number) if self._whole else number


class ShareValue(_Value):
    """A share from 0 to 1, also as per cent."""

    name = "share"

    def expected(self) -> str:
        """Say what can be typed."""
        return _("a share from 0 to 1, such as 0.01 or 1 %")

    def read(self, text: str) -> float:
        """Read a share."""
        from planner.tables import CellError, share_in

        try:
            share = share_in(text.strip())
        except CellError as error:
            raise ValueError(text) from error
        if not 0 <= share <= 1:
            raise ValueError(text)
        return share


class DayValue(_Value):
    """A date, also as a quarter, which is its first day."""

    name = "date"

    def expected(self) -> str:
        """Say what can be typed."""
        return _("a date such as 2027-04-01, or a quarter such as 2027-K2")

    def read(self, text: str) -> date:
        """Read a date."""
        from planner.tables import REPORTS, CellError, read_cell

        try:
            found = read_cell(REPORTS.column("begynt"), text)
        except CellError as error:
            raise ValueError(text) from error
        if not isinstance(found, date):
            raise ValueError(text)
        return found


class LossValue(_Value):
    """What a plan may lose: an amount, or a share of its score as per cent."""

    name = "loss"

    def expected(self) -> str:
        """Say what can be typed."""
        return _("an amount or a percentage of 0 or more, such as 25 or 0.1 %")

    def read(self, text: str) -> "AllowedLoss":
        """Read an amount, or per cent."""
        from planner.decisions import AllowedLoss
        from planner.tables import CellError, share_in

        stripped = text.strip()
        try:
            figure = share_in(stripped)
        except CellError as error:
            raise ValueError(text) from error
        if figure < 0:
            raise ValueError(text)
        return AllowedLoss(figure, is_share=stripped.endswith("%"))


class _Name(_Value):
    """One of some names."""

    name = "name"

    def expected(self) -> str:
        """List the names."""
        return _("one of {known}", known=", ".join(self.known()))

    def read(self, text: str) -> str:
        """Read a name."""
        if text not in self.known():
            raise ValueError(text)
        return text

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Give the names that begin so."""
        return [CompletionItem(name) for name in self.known() if name.startswith(incomplete)]


class OneOf(_Name):
    """One of a few names that are known from the start."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def known(self) -> Iterable[str]:
        """Give the names."""
        return self._names


class FormatName(_Name):
    """The name of a format that plans are written in."""

    def known(self) -> Iterable[str]:
        """Give the names."""
        from planner.report import FORMATS

        return [each.name for each in FORMATS]


class ObjectiveName(_Name):
    """The name of an objective, in either language."""

    def known(self) -> Iterable[str]:
        """Give the names in both languages."""
        from planner.files import OBJECTIVE_WORDS

        return list(OBJECTIVE_WORDS)

    def read(self, text: str) -> str:
        """Read a name."""
        from planner.files import objective_name

        name = objective_name(text)
        if name is None:
            raise ValueError(text)
        return name


class FirstObjective(_Value):
    """An objective that comes first, and the share of it that may be lost."""

    name = "first"

    def expected(self) -> str:
        """Say what can be typed."""
        return _("an objective and the share of it that may be lost, such as value:2%")

    def read(self, text: str) -> "Before":
        """Read both parts."""
        from planner.model import Before

        name, colon, loss = text.partition(":")
        return Before(name=ObjectiveName().read(name.strip()), loss=ShareValue().read(loss) if colon else 0.0)

    def known(self) -> Iterable[str]:
        """Give the names of objectives."""
        return ObjectiveName().known()

    def named(self, text: str) -> str:
        """Give the name before the colon."""
        return text.partition(":")[0].strip()


ABOVE_ZERO = Number(lambda: _("a number above 0"), lambda number: number > 0, whole=False)
ONE_OR_MORE = Number(lambda: _("a whole number, 1 or more"), lambda number: 1 <= number <= 1000)
WHOLE = Number(lambda: _("a whole number"), lambda number: 0 <= number <= LARGEST_SEED)
PORT = Number(lambda: _("a port from 1 to 65535"), lambda number: 1 <= number <= 65535)
