"""The columns of the target picture, budgets, risks and assumptions."""

from planner.model import LARGEST_AMOUNT
from planner.tables.choices import PERIOD_LENGTHS, PROVENANCE
from planner.tables.kinds import (
    NOK,
    PERIODS,
    Column,
    Kind,
    Table,
    amount,
    choice,
    date_,
    deadline,
    id_,
    marked,
    needed_id,
    positive_share,
    share,
    text,
    whole,
    year,
    yes_no,
)

SERVICES = Table(
    name="informasjonstjenester",
    aliases=("services",),
    key=("id",),
    meaning=marked("An information service, part of the target picture."),
    without=marked("There is no target picture, and nothing to cover."),
    columns=(
        needed_id("id", "id", "id", marked("Short name that other tables refer to.")),
        text("navn", "name", "name", marked("Name for people."), required=True),
        text("gruppe", "group", "group", marked("Group of services.")),
        amount(
            "vekt", "weight", "weight", marked("Weight in the coverage of the target picture."), default="1"
        ),
        positive_share(
            "terskel",
            "threshold",
            "threshold",
            marked("Coverage from which the service counts as realised."),
            default=marked("0.8"),
        ),
        *PROVENANCE,
    ),
)


CONTRIBUTIONS = Table(
    name="bidrag",
    aliases=("contributions",),
    key=("tiltak", "tjeneste"),
    meaning=marked("How much of a service one measure realises; the shares of a service sum to 1."),
    without=marked("No measure realises any service."),
    columns=(
        needed_id("tiltak", "measure", "measure", marked("The measure.")),
        needed_id("tjeneste", "service", "service", marked("The service.")),
        positive_share("andel", "share", "share", marked("Its share of the service."), required=True),
        *PROVENANCE,
    ),
)


WORTHS_BY_END = Table(
    name="verdi_ved_slutt",
    aliases=("worth_by_end",),
    key=("tiltak", "slutt_fra"),
    meaning=marked(
        "What it is worth that a measure's last phase ends from a date on, until the date of its next row. "
        "For measures that nobody takes into use by waves; what the figures rest on stands in `veikart`."
    ),
    without=marked("Only rollouts give benefits."),
    columns=(
        needed_id("tiltak", "measure", "measure", marked("The measure.")),
        deadline(
            "slutt_fra",
            "end_from",
            "end_from",
            marked("First date of the end; before the first row, its figure holds as well."),
            required=True,
        ),
        Column(
            "verdi",
            "worth",
            "worth_by_end_nok",
            marked("Present value, tax cost included, as it stands; may be negative."),
            Kind.NUMBER,
            unit=NOK,
            required=True,
            least=-LARGEST_AMOUNT,
            most=LARGEST_AMOUNT,
        ),
    ),
)


BUDGETS = Table(
    name="budsjett",
    aliases=("budget",),
    key=("år",),
    meaning=marked("Most that may be invested in a calendar year."),
    without=marked("No limit, as for a year without a row."),
    columns=(
        year("år", "year", "year", marked("Calendar year."), required=True),
        amount("grense", "limit", "limit_nok", marked("The limit."), unit=NOK, required=True),
        *PROVENANCE,
    ),
)


RISKS = Table(
    name="risiko",
    aliases=("risks",),
    key=("id",),
    meaning=marked("An event that may happen, and what it then multiplies."),
    without=marked("Nothing happens but what durations and capacities themselves hold."),
    columns=(
        needed_id("id", "id", "id", marked("Short name.")),
        text("navn", "name", "name", marked("Name for people."), required=True),
        share("sannsynlighet", "probability", "probability", marked("How likely it is."), required=True),
        id_("tiltak", "measure", "measure", marked("The measure it hits."), default=marked("all")),
        id_("aktør", "sector", "sector", marked("The sector it hits."), default=marked("all")),
        amount(
            "varighet_faktor",
            "duration_factor",
            "duration_factor",
            marked("Multiplies durations."),
            default="1",
        ),
        amount(
            "innsats_faktor", "effort_factor", "effort_factor", marked("Multiplies efforts."), default="1"
        ),
        amount("kostnad_faktor", "cost_factor", "cost_factor", marked("Multiplies costs."), default="1"),
        amount(
            "kapasitet_faktor",
            "capacity_factor",
            "capacity_factor",
            marked("Multiplies capacity."),
            default="1",
        ),
        *PROVENANCE,
    ),
)


