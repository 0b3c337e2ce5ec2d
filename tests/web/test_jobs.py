"""Work in the background: one at a time, joined, stopped, failed."""

import os
import sys
import threading
from collections.abc import Callable

import pytest

from planner.model import give_way
from planner.runs import POLITENESS
from planner.web.jobs import MOST_WAITING, Job, JobRegistry, JobState, TooManyError

pytestmark = pytest.mark.filterwarnings("error")


def held(until: threading.Event) -> Callable[[Job], object]:
    """Give work that goes on until told otherwise."""

    def work(job: Job) -> str:
        job.progress = "half"
        until.wait(10)
        return "answer"

    return work


def until_stopped(job: Job) -> str:
    job.stop.wait(10)
    return "best so far"


def test_a_job_gives_its_result() -> None:
    jobs = JobRegistry()

    job = jobs.submit("sum", lambda _job: 2 + 2)

    assert jobs.wait(10)
    assert (job.state, job.result) == (JobState.DONE, 4)


def test_what_is_held_back_begins_when_it_is_let() -> None:
    jobs = JobRegistry(held_back=True)
    beside = JobRegistry(beside=jobs)
    waiting = [
        jobs.submit("usual", lambda _job: 1),
        jobs.submit("urgent", lambda _job: 2, urgent=True),
        beside.submit("patient", lambda _job: 3, patient=True),
    ]
    stopped = jobs.submit("stopped", lambda _job: 4)
    jobs.stop(stopped)

    assert [job.state for job in waiting] == [JobState.QUEUED] * 3

    jobs.let_begin()

    assert jobs.wait(10)
    assert beside.wait(10)
    assert [job.result for job in waiting] == [1, 2, 3]
    assert stopped.state is JobState.STOPPED


def test_what_nobody_waits_for_gives_way_as_it_is_told_when_it_is_let_begin() -> None:
    jobs, asked = JobRegistry(held_back=True), list[threading.Event]()
    beside = JobRegistry(beside=jobs)
    work = jobs.submit("work", lambda _job: give_way())
    urgent = jobs.submit("urgent", lambda _job: give_way(), urgent=True)
    patient = beside.submit("patient", lambda _job: give_way(), patient=True)

    jobs.let_begin(asked.append)

    assert jobs.wait(10)
    assert beside.wait(10)
    assert {job.state for job in (work, urgent, patient)} == {JobState.DONE}
    assert asked == [work.stop, patient.stop]


def test_a_job_that_fails_keeps_why_out_of_what_is_shown() -> None:
    jobs = JobRegistry()

    job = jobs.submit("fail", lambda _job: 1 / 0)

    assert jobs.wait(10)
    assert job.state is JobState.FAILED
    assert len(job.error_id) == 8
    assert job.result is None


def test_the_same_question_twice_is_one_job() -> None:
    jobs, go_on = JobRegistry(), threading.Event()

    first = jobs.submit("same", held(go_on))
    second = jobs.submit("same", held(go_on))
    other = jobs.submit("other", held(go_on))

    go_on.set()
    assert first is second
    assert other is not first


def test_a_question_asked_again_after_the_answer_is_computed_again() -> None:
    jobs = JobRegistry()
    first = jobs.submit("same", lambda _job: 1)
    assert jobs.wait(10)

    assert jobs.submit("same", lambda _job: 2) is not first


def test_no_more_jobs_run_than_allowed() -> None:
    jobs, go_on = JobRegistry(limit=1), threading.Event()
    running, patient = jobs.submit("running", held(go_on)), jobs.submit("patient", held(go_on))

    states = running.state, patient.state
    go_on.set()

    assert states == (JobState.RUNNING, JobState.QUEUED)
    assert jobs.wait(10)
    assert patient.state is JobState.DONE


def test_what_somebody_waits_for_runs_at_once() -> None:
    jobs, go_on = JobRegistry(limit=1), threading.Event()
    jobs.submit("running", held(go_on))

    urgent = jobs.submit("urgent", held(go_on), urgent=True)

    assert urgent.state is JobState.RUNNING
    go_on.set()
    assert jobs.wait(10)


def test_a_job_that_is_stopped_keeps_the_best_it_has() -> None:
    jobs = JobRegistry()
    job = jobs.submit("long", until_stopped)

    jobs.stop(job)

    assert jobs.wait(10)
    assert (job.state, job.result) == (JobState.STOPPED, "best so far")


