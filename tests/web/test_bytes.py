"""How much goes to the browser: the page itself, and what a window hears while a search goes on."""

import re
import threading
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from web.demo import DemoEngine, demo_plan, demo_roadmap
from web.test_app import HOME, PORT, a_callback, ask, page

from planner.web.app import create_app
from planner.web.sight import pulse
from planner.web.workspace import Workspace

MOST_OF_A_PAGE = 2_000_000
MOST_OF_A_SEARCH = 1_000_000
SECONDS = 40
"""How long the search of the second figure goes on; a window asks once a second."""
COMPRESSED = {"Accept-Encoding": "gzip"}


def sent(client: FlaskClient, address: str) -> int:
    """Give how many bytes an address is answered with."""
    with client.get(address, base_url=HOME, headers=COMPRESSED) as answer:
        assert answer.status_code == 200, address
        return len(answer.data)


@pytest.mark.parametrize("path", ["/plan", "/saturation"])
def test_a_page_with_all_it_needs_is_small(workspace: Workspace, path: str) -> None:
    client = create_app(workspace, port=PORT).server.test_client()
    frame = client.get(path, base_url=HOME).get_data(as_text=True)
    addresses = set(re.findall(r'(?:src|href)="(/[^"]+)"', frame))

    whole = sum(sent(client, address) for address in addresses)
    whole += len(ask(client, page("?lang=nb", path), **COMPRESSED).data)

    assert any("mantine" in each for each in addresses)
    assert not any("ag_grid" in each or "plotly" in each for each in addresses)
    assert whole <= MOST_OF_A_PAGE


def test_a_search_of_forty_seconds_sends_little(workspace: Workspace) -> None:
    engine = DemoEngine(patient=threading.Event())
    made = Workspace(demo_roadmap(), engine=engine)
    made.start()
    app = create_app(made, port=PORT)
    client = app.server.test_client()
    name = next(one for one in app.callback_map if one.startswith("..refusal.children...job.children"))
    plan, whole, known = demo_plan(made.base), 0, pulse(made)
    improving = made.searches.improving
    assert improving is not None

    for second in range(1, SECONDS + 1):
        improving.progress = replace(plan, seconds=second, score=100.0 + second, bound=200.0 - second)
        made.found_better(replace(plan, score=100.0 + second), made.searches)
        state = {"pulse.data": known, "url.search": "?lang=nb"}
        answer = ask(client, a_callback(name, {"clock.n_intervals": second}, state), **COMPRESSED)
        assert answer.status_code == 200
        whole += len(answer.data)
        known = pulse(made)

    engine.patient.set()  # type: ignore[union-attr]
    made.close()
    assert whole <= MOST_OF_A_SEARCH / 4, "of the callbacks that follow an offer this is the largest"
