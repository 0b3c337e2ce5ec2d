"""The certificate of the plan that is shown: made, kept, checked anew, told where it holds and only there."""

import re
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.builders import a_roadmap_with_everything
from web.demo import DemoEngine
from web.reading import every, text_of
from web.stored import a_store, opened_on
from web.test_app import a_callback, ask
from web.waiting import PATIENCE_SECONDS, WaitingEngine

from planner import pipeline
from planner.language import ToldError, to_say
from planner.merging import edits_between
from planner.model import FINISH, Certificate, Checked, Plan, Roadmap, SectorInput, Set
from planner.report import html, result
from planner.report.summary import summary
from planner.results import Facts
from planner.runs import LostError
from planner.store import CertificateKept, Store
from planner.store.database import Database
from planner.store.forgetting import forget_unnamed
from planner.web.app import create_app
from planner.web.components.certificate.certificate import (
    can_certify,
    can_stop,
    certificate_files,
    certificate_said,
)
from planner.web.pages import ids
from planner.web.pages.board import board_page
from planner.web.plan_link import address_of_plan, query_in
from planner.web.sight import pulse
from planner.web.workspace import Workspace

PORT = 8099
LONG_SECONDS = 120
"""What is worked out at low priority waits where all cores are busy."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def over(workspace: Workspace) -> Workspace:
    """Give a workspace when nothing is certified or checked any more."""
    assert workspace.certifying.wait(LONG_SECONDS)
    return workspace


def certified(store: Store, engine: DemoEngine | None = None) -> Workspace:
    """Give a workspace whose plan has been certified."""
    made = opened_on(store, engine=engine)
    made.certify()
    return over(made)


def restarted(store: Store, engine: Any = None) -> Workspace:
    """Give the workspace as the next run of the planner opens it."""
    made = opened_on(store, engine=engine)
    made.resume(improve=False)
    return over(made)


def said(workspace: Workspace, query: str = "") -> str:
    return text_of(certificate_said(workspace, query))


def test_it_is_told_on_the_page_and_in_the_documents(store: Store) -> None:
    made = opened_on(store)
    assert "ertified" not in text_of(board_page(made)) + summary(made.shown.plan)
    assert can_certify(made)
    seen = pulse(made)

    made.certify()
    over(made)

    told = "Certified: "
    plan = made.shown.plan
    assert said(made).startswith("Certified: no plan is more than 5.0% better.")
    assert re.search(r"Made by Kari, \d+ \w+ \d{4}, \d\d:\d\d UTC, and", said(made))
    assert not can_certify(made)
    assert told in summary(plan)
    assert told in html(plan)
    assert result(plan)["certified_bound"] == plan.certified_bound is not None
    assert "certified" in text_of(board_page(made))
    assert {"certificate", "revision"} <= {name for name, was in seen.items() if pulse(made)[name] != was}


def test_what_a_search_knows_stands_beside_it(store: Store) -> None:
    made = opened_on(store)
    score = made.shown.plan.score
    assert score is not None
    made.decided.show(Facts(replace(made.shown.plan, bound=score * 1.01)))
    made.certify()
    over(made)

    told = text_of(board_page(made))
    assert "A plan up to 1.0% better may be possible. Certified: no plan is more than 5.0% better." in told
    assert "better at most possible; 5.0% is certified" in told
    assert made.shown.plan.bound == score * 1.01


def test_a_restart_checks_it_anew_and_finds_the_plan_though_nobody_had_accepted_it(store: Store) -> None:
    before = certified(store).shown.plan

    again = restarted(store)

    assert again.shown.plan == before
    assert said(again) == said(restarted(store))
    assert again.shown.plan.certified_bound == before.certified_bound


def test_another_plan_has_none_and_the_way_back_leads_to_it_again(store: Store) -> None:
    made = certified(store)
    made.ask({"kommuner": 120})
    assert made.jobs.wait(PATIENCE_SECONDS)

    made.accept()

    assert made.shown.plan.certified_bound is None
    assert "A certificate proves how good the plan is" in said(over(made))
    made.undo()
    assert said(over(made)).startswith("Certified: ")


@dataclass
class Waiting(WaitingEngine):
    """Makes a certificate when it is told to go on."""

    def certify_beside(self, plan: Plan, stop: threading.Event) -> tuple[Certificate, Checked] | None:
        """Wait, and make it unless it is stopped."""
        self.begun.release()
        return super().certify_beside(plan, stop) if self.waits(stop) else None


def test_it_can_be_stopped_and_asked_for_again(store: Store) -> None:
    engine = Waiting()
    made = opened_on(store, engine=engine)
    made.certify()
    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    assert "is being made" in said(made)
    assert can_stop(made)

    made.certifying.stop()
    over(made)

    assert said(made).startswith("Stopped.")
    assert made.shown.plan.certified_bound is None
    assert can_certify(made)
    engine.go_on.set()
    made.certify()
    assert said(over(made)).startswith("Certified: ")


@dataclass
class Refusing(Waiting):
    """Refuses what is kept."""

    def check_beside(self, plan: Plan, certificate: Certificate, stop: threading.Event) -> Checked | None:
        """Say why."""
        raise ToldError(to_say("Not this one."))


def test_one_that_is_refused_is_told_with_why_and_made_anew(store: Store) -> None:
    certified(store)
    engine = Refusing()
    made = restarted(store, engine)
    assert said(made).startswith("Not this one. ")
    assert "does not count unchecked" in said(made)

    made.certify()

    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    assert "is being made" in said(made)
    made.certifying.stop()
    assert said(over(made)).startswith("Stopped. ")
    assert "does not count unchecked" in said(made)


def test_who_stops_it_as_it_is_kept_comes_too_late(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = opened_on(store)
    keep = store.certificates.keep
    stopping = threading.Thread(target=made.certifying.stop)

    def stopped_meanwhile(*asked: Any, **how: Any) -> CertificateKept:
        stopping.start()
        stopping.join(0.1)
        return keep(*asked, **how)

    monkeypatch.setattr(store.certificates, "keep", stopped_meanwhile)
    made.certify()

    assert said(over(made)).startswith("Certified: ")
    stopping.join()


def test_work_on_a_plan_that_stands_no_longer_is_told_of_no_other(store: Store) -> None:
    engine = Waiting()
    made = opened_on(store, engine=engine)
    made.ask({"kommuner": 120})
    assert made.jobs.wait(PATIENCE_SECONDS)
    made.certify()
    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)

    made.accept()
    engine.go_on.set()

    assert over(made).shown.plan.certified_bound is None
    assert can_certify(made)


@dataclass
class Lost(DemoEngine):
    """Has a process that ends without an answer."""

    def certify_beside(self, plan: Plan, stop: threading.Event) -> tuple[Certificate, Checked] | None:
        """End without an answer."""
        raise LostError


def test_a_failure_is_told_and_it_can_be_asked_for_again(store: Store) -> None:
    made = certified(store, Lost())

    assert "It could not be worked out. The log says why under" in said(made)
    assert can_certify(made)


def test_a_plan_that_cannot_be_certified_says_why_and_has_no_button(store: Store) -> None:
    made = opened_on(store)
    made.decided.show(Facts(replace(made.shown.plan, objective=FINISH)))
    kept_nowhere = Workspace(made.base, engine=DemoEngine())
    kept_nowhere.start(improve=False)

    assert "Only plans that are made for net benefit can be certified" in said(made)
    assert "nothing is kept here" in said(kept_nowhere)
    assert not can_certify(made)
    assert not can_certify(kept_nowhere)


def test_that_the_plan_is_outdated_is_told_beside_it(store: Store) -> None:
    made = certified(store)

    made.change(Set("measures", {"id": "tiltak_03"}, "name", "Noe annet"))
    made.save("Kari")

    assert "The plan is outdated: it is of version 1, and the newest is version 2." in said(made)


def test_a_link_to_an_earlier_plan_leads_to_its_certificate_unchecked(store: Store) -> None:
    made = certified(store)
    query = query_in(address_of_plan(made))
    made.ask({"kommuner": 120})
    assert made.jobs.wait(PATIENCE_SECONDS)
    made.accept()

    assert "is kept. It is not checked here" in said(made, query)
    assert len(every(certificate_files(made, query), "A")) == 3
    assert not can_certify(made, query)
    assert "ertified: " not in text_of(board_page(made, query))


def test_the_page_follows_it_in_the_language_of_its_address(store: Store) -> None:
    made = opened_on(store)
    client = create_app(made, port=PORT).server.test_client()
    output = (
        "..certificate-said.children...certificate-files.children...certify.style"
        "...certify-stop.style...certificate.style.."
    )
    news = {f"{ids.REVISION}.data": "x", f"{ids.CERTIFICATE_NEWS}.data": "x"}
    href = {"url.href": "http://127.0.0.1/styret?lang=nb"}

    body = a_callback(output, news | href, {"url.search": "?lang=nb"})

    before = ask(client, body).get_json()["response"]
    made.certify()
    over(made)
    after = ask(client, body).get_json()["response"]

    assert before["certify"]["style"] == {}
    assert "Etterprøvd bevis: " not in str(before)
    assert "Etterprøvd bevis: Ingen plan er mer enn 5,0" in str(after)
    assert after["certify"]["style"] == {"display": "none"}


def save_what_somebody_said(workspace: Workspace) -> None:
    """Save a version that asks the same."""
    said = SectorInput(id="n1", day=date(2024, 1, 1), who="Kari", content="Video.")
    before = workspace.base
    workspace.change(*edits_between(before, replace(before, inputs=(*before.inputs, said))))
    workspace.save("Kari")


def test_it_is_none_of_what_the_plan_becomes_where_somebody_has_said_something(store: Store) -> None:
    made = certified(store)
    before = made.shown.plan

    save_what_somebody_said(made)

    for workspace in (over(made), restarted(store)):
        plan = workspace.shown.plan
        assert (plan.digest, plan.schedule) == (made.base.digest, before.schedule)
        assert plan.certified_bound is None
        assert not result(plan)["certified"]
        assert "ertified: " not in text_of(board_page(workspace))
        assert "is kept of this plan as it was before newer input" in said(workspace)
        assert len(every(certificate_files(workspace), "A")) == 3


def test_one_of_each_that_the_plan_became_is_kept_beside_the_others(store: Store) -> None:
    made = certified(store)
    save_what_somebody_said(made)

    made.certify()

    assert said(over(made)).startswith("Certified: ")
    assert said(restarted(store)).startswith("Certified: ")
    numbers = [each.number for each in store.plans.kept()]
    kept = [each for each in map(store.certificates.of_plan, numbers) if each is not None]
    assert len({each.digest for each in kept}) == len(kept) == 2


def test_until_a_new_one_is_made_the_earlier_one_is_found(store: Store) -> None:
    certified(store)
    engine = Waiting()
    made = restarted(store, engine)
    save_what_somebody_said(made)
    made.certify()
    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)

    made.certifying.stop()
    over(made)
    forget_unnamed(Database(store.database), most=0, at_once=1)

    assert "is kept of this plan as it was before newer input" in said(made)
    again = restarted(store)
    assert "is kept of this plan as it was before newer input" in said(again)
    assert len(every(certificate_files(again), "A")) == 3


def kept_certificates(store: Store) -> dict[str, Certificate]:
    """Give the certificates that are kept, by the digest of the roadmap of each plan that has one."""
    return {
        each.digest: store.certificates.certificate(each.number)
        for each in store.plans.kept()
        if store.certificates.of_plan(each.number)
    }


@pytest.mark.parametrize("was_kept", [False, True])
def test_one_that_is_being_made_goes_on_where_somebody_says_something(store: Store, was_kept: bool) -> None:
    if was_kept:
        certified(store)
    engine = Waiting()
    made = restarted(store, engine)
    before = made.shown.plan.digest
    made.certifying.forget()
    made.certify()
    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)

    save_what_somebody_said(made)
    assert "is being made" in said(made)
    engine.go_on.set()

    assert said(over(made)).startswith("Certified: ")
    kept = kept_certificates(store)
    assert kept.keys() == {before, made.base.digest}
    assert {digest: each.digest for digest, each in kept.items()} == {each: each for each in kept}
    assert kept[before] == replace(kept[made.base.digest], digest=before)
    again = restarted(store)
    assert again.shown.plan.digest == made.base.digest
    assert said(again).startswith("Certified: ")


@dataclass
class RefusingInput(Waiting):
    """Refuses certificates of roadmaps that hold input of the sector."""

    def check_beside(self, plan: Plan, certificate: Certificate, stop: threading.Event) -> Checked | None:
        """Say why, where there is input."""
        if plan.roadmap.inputs:
            raise ToldError(to_say("Not this one."))
        return super().check_beside(plan, certificate, stop)


def test_what_a_plan_has_become_meanwhile_is_checked_by_itself(store: Store) -> None:
    engine = RefusingInput()
    made = opened_on(store, engine=engine)
    made.certify()
    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    before = made.shown.plan.digest

    save_what_somebody_said(made)
    engine.go_on.set()

    assert "Not this one." in said(over(made))
    assert made.shown.plan.certified_bound is None
    assert kept_certificates(store).keys() == {before}
    assert "is kept of this plan as it was before newer input" in said(restarted(store))


def test_the_way_back_to_what_it_was_made_of_leads_to_it_again(store: Store) -> None:
    made = certified(store)
    save_what_somebody_said(made)

    made.take_back()

    assert said(over(made)).startswith("Certified: ")
    assert made.shown.plan.certified_bound is not None


class Proving(DemoEngine):
    """Proves in earnest what it is told of plans that are made in earnest."""

    def first_plan(self, roadmap: Roadmap) -> Plan:
        """Give a plan of any roadmap."""
        return pipeline.first_plan(roadmap)

    def certify_beside(self, plan: Plan, stop: threading.Event) -> tuple[Certificate, Checked] | None:
        """Look for prices."""
        return pipeline.certify_beside(plan, stop)

    def check_beside(self, plan: Plan, certificate: Certificate, stop: threading.Event) -> Checked | None:
        """Let the verifier check it."""
        return pipeline.check_beside(plan, certificate, stop)


def checked_by_a_stranger(workspace: Workspace, folder: Path) -> str:
    """Fetch what is offered, run what is told in the folder of it, and give what that says."""
    client = create_app(workspace, port=PORT).server.test_client()
    for link in every(certificate_files(workspace), "A"):
        answer = client.get(link.href, headers={"Host": f"127.0.0.1:{PORT}"})
        name = answer.headers["Content-Disposition"].split('"')[1]
        (folder / name).write_bytes(answer.data)
    (command,) = every(certificate_files(workspace), "Code")
    run = [sys.executable, "-S", *text_of(command).split()[1:]]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_a_stranger_checks_the_files_and_what_was_written_into_the_store_is_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path, a_roadmap_with_everything())
    made = certified(store, Proving())
    assert said(made).startswith("Certified: no plan is more than ")
    assert "Proved: no plan that is lawful" in checked_by_a_stranger(made, tmp_path)
    assert made.decided.standing is not None
    number = made.decided.standing.number
    assert number is not None

    save_what_somebody_said(made)
    assert "Proved: no plan that is lawful" in checked_by_a_stranger(over(made), tmp_path)

    made.take_back()
    tampered_with = replace(store.certificates.certificate(number), bound="1")
    store.certificates.keep(number, tampered_with, author="Mallory")
    tampered = restarted(store, Proving())

    assert "The certificate is refused: Refused: 1 is claimed" in said(tampered)
    assert certificate_files(tampered) == []
    assert "ertified: " not in text_of(board_page(tampered))
    assert can_certify(tampered)


def test_a_file_that_is_not_kept_is_not_given(store: Store) -> None:
    client = create_app(opened_on(store), port=PORT).server.test_client()

    for path in ("certificate.json", "certified-plan.json"):
        for number in ("1", "x", ""):
            answer = client.get(f"/{path}?nr={number}&lang=en", headers={"Host": f"127.0.0.1:{PORT}"})
            assert answer.status_code == 404
            assert "No certificate of plan" in answer.get_data(as_text=True)


def test_a_language_that_there_is_not_is_named(store: Store) -> None:
    client = create_app(opened_on(store), port=PORT).server.test_client()

    for path in ("certificate.json", "certified-plan.json", "verify_bound.py"):
        answer = client.get(f"/{path}?nr=1&lang=xx", headers={"Host": f"127.0.0.1:{PORT}"})
        assert answer.status_code == 400
        assert answer.get_data(as_text=True) == "lang: 'xx', expected nb, nn, en"
