"""The columns of requirements on the plan as a whole."""

from planner.tables.choices import PROVENANCE, REQUIREMENTS
from planner.tables.kinds import (
    NOK,
    Table,
    amount,
    choice,
    deadline,
    id_,
    marked,
    needed_id,
    positive_share,
    text,
    whole,
)

REQUIREMENT_TABLE = Table(
    name="krav",
    aliases=("requirements",),
    key=("id",),
    meaning=marked("Something the plan as a whole must have reached by a date, or pays for."),
    without=marked("Nothing is asked of the plan as a whole."),
    columns=(
        needed_id("id", "id", "id", marked("Short name.")),
        text("navn", "name", "name", marked("Name for people."), default=marked("what is asked for")),
        choice(
            "hva",
            "what",
            "kind",
            marked(
                "What is measured: coverage of the target picture or of one service, the number of services "
                "realised, the share of one rollout, or the end of one measure, its rollouts included."
            ),
            required=True,
            choices=REQUIREMENTS,
        ),
        id_(
            "tjeneste",
            "service",
            "service",
            marked("The service whose coverage is measured."),
            default=marked("none; `tjeneste` needs it"),
        ),
        id_(
            "tiltak",
            "measure",
            "measure",
            marked("The measure whose rollout or end is measured."),
            default=marked("none; `andel` and `slutt` need it"),
        ),
        id_(
            "aktør",
            "sector",
            "sector",
            marked("The sector of the rollout whose share is measured."),
            default=marked("none; `andel` needs it"),
        ),
        positive_share(
            "andel",
            "share",
            "share",
            marked("The share asked for, of coverage or of the rollout's units."),
            default=marked("none; `dekning`, `tjeneste` and `andel` need it"),
        ),
        whole(
            "antall",
            "count",
            "count",
            marked("The number of services asked for."),
            least=1,
            default=marked("none; `realisert` needs it"),
        ),
        deadline(
            "frist",
            "by",
            "day",
            marked("By when it must be reached; a date after the horizon means its end."),
            required=True,
        ),
        amount(
            "pris",
            "price",
            "price_nok",
            marked("What each percentage point, service or period that is missing then costs, once."),
            unit=NOK,
            default=marked("nothing may be missing"),
        ),
        *PROVENANCE,
    ),
)
