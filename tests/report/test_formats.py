"""One list of formats: each writes the same bytes for the same plan, and says what it needs."""

import io
import zipfile
from dataclasses import replace

import pytest

from planner.language import LANGUAGES, in_language
from planner.model import Plan
from planner.report import FORMATS, Format, format_named
from planner.report.formats import Needs, packed

each_format = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)


def a_trial_format(needs: Needs) -> Format:
    return Format(
        name="trial",
        ending="txt",
        media_type="text/plain",
        label=lambda: "trial",
        write=lambda plan: {"plan.txt": plan.roadmap.name.encode()},
        needs=needs,
    )


@each_format
def test_the_same_plan_gives_the_same_bytes(form: Format, small_plan: Plan) -> None:
    assert form.one_file(small_plan) == form.one_file(small_plan)


@each_format
def test_a_format_is_found_by_its_name_and_named_in_each_language(form: Format) -> None:
    assert format_named(form.name) is form
    for code in LANGUAGES:
        with in_language(code):
            assert form.label()


def test_no_two_formats_share_a_name_or_an_address() -> None:
    for held in ([form.name for form in FORMATS], [form.ending for form in FORMATS]):
        assert len(set(held)) == len(held)


@each_format
def test_only_what_is_known_of_a_plan_is_written(form: Format, small_plan: Plan) -> None:
    assert form.can_write(small_plan)
    assert form.can_write(replace(small_plan, schedule=None)) == (form.needs is Needs.ROADMAP)


def test_a_format_that_shows_the_roadmap_alone_needs_no_schedule(small_plan: Plan) -> None:
    without = replace(small_plan, schedule=None)

    assert a_trial_format(Needs.ROADMAP).can_write(without)
    assert not a_trial_format(Needs.SCHEDULE).can_write(without)
    assert a_trial_format(Needs.ROADMAP).one_file(without) == small_plan.roadmap.name.encode()


def test_several_files_are_packed_whole_and_without_a_clock() -> None:
    archive = zipfile.ZipFile(io.BytesIO(packed({"a.csv": b"1;2", "b.csv": b""})))

    assert {name: archive.read(name) for name in archive.namelist()} == {"a.csv": b"1;2", "b.csv": b""}
    assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_an_unknown_name_is_no_format() -> None:
    with pytest.raises(KeyError):
        format_named("docx")
