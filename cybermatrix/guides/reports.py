"""The report for the steering group: one page with how it stands, what it is asked to decide, and what may go wrong."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cybermatrix.guides.parts import Report
from cybermatrix.guides.pieces import Fact
from cybermatrix.model import CERTAINTIES
from cybermatrix.queries import gaps, overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.writer import Writer

FIRST = 4


def report(writer: Writer) -> Report:
    """Write the page."""
    words = writer.words
    return Report(
        anchor="verslag",
        title=words("report.title"),
        feedback=writer.feedback("verslag"),
        intro=words("report.intro"),
        state_heading=words("report.state"),
        state=tuple(_state(writer)),
        decisions=writer.section("report.decisions", "verslag-besluiten", _decisions(writer)),
        risks=writer.section("report.risks", "verslag-risicos", _risks(writer)),
        next=writer.section(
            "report.next", "verslag-daarna", [Fact(text=text) for text in words.list("report.following")]
        ),
    )


def _state(writer: Writer) -> Iterable[Fact]:
    """Count what there is, always with the whole it is a part of."""
    words, matrix = writer.words, writer.matrix
    rules = writer.data.assignments
    open_pairs = len(gaps(matrix))
    answered = len(matrix.pairs) - open_pairs
    specific = {(cell.intervention.id, cell.crime.id) for cell in matrix.cells if cell.origin.is_specific}
    labels = Counter({cell.origin.id: cell.label for cell in matrix.cells}.values())
    confirmed = sum(one.status == "bevestigd" for one in rules)
    steps = [step for one in matrix.situations for step in one.steps]
    validated = sum(step.validated is not None for step in steps)

    def told(key: str, **values: int) -> Fact:
        shown = {name: words.number(value) for name, value in values.items()}
        return Fact(lead=words(f"report.{key}_lead"), text=words(f"report.{key}", **shown))

    yield told("rules", count=len(rules), partners=len({one.partner for one in rules}))
    yield told("confirmed", count=confirmed, of=len(rules))
    yield told("answered", count=answered, of=len(matrix.pairs), specific=len(specific), open=open_pairs)
    yield told("sure", **{one: labels[one] for one in CERTAINTIES})
    yield told("steps", count=len(steps), validated=validated)
    yield told("packages", instruments=len(writer.data.instruments), situations=len(matrix.situations))


def _decisions(writer: Writer) -> Iterable[Fact]:
    """Ask for what only the steering group can decide, most pressing first."""
    words, matrix, data = writer.words, writer.matrix, writer.data
    open_rules = Counter(one.partner for one in data.assignments if one.status != "bevestigd")
    if open_rules:
        names = [writer.short(writer.base.partners[key]) for key, _ in open_rules.most_common(FIRST)]
        yield Fact(
            lead=words("report.ask_confirm_lead"),
            text=words("report.ask_confirm", count=words.number(open_rules.total()), names=words.both(names)),
        )
    if writer.is_concept:
        yield Fact(lead=words("report.ask_adopt_lead"), text=words("report.ask_adopt", id=data.edition.id))
    if data.edition.contact is None:
        yield Fact(lead=words("report.ask_contact_lead"), text=words("report.ask_contact"))
    missing = Counter(gap.intervention.id for gap in gaps(matrix))
    if missing:
        names = [writer.named(writer.base.interventions[key]).lower() for key, _ in missing.most_common(FIRST)]
        yield Fact(lead=words("report.ask_gaps_lead"), text=words("report.ask_gaps", names=words.both(names)))
    candidates = [writer.named(one) for one in matrix.crime_forms if one.rank == "kandidaat"]
    if candidates:
        yield Fact(
            lead=words("report.ask_candidates_lead"), text=words("report.ask_candidates", names=words.both(candidates))
        )
    double = len(overlaps(matrix, role="regie"))
    if double:
        yield Fact(lead=words("report.ask_double_lead"), text=words("report.ask_double", count=double))


def _risks(writer: Writer) -> Iterable[Fact]:
    """Say what may go wrong when someone relies on this edition as it is."""
    words, data = writer.words, writer.data
    loose = [
        step
        for one in writer.matrix.situations
        for step in one.steps
        if step.certainty == "voorstel" and step.validated is None
    ]
    if loose:
        yield Fact(text=words("report.risk_steps", count=words.number(len(loose))))
    old = [law.id for law in data.laws if law.version_read is not None and law.version_read[:4] < "2020"]
    if old:
        yield Fact(text=words("report.risk_laws", count=words.number(len(old)), of=words.number(len(data.laws))))
    teams = [one for one in data.base_teams if one.evidence != "bron"]
    if teams:
        yield Fact(
            text=words("report.risk_teams", count=words.number(len(teams)), of=words.number(len(data.base_teams)))
        )
    channels = list({one.id: one for one in writer.base.channels.values()}.values())
    unread = sum(one.verification != "verified" for one in channels)
    yield Fact(text=words("report.risk_phones", count=words.number(unread), of=words.number(len(channels))))
    yield Fact(text=words("report.risk_effect"))
