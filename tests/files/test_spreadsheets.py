"""A workbook that a spreadsheet has opened and saved again, where one is on the machine."""

import shutil
import subprocess
from pathlib import Path

import pytest

from planner.files import read, workbook_of

OFFICE = shutil.which("soffice")
DATA = Path(__file__).parents[2] / "data"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")]


@pytest.mark.parametrize("english", [False, True])
def test_what_a_spreadsheet_saves_again_is_the_same_roadmap(tmp_path: Path, english: bool) -> None:
    roadmap = read(DATA).roadmap
    assert roadmap is not None
    file, saved = tmp_path / "roadmap.xlsx", tmp_path / "saved"
    file.write_bytes(workbook_of(roadmap, english=english))
    form = "xlsx:Calc MS Excel 2007 XML"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"

    subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", form, "--outdir", str(saved), str(file)],
        check=True,
        capture_output=True,
    )

    again = read(saved / "roadmap.xlsx")
    assert again.findings == ()
    assert again.roadmap == roadmap
    assert again.made_from == roadmap.digest
