"""Each rule over the whole matrix catches a planted mistake, at its own line, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from making import changed_partners, only_rules, rule, with_rules

import cybermatrix as cm
from cybermatrix import checks
from cybermatrix.checks import KINDS as NOUNS
from cybermatrix.model import (
    Claim,
    Communication,
    Decision,
    Dont,
    Law,
    LawArticle,
    LeadPractice,
    Limit,
    SearchWord,
    Situation,
    Source,
    Task,
    changed,
)
from cybermatrix.problems import KINDS, Place

if TYPE_CHECKING:
    from cybermatrix.matrix import Matrix

POLICE, MAYOR, TOWN, OFFICE = (
    f"partijen/{name}.yaml" for name in ("politie", "burgemeester", "gemeente", "openbaar-ministerie")
)
REGION, DESK, ENDED = (f"partijen/{name}.yaml" for name in ("veiligheidsregio", "ibd", "digital-trust-center"))
BODY = "partijen/openbaar-ministerie-oost-nederland.yaml"


def assignment(key: str, role: str = "uitvoerder", **more: str) -> str:
    """Write an assignment as the coordinator would, to stand at the end of a file of a partner."""
    fields = {"typen": "crisis", "vormen": "alle"} | {key: more.pop(key) for key in ("typen", "vormen") if key in more}
    lines = [f"  - id: {key}"]
    for name, value in fields.items():
        lines += [f"    {name}:", f"      - {value}"]
    rest = {"rol": role, "niveau": "lokaal", "gebied": "land"} | more
    rest |= {"tekst": more.get("tekst", "Verzonnen."), "verificatie": more.get("verificatie", "eigen")}
    for name, value in rest.items():
        lines += [f"    {name}:", f"      - {value}"] if name in ("wetten", "bronnen") else [f"    {name}: {value}"]
    return "\n".join(lines) + "\n"


def rules(*texts: str) -> str:
    """Write the key above assignments, for a partner that had none."""
    return "toewijzingen:\n" + "".join(texts)


OVERLAY = "gemeente: deventer\ntoewijzingen:\n" + assignment("eigen-1", typen="slachtofferhulp").replace(
    "    gebied: land\n", ""
).replace("    niveau", "    partij: gemeente\n    niveau")
INSTRUMENT = """\
id: spel
naam: Een spel
naam_en: A game
typen:
  - weerbaar-maken
vormen:
  - alle
partijen:
  - partij: ncsc
    rol: uitvoerder
  - partij: digital-trust-center
    rol: ondersteuner
effect: onbekend
verificatie: eigen
"""
EFFECTS = "- id: onbekend\n  naam: Onbekend\n  naam_en: Unknown\n  definitie: Niets gevonden.\n  definitie_en: Nothing found.\n"
SITUATION = """\
id: plat
nummer: 1
titel: De site ligt plat
naam_en: The site is down
getroffene: gemeente
vormen:
  - ddos-aanval
stappen:
  - klok: nu
    wie: politie
    tegen: gemeente
    doe: Bel.
    kracht: kan
    verificatie: eigen
    zekerheid: voorstel
  - klok: nu
    wie: politie
    tegen: gemeente
    doe: Een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien.
    kracht: kan
    verificatie: eigen
    zekerheid: voorstel
"""

DECISION = """\
besluiten:
  - vraag: Sluiten wij af?
    wie_beslist: burgemeesterr
    wat_we_weten: Het kan.
    verificatie: eigen
    zekerheid: voorstel
"""

CLAIM = "taken:\n  - tekst: Helpt wie belt.\n    verificatie: eigen\n"
BASIS = "    bronnen:\n      - verzonnen-bron\n    wetten:\n      - verzonnen-wet:1\n"
OURS = "    let_op: De rest is ons voorstel.\n    niet_omdat: Zegt niets over een rol.\n"
GONE = "    geworden:\n      - e1\n    niet_omdat: Zegt niets over een rol.\n"

STEP = """\
  - klok: nu
    wie: politie
    tegen: gemeente
    doe: Bel.
    kracht: kan
    verificatie: eigen
    zekerheid: voorstel
"""
SURE = STEP[: STEP.index("kracht")] + (
    "kracht: mag\n    wetten:\n      - artikel: verzonnen-wet:1\n    verificatie: verified\n    zekerheid: vast\n"
    "    bronnen:\n      - verzonnen-bron\n"
)
LESS = SURE.replace("zekerheid: vast", "zekerheid: bron")
DESKS = "kanalen:\n  - id: nieuw\n    naam: Bel ons\n{extra}    zichtbaarheid: openbaar\n    verificatie: eigen\n"
AVOID = "- woorden:\n    - borgt/borgen\n  liever: houdt vast\n  omdat: Vaktaal.\n"
TRAP = """\
- id: val
  waar: Dat mag niemand.
  niet:
    - terughack*
  fout:
    - Zij gaan terughacken.
  partijen:
    - ibd
  alleen_doelgroepen:
    - inwoner
"""
OLD = "- id: oude-bron\n  titel: Oud stuk\n  gepubliceerd: 2024-03\n"
LONG = "Belt wie nog niet is gebeld en wacht dan op wie later nog zelf belt of schrijft naar ons."
FORMS = ("datingfraude", "ddos-aanval", "phishing", "ransomware")
DRAFT = """\
id: ontwerp
naam: Ontwerp
naam_en: Draft
toestand: voorstel; geen geldend recht
artikelen:
  - id: ontwerp:1
    artikel: 1
