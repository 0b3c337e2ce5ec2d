"""The columns of sectors, what they can give, and what they take into use."""

from planner.files.choices import PROVENANCE, SECTOR_KINDS
from planner.files.kinds import (
    NOK,
    NOK_A_YEAR,
    NOK_PER_PERIOD,
    PER_PERIOD,
    PERSON_MONTHS,
    UNITS,
    Column,
    Kind,
    Table,
    amount,
    choice,
    date_,
    deadline,
    marked,
    needed_id,
    positive,
    positive_share,
    share,
    text,
    yes_no,
)

SECTORS = Table(
    name="aktorer",
    aliases=("sectors",),
    key=("id",),
    meaning=marked("A sector: a group of actors with one capacity."),
    without=marked(
        "Each sector that `innforing`, `behov` or `kapasitet` names is made from its id: "
        "receiving with one unit when `innforing` names it, else delivering."
    ),
    columns=(
        needed_id("id", "id", "id", marked("Short name that other tables refer to.")),
        text("navn", "name", "name", marked("Name for people."), required=True),
        choice(
            "type",
            "kind",
            "kind",
            marked("Whether the sector takes solutions into use or makes them."),
            required=True,
            choices=SECTOR_KINDS,
        ),
        amount(
            "enheter",
            "units",
            "units",
            marked("Number of units that take solutions into use; above 0 for a receiving sector."),
            unit=UNITS,
            default="0",
        ),
        positive(
            "samtidige",
            "simultaneous_limit",
            "simultaneous_limit",
            marked("Most rollouts at the same time."),
            unit=marked("rollouts"),
            default=marked("no limit"),
        ),
        yes_no(
            "streng_telling",
            "strict_counting",
            "strict_counting",
            marked(
                "Whether rollouts are counted whole from begin to close, instead of by how fully they run."
            ),
        ),
        positive_share(
            "programandel",
            "programme_share",
            "programme_share",
            marked("Share of the capacity that the programme may use."),
            default="1",
        ),
        *PROVENANCE,
    ),
)


CAPACITIES = Table(
    name="kapasitet",
    aliases=("capacity",),
    key=("aktør", "fra"),
    meaning=marked("What a sector can give per period, from a date until its next row."),
    without=marked("Every sector is without limit, as is one without rows."),
    columns=(
        needed_id("aktør", "sector", "sector", marked("The sector.")),
        date_(
            "fra",
            "from",
            "starts",
            marked("From when it holds, by the day; before the first row of a sector, that row holds."),
            required=True,
        ),
        amount(
            "månedsverk_lav",
            "person_months_low",
            "person_months.low",
            marked("Low capacity (P10)."),
            unit=PER_PERIOD,
            default=marked("as `månedsverk`"),
        ),
        amount(
            "månedsverk",
            "person_months",
            "person_months",
            marked("Likely capacity."),
            unit=PER_PERIOD,
            required=True,
        ),
        amount(
            "månedsverk_høy",
            "person_months_high",
            "person_months.high",
            marked("High capacity (P90)."),
            unit=PER_PERIOD,
            default=marked("as `månedsverk`"),
        ),
        *PROVENANCE,
    ),
)


FREEZES = Table(
    name="innforingsstopp",
    aliases=("freezes",),
    key=("aktør", "fra"),
    meaning=marked("A time in which a sector can give less, or nothing."),
    without=marked("No such times."),
    columns=(
        needed_id("aktør", "sector", "sector", marked("The sector.")),
        date_("fra", "from", "starts", marked("First date."), required=True),
        deadline("til", "to", "ends", marked("First date after it."), required=True),
        share("andel", "share", "share", marked("Share of the capacity that is left."), default="0"),
        *PROVENANCE,
    ),
)