ASSUMPTIONS = Table(
    name="forutsetninger",
    aliases=("assumptions",),
    key=("nøkkel",),
    meaning=marked("A figure that holds for the whole roadmap; the keys stand below."),
    without=marked("Every key has its default."),
    columns=(
        text("nøkkel", "key", "key", marked("Which figure."), required=True),
        text("verdi", "value", "value", marked("The figure."), default=marked("the key's default")),
        text("enhet", "unit", "unit", marked("The key's unit, for the reader; no other is accepted.")),
        *PROVENANCE,
    ),
)

KEYS: tuple[Column, ...] = (
    text("navn", "name", "name", marked("The roadmap's name.")),
    date_(
        "statusdato",
        "status_date",
        "calendar.status_date",
        marked("The date the data stands at."),
        default=marked("1 January of the year of the first date in the data, else of 2026, with a note"),
    ),
    choice(
        "periode",
        "period",
        "calendar.period",
        marked("Length of a period."),
        default=marked("kvartal (quarter)"),
        choices=PERIOD_LENGTHS,
    ),
    whole(
        "perioder",
        "periods",
        "calendar.periods",
        marked("Number of periods."),
        unit=PERIODS,
        default="40",
        least=1,
        most=600,
    ),
    yes_no(
        "påbegynte_først",
        "started_first",
        "started_first",
        marked(
            "Whether started measures are finished before anything else counts; a scenario may say otherwise."
        ),
    ),
    year(
        "analyseår",
        "analysis_year",
        "economics.analysis_year",
        marked("The year that amounts are discounted to."),
        default=marked("the year of the status date"),
    ),
    whole(
        "analyseperiode",
        "analysis_years",
        "economics.analysis_years",
        marked("Years that count after the analysis year, which counts too: 15 are 16 calendar years."),
        unit=marked("years"),
        default="15",
        least=1,
        most=100,
    ),
    whole(
        "levetid",
        "lifetime_years",
        "economics.lifetime_years",
        marked(
            "To how many years after the analysis year residual value is counted, beside the net benefit; at "
            "least the analysis period."
        ),
        unit=marked("years"),
        default=marked("no residual value"),
        least=1,
        most=200,
    ),
    Column(
        "kalkulasjonsrente",
        "discount_steps",
        "economics.discount_steps",
        marked(
            "Rates with the last year of each, counted from the analysis year, as in `4 % til 40; "
            "3 % til 75`."
        ),
        kind=Kind.STEPS,
        default="4 % til 40; 3 % til 75",
    ),
    share(
        "kalkulasjonsrente_etter",
        "last_discount_rate",
        "economics.last_discount_rate",
        marked("The rate after the last step."),
        default=marked("2 %"),
    ),
    share(
        "skattekostnad",
        "tax_cost_rate",
        "economics.tax_cost_rate",
        marked("Cost of public financing for each krone."),
        default=marked("20 %"),
    ),
    share(
        "realvekst",
        "real_growth_rate",
        "economics.real_growth_rate",
        marked("Yearly real growth of time values."),
        default=marked("0.9 %"),
    ),
    whole(
        "realvekst_til",
        "real_growth_until",
        "economics.real_growth_until",
        marked("The last year of full growth."),
        default="2060",
        least=1990,
        most=2300,
    ),
    whole(
        "realvekst_slutt",
        "real_growth_ends",
        "economics.real_growth_ends",
        marked("The year in which growth has fallen to 0."),
        default="2100",
        least=1990,
        most=2300,
    ),
    year(
        "prisår",
        "price_year",
        "economics.price_year",
        marked("The year whose prices all amounts are in."),
        default=marked("the year of the status date"),
    ),
)
"""The keys of ``forutsetninger``, described as columns are."""