"""
TEAM = "nieuw,Nieuw,Verzonnen,utrecht,bron,,,\n"

# code: what is planted (file: the text that is added, or the text that is replaced and what takes its place),
# the file of the problem, and the text on its line.
PLANTED: dict[str, tuple[dict[str, str | tuple[str, str]], str, str]] = {
    "R01": ({POLICE: ("rol: ondersteuner", "rol: ondersteunr")}, POLICE, "rol: ondersteunr"),
    "R02": ({POLICE: assignment("e1", typen="opsporen")}, POLICE, "- id: e1"),
    "R03": ({TOWN: ("volgorde: 1", "deel_van: burgemeester\nvolgorde: 1")}, TOWN, "id: gemeente"),
    "R04": ({"partijen/gemeent.yaml": (TOWN, "")}, "partijen/gemeent.yaml", "id: gemeente"),
    "M01": ({TOWN: assignment("e9", typen="eigen-huis", vormen="datingfraude")}, TOWN, "- id: e9"),
    "M02": (
        {POLICE: assignment("p9", niveau="regionaal", gebied="eenheid-oost-nederland", vormen="phishing")},
        POLICE,
        "- id: p9",
    ),
    "M03": (
        {MAYOR: assignment("b2", "ondersteuner", typen="opsporen", vormen="ransomware", gebied="deventer")},
        MAYOR,
        "- id: b2",
    ),
    "M04": (
        {DESK: assignment("i2", "geen", vormen="phishing") + assignment("i3", vormen="phishing")},
        DESK,
        "- id: i3",
    ),
    "M05": ({POLICE: assignment("p9", typen="stilleggen", kracht="moet")}, POLICE, "- id: p9"),
    "M06": ({POLICE: assignment("p9", "bevoegd-gezag")}, POLICE, "- id: p9"),
    "M07": ({POLICE: assignment("p9", "regie", fase="nazorg")}, POLICE, "- id: p9"),
    "M08": ({ENDED: rules(assignment("d1", geldig_tot="2026-01-02"))}, ENDED, "- id: d1"),
    "M09": ({POLICE: assignment("p9", "regie", geldig_van="2026-02-01", geldig_tot="2026-02-01")}, POLICE, "- id: p9"),
    "M10": ({POLICE: assignment("p9", "regie", status="bevestigd")}, POLICE, "- id: p9"),
    "M11": (
        {DESK: assignment("i9", typen="opsporen", uitzondering_op="b1", wetten="verzonnen-wet:2")},
        DESK,
        "- id: i9",
    ),
    "M12": ({BODY: ("gebieden:\n  - eenheid-oost-nederland\n", "")}, BODY, "id: openbaar-ministerie-oost"),
    "M13": ({POLICE: assignment("p9", "regie", verificatie="verified")}, POLICE, "- id: p9"),
    "M14": (
        {"instrumenten/spel.yaml": INSTRUMENT, "assen/effecten.yaml": EFFECTS},
        "instrumenten/spel.yaml",
        "- partij: digital-trust-center",
    ),
    "M15": ({TOWN: assignment("e9", "regie", niveau="regionaal", vormen="phishing")}, REGION, "- id: v1"),
    "M16": ({BODY: rules(assignment("o9"))}, BODY, "- id: o9"),
    "M17": ({"situaties/s1-plat.yaml": SITUATION}, "situaties/s1-plat.yaml", "# the second step"),
    "M18": (
        {"wetten/verzonnen-wet.yaml": ("    artikel: 1\n", "    artikel: 1\n    ook:\n      - verzonnen-wet:2a\n")},
        "wetten/verzonnen-wet.yaml",
        "- id: verzonnen-wet:2",
    ),
    "R05": ({MAYOR: ("naam: Burgemeester\n", "naam: Gemeenten\n")}, MAYOR, "id: burgemeester"),
    "R06": (
        {"situaties/s1-plat.yaml": SITUATION[: SITUATION.rindex("  - klok")] + DECISION},
        "situaties/s1-plat.yaml",
        "- vraag: Sluiten wij af?",
    ),
    "M19": ({"zoekwoorden.yaml": "- woorden:\n    - nepmail\n"}, "zoekwoorden.yaml", "- woorden"),
    "M20": ({TOWN: ("volgorde: 1", CLAIM + "volgorde: 1")}, TOWN, "- tekst: Helpt wie"),
    "L01": ({MAYOR: ("naam_en: Mayor\n", "")}, MAYOR, "id: burgemeester"),
    "M21": ({TOWN: ("volgorde: 1", CLAIM + GONE + "volgorde: 1")}, TOWN, "- tekst: Helpt wie"),
    "M22": ({DESK: DESKS.format(extra="    nummer: 06-12345678\n")}, DESK, "- id: nieuw"),
    "M23": (
        {
            DESK: assignment("i7", "regie", niveau="landelijk")
            + "".join(assignment(f"i8-{form}", "regie", niveau="landelijk", vormen=form) for form in FORMS)
        },
        DESK,
        "- id: i7",
    ),
    "M24": (
        {
            "wetten/verzonnen-wet.yaml": ("toestand: van kracht\n", "toestand: van kracht\nin_werking: 2026-08-15\n"),
            "bronnen.yaml": ("- id: verzonnen-bron\n", OLD + "- id: verzonnen-bron\n"),
            POLICE: assignment("p9", "regie", verificatie="partial", wetten="verzonnen-wet:1", bronnen="oude-bron"),
        },
        POLICE,
        "- id: p9",
    ),
    "M25": (
        {"wetten/ontwerp.yaml": DRAFT, POLICE: assignment("p9", "regie", kracht="moet", wetten="ontwerp:1")},
        POLICE,
        "- id: p9",
    ),
    "M26": (
        {
            "wetten/ontwerp.yaml": DRAFT.replace("voorstel; geen geldend recht", "niet nagekeken"),
            POLICE: assignment("p9", "regie", kracht="moet", wetten="ontwerp:1"),
        },
        POLICE,
        "- id: p9",
    ),
    "M27": (
        {TOWN: ("volgorde: 1", CLAIM + BASIS + "    geworden:\n      - b1\nvolgorde: 1")},
        MAYOR,
        "- id: b1",
    ),
    "M28": (
        {"situaties/s1-plat.yaml": SITUATION[: SITUATION.index("  - klok")] + STEP * 13},
        "situaties/s1-plat.yaml",
        "id: plat",
    ),
    "M29": (
        {"situaties/s1-plat.yaml": SITUATION[: SITUATION.index("  - klok")] + LESS + SURE},
        "situaties/s1-plat.yaml",
        "- klok: nu",
    ),
    "W01": ({TOWN: ("volgorde: 1", f"kort: Helpt {'wie belt en ' * 8}wacht.\nvolgorde: 1")}, TOWN, "id: gemeente"),
    "W02": (
        {BODY: rules(*(assignment(f"w-{form}", vormen=form, gebied="deventer", tekst=LONG) for form in FORMS))},
        BODY,
        "- id: w-datingfraude",
    ),
    "W03": ({POLICE: assignment("p9", "regie", tekst="Houdt de eigen systemen veilig.")}, POLICE, "- id: p9"),
    "W04": ({"woordenlijst.yaml": AVOID, POLICE: assignment("p9", "regie", tekst="Borgt alles.")}, POLICE, "- id: p9"),
    "W05": ({POLICE: assignment("p9", "regie", tekst="De bank moet betalen.")}, POLICE, "- id: p9"),
    "W06": ({POLICE: assignment("p9", "regie", tekst="Bel nu!")}, POLICE, "- id: p9"),
    "W07": (
        {"woordenlijst.yaml": AVOID + "  mag_in:\n    - in: politie\n      omdat: Zo heet het daar.\n"},
        "woordenlijst.yaml",
        "- in: politie",
    ),
    "W08": ({POLICE: assignment("p9", "regie", tekst="Belt 0900 0000.")}, POLICE, "- id: p9"),
    "T01": (
        {
            "valkuilen.yaml": TRAP[: TRAP.index("  partijen")],
            POLICE: assignment("p9", "regie", tekst="Terughacken mag."),
        },
        POLICE,
        "- id: p9",
    ),
    "T02": ({"valkuilen.yaml": TRAP}, DESK, "- id: i1"),
    "T03": ({POLICE: assignment("p9", "regie", tekst="Belt 0900-1234 567.")}, POLICE, "- id: p9"),
    "T04": (
        {
            "instrumenten/spel.yaml": INSTRUMENT[: INSTRUMENT.index("  - partij: digital")]
            + "effect: bewezen\nverificatie: eigen\n",
            "assen/effecten.yaml": EFFECTS.replace("onbekend", "bewezen"),
        },
        "instrumenten/spel.yaml",
        "id: spel",
    ),
    "T05": ({DESK: assignment("i9", "geen", typen="opsporen")}, DESK, "- id: i9"),
    "T06": ({"gebieden/basisteams.csv": TEAM}, "gebieden/basisteams.csv", "nieuw,"),
    "T07": (
        {"gebieden/inwoners.csv": "gemeente,jaar,inwoners\ndeventer,2026,105111\n"},
        "editie.yaml",
        "formaat: 1",
    ),
    "T08": (
        {TOWN: ("volgorde: 1", CLAIM.replace("eigen", "partial") + BASIS + OURS + "volgorde: 1")},
        TOWN,
        "- tekst: Helpt wie",
    ),
    "T09": (
        {
            "wetten/verzonnen-wet.yaml": (
                "        bewijs: wettekst-oude-versie\n",
                "        bewijs: wettekst-oude-versie\n        zekerheid: vast\n",
            )
        },
        "wetten/verzonnen-wet.yaml",
        "- tekst: Het Openbaar",
    ),
    "O01": (
        {"deventer.yaml": OVERLAY.replace("    niveau", "    gebied: land\n    niveau")},
        "deventer.yaml",
        "- id: e",
    ),
    "O02": ({"deventer.yaml": OVERLAY + "rollen: []\n"}, "deventer.yaml", "rollen: []"),
}


def plant(folder: Path, changes: dict[str, str | tuple[str, str]]) -> list[Path]:
    """Put the mistakes in, and give the files that are no part of the folder."""
    overlays = []
    for name, change in changes.items():
        path = folder / name
        if name == "deventer.yaml":
            path = folder.parent / name
            overlays.append(path)
        if isinstance(change, str):
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.parent.mkdir(exist_ok=True)
            path.write_text(before + change, encoding="utf-8")
        elif (folder / change[0]).exists():
            (folder / change[0]).rename(path)
        else:
            text = path.read_text(encoding="utf-8")
            assert 1 <= text.count(change[0]), f"nothing to replace in {name}"
            path.write_text(text.replace(*change, 1), encoding="utf-8")
    return overlays


def line_of(path: Path, text: str) -> int:
    """Give the number of the line that holds the text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if text == "# the second step":
        return [number for number, line in enumerate(lines, start=1) if "- klok" in line][1]
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_every_code_of_the_matrix_has_a_planted_mistake() -> None:
    """References, the matrix, overlays: a new code needs a new mistake."""
    assert {code for code in KINDS if code[0] in "RMWTLO"} == set(PLANTED)


