"""The pages of a place: who is who around a municipality, who decides in a crisis, and what is still open there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cybermatrix.guides.desks import blank, host, lines_to_fill, reach_lines
from cybermatrix.guides.parts import Around, Block, Bodies, Body, Page
from cybermatrix.guides.pieces import Blank, Fact, Facts, Row, Table, TableCell
from cybermatrix.guides.rights import MUNICIPALITY, own_partners
from cybermatrix.guides.situations import CRISIS
from cybermatrix.guides.words import first_sentence, sentence
from cybermatrix.model import changed
from cybermatrix.queries import gaps

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import BaseTeam, GripLevel, Municipality, Partner, RegionPlan

BASE_TEAM, SAFETY_REGION, PROSECUTION = "politie-basisteam", "veiligheidsregio", "openbaar-ministerie"


# --- who is around you ------------------------------------------------------------------------------------------


def around(writer: Writer, place: Municipality) -> Around:
    """Write who is who around a municipality by real name: on paper one page, on the screen everybody."""
    words = writer.words
    here = own_partners(writer)
    region = writer.base.areas[place.region]
    done = {MUNICIPALITY, BASE_TEAM, PROSECUTION, SAFETY_REGION} | {one.id for one in here}
    done |= {one.id for one in writer.base.partners.values() if one.kind_of in done or one.part_of in done}
    done |= {one.id for one in writer.matrix.partners if _is_police(writer, one)}
    police = tuple(_here(writer, place))
    groups = [
        _bodies(writer, "around.own", "rond-gemeente", (_body(writer, one) for one in here if one.id != MUNICIPALITY)),
        _bodies(
            writer,
            "around.police",
            "rond-politie",
            (*police, *_kin(writer, PROSECUTION), *_kin(writer, SAFETY_REGION), *_police(writer)),
            blanks=_no_team(writer, place),
        ),
        *writer.once(("around", writer.viewpoint), lambda: _others(writer, done)),
    ]
    return Around(
        anchor="wie-is-wie",
        title=words("around.title", name=place.name),
        feedback=writer.feedback("wie-is-wie"),
        intro=words("around.intro", name=place.name, region=region.name, province=place.province),
        columns=words.list("around.columns"),
        more=words("around.more"),
        first=tuple(one for one in police if one.mark is not None),
        groups=tuple(one for one in groups if one.bodies or one.blanks),
    )


def _others(writer: Writer, done: Collection[str]) -> tuple[Bodies, ...]:
    """Write who else has something to do here: those near, and those of the whole country."""
    counts = writer.busy
    others = [one for one in writer.matrix.partners if counts[one.id] and one.id not in done]
    # Whom one can ring comes first, then who has a page of their own, then who has most to do.
    others.sort(key=lambda one: (*_ease(writer, one), -counts[one.id]))
    near = [one for one in others if one.level != "landelijk"]
    national = [one for one in others if one.level == "landelijk"]
    return (
        _bodies(writer, "around.near", "rond-buurt", (_body(writer, one) for one in near)),
        _bodies(writer, "around.national", "rond-landelijk", (_body(writer, one) for one in national)),
    )


def _ease(writer: Writer, partner: Partner) -> tuple[bool, bool]:
    """Tell what is missing to reach someone: a number, and a page that was seen."""
    channels = writer.book.of(partner)
    seen = [one for one in channels if one.address and one.verification != "not_verified"]
    return not any(writer.book.phone(one) for one in channels), not seen


# How many bodies of each kind stand on the one page that paper has for them.
_MOST = {"rond-gemeente": 6, "rond-politie": 5, "rond-buurt": 4, "rond-landelijk": 4}


def _bodies(writer: Writer, heading: str, anchor: str, bodies: Iterable[Body], blanks: tuple[str, ...] = ()) -> Bodies:
    found = tuple(dict.fromkeys(bodies))
    most = _MOST[anchor]
    return Bodies(heading=writer.words(heading), anchor=anchor, bodies=found[:most], rest=found[most:], blanks=blanks)


def _body(writer: Writer, partner: Partner, *, name: str = "", sure: str = "", certainty: str = "") -> Body:
    """Describe someone in one sentence, with how to reach them and a line to write on where that is a local matter."""
    channels = writer.book.of(partner)
    known = [one for one in channels if one.verification != "not_verified" and (one.phone or one.address)]
    line = None
    if partner.slot is not None:
        line = blank(writer, partner.slot)
    elif not known and partner.level != "landelijk":
        line = Blank(question=writer.words("around.fill_in"))
    whole = writer.base.partners.get(partner.kind_of or "")
    purpose = partner.summary or (whole.summary if whole is not None else None)
    if purpose is None:  # what its own desk is for says as much
        purpose = next((one.purpose for one in known if one.purpose), None) or ""
    return Body(
        name=name or partner.name,
        purpose=first_sentence(purpose) if purpose else "",
        reach=reach_lines(writer, partner)[:REACH],
        blank=line,
        sure=sure,
        mark=writer.mark(certainty) if certainty else None,
        short=_short(name or partner.name, partner, whole),
    )


def _short(name: str, partner: Partner, whole: Partner | None) -> str:
    """Give the abbreviation by which other pages call someone, or its kind, where the name does not hold it."""
    found = (one.abbreviation for one in (partner, whole) if one is not None)
    return next((one for one in found if one and one not in name), "")


def _kin(writer: Writer, kind: str) -> list[Body]:
    """Describe the body that a kind is here, or the kind itself where none is recorded."""
    whole = writer.base.partners.get(kind)
    return [] if whole is None else [_body(writer, one) for one in writer.matrix.view.bodies(whole)]


def _is_police(writer: Writer, partner: Partner) -> bool:
    here: Partner | None = partner
    while here is not None:
        if here.id == "politie":
            return True
        here = writer.base.partners.get(here.part_of or here.kind_of or "")
    return False


def _teams(writer: Writer, place: Municipality) -> list[BaseTeam]:
    return [team for team in writer.data.base_teams if place.id in team.municipalities]


def _here(writer: Writer, place: Municipality) -> Iterable[Body]:
    """Describe the base team, the district and the unit of a municipality."""
    words, base = writer.words, writer.base
    names = {one.id: one.name for one in writer.data.municipalities}
    for team in _teams(writer, place):
        body = base.partners.get(f"basisteam-{team.id}")
        if body is None:
            continue
        places = words.both(names[key] for key in team.municipalities)
        site = host(team.url or "")
        seen = words("around.site", site=site) if site else ""
        if site and team.published:
            seen = words("around.seen", site=site, date=words.loose_date(team.published))
        sure = words("around.team", places=places, evidence=words.find("evidence", team.evidence) or team.evidence)
        note = sentence(team.note or "")
        certainty = "bron" if team.evidence == "bron" else "voorstel"
        yield _body(writer, body, sure=" ".join(filter(None, (sure, seen, note))), certainty=certainty)
    region = next((one for one in writer.data.safety_regions if one.id == place.region), None)
    if region is not None and region.district:
        yield Body(
            name=words("around.district_name", name=region.district),
            purpose=words("around.district_purpose"),
            blank=Blank(question=words("around.fill_in")),
            mark=writer.mark("voorstel"),  # no source was read that names it
        )
    unit = base.areas.get(base.areas[place.region].parent or "")
    if unit is not None and unit.kind == "politie-eenheid":
        police = base.partners.get("politie")  # the number of the whole brings one to the unit too
        yield Body(
            name=words("around.unit_name", name=unit.name),
            purpose=words("around.unit_purpose"),
            reach=reach_lines(writer, police)[:1] if police is not None else (),
        )


def _police(writer: Writer) -> Iterable[Body]:
    """Describe the other parts of the police that have a role here."""
    for partner in writer.matrix.partners:
        if partner.id != BASE_TEAM and _is_police(writer, partner) and writer.busy[partner.id]:
            yield _body(writer, partner)


def _no_team(writer: Writer, place: Municipality) -> tuple[str, ...]:
    """Give a line to write on where no base team is recorded."""
    return () if _teams(writer, place) else (writer.words("around.no_team", name=place.name),)


# --- who decides that it is a crisis ---------------------------------------------------------------------------

LAWS, CHAIRS = 3, 2  # statements for which one sheet has room, beside the steps


def crisis(writer: Writer) -> tuple[Page, ...]:
    """Write who decides in a crisis: how one scales up, what the law says, and what is known of the plan of the region."""
    one = writer.data.escalation
    if one is None:
        return ()
    words = writer.words
    steps = Table(
        heading=words("crisis.grip"),
        anchor="crisis-grip",
        intro=words("crisis.grip_intro"),
        look="crisis",
        columns=words.list("crisis.columns"),
        rows=tuple(_grip_row(writer, level) for level in writer.printable(one.grip)),
    )
    chairs, law = writer.facts((*one.chairs, *one.teams)), writer.facts((*one.authority, *one.national))
    ladder = [Fact(text=fact.text, mark=fact.mark) for fact in writer.facts(one.ladder)]
    page = Page(
        anchor=CRISIS,
        title=words("crisis.title"),
        feedback=writer.feedback(CRISIS),
        kind="crisis",
        intro=sentence(one.reading),
        blocks=(
            Block(facts=writer.section("crisis.ladder", "crisis-ladder", ladder)),
            Block(table=steps),
            Block(facts=writer.section("crisis.plan", "crisis-plan", _plan(writer, one.regions))),
            Block(facts=writer.section("crisis.chairs", "crisis-voor", chairs, most=CHAIRS)),
            Block(facts=writer.section("crisis.law", "crisis-wet", law, most=LAWS)),
        ),
    )
    return (page,)


def _grip_row(writer: Writer, level: GripLevel) -> Row:
    labels = writer.words.list("crisis.columns")
    return Row(
        head=level.level,
        cells=(
            TableCell(label=labels[1], lines=(sentence(level.what),)),
            TableCell(
                label=labels[2],
                lines=(sentence(level.leads),),
                mark=writer.sure(level.certainty, (), level.sources),
                cites=writer.cites(level.sources),
            ),
        ),
    )


def _plan(writer: Writer, plans: Iterable[RegionPlan]) -> Iterable[Fact]:
    """Tell what is known of the plan of the region of this place; where nobody found one, that is said."""
    kind = writer.base.partners.get(SAFETY_REGION)
    here = set() if kind is None else {one.id for one in writer.matrix.view.bodies(kind)}
    found = [one for one in writer.printable(plans) if one.region in here]
    for one in found:
        mark = writer.sure(one.certainty, (), one.sources)
        text = " ".join(map(sentence, (one.plan, one.grip_text)))
        yield Fact(text=text, mark=mark, cites=writer.cites(one.sources))
    if not found:
        yield Fact(text=writer.words("crisis.no_plan"))


# --- what is still open -----------------------------------------------------------------------------------------


def still_open(writer: Writer, place: Municipality | None) -> Page:
    """
    Write what is not arranged: first what is of the municipality itself, then the largest gaps of the whole matrix.

    Of a gap: what nobody has laid down, why it matters, who could, and where to talk about it.
    """
    words = writer.words
    everywhere = writer.once(("open", writer.viewpoint), lambda: _open_everywhere(writer))
    return Page(
        anchor="nog-niet-geregeld",
        title=words("open.title"),
        feedback=writer.feedback("nog-niet-geregeld"),
        kind="open",
        intro=" ".join(map(words, ("open.intro",) if place is None else ("open.intro", "open.intro_here"))),
        blocks=everywhere if place is None else (*_own_blocks(writer, place), *everywhere),
    )


def _open_everywhere(writer: Writer) -> tuple[Block, ...]:
    """Write the largest gaps of the whole matrix, where nobody leads, and what this edition does not have."""
    words, matrix = writer.words, writer.matrix
    forms = {one.id: writer.named(one) for one in matrix.crime_forms}
    counts = Counter(intervention for intervention, _ in matrix.pairs)
    missing: dict[str, list[str]] = {}
    for gap in gaps(matrix):
        missing.setdefault(gap.intervention.id, []).append(gap.crime.id)
    largest = sorted(missing, key=lambda key: -len(missing[key]))
    rows = tuple(_gap_row(writer, key, missing[key], counts[key], forms) for key in largest)
    table = Table(
        heading=words("open.nobody_heading"),
        anchor="open-niemand",
        intro=words("open.nobody_intro"),
        look="open",
        columns=words.list("open.columns"),
        rows=rows[:TOP],
        rest=rows[TOP:],
        more=writer.more(len(rows) - TOP),
        empty=words("card.nothing_open"),
    )
    return Block(table=table), Block(facts=_no_leads(writer)), Block(facts=_not_yet(writer))


def unsure_teams(writer: Writer, place: Municipality) -> bool:
    """Tell whether a base team of a municipality stands in no source, or not wholly."""
    return any(one.evidence != "bron" for one in _teams(writer, place))


def _own_blocks(writer: Writer, place: Municipality) -> Iterable[Block]:
    """Write what a municipality itself has not laid down: its team, its rules, and the lines that only it can fill in."""
    words = writer.words
    told = [] if _teams(writer, place) else [words("open.no_team")]
    if unsure_teams(writer, place):  # without its name: places around it share this page
        told.append(words("open.unsure_team"))
    if not any(rule.area == place.id and rule.is_in_force(writer.matrix.on) for rule in writer.data.assignments):
        told.append(words("open.no_rules"))
    # What a municipality answered is arranged: it stands in the list of its numbers.
    keys = [slot.id for slot in writer.data.slots if slot.is_asked_before and not blank(writer, slot.id).answer]
    if keys:
        told.append(words("open.to_fill", count=len(keys)))
    facts = [Fact(text=one) for one in told]
    on_cards = tuple(_on_cards(writer))
    if on_cards:
        facts.append(Fact(text=words("open.on_cards")))
    found = writer.section("open.here", "open-eigen", facts, empty=words("open.nothing_here"))
    yield Block(facts=changed(found, rest=on_cards), is_own=True)
    if keys:
        lines = lines_to_fill(writer, words("open.own"), "zelf-invullen", keys, intro=words("open.own_intro"))
        yield Block(blanks=lines, is_own=True)


def _on_cards(writer: Writer) -> Iterable[Fact]:
    """Repeat, for a screen, what each NU-kaart says is not arranged; on paper that stands on the card itself."""
    for one in writer.matrix.situations:
        if one.not_arranged:
            lead = writer.words("situation.code", number=one.number)
            yield Fact(lead=f"{lead}:", text=sentence("; ".join(one.not_arranged)))


TOP, COULD, MANY, REACH = 10, 3, 4, 2


def _gap_row(writer: Writer, key: str, found: list[str], of: int, forms: dict[str, str]) -> Row:
    words = writer.words
    intervention = writer.base.interventions[key]
    labels = words.list("open.columns")
    which = words("open.all_forms") if len(found) == len(forms) else _fewest(writer, forms, found)
    could = _could(writer, key)
    levels = dict.fromkeys(level for _, level in could)
    talks = dict.fromkeys(words("open.talk_" + level) for level in levels) or {words("open.talk_lokaal"): None}
    return Row(
        head=writer.named(intervention),
        cells=(
            TableCell(label=labels[1], strong=words("open.count", count=len(found), of=of), lines=(which,)),
            TableCell(label=labels[2], lines=(first_sentence(writer.said(intervention, "definition")),)),
            TableCell(
                label=labels[3],
                lines=(sentence(words.both(name for name, _ in could)) if could else words("open.nobody_known"),),
            ),
            TableCell(label=labels[4], lines=(words.both(talks),)),
        ),
    )


def _could(writer: Writer, intervention: str) -> list[tuple[str, str]]:
    """Name who does this kind of thing against other forms: with whom the talk can begin; nothing is promised by it."""
    found: Counter[tuple[str, str]] = Counter()
    for cell in writer.matrix.where(intervention=intervention).cells:
        if cell.role.id in ("regie", "uitvoerder", "ondersteuner"):
            found[writer.short(cell.partner), cell.level.id] += 1
    names: dict[str, str] = {}
    for (name, level), _ in found.most_common():
        names.setdefault(name, level)
    return list(names.items())[:COULD]


def _fewest(writer: Writer, forms: dict[str, str], found: list[str]) -> str:
    """Name the forms that are meant, or those that are not when these are fewer."""
    rest = [name for key, name in forms.items() if key not in found]
    if len(found) > MANY and len(rest) > MANY:
        return sentence(writer.words("open.and_more", names=", ".join(forms[key] for key in found[:MANY])))
    if len(rest) < len(found):
        return sentence(writer.words("open.all_but", names=writer.words.both(rest)))
    return sentence(writer.words.both(forms[key] for key in found))


def _no_leads(writer: Writer) -> Facts:
    words, matrix = writer.words, writer.matrix
    decided = {
        (cell.intervention.id, cell.crime.id, cell.level.id) for cell in matrix.cells if cell.role.id == "bevoegd-gezag"
    }
    found: dict[str, dict[str, int]] = {}
    for gap in gaps(matrix, role="regie"):
        if gap.level is not None and (gap.intervention.id, gap.crime.id, gap.level.id) not in decided:
            levels = found.setdefault(writer.named(gap.intervention), {})
            levels[writer.named(gap.level).lower()] = levels.get(writer.named(gap.level).lower(), 0) + 1
    facts = [
        Fact(
            lead=name,
            text=sentence(
                "; ".join(
                    words("open.lead_count" if count > 1 else "open.lead_one", level=level, count=count)
                    for level, count in levels.items()
                )
            ),
        )
        for name, levels in found.items()
    ]
    return writer.section(
        "open.leads",
        "open-trekkers",
        facts,
        intro=words("open.leads_intro"),
        empty=words("card.nothing_open"),
        most=TOP // 2,
    )


def _not_yet(writer: Writer) -> Facts:
    """Say plainly what this edition does not have yet."""
    words, matrix = writer.words, writer.matrix
    rules = {cell.origin.id: cell for cell in matrix.cells}
    confirmed = sum(cell.status == "bevestigd" for cell in rules.values())
    facts = [Fact(text=words("open.not_confirmed", count=len(rules)))] if rules and not confirmed else []
    facts += [Fact(text=sentence(words("open.not_found", what=text))) for text in writer.data.not_found]
    return writer.section("open.not_yet", "nog-geen", facts, empty=words("card.nothing_open"), most=2)
