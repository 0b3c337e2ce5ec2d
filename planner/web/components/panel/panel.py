"""The side panel: everything known about the measure that is chosen."""

from dash import html

from planner.language import _, day, integer
from planner.model import (
    TOLERANCE,
    Dependency,
    Group,
    GroupRule,
    Measure,
    Published,
    Roadmap,
    Rollout,
)
from planner.results import Facts, other_load
from planner.say import (
    adaptation_key,
    asks,
    end_words,
    exact_percent,
    hardness_words,
    missed_words,
    period_words,
    range_of_dates,
    spoken_adaptation,
    spoken_deadlines,
    spoken_phase,
    spoken_rollout,
    standing,
    with_price,
)
from planner.view import phase_kinds
from planner.web.components.panel.figures import figures
from planner.web.parts import (
    Component,
    carrying,
    definition,
    heading,
    list_of,
    source_words,
    sourced,
    unspoken,
)


def panel(found: Facts, measure_id: str | None) -> tuple[list[Component], list[Component]]:
    """Give what stands above the reasons of the dates, and below; how to choose where nothing is chosen."""
    known = {measure.id: measure for measure in found.roadmap.measures}
    if measure_id not in known:
        return hints(), []
    measure = known[measure_id]
    sections = (_about, _phases, _rollouts, _dependencies, _groups, _dates, _services, figures)
    return _title(found, measure), [part for section in sections for part in section(found, measure)]


def guide(roadmap: Roadmap) -> list[Component]:
    """Say how the chart is read."""
    has_freezes = any(sector.freezes for sector in roadmap.sectors)
    samples = (
        *((f"phase-{kind}", name) for kind, name in enumerate(phase_kinds(roadmap), start=1)),
        ("rollout", _("Rollout: the height is the share that has it in use")),
        *([("adaptation", adaptation_key())] if roadmap.adaptations else []),
        ("published", _("Published roadmap")),
        ("deadline", _("Deadline")),
        ("status", _("Status date")),
        ("proposed", _("Proposed plan, striped")),
        ("ghost-outline", _("Outline below: where it lies in the plan it is held against")),
        ("pin", _("Pin: the start of a phase that somebody has fixed")),
        ("depends", _("In the chain, solid: depends on")),
        ("waits", _("In the chain, dashed: waits for capacity")),
        *([("others", _("Other load: what it takes of the capacity"))] if other_load(roadmap) else []),
        *([("freeze", _("Rollout freeze: less capacity"))] if has_freezes else []),
    )
    rows = [
        html.Li([unspoken(html.Span(className=f"sample {name}")), html.Span(words)])
        for name, words in samples
    ]
    return [
        heading(_("How to read the chart")),
        html.Ul(rows, className="legend"),
    ]


def hints() -> list[Component]:
    """Say how a measure is chosen, which keys there are, and what else can be asked."""
    asked = (
        ("own-capacity", _("What if there were more capacity?")),
        ("when", _("What must be decided, and when?")),
        ("grounds", _("What does the plan rest on?")),
    )
    return [
        heading(_("About the measure")),
        html.P(
            _("Open a row and choose a measure to see everything known about it here."), className="quiet"
        ),
        html.P(
            _("Keys: arrows move and open, Enter chooses, + and − zoom, Shift and arrows move in time."),
            className="quiet",
        ),
        html.P(
            _("Alt and arrows pin a phase. F6 goes to the next part of the page, Shift and F6 back."),
            className="quiet",
        ),
        heading(_("Ask of the whole plan")),
        list_of([_opening(kind, words) for kind, words in asked]),
    ]


def _opening(kind: str, words: str) -> Component:
    """Give a button that opens a part of what lies behind a press over the plan."""
    return html.Button(words, type="button", className="link", **carrying(opens=kind))


def _title(found: Facts, measure: Measure) -> list[Component]:
    stands = standing(found, measure)
    lines = [html.P(stands, className="standing")] if stands else []
    return [html.H2(measure.name, className="panel-title", tabIndex=-1), *lines]


def _about(found: Facts, measure: Measure) -> list[Component]:
    facts = [(_("Owner"), measure.owner or _("Not stated")), (_("Goal"), measure.goal)]
    if measure.optional:
        facts.append((_("Choice"), _("May be left out")))
    note = [html.P(measure.note, className="quiet")] if measure.note else []
    source = [html.P(source_words(measure.provenance))]
    return [heading(_("About the measure")), definition(facts), *note, *source]


def _phases(found: Facts, measure: Measure) -> list[Component]:
    planned = found.schedule.phases_by_measure.get(measure.id, ())
    lines = [spoken_phase(found, phase) for phase in planned]
    return [heading(_("Phases")), list_of(lines)] if lines else []


def _rollouts(found: Facts, measure: Measure) -> list[Component]:
    rows = [part for rollout in found.roadmap.rollouts_of(measure.id) for part in _rollout(found, rollout)]
    return [heading(_("Rollouts")), *rows] if rows else []