@pytest.mark.parametrize("code", PLANTED)
def test_a_planted_mistake_is_caught_at_its_line(tiny_folder: Path, code: str) -> None:
    """One mistake, one problem; a warning stops nothing, an error does."""
    changes, file, text = PLANTED[code]
    overlays = plant(tiny_folder, changes)
    found = [one for one in cm.check(tiny_folder, overlays=overlays) if one.code != "B11"]
    where = next((path for path in overlays if path.name == file), tiny_folder / file)

    assert [(code, Place(file, line_of(where, text)))] == [
        (one.code, Place(one.place.file, one.place.line)) for one in found
    ]
    assert KINDS[code].is_error == found[0].is_error
    if found[0].is_error:
        with pytest.raises(cm.InvalidMatrix) as error:
            cm.load(tiny_folder, overlays=overlays)
        assert code in {one.code for one in error.value.problems}
    else:
        assert 0 < len(cm.load(tiny_folder, overlays=overlays))


@pytest.mark.parametrize("code", PLANTED)
def test_a_problem_is_a_kind_sentence_in_two_languages(tiny_folder: Path, code: str) -> None:
    """With its place, what is wrong, what to do and its code; every word filled in."""
    overlays = plant(tiny_folder, PLANTED[code][0])
    problem = next(one for one in cm.check(tiny_folder, overlays=overlays) if one.code == code)

    for lang, line in (("nl", "regel"), ("en", "line")):
        sentence = problem.sentence(lang)
        assert sentence.startswith(f"{problem.place.file}, {line} {problem.place.line}")
        assert sentence.endswith(f"[{code}]")
        assert problem.what(lang) in sentence
        assert problem.do(lang) in sentence
        assert not {"{", "}", "@"} & set(sentence)
    assert problem.what("nl") != problem.what("en")