ROLLOUTS = Table(
    name="innforing",
    aliases=("rollouts",),
    key=("tiltak", "aktør"),
    meaning=marked("A rollout: one measure taken into use by one receiving sector."),
    without=marked("No measure is taken into use by anyone; it counts when its phases have ended."),
    columns=(
        needed_id("tiltak", "measure", "measure", marked("The measure.")),
        needed_id("aktør", "sector", "sector", marked("The receiving sector.")),
        positive(
            "enheter",
            "units",
            "units",
            marked("Number of units meant, such as a region's part of the sector."),
            unit=UNITS,
            default=marked("all of the sector's"),
        ),
        positive_share(
            "målandel",
            "target",
            "target",
            marked("Largest share of the units that takes it into use."),
            default="1",
        ),
        amount(
            "innsats_per_enhet",
            "effort_per_unit",
            "effort_per_unit",
            marked("What the sector spends for each unit."),
            unit=PERSON_MONTHS,
            default="0",
        ),
        positive_share(
            "takt", "pace", "pace", marked("Largest share taken in during one period."), default="1"
        ),
        Column(
            "opptrappingsgrenser",
            "gates",
            "gates",
            marked("Limits in order, as in `5 enheter i 1; 25 enheter i 3` or `2 % i 1; 10 % i 2`."),
            kind=Kind.GATES,
            unit=marked("units or share, in so many periods"),
            default=marked("none"),
        ),
        positive_share(
            "første_andel",
            "first_share",
            "first_share",
            marked("Least share taken in during the first period, where there are gates."),
            default=marked("one unit"),
        ),
        share("i_bruk", "in_use", "in_use", marked("Share that has it at the status date."), default="0"),
        yes_no(
            "grenser_passert",
            "gates_passed",
            "gates_passed",
            marked("Whether the gates lie behind."),
            default=marked("ja (yes) when anything is in use"),
        ),
        amount(
            "kostnad_per_enhet",
            "cost_per_unit",
            "cost_per_unit_nok",
            marked("Investment for each unit."),
            unit=NOK,
            default="0",
        ),
        share(
            "kostnad_offentlig_andel",
            "cost_public_share",
            "cost_public_share",
            marked("Part of that cost that burdens public budgets."),
            default="1",
        ),
        amount(
            "drift_per_enhet",
            "running_cost_per_unit",
            "running_cost_per_unit_nok",
            marked("Running cost for each unit that has it."),
            unit=NOK_A_YEAR,
            default="0",
        ),
        share(
            "drift_offentlig_andel",
            "running_public_share",
            "running_public_share",
            marked("Part of the running cost that burdens public budgets."),
            default="1",
        ),
        amount(
            "nytte_per_år",
            "benefit_per_year",
            "benefit_nok_per_year",
            marked("Benefit when all units have it."),
            unit=NOK_A_YEAR,
            default="0",
        ),
        share(
            "nytte_offentlig_andel",
            "benefit_public_share",
            "benefit_public_share",
            marked("Part of the benefit that meets public budgets."),
            default="0",
        ),
        text("nytte_aktør", "benefit_actor", "benefit_actor", marked("Who gets the benefit.")),
        yes_no(
            "nytte_vokser",
            "benefit_grows",
            "benefit_grows",
            marked("Whether the benefit follows real price growth, as time and lives do."),
        ),
        share(
            "teller_fra",
            "counts_from",
            "counts_from",
            marked("Share of the units from which the benefit counts."),
            default="0",
        ),
        amount(
            "vekt",
            "weight",
            "weight",
            marked("Weight among the measure's rollouts."),
            default=marked("the number of units"),
        ),
        date_(
            "låst_start",
            "pinned_begin",
            "pinned_begin",
            marked("A date in the period in which the rollout must begin."),
            default=marked("free"),
        ),
        deadline(
            "frist",
            "deadline",
            "deadline",
            marked("By when a share must be reached."),
            default=marked("none"),
        ),
        positive_share(
            "frist_andel",
            "deadline_share",
            "deadline.share",
            marked("The share that must be reached by then."),
            default=marked("as `målandel`"),
        ),
        amount(
            "frist_pris",
            "deadline_price",
            "deadline.price_nok_per_period",
            marked("What each period after the deadline costs."),
            unit=NOK_PER_PERIOD,
            default=marked("the deadline may not be missed"),
        ),
        *PROVENANCE,
    ),
)
