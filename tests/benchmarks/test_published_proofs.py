"""Proofs for published projects: as short as the literature says, and no shorter."""

import pytest
from formats import read_instance
from formats_roadmaps import roadmap_of
from instances import cases_in

from planner.problem import Problem
from planner.solver.engines.makespan.bounds import spans, topological_order
from planner.solver.engines.makespan.kernels.proof import NO, OPEN, YES
from planner.solver.engines.makespan.project import ProjectOfPhases
from planner.solver.engines.makespan.proof import Proof


@pytest.mark.slow
def test_what_is_proved_for_published_projects_is_what_the_literature_knows(
    pytestconfig: pytest.Config,
) -> None:
    folder = pytestconfig.getoption("--instances")
    if folder is None:
        pytest.skip("needs --instances=FOLDER")
    cases = list(cases_in(folder, [".sm"], only=["j30"]))
    assert cases

    for case in cases:
        best = int(case.best.ub or 0)
        roadmap, objective = roadmap_of(read_instance(case.path))
        project = ProjectOfPhases(Problem(roadmap), objective).project
        order = topological_order(project)
        assert order is not None
        proof = Proof(project, spans(project, order))

        assert proof.bound <= best, case.name
        assert [asked(proof, until) for until in (best - 1, best)] == [NO, YES], case.name


def asked(proof: Proof, until: int) -> int:
    """Search to the end."""
    proof.ask(until)
    answer = OPEN
    while answer == OPEN:
        answer = proof.go_on(1_000)
    return answer