def test_all_mistakes_are_told_at_once(tiny_folder: Path) -> None:
    """Not the first one only; in the order of files and lines."""
    for code in ("R02", "M01", "M05", "M09", "M13"):
        changes = {file: text.replace("id: p9", f"id: p9-{code.lower()}") for file, text in PLANTED[code][0].items()}
        plant(tiny_folder, changes)
    found = cm.check(tiny_folder)

    assert {"R02": 1, "M01": 1, "M05": 1, "M09": 1, "M13": 1} == {
        code: count for code, count in Counter(one.code for one in found).items() if code != "B11"
    }
    assert sorted(found, key=lambda one: one.place) == list(found)


def test_a_wrong_reference_comes_with_what_was_perhaps_meant(tiny_folder: Path) -> None:
    """Near misses, nearest first."""
    plant(tiny_folder, PLANTED["R01"][0])
    (found,) = cm.check(tiny_folder)

    assert "ondersteuner" == found.near[0]
    assert "'ondersteuner'?" in found.do("nl")


def test_the_tiny_matrix_has_no_problems(tiny_folder: Path) -> None:
    """Nor warnings: a mistake that is planted is the only one."""
    assert () == cm.check(tiny_folder)


def test_the_shipped_matrix_has_no_errors() -> None:
    """What we ship, we load."""
    assert not [one for one in cm.check() if one.is_error]


# --- rule by rule -----------------------------------------------------------------------------------------------


def found(check: object, matrix: Matrix) -> list[tuple[str, dict[str, object]]]:
    """Give the codes and values that one rule finds."""
    return [(one.code, dict(one.values)) for one in check(matrix.data)]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("chain", "told"),
    [
        ({"gemeente": {"part_of": "gemeente"}}, ["gemeente"]),
        ({"ibd": {"kind_of": "ncsc"}, "ncsc": {"kind_of": "ibd"}}, ["ibd"]),
        ({"ibd": {"replaced_by": "ncsc"}, "ncsc": {"replaced_by": "digital-trust-center"}}, ["ncsc"]),
        ({"ibd": {"part_of": "ncsc"}, "ncsc": {"kind_of": "ibd"}}, []),
        ({"ibd": {"part_of": "nobody"}}, []),
    ],
)
def test_a_circle_is_told_once(tiny: Matrix, chain: dict, told: list[str]) -> None:
    """Each kind of reference by itself; one problem per circle, not one per partner in it."""
    matrix = with_rules(tiny, partners=changed_partners(tiny, **chain))

    assert told == [values["value"] for _, values in found(checks.cycles, matrix)]


def test_a_circle_shows_the_way_round(tiny: Matrix) -> None:
    """So that one can see where to cut."""
    partners = changed_partners(tiny, gemeente={"part_of": "burgemeester"})
    ((_, values),) = found(checks.cycles, with_rules(tiny, partners=partners))

    assert "gemeente → burgemeester → gemeente" == values["chain"]