def test_a_job_that_is_stopped_before_its_turn_never_runs() -> None:
    jobs, go_on, ran = JobRegistry(limit=1), threading.Event(), []
    jobs.submit("running", held(go_on))
    waiting = jobs.submit("waiting", lambda _job: ran.append(True))

    jobs.stop(waiting)
    go_on.set()

    assert jobs.wait(10)
    assert waiting.state is JobState.STOPPED
    assert not ran


def test_everything_can_be_stopped_at_once() -> None:
    jobs = JobRegistry(limit=1)
    both = [jobs.submit("one", until_stopped), jobs.submit("two", until_stopped)]

    jobs.stop_all()

    assert jobs.wait(10)
    assert all(job.state is JobState.STOPPED for job in both)


def test_a_stopped_job_is_not_joined() -> None:
    jobs = JobRegistry()
    stopped = jobs.submit("same", until_stopped)
    jobs.stop(stopped)

    again = jobs.submit("same", lambda _job: "new")

    assert jobs.wait(10)
    assert again is not stopped
    assert again.result == "new"


def test_a_job_that_gets_no_thread_has_failed_and_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    jobs, unbegun = JobRegistry(), list[Job]()
    monkeypatch.setattr(threading.Thread, "start", refuse)

    job = jobs.submit("a", lambda job: None, dropped=unbegun.append)

    assert job.state is JobState.FAILED
    assert job.error_id
    assert jobs.is_idle
    assert unbegun == [job]


def test_whoever_asked_hears_of_a_job_that_never_begins_and_may_ask_what_runs_then() -> None:
    jobs, go_on, unbegun = JobRegistry(limit=1), threading.Event(), list[str]()

    def hear(job: Job) -> None:
        assert jobs.join("running") is running  # no lock is held
        unbegun.append(f"{job.key}: {job.state}, {job.stop.is_set()}")

    running = jobs.submit("running", held(go_on))
    jobs.submit("running", held(go_on), dropped=hear)
    jobs.stop(jobs.submit("stopped", held(go_on), dropped=hear))
    jobs.submit("urgent", held(go_on), urgent=True)
    for number in range(MOST_WAITING):
        jobs.submit(f"waits {number}", held(go_on), urgent=True, dropped=hear)
    with pytest.raises(TooManyError):
        jobs.submit("refused", held(go_on), urgent=True, dropped=hear)
    told = list(unbegun)
    go_on.set()

    assert told == ["running: stopped, True", "stopped: stopped, True", "refused: stopped, True"]
    assert jobs.wait(10)
    assert unbegun == told


def test_what_is_patient_begins_when_nothing_else_waits_or_runs() -> None:
    jobs, go_on = JobRegistry(limit=1), threading.Event()
    jobs.submit("running", held(go_on))
    jobs.submit("waiting", held(go_on))

    patient = jobs.submit("patient", lambda job: "answer", patient=True)

    assert patient.state is JobState.QUEUED
    go_on.set()
    assert jobs.wait(10)
    assert (patient.state, patient.result) == (JobState.DONE, "answer")


@pytest.mark.parametrize("urgent", [True, False])
def test_what_is_patient_gives_way_and_works_again_afterwards(urgent: bool) -> None:
    jobs, begun, go_on, times = JobRegistry(), threading.Semaphore(0), threading.Event(), []

    def work(job: Job) -> str:
        times.append(job.state)
        begun.release()
        job.stop.wait(0 if len(times) > 1 else 10)
        return "answer"

    patient = jobs.submit("patient", work, patient=True)
    assert begun.acquire(timeout=10)
    assert not jobs.is_busy

    jobs.submit("search", held(go_on), urgent=urgent)

    assert jobs.is_busy
    assert jobs.submit("patient", work, patient=True) is patient
    go_on.set()
    assert jobs.wait(10)
    assert len(times) == 2
    assert (patient.state, patient.result, patient.stop.is_set()) == (JobState.DONE, "answer", False)


def test_what_is_patient_takes_no_place_from_others() -> None:
    jobs, begun, go_on = JobRegistry(limit=1), threading.Event(), threading.Event()

    def work(job: Job) -> None:
        begun.set()
        go_on.wait(10)

    jobs.submit("patient", work, patient=True)
    assert begun.wait(10)

    other = jobs.submit("search", held(go_on))

    assert other.state is JobState.RUNNING
    go_on.set()
    assert jobs.wait(10)


