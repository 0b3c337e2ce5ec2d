"""The peers: on small instances they find what is best, and the judge accepts it."""

from pathlib import Path

import peers
import pytest
from apart import Apart
from benchmarks.small_instances import SEVERAL_MODES, SINGLE_MODE, WITH_LAGS, portfolio_text
from formats import Instance, read_instance
from peers import figure_of

TEXTS = {
    "one.sm": (SINGLE_MODE, 5),
    "some.mm": (SEVERAL_MODES, 4),
    "lags.sch": (WITH_LAGS, 7),
}


def read(folder: Path, name: str, text: str) -> Instance:
    """Read a small instance."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_instance(path)


@pytest.mark.parametrize("name", list(TEXTS))
@pytest.mark.parametrize("peer", ["plain", "pyjobshop"])
def test_a_peer_proves_the_makespan_of_a_small_project(tmp_path: Path, peer: str, name: str) -> None:
    pytest.importorskip(
        {"plain": "ortools", "pyjobshop": "pyjobshop"}[peer], reason="needs the group 'bench'"
    )
    text, makespan = TEXTS[name]

    figure = figure_of(peer, read(tmp_path, name, text), seconds=30.0, workers=1)

    assert (figure.reason, figure.status, figure.value) == ("", "optimal", makespan)
    assert figure.bound == makespan
    assert figure.lawful


def test_the_plain_model_proves_a_small_portfolio_and_keeps_its_limits(tmp_path: Path) -> None:
    found = read(tmp_path, "choice.json", portfolio_text())

    figure = figure_of("plain", found, seconds=30.0, workers=1)

    assert (figure.status, figure.lawful) == ("optimal", True)
    assert figure.value == figure.bound == 48


def test_a_peer_that_dies_says_so_in_its_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "apart", lambda *_, **__: Apart(failure="its process died"))

    figure = peers.figure_of("plain", read(tmp_path, "one.sm", SINGLE_MODE), seconds=1.0, workers=1)

    assert (figure.value, figure.status, figure.reason) == (None, "failed", "its process died")