def test_a_local_body_of_a_local_body_is_none(tiny: Matrix) -> None:
    """The kind itself has no kind; a kind that does not exist is another rule's business."""
    partners = changed_partners(
        tiny,
        ibd={"kind_of": "openbaar-ministerie-oost-nederland", "areas": ("land",)},
        ncsc={"kind_of": "nobody", "areas": ("land",)},
    )

    assert ["@chain"] == [
        values["reason"] for _, values in found(checks.local_bodies, with_rules(tiny, partners=partners))
    ]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (rule("x", exception_to="p1", laws=("verzonnen-wet:1",)), "@not-geen"),
        (rule("x", exception_to="b1", laws=("verzonnen-wet:1",)), "@other-partner"),
        (rule("x", "burgemeester", exception_to="b1"), "@no-law"),
        (rule("x", exception_to="nothing"), None),
    ],
)
def test_an_exception_points_to_a_geen_of_its_own(tiny: Matrix, item: object, reason: str | None) -> None:
    """And brings a law; a reference that leads nowhere is told elsewhere."""
    told = [values["reason"] for _, values in found(checks.exceptions, with_rules(tiny, item))]

    assert [reason] == (told or [None])


def test_what_is_both_types_and_phase_or_neither_is_told_apart(tiny: Matrix) -> None:
    """The sentence says which it is."""
    both = changed(rule("x", phase="respons"), interventions=("crisis",))
    neither = rule("y", types=())

    assert ["@both", "@neither"] == [
        values["found"] for code, values in found(checks.own_words, only_rules(tiny, both, neither)) if code == "M07"
    ]


def test_a_confirmation_without_the_status_is_told_too(tiny_folder: Path) -> None:
    """Somebody stands for it, so it is no proposal."""
    names = "    bevestigd:\n      door: A\n      namens: B\n      gremium: C\n      datum: 2026-01-01\n"
    plant(tiny_folder, {POLICE: assignment("p9", "regie") + names})
    problem = next(one for one in cm.check(tiny_folder) if one.code == "M10")

    assert "@something" == dict(problem.values)["found"]


def test_strong_words_elsewhere_need_a_law_too(tiny_folder: Path) -> None:
    """A step on a card is as binding as a rule."""
    short = SITUATION.replace(SITUATION[SITUATION.index("doe: Een") : SITUATION.index("zestien.")], "doe: ")
    plant(tiny_folder, {"situaties/s1-plat.yaml": short.replace("kracht: kan", "kracht: moet", 1)})
    (problem,) = (one for one in cm.check(tiny_folder) if one.is_error)

    assert ("M05", 9) == (problem.code, problem.place.line)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, 0),
        ({"sources": (), "laws": ("verzonnen-wet:1",)}, 0),
        ({"sources": ("verzonnen-bron",), "laws": ()}, 0),
        ({"sources": (), "laws": ()}, 1),
        ({"sources": (), "laws": (), "verification": "partial"}, 1),
        ({"sources": (), "laws": (), "verification": "not_verified"}, 0),
    ],
)
def test_what_is_called_verified_rests_on_something(tiny: Matrix, change: dict, told: int) -> None:
    """A source or a law."""
    b1 = next(item for item in tiny.assignments if item.id == "b1")

    assert told == len(found(checks.sourced, only_rules(tiny, changed(b1, **change))))


@pytest.mark.parametrize(("until", "told"), [("2025-12-31", 0), ("2026-01-01", 0), ("2026-01-02", 1), (None, 1)])
def test_a_rule_ends_with_its_partner(tiny: Matrix, until: str | None, told: int) -> None:
    """On that day at the latest."""
    end = None if until is None else tiny.edition.date.fromisoformat(until)
    matrix = only_rules(tiny, rule("d", "digital-trust-center", valid_until=end))

    assert told == len(found(checks.ended_partners, matrix))


def test_ids_are_unique_within_their_kind_only(tiny: Matrix) -> None:
    """A channel and a partner may both be called politie; two sources may not, nor two areas of any kind."""
    source = Source(id="verzonnen-bron", name="Nog een")
    region = changed(tiny.data.safety_regions[0], id="deventer")
    twice = found(checks.duplicate_ids, with_rules(tiny, sources=(*tiny.sources, source)))
    area = found(checks.duplicate_ids, with_rules(tiny, safety_regions=(*tiny.data.safety_regions, region)))
    land = found(
        checks.duplicate_ids,
        with_rules(tiny, police_units=(*tiny.data.police_units, changed(tiny.data.police_units[0], id="land"))),
    )

    assert [] == found(checks.duplicate_ids, tiny)
    assert [("R02", "verzonnen-bron", "bronnen")] == [(code, v["value"], v["kind"]) for code, v in twice]
    assert [("R02", "deventer", "gebieden")] == [(code, v["value"], v["kind"]) for code, v in area]
    assert [("R02", "land", "gebieden")] == [(code, v["value"], v["kind"]) for code, v in land]


def test_older_ids_of_a_channel_are_taken_too(tiny: Matrix) -> None:
    """An id is never used again."""
    channel = changed(tiny.base.channels["politie"], id="nieuw", also=("politie-app",))

    assert ["politie-app"] == [
        v["value"] for _, v in found(checks.duplicate_ids, with_rules(tiny, channels=(channel,)))
    ]