def _rollout(found: Facts, rollout: Rollout) -> list[Component]:
    """Give a rollout, and above it what the sector does in its own systems first."""
    adaptation = spoken_adaptation(found, rollout)
    return [*([html.P(adaptation)] if adaptation else []), _rollout_row(found, rollout)]


def _rollout_row(found: Facts, rollout: Rollout) -> Component:
    planned = found.schedule.rollouts_by_key.get(rollout.key)
    words = spoken_rollout(found, rollout)
    if planned is None or planned.begin is None:
        return html.P(words)
    calendar = found.roadmap.calendar
    unit = integer(found.roadmap.units(rollout))
    waves = [
        f"{period_words(calendar, period)}: {exact_percent(wave)}"
        for period, wave in enumerate(planned.waves(rollout.in_use))
        if wave > TOLERANCE
    ]
    return html.Details(
        [
            html.Summary(words),
            html.P(_("{units} units. Share taken in, period by period:", units=unit), className="quiet"),
            html.P("; ".join(waves), className="waves"),
        ]
    )


def _dependencies(found: Facts, measure: Measure) -> list[Component]:
    before = found.roadmap.links_into(measure.id)
    after = [link for link in found.roadmap.dependencies if link.predecessor.measure == measure.id]
    parts: list[Component] = []
    if before:
        parts += [
            heading(_("Depends on")),
            list_of([_dependency(found, link, before=True) for link in before]),
        ]
    if after:
        parts += [
            heading(_("Others depend on it")),
            list_of([_dependency(found, link, before=False) for link in after]),
        ]
    return parts


def _dependency(found: Facts, link: Dependency, *, before: bool) -> list[Component | str]:
    own = link.successor.measure if before else link.predecessor.measure
    return [asks(found.roadmap, link, own), " ", *sourced(link.provenance)]


def _groups(found: Facts, measure: Measure) -> list[Component]:
    held = [group for group in found.roadmap.groups if measure.id in group.measures]
    lines = [[group_words(found.roadmap, group), " ", *sourced(group.provenance)] for group in held]
    return [heading(_("Goes together with others")), list_of(lines)] if lines else []


def group_words(roadmap: Roadmap, group: Group) -> str:
    """Say how many measures of a group are in a plan, and name them."""
    names = "; ".join(_("“{name}”", name=roadmap.measure(one).name) for one in group.measures)
    match group.rule:
        case GroupRule.EXACTLY_ONE:
            return _("Exactly one of these is in the plan: {names}", names=names)
        case GroupRule.AT_MOST_ONE:
            return _("At most one of these is in the plan: {names}", names=names)
        case GroupRule.AT_LEAST:
            count = integer(group.at_least)
            return _("At least {count} of these are in the plan: {names}", count=count, names=names)
        case GroupRule.ALL_OR_NONE:
            return _("All of these are in the plan, or none: {names}", names=names)


def _dates(found: Facts, measure: Measure) -> list[Component]:
    facts = [(_("In the plan"), _planned_span(found, measure))]
    published = [row for row in found.roadmap.published if row.measure == measure.id]
    facts += [(_("Published dates"), _published(row)) for row in published]
    if measure.earliest_start:
        facts.append((_("Not before"), day(measure.earliest_start)))
    facts += [
        (hardness_words(one), with_price(found.roadmap.calendar, one, text))
        for one, text in spoken_deadlines(found.roadmap, measure)
    ]
    facts += [
        (_("Deadline missed"), missed_words(found.roadmap, missed))
        for missed in found.missed.get(measure.id, ())
    ]
    sources = [html.P(source_words(row.provenance)) for row in published if row.provenance.source]
    return [heading(_("Dates")), definition(facts), *sources]


def _planned_span(found: Facts, measure: Measure) -> str:
    start, end = found.starts[measure.id], found.ends[measure.id]
    calendar = found.roadmap.calendar
    if measure.is_done:
        return _("Done")
    if start is None or end is None:
        return _("Not in the plan")
    begin = period_words(calendar, start)
    if measure.id in found.unfinished_measures:
        last = end_words(calendar, calendar.periods)
        return _("{begin}, not finished by {last}", begin=begin, last=last)
    return _("{begin} to {end}", begin=begin, end=end_words(calendar, end, start))


def _published(row: Published) -> str:
    dates = range_of_dates(row.start, row.end)
    return _("{dates} (source from {year})", dates=dates, year=row.source_year) if row.source_year else dates


def _services(found: Facts, measure: Measure) -> list[Component]:
    names = {service.id: service.name for service in found.roadmap.services}
    lines = [
        _("{service}: {share} of the service", service=names[part.service], share=exact_percent(part.share))
        for part in found.roadmap.contributions
        if part.measure == measure.id and part.service in names
    ]
    return [heading(_("Contributes to")), list_of(lines)] if lines else []
