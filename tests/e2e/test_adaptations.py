"""In a browser: an adaptation has a bar of its own look, tells of itself, and is found without seeing it."""

import re
import threading
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from web.demo import DemoEngine, adapted, demo_plan, demo_roadmap

from planner.model import Plan, Roadmap

HATCHED = 'url("#hatching")'


class Adapting(DemoEngine):
    """Plans the made-up roadmap with adaptations before some of its rollouts."""

    def first_plan(self, roadmap: Roadmap) -> Plan:
        """Give the same plan every time."""
        return the_plan()


def the_plan() -> Plan:
    """Give a plan of a dozen measures, some of whose sectors adapt first."""
    return replace(adapted(demo_plan(demo_roadmap(12))), bound=None)


@pytest.fixture
def example() -> tuple[Roadmap, DemoEngine]:
    """Serve a roadmap with adaptations."""
    return the_plan().roadmap, Adapting(patient=threading.Event())


def test_a_bar_of_its_own_look_stands_before_the_waves_and_is_said(page: Page) -> None:
    page.get_by_role("button", name="Open all groups").click()
    row = page.locator(".gantt-row.measure:has(rect.adaptation)").first
    row.locator(".twist").click()
    rollout = page.locator(".gantt-row.rollout:has(rect.adaptation)").first
    bar = rollout.locator("rect.adaptation")

    expect(rollout).to_have_attribute("aria-label", re.compile("^Adaptation in .* Rollout in "))
    expect(bar.locator("title")).to_have_text(re.compile("^Adaptation in .*2 quarters.*person-months"))
    assert bar.evaluate("bar => getComputedStyle(bar).fill") == HATCHED
    ends = bar.evaluate("bar => bar.getBoundingClientRect().right")
    begins = rollout.locator("path.adopted").evaluate("waves => waves.getBoundingClientRect().left")
    assert ends <= begins + 1

    row.locator(".words").click()

    expect(page.locator("#panel")).to_contain_text("Adaptation in")