def test_one_article_may_be_called_several_ways(tiny: Matrix) -> None:
    """But each way leads to one article."""
    same = LawArticle(id="w:1", article="1", also=("w:1", "w:een"))
    law = Law(id="w", name="W", status="van kracht", articles=(same,))
    twice = Law(id="v", name="V", status="van kracht", articles=(LawArticle(id="v:1", article="1", also=("w:een",)),))

    assert [] == found(checks.duplicate_ids, with_rules(tiny, laws=(*tiny.data.laws, law)))
    assert ["M18"] == [c for c, _ in found(checks.duplicate_ids, with_rules(tiny, laws=(*tiny.data.laws, law, twice)))]


@pytest.mark.parametrize(
    ("area", "told"),
    [("land", 1), ("eenheid-midden-nederland", 1), ("eenheid-oost-nederland", 0), ("vr-twente", 0), ("deventer", 0)],
)
def test_a_body_has_rules_where_it_works(tiny: Matrix, area: str, told: int) -> None:
    """Its own area, or a part of it."""
    matrix = only_rules(tiny, rule("o", "openbaar-ministerie-oost-nederland", area=area))

    assert told == len(found(checks.outside_their_area, matrix))


def test_a_search_word_has_one_meaning(tiny: Matrix) -> None:
    """It points somewhere, is another word, or says nothing: exactly one of these."""
    words = ("nepmail",)
    fine = [SearchWord(words=words, points_to=("phishing",)), SearchWord(words=words, skip=True)]
    wrong = [SearchWord(words=words), SearchWord(words=words, same_as=("mail",), skip=True)]
    told = found(checks.search_words, with_rules(tiny, search_words=(*fine, *wrong)))

    assert [("M19", "@no-meaning"), ("M19", "@many-meanings")] == [(code, values["found"]) for code, values in told]


def test_every_kind_of_noun_can_be_listed(shipped: Matrix) -> None:
    """And every id of it referred to, older ones included."""
    for kind in NOUNS:
        listed = checks.nouns(shipped.data, kind)
        assert {item.id for item in listed} <= checks.ids(shipped.data, kind)
    assert {"alle"} == checks.ids(shipped.data, "alle")
    assert {"land", "deventer", "vr-twente", "eenheid-oost-nederland"} <= checks.ids(shipped.data, "area")
    assert {"verzonnen-wet:2a"} <= checks.ids(cm.load(Path(__file__).parent / "tiny").data, "law_article")


# --- the reach of rules -----------------------------------------------------------------------------------------


def unreached(matrix: Matrix, *items: object) -> list[str]:
    """Give the rules that answer nowhere."""
    return [str(values["id"]) for _, values in found(checks.unreachable, only_rules(matrix, *items))]  # type: ignore[arg-type]


def test_a_rule_that_smaller_areas_cover_entirely_answers_nowhere(tiny: Matrix) -> None:
    """Country over its units: seen from no place it stands beside them, seen from any place it is set aside."""
    units = [unit.id for unit in tiny.data.police_units]
    smaller = [rule(f"s-{unit}", area=unit) for unit in units]

    assert ["wide"] == unreached(tiny, rule("wide"), *smaller)
    assert [] == unreached(tiny, rule("wide"), *smaller[1:])


def test_a_rule_for_a_kind_of_which_every_body_has_its_own_answers_nowhere(tiny: Matrix) -> None:
    """Where one place has no body of that kind, the kind itself still answers."""
    body = "openbaar-ministerie-oost-nederland"

    assert [] == unreached(tiny, rule("kind", "openbaar-ministerie"), rule("own", body, area="eenheid-oost-nederland"))
    here = (rule("kind", "openbaar-ministerie", area="vr-twente"), rule("own", body, area="vr-twente"))
    assert ["kind"] == unreached(tiny, *here)


def test_geen_by_law_takes_the_reach_of_a_rule_away(tiny: Matrix) -> None:
    """That is an error elsewhere too; here it is told that the rule does nothing."""
    none = rule("none", role="geen", laws=("verzonnen-wet:1",))

    assert ["x"] == unreached(tiny, none, rule("x"))


def test_a_rule_that_is_not_in_force_today_is_not_asked(tiny: Matrix) -> None:
    """Its day was, or will be."""
    past = rule("past", valid_until=tiny.edition.date.replace(year=2020))

    assert [] == unreached(tiny, past, rule("now"))


def test_a_rule_of_which_nothing_goes_together_answers_nowhere(tiny: Matrix) -> None:
    """Its only pair does not apply."""
    wide = rule("x", types=("eigen-huis",), forms=("datingfraude",))
    ((_, values),) = found(checks.unreachable, only_rules(tiny, wide))

    assert "@no-pair" == values["reason"]


# --- laws in time -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ("2026-08-14", 1),
        ("2026-08-15", 0),
        ("2026-07", 1),
        ("2026-08", 0),
        ("2025", 1),
        ("2026", 0),
        ("z.d.", 0),
        ("tekstversie 2015-11-17", 1),
        ("z.d. (na 2025)", 1),
        (None, 0),
    ],
)
def test_a_source_is_older_than_a_law_that_came_later(tiny: Matrix, published: str | None, told: int) -> None:
    """A month or year counts to its last day; without a date nothing is told."""
    law = changed(tiny.data.laws[0], in_force="2026-08-15")
    source = Source(id="stuk", name="Stuk", published=published)
    item = changed(rule("x"), laws=("verzonnen-wet:1",), sources=("stuk",), verification="partial")
    matrix = only_rules(tiny, item, laws=(law,), sources=(*tiny.sources, source))

    assert told == len(found(checks.sources_before_law, matrix))


