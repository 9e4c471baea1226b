"""The smallest matrix that is one: a few files as text, so that a test can break one line and know which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "editie.yaml": """\
formaat: 1
editie: 2026.1
naam: Kleine matrix
datum: 2026-11-23
feiten_tot: 2026-11-01
status: concept
contact: Bel de beheerder.
licentie: CC BY 4.0
""",
    "assen/fasen.yaml": """\
- id: preventie
  naam: Preventie
  naam_en: Prevention
- id: respons
  naam: Respons
  naam_en: Response
""",
    "assen/blokken.yaml": """\
- id: vooraf
  naam: Vooraf
  naam_en: Before
""",
    "assen/interventies.yaml": """\
- id: weerbaar-maken
  code: WEE
  naam: Weerbaar maken
  naam_en: Making resilient
  blok: vooraf
  fase: preventie
  focus: slachtoffer
  definitie: Mensen leren wat zij kunnen doen.
- id: crisis
  code: CRI
  naam: Crisis
  naam_en: Crisis
  blok: vooraf
  fase: respons
  focus: situatie
  definitie: Wat er gebeurt als het misgaat.
""",
    "assen/rollen.yaml": """\
- id: regie
  letter: T
  teken: ◆
  naam: Regie
  naam_en: Lead
  werkwoord: Trekt
  definitie: Brengt de anderen bij elkaar.
- id: uitvoerder
  letter: D
  teken: ●
  naam: Uitvoerder
  naam_en: Does
  werkwoord: Doet
  definitie: Doet het werk.
- id: geen
  letter: ✕
  teken: ✕
  naam: Geen rol
  naam_en: No role
  werkwoord: Niet hun taak
  definitie: Heeft hier geen rol.
""",
    "assen/niveaus.yaml": """\
- id: lokaal
  naam: Lokaal
  naam_en: Local
- id: landelijk
  naam: Landelijk
  naam_en: National
""",
    "assen/doelgroepen.yaml": """\
- id: inwoner
  naam: voor inwoners
  naam_en: for residents
""",
    "assen/categorieen.yaml": """\
- id: cybercrime
  naam: Cybercrime
  naam_en: Cybercrime
  definitie: Misdaad tegen computers.
  verificatie: eigen
""",
    "assen/soorten.yaml": """\
- id: overheid
  naam: Overheid
  naam_en: Government
""",
    "partijen/politie.yaml": """\
id: politie
naam: Politie
naam_en: Police
soort: overheid
niveau: landelijk
kanalen:
  - id: politie-bellen
    naam: Politie bellen
    zichtbaarheid: openbaar
    verificatie: eigen
volgorde: 1
toewijzingen:
  - id: p1
    typen:
      - crisis
    vormen:
      - alle
    rol: uitvoerder
    niveau: lokaal
    gebied: land
    tekst: Helpt wie geraakt is.
    verificatie: eigen
""",
    "partijen/gemeente.yaml": """\
id: gemeente
naam: Gemeente
soort: overheid
niveau: lokaal
volgorde: 2
toewijzingen:
  - id: g1
    typen:
      - weerbaar-maken
    vormen:
      - phishing
    rol: regie
    niveau: lokaal
    gebied: land
    tekst: Brengt partijen bij elkaar.
    wetten:
      - gemeentewet:172
    bronnen:
      - wegenkaart
    verificatie: verified
""",
    "vormen/phishing.yaml": """\
id: phishing
naam: Phishing
naam_en: Phishing
categorie: cybercrime
rang: kern
definitie:
  tekst: Iemand doet zich voor als een ander.
  verificatie: eigen
kanalen:
  - politie-bellen
""",
    "wetten/gemeentewet.yaml": """\
id: gemeentewet
naam: Gemeentewet
toestand: geldt
artikelen:
  - id: gemeentewet:172
    artikel: 172
""",
    "bronnen.yaml": """\
- id: wegenkaart
  titel: Wegenkaart
""",
    "gebieden/eenheden.csv": "id,code,naam\noost-nederland,RE02,Oost-Nederland\n",
    "gebieden/veiligheidsregios.csv": "id,code,naam,eenheid,district\ntwente,VR05,Twente,oost-nederland,Twente\n",
    "gebieden/gemeenten.csv": (
        "id,code,naam,cbs_naam,provincie,provinciecode,veiligheidsregio,rechtbank,geldig_van,inwoners_2019,"
        "inwoners_2024,inwoners_2025,inwoners_2026,tooi,owms,basisteam_bewijs,lengte,breedte,aliassen\n"
        "deventer,GM0150,Deventer,Deventer,Overijssel,PV23,twente,Overijssel,,,,,,,,,6.2,52.3,\n"
        "hengelo,GM0164,Hengelo,Hengelo (O),Overijssel,PV23,twente,Overijssel,,,,,,,,,,,\n"
    ),
}

OVERLAY = """\
gemeente: deventer
toewijzingen:
  - id: d1
    partij: gemeente
    typen:
      - crisis
    vormen:
      - phishing
    rol: regie
    niveau: lokaal
    tekst: Zet het eigen team in.
    verificatie: eigen
kanalen:
  - id: deventer-piket
    naam: Piket
    zichtbaarheid: intern
    verificatie: eigen
"""


def write(folder: Path, **changes: str | bytes | None) -> Path:
    """Write the smallest matrix; a file may be given other contents, or none at all."""
    return write_files(folder, FILES | changes)


def write_files(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    """Write these files, those that have contents."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def changed_line(name: str, old: str, new: str) -> dict[str, str]:
    """Give one file with one text replaced; the text must stand there once."""
    text = FILES[name]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    return {name: text.replace(old, new)}
