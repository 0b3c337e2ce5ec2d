"""Two ways to use a page: with a mouse, and by keyboard alone, where no mouse helps with any step."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

MOST_PRESSES = 32
"""Presses of keys after which something is too far away for anybody who has no mouse."""

MOST_ROWS = 12
MOST_PARTS = 9
PERIODS = 40

ORDER = """(target) => {
    const at = document.activeElement;
    if (target === at) return 0;
    return at.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;
}"""
"""Whether something stands before what has the focus, is it, or stands after it."""

APART = """(target) => {
    const parts = ".rail, .plan-bar, .plan-rows, .plan-load, #data-panel, .data-beside, #panel, .foot, #main";
    const [here, there] = [document.activeElement, target].map((each) => each.closest(parts));
    return here !== there && there !== null;
}"""
"""Whether something stands in another part of the page than what has the focus."""


class Hand(ABC):
    """How a person reaches what stands on the page, and uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @abstractmethod
    def press(self, target: Locator) -> None:
        """Press a button, link, tab or box."""

    @abstractmethod
    def into(self, target: Locator) -> None:
        """Go into a field, so that typing lands there."""

    @abstractmethod
    def choose(self, row: Locator) -> None:
        """Choose a measure by its row in the Gantt."""

    @abstractmethod
    def pin_later(self, row: Locator, periods: int) -> None:
        """Pin the first phase of a row some periods later than it lies."""

    def write(self, target: Locator, words: str) -> None:
        """Put words in place of what stands in a field."""
        self.into(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)


class Mouse(Hand):
    """Clicks."""

    def press(self, target: Locator) -> None:
        """Click on it."""
        target.click()

    def into(self, target: Locator) -> None:
        """Click into it."""
        target.click()

    def choose(self, row: Locator) -> None:
        """Click on it."""
        row.click()

    def pin_later(self, row: Locator, periods: int) -> None:
        """Drag its bar."""
        box = row.locator("[data-phase]").first.bounding_box()
        axis = self.page.locator(".gantt-axis").first.bounding_box()
        assert box
        assert axis
        x, y = box["x"] + 10, box["y"] + 6
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + periods * axis["width"] / PERIODS, y, steps=6)
        self.page.mouse.up()


@dataclass
class Reached:
    """How many presses of the tabulator something took."""

    what: str
    presses: int


@dataclass
class Walked:
    """What was reached by keyboard, in order."""

    steps: list[Reached] = field(default_factory=list)

    def farthest(self) -> Reached:
        """Give what took most presses."""
        return max(self.steps, key=lambda step: step.presses)


class Keys(Hand):
    """Presses keys, and nothing else: tabulator to what is wanted, Enter or space to use it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.walked = Walked()

    def press(self, target: Locator) -> None:
        """Go to it and press it; a box by space, all else by Enter."""
        self.into(target)
        self.page.keyboard.press("Space" if target.get_attribute("type") == "checkbox" else "Enter")

    def into(self, target: Locator) -> None:
        """Go to it by the tabulator, forwards or backwards, as a person who knows where it stands."""
        expect(target).to_be_visible()
        presses = self._to_part_of(target)
        while order := target.evaluate(ORDER):
            assert presses < MOST_PRESSES, f"{target} is out of reach; the focus is on {self.focused()}"
            self.page.keyboard.press("Tab" if order > 0 else "Shift+Tab")
            presses += 1
        assert target.evaluate(ORDER) == 0, f"{target} was reached, and lost to {self.focused()}"
        self.walked.steps.append(Reached(str(target), presses))

    def _to_part_of(self, target: Locator) -> int:
        """Go to the part of the page that something stands in by F6; give how many presses it took."""
        if self.page.locator("dialog[open]").count() or not target.evaluate(APART):
            return 0
        key = "F6" if target.evaluate(ORDER) > 0 else "Shift+F6"
        for presses in range(1, MOST_PARTS):
            self.page.keyboard.press(key)
            if not target.evaluate(APART):
                return presses
        raise AssertionError(f"no part of the page holds {target}")

    def choose(self, row: Locator) -> None:
        """Go to the Gantt, then from row to row, and choose."""
        self._to_row(row)
        self.page.keyboard.press("Enter")

    def pin_later(self, row: Locator, periods: int) -> None:
        """Move its first phase period by period."""
        self._to_row(row)
        for _period in range(periods):
            self.page.keyboard.press("Alt+ArrowRight")

    def _to_row(self, row: Locator) -> None:
        """Enter the Gantt where it is left, and walk to a row by the arrows."""
        self.into(self.page.locator(".gantt-scroll [tabindex='0']").first)
        for _step in range(MOST_ROWS):
            if order := row.evaluate(ORDER):
                self.page.keyboard.press("ArrowDown" if order > 0 else "ArrowUp")
        expect(row).to_be_focused()

    def focused(self) -> str:
        """Say what has the focus."""
        return str(self.page.evaluate("document.activeElement.outerHTML.slice(0, 160)"))