def test_one_source_of_the_time_of_the_law_is_enough(tiny: Matrix) -> None:
    """An older one beside it may tell of the practice; what is called eigen rests on no source."""
    law = changed(tiny.data.laws[0], in_force="sinds 2026")
    sources = (Source(id="oud", name="Oud", published="2019"), Source(id="nieuw", name="Nieuw", published="2026-09"))
    both = changed(rule("x"), laws=("verzonnen-wet:1",), sources=("oud", "nieuw"), verification="verified")
    ours = changed(both, sources=("oud",), verification="eigen")

    assert [] == found(checks.sources_before_law, only_rules(tiny, both, ours, laws=(law,), sources=sources))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"in_force": "2099-01-01"}, 1),
        ({"status": "vervangen door de Cbw"}, 1),
        ({"status": "van kracht", "in_force": "2019"}, 0),
    ],
)
def test_force_and_authority_come_from_a_law_of_today(tiny: Matrix, change: dict, told: int) -> None:
    """Not of tomorrow or yesterday; a law that is only mentioned binds nobody."""
    laws = (changed(tiny.data.laws[0], **change),)
    binds = changed(rule("x"), force="moet", laws=("verzonnen-wet:1",))
    rules_over = changed(rule("y", role="bevoegd-gezag"), laws=("verzonnen-wet:1", "elders:1"))
    mentions = changed(rule("z"), laws=("verzonnen-wet:1",))

    matrix = only_rules(tiny, binds, rules_over, mentions, laws=laws)
    assert told * 2 == len(found(checks.laws_in_force, matrix))


def test_one_law_that_holds_is_enough(tiny: Matrix) -> None:
    """A line of the government beside an article says how the article is read; a law that is gone is told elsewhere."""
    line = Law(id="lijn", name="Lijn", status="beleidslijn 2022", articles=(LawArticle(id="lijn:1", article="1"),))
    gone = Law(id="oud", name="Oud", status="vervallen", articles=(LawArticle(id="oud:1", article="1"),))
    told = [
        len(found(checks.laws_known_to_hold, only_rules(tiny, item, laws=(*tiny.data.laws, line, gone))))
        for item in (
            changed(rule("x"), force="mag-niet", laws=laws)
            for laws in (("lijn:1", "verzonnen-wet:1"), ("lijn:1",), ("oud:1",), ("elders:1",))
        )
    ]

    assert [0, 1, 0, 0] == told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"laws": ("verzonnen-wet:1",)}, 0),
        ({"laws": ("verzonnen-wet:2",)}, 1),
        ({"laws": ("elders:1",)}, 0),
        ({"sources": ("nu",)}, 0),
        ({"sources": ("nu", "oud")}, 1),
        ({"sources": ("kopie",)}, 1),
        ({"evidence": "wettekst (kopie van derden)"}, 1),
    ],
)
def test_what_rests_on_an_old_text_is_not_settled(tiny: Matrix, change: dict, told: int) -> None:
    """Nor is anything that stands on an article of which only the old text was read, or on a copy by others."""
    claim = Claim(text="Zo is het.", verification="verified", certainty="vast", **change)
    matrix = with_rules(tiny, partners=changed_partners(tiny, gemeente={"mandate": (claim,)}), sources=texts(tiny))

    assert told == len(found(checks.old_texts, matrix))


def texts(tiny: Matrix) -> tuple[Source, ...]:
    """Add texts of a law: two of today, an old one, and a copy by others."""
    made = {"nu": "geldend", "ook-nu": "geldend", "oud": "oud", "kopie": "kopie"}
    return (*tiny.data.sources, *(Source(id=key, name=key, law_text=kind) for key, kind in made.items()))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, 1),
        ({"laws": ("verzonnen-wet:1", "verzonnen-wet:2a")}, 1),
        ({"sources": ("ook-nu",)}, 1),  # the same text, read twice
        ({"sources": ("nu", "oud")}, 1),
        ({"verification": "verified"}, 0),
        ({"sources": ("verzonnen-bron",)}, 0),
        ({"laws": ("verzonnen-wet:2a",)}, 0),
        ({"laws": ("elders:1",)}, 0),
        ({"force": "moet"}, 0),
        ({"force": "kan"}, 0),
    ],
)
def test_one_fact_has_one_label(tiny: Matrix, change: dict, told: int) -> None:
    """Where the article, how binding it is and the source or text are the same; what is surer is named with its place."""
    sure = {"force": "mag", "laws": ("verzonnen-wet:1",), "sources": ("nu",), "verification": "verified"}
    one = Limit(text="Zo is het.", **sure)
    two = changed(rule("x"), checked_on=dt.date(2026, 11, 23), **sure | {"verification": "partial"} | change)
    matrix = only_rules(tiny, two, partners=changed_partners(tiny, gemeente={"may_not": (one,)}), sources=texts(tiny))

    assert told == len(found(checks.unequal_labels, matrix))