def test_what_is_patient_can_be_stopped_or_left_to_wait_when_all_else_is_stopped() -> None:
    jobs = JobRegistry(limit=1)
    search = jobs.submit("search", until_stopped)
    first = jobs.submit("first", lambda job: "answer", patient=True)
    second = jobs.submit("second", lambda job: "answer", patient=True)

    jobs.stop(second)
    jobs.stop_all(also_patient=False)

    assert jobs.wait(10)
    assert (search.state, first.state, second.state) == (
        JobState.STOPPED,
        JobState.DONE,
        JobState.STOPPED,
    )
    assert second.result is None


def test_what_was_put_off_and_is_then_stopped_does_not_work_again() -> None:
    jobs, begun, go_on, times = JobRegistry(), threading.Event(), threading.Event(), []

    def work(job: Job) -> None:
        times.append(job)
        begun.set()
        go_on.wait(10)

    patient = jobs.submit("patient", work, patient=True)
    assert begun.wait(10)
    jobs.submit("search", held(go_on), urgent=True)

    jobs.stop_all()
    go_on.set()

    assert jobs.wait(10)
    assert (patient.state, len(times)) == (JobState.STOPPED, 1)


def test_what_fails_while_it_is_put_off_has_failed() -> None:
    jobs, begun, go_on = JobRegistry(), threading.Event(), threading.Event()

    def work(job: Job) -> None:
        begun.set()
        job.stop.wait(10)
        raise RuntimeError("secret reason")

    patient = jobs.submit("patient", work, patient=True)
    assert begun.wait(10)

    jobs.submit("search", held(go_on))
    go_on.set()

    assert jobs.wait(10)
    assert patient.state is JobState.FAILED


def test_tables_beside_each_other_share_what_may_run_and_know_their_own_jobs_alone() -> None:
    one, go_on = JobRegistry(limit=1), threading.Event()
    other = JobRegistry(beside=one)
    first, second = one.submit("same", held(go_on)), other.submit("same", held(go_on))
    assert first is not second
    assert (first.state, second.state) == (JobState.RUNNING, JobState.QUEUED)

    one.stop_all()

    assert other.is_busy
    go_on.set()
    assert one.wait(10)
    assert other.wait(10)
    assert (first.state, second.state) == (JobState.STOPPED, JobState.DONE)


def test_of_what_somebody_waits_for_one_runs_at_a_time_and_only_so_many_wait() -> None:
    jobs, go_on = JobRegistry(), threading.Event()
    asked = [jobs.submit(str(number), held(go_on), urgent=True) for number in range(1 + MOST_WAITING)]

    with pytest.raises(TooManyError, match="5 questions wait"):
        jobs.submit("one more", held(go_on), urgent=True)

    assert [job.state for job in asked] == [JobState.RUNNING, *[JobState.QUEUED] * MOST_WAITING]
    assert jobs.submit("3", held(go_on), urgent=True) is asked[3]
    go_on.set()
    assert jobs.wait(10)


def test_who_asks_again_need_not_wait_until_the_question_before_has_ended() -> None:
    jobs, go_on = JobRegistry(), threading.Event()
    before = jobs.submit("before", held(go_on), urgent=True)
    jobs.stop(before)

    now = jobs.submit("now", held(go_on), urgent=True)

    assert now.state is JobState.RUNNING
    go_on.set()
    assert jobs.wait(10)


def test_a_patient_job_gives_way_to_those_of_other_tables() -> None:
    one, go_on = JobRegistry(), threading.Event()
    patient = one.submit("patient", until_stopped, patient=True)

    JobRegistry(beside=one).submit("other", held(go_on))

    go_on.set()
    one.stop(patient)
    assert one.wait(10)


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no priority of their own")
def test_what_is_patient_steps_back_behind_all_else_on_the_machine() -> None:
    jobs = JobRegistry(limit=2)

    def priority(_job: Job) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    patient, other = jobs.submit("patient", priority, patient=True), jobs.submit("other", priority)
    assert jobs.wait(10)

    assert other.result == os.getpriority(os.PRIO_PROCESS, 0)
    assert patient.result == max(POLITENESS, os.getpriority(os.PRIO_PROCESS, 0))
