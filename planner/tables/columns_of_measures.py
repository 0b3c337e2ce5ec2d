"""The columns of measures, their phases, and what ties them together."""

from planner.tables.choices import GROUP_RULES, LINK_KINDS, LINKS, PROVENANCE, STATUSES
from planner.tables.kinds import (
    NOK,
    NOK_PER_PERIOD,
    PER_PERIOD,
    PERIODS,
    Column,
    Kind,
    Table,
    amount,
    choice,
    count,
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

MEASURES = Table(
    name="veikart",
    aliases=("roadmap", "measures"),
    key=("id",),
    meaning=marked("A measure: what is decided and funded."),
    without=marked("The one table that has to be there."),
    columns=(
        needed_id("id", "id", "id", marked("Short name that other tables refer to.")),
        text("navn", "name", "name", marked("Name for people."), required=True),
        text("eier", "owner", "owner", marked("Who answers for the measure.")),
        text("mål", "goal", "goal", marked("Target area, for grouping.")),
        choice(
            "status",
            "status",
            "status",
            marked("How far the measure had come at the status date."),
            default=marked("planlagt (planned)"),
            choices=STATUSES,
        ),
        amount(
            "varighet_lav",
            "duration_low",
            "duration.low",
            marked("Short duration (P10) of the measure's only phase."),
            unit=PERIODS,
            default=marked("as `varighet`"),
        ),
        count(
            "varighet",
            "duration",
            "duration",
            marked(
                "Likely duration of the measure's only phase, which then has the id `gjennomføring`; "
                "of a started measure, what is left. Several phases stand in `faser` instead, never in "
                "both."
            ),
            unit=PERIODS,
            default=marked("no phase here"),
        ),
        amount(
            "varighet_høy",
            "duration_high",
            "duration.high",
            marked("Long duration (P90) of the measure's only phase."),
            unit=PERIODS,
            default=marked("as `varighet`"),
        ),
        date_(
            "tidligst_start",
            "earliest_start",
            "earliest_start",
            marked("No phase starts before this date."),
            default=marked("free"),
        ),
        deadline(
            "frist",
            "deadline",
            "deadline",
            marked("By when the last phase must have ended."),
            default=marked("none"),
        ),
        amount(
            "frist_pris",
            "deadline_price",
            "deadline.price_nok_per_period",
            marked("What each period after the deadline costs."),
            unit=NOK_PER_PERIOD,
            default=marked("the deadline may not be missed"),
        ),
        date_(
            "låst_start",
            "pinned_start",
            "pinned_start",
            marked(
                "A date in the period in which the first phase must start; of a started measure, when it did."
            ),
            default=marked("free"),
        ),
        yes_no("valgfri", "optional", "optional", marked("Whether the planner may leave the measure out.")),
        yes_no("kan_stoppes", "stoppable", "stoppable", marked("Whether a started measure may be stopped.")),
        amount(
            "kostnad",
            "cost",
            "cost_nok",
            marked("Investment in the measure's only phase, altogether; spread evenly over `varighet`."),
            unit=NOK,
            default="0",
        ),
        amount(
            "vekt_ferdig",
            "finish_weight",
            "finish_weight",
            marked("How much the end of this measure counts when a plan is to finish early."),
            default="1",
        ),
        Column(
            "avhenger_av",
            "depends_on",
            "depends_on",
            kind=Kind.LINKS,
            meaning=marked("Predecessors in short form, as in `a; b SS+2; c 60% @kommuner; d innføring`."),
            default=marked("none"),
        ),
        text("merknad", "note", "note", marked("Anything worth knowing.")),
        *PROVENANCE,
    ),
)


PHASES = Table(
    name="faser",
    aliases=("phases",),
    key=("tiltak", "fase", "variant"),
    meaning=marked(
        "A phase of a measure, or one of several ways (variants) of doing it; phases of a measure in order."
    ),
    without=marked("`varighet` and `kostnad` in `veikart` make one phase, `gjennomføring`."),
    columns=(
        needed_id("tiltak", "measure", "measure", marked("The measure.")),
        needed_id("fase", "phase", "phase", marked("Short name of the phase, unique within the measure.")),
        text("navn", "name", "name", marked("Name for people.")),
        text(
            "variant",
            "mode",
            "mode",
            marked("Name of the variant, where there are several."),
            default=marked("the only variant"),
        ),
        amount(
            "varighet_lav",
            "duration_low",
            "duration.low",
            marked("Short duration (P10)."),
            unit=PERIODS,
            default=marked("as `varighet`"),
        ),
        count(
            "varighet",
            "duration",
            "duration",
            marked(
                "Likely duration; 0 is a milestone. Of the phase that runs at the status date, what is left."
            ),
            unit=PERIODS,
            required=True,
        ),
        amount(
            "varighet_høy",
            "duration_high",
            "duration.high",
            marked("Long duration (P90)."),
            unit=PERIODS,
            default=marked("as `varighet`"),
        ),
        amount(
            "kostnad_per_periode",
            "cost_per_period",
            "cost_nok_per_period",
            marked("Investment in each period the phase runs."),
            unit=NOK_PER_PERIOD,
            default="0",
        ),
        amount(
            "kostnad_ved_start",
            "cost_at_start",
            "cost_at_start_nok",
            marked("Investment that falls in the first period, whole, such as a licence."),
            unit=NOK,
            default="0",
        ),
        share(
            "kostnad_offentlig_andel",
            "cost_public_share",
            "cost_public_share",
            marked("Part of the cost that burdens public budgets."),
            default="1",
        ),
        count(
            "lengste_pause",
            "largest_pause",
            "largest_pause_periods",
            marked("Most time until the next phase starts."),
            unit=PERIODS,
            default=marked("free"),
        ),
        date_(
            "låst_start",
            "pinned_start",
            "pinned_start",
            marked("A date in the period in which the phase must start; of one under way, when it began."),
            default=marked("free"),
        ),
        *PROVENANCE,
    ),
)


DEMANDS = Table(
    name="behov",
    aliases=("demand",),
    key=("tiltak", "fase", "variant", "aktør"),
    meaning=marked("What a phase asks of a sector in every period it runs."),
    without=marked("Phases ask nothing of anyone."),
    columns=(
        needed_id("tiltak", "measure", "measure", marked("The measure.")),
        id_("fase", "phase", "phase", marked("The phase."), default=marked("the measure's only phase")),
        text("variant", "mode", "mode", marked("The variant."), default=marked("the phase's only variant")),
        needed_id("aktør", "sector", "sector", marked("The sector.")),
        amount(
            "månedsverk",
            "person_months",
            "person_months",
            marked("Person-months in each period."),
            unit=PER_PERIOD,
            required=True,
        ),
        *PROVENANCE,
    ),
)


DEPENDENCIES = Table(
    name="avhengigheter",
    aliases=("dependencies",),
    key=(
        "forgjenger",
        "forgjenger_fase",
        "forgjenger_aktør",
        "etterfølger",
        "etterfølger_fase",
        "etterfølger_aktør",
        "type",
        "andel_aktør",
    ),
    meaning=marked(
        "A dependency in full: what must have happened in one measure before something in another."
    ),
    without=marked("Only the dependencies in `avhenger_av`."),
    columns=(
        needed_id("forgjenger", "predecessor", "predecessor", marked("The measure that comes first.")),
        id_(
            "forgjenger_fase",
            "predecessor_phase",
            "predecessor.phase",
            marked("One phase of it."),
            default=marked("first phase's start, last phase's end"),
        ),
        id_(
            "forgjenger_aktør",
            "predecessor_sector",
            "predecessor.sector",
            marked("Its rollout in one sector, instead of a phase."),
        ),
        needed_id("etterfølger", "successor", "successor", marked("The measure that waits.")),
        id_(
            "etterfølger_fase",
            "successor_phase",
            "successor.phase",
            marked("One phase of it."),
            default=marked("first phase's start, last phase's end"),
        ),
        id_(
            "etterfølger_aktør",
            "successor_sector",
            "successor.sector",
            marked("Its rollout in one sector, instead of a phase."),
        ),
        choice(
            "type",
            "type",
            "link",
            marked(
                "FS, SS, FF, SF: from finish or start to start or finish. `innføring`: each unit takes "
                "the successor into use after the predecessor. `andel`: the successor begins when a "
                "share of a sector has the predecessor."
            ),
            default="FS",
            choices=LINKS,
        ),
        whole(
            "ventetid",
            "lag",
            "lag_periods",
            marked("Least time between the two; negative is a lead. FS, SS, FF, SF only."),
            unit=PERIODS,
            default="0",
        ),
        whole(
            "lengste_ventetid",
            "largest_lag",
            "largest_lag_periods",
            marked("Most time between the two. FS, SS, FF, SF only."),
            unit=PERIODS,
            default=marked("free"),
        ),
        positive_share(
            "andel", "share", "share", marked("The share that must have the predecessor. `andel` only.")
        ),
        id_(
            "andel_aktør",
            "share_sector",
            "share_sector",
            marked("The sector whose share it is. `andel` only."),
        ),
        choice("art", "kind", "kind", marked("Why it is so."), choices=LINK_KINDS),
        text("forgjenger_eier", "predecessor_owner", "predecessor_owner", marked("Who delivers.")),
        text("etterfølger_eier", "successor_owner", "successor_owner", marked("Who receives.")),
        *PROVENANCE,
    ),
)


GROUPS = Table(
    name="grupper",
    aliases=("groups",),
    key=("id",),
    meaning=marked("Measures of which a certain number is in."),
    without=marked("Each measure is in or out by itself."),
    columns=(
        needed_id("id", "id", "id", marked("Short name.")),
        choice("regel", "rule", "rule", marked("How many are in."), required=True, choices=GROUP_RULES),
        Column(
            "tiltak",
            "measures",
            "measures",
            kind=Kind.IDS,
            meaning=marked("Two or more measures, as in `a; b; c`."),
            required=True,
        ),
        whole(
            "minst",
            "at_least",
            "at_least",
            marked("The least number, with the rule `minst`."),
            unit=marked("measures"),
            default="1",
            least=1,
        ),
        *PROVENANCE,
    ),
)


PUBLISHED = Table(
    name="publisert",
    aliases=("published",),
    key=("tiltak", "kildeår"),
    meaning=marked("The dates that a published roadmap gave a measure, shown as baseline."),
    without=marked("No baseline is shown."),
    columns=(
        needed_id("tiltak", "measure", "measure", marked("The measure.")),
        date_("start", "start", "start", marked("First published date."), default=marked("not given")),
        Column(
            "slutt",
            "end",
            "end",
            kind=Kind.LAST_DATE,
            meaning=marked("Last published date."),
            default=marked("not given"),
        ),
        year(
            "kildeår",
            "source_year",
            "source_year",
            marked("The year the source is from."),
            default=marked("not given"),
        ),
        *PROVENANCE,
    ),
)