def test_a_line_that_is_less_sure_twice_is_told_once(tiny: Matrix) -> None:
    """Two articles that it shares with what is surer are still one line to read."""
    laws = ("verzonnen-wet:1", "elders:1")
    one, two = (
        Limit(text="Zo is het.", force="mag", laws=laws, sources=("nu",), verification=how)
        for how in ("verified", "partial")
    )
    matrix = with_rules(tiny, partners=changed_partners(tiny, gemeente={"may_not": (one, two)}), sources=texts(tiny))

    assert [("M29", "bron", "vast")] == [
        (code, values["label"], values["other"]) for code, values in found(checks.unequal_labels, matrix)
    ]


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("titel", {"name": "x" * 60}, 0),
        ("titel", {"name": "x" * 61}, 1),
        ("besluiten", {"decisions": 5}, 1),
        ("niet_doen", {"donts": 5}, 1),
        ("eerste_bericht", {"communication": "woord " * 60}, 0),
        ("eerste_bericht", {"communication": "woord " * 61}, 1),
    ],
)
def test_a_card_holds_so_much_and_no_more(tiny: Matrix, name: str, change: dict, told: int) -> None:
    """Each part by itself; a card without a first message is one too."""
    sure = {"verification": "eigen", "certainty": "voorstel"}
    make = {
        "name": lambda value: value,
        "decisions": lambda count: (Decision(question="Wat?", who="politie", known="Niets.", **sure),) * count,
        "donts": lambda count: (Dont(dont="Dit.", do="Dat.", force="kan", **sure),) * count,
        "communication": lambda text: Communication(first_message=text, council="Niets.", **sure),
    }
    plain = Situation(id="plat", number=1, name="Plat", affected="gemeente", forms=("phishing",), steps=())
    full = changed(plain, **{key: make[key](value) for key, value in change.items()})

    assert [] == found(checks.crowded_cards, with_rules(tiny, situations=(plain,)))
    assert [name] * told == [
        values["key"] for _, values in found(checks.crowded_cards, with_rules(tiny, situations=(full,)))
    ]


# --- accounts ---------------------------------------------------------------------------------------------------


def test_every_list_of_claims_and_every_lead_in_practice_is_accounted_for(tiny: Matrix) -> None:
    """One of each, none of them told of anything."""
    claim = {"text": "Doet iets.", "verification": "eigen"}
    lists = {
        "tasks": (Task(**claim),),
        "may_not": (Limit(**claim),),
        "own_tasks": (Claim(**claim),),
        "not_own_tasks": (Claim(**claim),),
        "mandate": (Claim(**claim), Claim(**claim, became=("e1",)), Claim(**claim, not_because="Zegt niets.")),
    }
    practice = LeadPractice(phase="nazorg", situation="Iets", lead="gemeente", basis=Claim(**claim))
    matrix = with_rules(tiny, partners=changed_partners(tiny, gemeente=lists), lead_practices=(practice,))

    assert ["taken", "mag_niet", "hoort_erbij", "hoort_er_niet_bij", "mandaat", "grond"] == [
        values["key"] for _, values in found(checks.accounted, matrix)
    ]


@pytest.mark.parametrize(
    ("claims", "change", "told"),
    [
        (("eigen",), {}, 1),
        (("partial",), {}, 1),
        (("partial", "verified"), {}, 0),
        (("eigen",), {"sources": ("verzonnen-bron", "nog-een")}, 0),
        (("eigen",), {"laws": ("verzonnen-wet:1",)}, 0),
        (("not_verified",), {"verification": "eigen"}, 0),
        ((), {}, 0),
    ],
)
def test_a_rule_is_no_surer_than_the_surest_claim_behind_it(
    tiny: Matrix, claims: tuple[str, ...], change: dict, told: int
) -> None:
    """Unless it rests on something more; what is ours is no surer than anything."""
    tasks = tuple(Task(text="Belt.", verification=one, sources=("verzonnen-bron",), became=("x",)) for one in claims)
    item = changed(rule("x"), **({"verification": "verified", "sources": ("verzonnen-bron",)} | change))
    matrix = only_rules(tiny, item, partners=changed_partners(tiny, gemeente={"tasks": tasks}))

    assert told == len(found(checks.surer_than_its_claims, matrix))


def test_a_matrix_that_is_dutch_throughout_lacks_nothing(tiny: Matrix) -> None:
    """English is missed only in an edition that has an English name."""
    nameless = changed_partners(tiny, politie={"name_en": None})
    dutch = changed(tiny.edition, name_en=None)

    assert ["L01"] == [code for code, _ in found(checks.untranslated, with_rules(tiny, partners=nameless))]
    assert [] == found(checks.untranslated, with_rules(tiny, partners=nameless, edition=dutch))


def test_names_that_nearly_match_are_told_once(tiny: Matrix) -> None:
    """Not what ended, nor what differs by a number; the later one names the earlier one."""
    twice = with_rules(tiny, partners=changed_partners(tiny, politie={"name": "Veiligheidsregio's"}))
    assert [("R05", "veiligheidsregio", "politie")] == [
        (one.code, dict(one.values)["id"], dict(one.values)["other_id"]) for one in checks.near_names(twice.data)
    ]

    for change in (
        {"politie": {"name": "Burgemeester 1"}, "burgemeester": {"name": "Burgemeester 2"}},
        {"politie": {"name": "Burgemeesters", "valid_until": dt.date(2026, 1, 1)}},
    ):
        assert [] == list(checks.near_names(with_rules(tiny, partners=changed_partners(tiny, **change)).data))


def test_a_list_that_no_square_can_hold_is_told(tiny: cm.Matrix) -> None:
    """Each of its texts may be short enough."""
    first, *others = tiny.data.partners
    long = changed(first, aliases=tuple(f"{number:04} " + "x" * 995 for number in range(31)))
    told = list(checks.fits_a_sheet(changed(tiny.data, partners=(long, *others))))

    assert ["@list-too-long"] == [dict(one.values)["found"] for one in told]
