"""Problems for the coordinator: a place, what is wrong, what to do now, a code and a strength."""

from __future__ import annotations

import errno

from attrs import define, field

from cybermatrix.language import Language, joined


@define(frozen=True, order=True)
class Place:
    """Where something was read: a file, a line and a column, both counted from 1; 0 where there is none."""

    file: str = ""
    line: int = 0
    column: int = 0
    sheet: str = ""  # in a workbook; a line is a row there

    def text(self, lang: Language = "nl") -> str:
        """Say the place, such as ``partijen/politie.yaml, regel 7, kolom 3``."""
        if not self.file:
            return ""
        if self.sheet:
            return self._in_workbook(lang)
        line, column = ("regel", "kolom") if lang == "nl" else ("line", "column")
        where = f", {line} {self.line}" if self.line else ""
        return f"{printable(self.file)}{where}" + (f", {column} {self.column}" if self.line and self.column else "")

    def _in_workbook(self, lang: Language) -> str:
        """Say the place as a spreadsheet names it: ``werkboek.xlsx, blad Partijen, rij 7, kolom B``."""
        sheet, row, column = ("blad", "rij", "kolom") if lang == "nl" else ("sheet", "row", "column")
        said = [printable(self.file), f"{sheet} {printable(self.sheet)}"]
        if self.line:
            said.append(f"{row} {self.line}")
        if self.column:
            said.append(f"{column} {letters(self.column)}")
        return ", ".join(said)


def letters(column: int) -> str:
    """Give a column as a spreadsheet names it: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@define(frozen=True)
class ProblemKind:
    """What a code means: the sentences in both languages and an example of its values."""

    code: str
    nl: str
    do_nl: str
    en: str
    do_en: str
    example: dict[str, str | Place]
    is_error: bool = True


@define(frozen=True)
class Problem:
    """
    One thing that is wrong in the data.

    Attributes:
        code: the short code, such as ``R01``; what it means is in `KINDS`.
        place: where it was read.
        values: the words that fill in the sentence.
        near: ids that were perhaps meant, nearest first.
    """

    code: str
    place: Place
    values: tuple[tuple[str, str | Place], ...] = ()
    near: tuple[str, ...] = field(default=())

    @property
    def is_error(self) -> bool:
        """Whether no matrix is made while this stands (*fout*); otherwise it is a warning (*let op*)."""
        return KINDS[self.code].is_error

    def what(self, lang: Language = "nl") -> str:
        """Say what is wrong."""
        kind = KINDS[self.code]
        return (kind.nl if lang == "nl" else kind.en).format_map(self._shown(lang))

    def do(self, lang: Language = "nl") -> str:
        """Say what to do now, with the words that were perhaps meant."""
        kind = KINDS[self.code]
        step = (kind.do_nl if lang == "nl" else kind.do_en).format_map(self._shown(lang))
        if not self.near:
            return step
        either = joined((f"'{word}'" for word in self.near), lang, either=True)
        return (f"Bedoelde u {either}? " if lang == "nl" else f"Did you mean {either}? ") + step

    def _shown(self, lang: Language) -> dict[str, str]:
        return {name: _shown(name, value, lang) for name, value in self.values}

    def sentence(self, lang: Language = "nl") -> str:
        """Say it all: the place, what is wrong, what to do, the code."""
        where = self.place.text(lang)
        return f"{where + ': ' if where else ''}{self.what(lang)} {self.do(lang)} [{self.code}]"

    def to_record(self, lang: Language = "nl") -> dict[str, object]:
        """Give the problem as plain values, for JSON."""
        return {
            "code": self.code,
            "strength": _STRENGTHS[self.is_error][lang == "en"],
            "is_error": self.is_error,
            "file": printable(self.place.file),
            "line": self.place.line,
            "column": self.place.column,
            **({"sheet": printable(self.place.sheet)} if self.place.sheet else {}),
            "what": self.what(lang),
            "do": self.do(lang),
            "near": list(self.near),
        }


def problem(code: str, place: Place, *, near: tuple[str, ...] = (), **values: object) -> Problem:
    """Make a problem; the names of the values are those in the sentences of `KINDS`."""
    shown = tuple((name, value if isinstance(value, Place) else str(value)) for name, value in values.items())
    return Problem(code, place, shown, near)


_STRENGTHS = {True: ("fout", "error"), False: ("let op", "warning")}

# What the program itself fills in, in both languages. What people wrote is never looked up here: see `_shown`.
_TERMS: dict[str, tuple[str, str]] = {
    "@list": ("een lijst met streepjes", "a list with dashes"),
    "@fields": ("een rij sleutels met een dubbele punt", "a row of keys with a colon"),
    "@text": ("gewone tekst", "plain text"),
    "@number": ("getal", "number"),
    "@utf16": ("het is UTF-16", "it is UTF-16"),
    "@bom": ("het begint met een byte-order mark", "it begins with a byte-order mark"),
    "@bytes": ("er staan bytes in die geen tekst zijn", "it holds bytes that are no text"),
    "@anchor": ("een anker (&)", "an anchor (&)"),
    "@alias": ("een verwijzing naar een anker (*)", "a reference to an anchor (*)"),
    "@tag": ("een typeaanduiding (!)", "a tag (!)"),
    "@flow-list": ("een lijst tussen haken [ ]", "a list between brackets [ ]"),
    "@flow-fields": ("een blok tussen accolades { }", "a block between braces { }"),
    "@document": ("een tweede document (---)", "a second document (---)"),
    "@key": ("een sleutel die geen gewone tekst is", "a key that is no plain text"),
    "@semicolons": ("tussen de velden staan puntkomma's in plaats van komma's", "semicolons stand between the fields"),
    "@no-file": ("het is geen gewoon bestand", "it is no ordinary file"),
    "@missing": ("het is er niet", "it is not there"),
    "@forbidden": ("u hebt geen toestemming", "you have no permission"),
    "@in-use": (
        "het is open in een ander programma, zoals Excel (sluit het daar), of u mag er niet bij",
        "it is open in another program, such as Excel (close it there), or you have no permission",
    ),
    "@folder": ("het is een map", "it is a folder"),
    "@no-folder": ("een deel van het pad is geen map", "a part of the path is no folder"),
    "@full": ("de schijf is vol", "the disk is full"),
    "@read-only": ("de schijf is alleen te lezen", "the disk is read-only"),
    "@long-name": ("de naam is te lang", "the name is too long"),
    "@loop": ("de verwijzing komt weer bij zichzelf uit", "the link leads back to itself"),
    "@nothing": ("niets", "nothing"),
    "@something": ("een bevestiging", "a confirmation"),
    "@neither": ("geen typen en geen fase", "neither typen nor a fase"),
    "@both": ("typen en ook een fase", "both typen and a fase"),
    "@no-meaning": ("niet wat het betekent", "nothing about what it means"),
    "@many-meanings": ("meer dan één betekenis", "more than one meaning"),
    "@no-area": ("er staat geen gebied bij", "no area is given"),
    "@chain": ("die is zelf ook een plaatselijke partij", "that is itself a local body"),
    "@not-geen": ("die heeft niet de rol geen", "that one does not have the role geen"),
    "@other-partner": ("die is van een andere partij", "that one belongs to another partner"),
    "@no-law": ("de uitzondering noemt zelf geen wet", "the exception names no law of its own"),
    "@mobile": ("het is een mobiel nummer", "it is a mobile number"),
    "@picket": ("het is zo te zien een piket- of doorkiesnummer", "it looks like a picket or direct number"),
    "@slot": ("wat een gemeente hier invult is voor haarzelf", "what a municipality fills in here is its own"),
    "@no-pair": ("alles wat zij noemt past niet bij elkaar", "all that it names does not go together"),
    "@always-aside": ("overal gaat een andere toewijzing voor", "everywhere another assignment goes before it"),
    "@book-big": (
        "er zit meer in dan in een werkboek van een matrix past",
        "it holds more than a workbook of a matrix",
    ),
    "@book-broken": ("het is beschadigd", "it is damaged"),
    "@book-entities": ("er staan eigen afkortingen van tekst in (DTD)", "it defines abbreviations of its own (DTD)"),
    "@book-far": (
        "op dit blad staat iets ver buiten de tabel, of er zijn te veel rijen",
        "this sheet has something far outside the table, or too many rows",
    ),
    "@book-links": ("er staan verwijzingen naar andere bestanden in", "it links to other files"),
    "@book-locked": (
        "het is met een wachtwoord beveiligd, of het is een oud .xls",
        "it has a password, or is an old .xls",
    ),
    "@book-macros": ("er zitten macro's in", "it holds macros"),
    "@book-no-zip": ("het is geen .xlsx of .ods", "it is neither .xlsx nor .ods"),
    "@book-paths": ("de onderdelen hebben verdachte namen", "its parts have suspicious names"),
    "@book-xml": ("een onderdeel is geen gewone tekst", "one of its parts is no plain text"),
    "@true": ("WAAR of ONWAAR", "TRUE or FALSE"),
    "@date": ("een datum", "a date"),
    "@fraction": ("een getal met cijfers achter de komma", "a number with decimals"),
    "@too-long": ("meer dan 2.000 tekens", "more than 2,000 characters"),
    "@blank-edge": (
        "een spatie of lege regel aan het begin of eind",
        "a space or an empty line at its beginning or end",
    ),
    "@tab": ("een tab of ander stuurteken", "a tab or another control character"),
    "@break-in-item": ("een nieuwe regel in een lijst van teksten", "a line break in a list of texts"),
    "@list-too-long": ("samen meer dan 30.000 tekens", "more than 30,000 characters together"),
    # What the YAML and CSV parsers say; what they say beside these is told in general words.
    "@unreadable": ("de opbouw klopt niet", "its structure is wrong"),
    "mapping values are not allowed in this context": (
        "een dubbele punt op een plek waar dat niet kan",
        "a colon where there can be none",
    ),
    "found character that cannot start any token": (
        "een tab of een teken waarmee tekst niet kan beginnen",
        "a tab or a character that text cannot begin with",
    ),
    "found a tab character that violates indentation": ("een tab in het inspringen", "a tab in the indentation"),
    "could not find expected ':'": ("er ontbreekt een dubbele punt", "a colon is missing"),
    "did not find expected key": ("hier hoort een sleutel", "a key belongs here"),
    "did not find expected '-' indicator": ("hier hoort een streepje", "a dash belongs here"),
    "block sequence entries are not allowed in this context": (
        "een streepje op een plek waar dat niet kan",
        "a dash where there can be none",
    ),
    "found unexpected end of stream": ("een aanhalingsteken dat niet sluit", "a quote that does not close"),
    "found unexpected document indicator": ("een aanhalingsteken dat niet sluit", "a quote that does not close"),
    "found unknown escape character": (
        "een onbekend teken na een schuine streep",
        "an unknown character after a backslash",
    ),
    "unexpected end of data": ("een aanhalingsteken dat niet sluit", "a quote that does not close"),
    "',' expected after '\"'": (
        "na een sluitend aanhalingsteken hoort een komma",
        "a comma belongs after a closing quote",
    ),
}
_CAUSES = {
    errno.ENOENT: "@missing",
    errno.EACCES: "@forbidden",
    errno.EPERM: "@forbidden",
    errno.EISDIR: "@folder",
    errno.ENOTDIR: "@no-folder",
    errno.EEXIST: "@no-folder",  # where a folder was to be made
    errno.ENOSPC: "@full",
    errno.EDQUOT: "@full",
    errno.EROFS: "@read-only",
    errno.ENAMETOOLONG: "@long-name",
    errno.ELOOP: "@loop",
}
# The values that the program fills in itself.
_OURS = frozenset({"construct", "expected", "found", "reason"})


def is_held(error: OSError) -> bool:
    """Whether Windows keeps us from a file: it tells one that is open elsewhere hardly from one that is forbidden."""
    return getattr(error, "winerror", None) in (5, 32, 33)


def cause(error: OSError) -> str:
    """Give why a file could not be read or written, as a value for a problem (or for `term`)."""
    if is_held(error):
        return "@in-use"
    return _CAUSES.get(error.errno or 0) or error.strerror or type(error).__name__


def term(word: str, lang: Language) -> str:
    """Say a term of the program in the language of the reader; other words stay what they are."""
    return _TERMS[word][lang == "en"] if word in _TERMS else printable(word)


def parser_says(words: str) -> str:
    """Give what a parser complained of as a term that can be said in both languages."""
    return words if words in _TERMS else "@unreadable"


def printable(text: str) -> str:
    """Keep a line safe to print: no line breaks, no invisible marks, nothing that a terminal would obey."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _shown(name: str, value: str | Place, lang: Language) -> str:
    """Keep a sentence readable and safe: in one language, printable, and without a page-long quotation."""
    if isinstance(value, Place):
        return value.text(lang)
    if name in _OURS and value in _TERMS:
        return term(value, lang)
    clean = printable(value)
    return clean if len(clean) <= 120 else f"{clean[:117]}…"


KINDS: dict[str, ProblemKind] = {
    kind.code: kind
    for kind in (
        # --- files
        ProblemKind(
            "B01",
            "Hier staat geen matrix: {missing} ontbreekt.",
            "Wijs de map aan waarin editie.yaml staat, of begin een eigen matrix met 'cybermatrix new MAP'.",
            "There is no matrix here: {missing} is missing.",
            "Point to the folder that holds editie.yaml, or start your own matrix with 'cybermatrix new FOLDER'.",
            {"missing": "editie.yaml"},
        ),
        ProblemKind(
            "B02",
            "Dit bestand is geen gewone tekst in UTF-8 ({reason}).",
            "Open het in een teksteditor en sla het op als 'UTF-8 zonder BOM'.",
            "This file is not plain text in UTF-8 ({reason}).",
            "Open it in a text editor and save it as 'UTF-8 without BOM'.",
            {"reason": "@bom"},
        ),
        ProblemKind(
            "B03",
            "Dit bestand is {size} kB groot; meer dan {most} kB wordt niet gelezen.",
            "Verdeel het over meer bestanden, één onderwerp per bestand.",
            "This file is {size} kB; more than {most} kB is not read.",
            "Split it into more files, one subject per file.",
            {"size": "3100", "most": "2000"},
        ),
        ProblemKind(
            "B04",
            "De tekst is hier meer dan 12 lagen diep ingesprongen.",
            "Haal de haakjes of het inspringen weg; een gewoon bestand is hooguit vijf lagen diep.",
            "The text is nested more than 12 levels deep here.",
            "Remove the brackets or the indentation; an ordinary file is at most five levels deep.",
            {},
        ),
        ProblemKind(
            "B05",
            "De tekst is hier niet te lezen als YAML ({reason}).",
            "Kijk naar het inspringen (spaties, geen tabs), de dubbele punt en de aanhalingstekens op en boven deze regel.",
            "The text cannot be read as YAML here ({reason}).",
            "Look at the indentation (spaces, no tabs), the colon and the quotes on and above this line.",
            {"reason": "found a tab character that violates indentation"},
        ),
        ProblemKind(
            "B06",
            "Hier staat {construct}; dat mag in deze bestanden niet.",
            "Schrijf de tekst gewoon uit, elke sleutel en elk streepje op een eigen regel.",
            "Here is {construct}; these files do not use that.",
            "Write it out plainly, each key and each dash on a line of its own.",
            {"construct": "@anchor"},
        ),
        ProblemKind(
            "B07",
            "Hier staat een onzichtbaar teken ({mark}).",
            "Haal het teken weg; typ de regel zo nodig opnieuw.",
            "Here is an invisible character ({mark}).",
            "Remove the character; type the line again if need be.",
            {"mark": "U+202E"},
        ),
        ProblemKind(
            "B08",
            "De controlesom van dit bestand klopt niet: het is na het maken veranderd of beschadigd.",
            "Maak het bestand opnieuw met 'cybermatrix export', of haal de oorspronkelijke kopie terug.",
            "The checksum of this file does not match: it was changed or damaged after it was made.",
            "Make the file again with 'cybermatrix export', or go back to the original copy.",
            {},
        ),
        ProblemKind(
            "B09",
            "Dit bestand heeft vorm {format}; deze versie leest vorm {known}.",
            "Werk cybermatrix bij, of maak het bestand opnieuw met deze versie.",
            "This file has format {format}; this version reads format {known}.",
            "Update cybermatrix, or make the file again with this version.",
            {"format": "9", "known": "1"},
        ),
        ProblemKind(
            "B10",
            "Dit bestand hoort niet bij de matrix en wordt niet gelezen.",
            "Verplaats het, of controleer de naam van het bestand en de map.",
            "This file is not part of the matrix and is not read.",
            "Move it, or check the name of the file and the folder.",
            {},
            is_error=False,
        ),
        ProblemKind(
            "B11",
            "Dit bestand is niet in de vaste vorm geschreven (eerste verschil op deze regel).",
            "De inhoud is goed gelezen. Zet sleutels in de vaste volgorde en elke zin op een eigen regel.",
            "This file is not written in the fixed form (first difference on this line).",
            "The content was read well. Put the keys in the fixed order and each sentence on a line of its own.",
            {},
            is_error=False,
        ),
        ProblemKind(
            "B12",
            "De kopregel van deze tabel heeft een onbekende kolom '{key}'.",
            "Neem de kopregel over uit de meegeleverde matrix.",
            "The heading of this table has an unknown column '{key}'.",
            "Copy the heading from the matrix that came with the program.",
            {"key": "naame"},
        ),
        ProblemKind(
            "B13",
            "Deze rij heeft {found} velden, de kopregel {expected}.",
            "Kijk of er een komma te veel of te weinig staat; zet tekst met een komma tussen aanhalingstekens.",
            "This row has {found} fields, the heading {expected}.",
            "See whether there is a comma too many or too few; put text with a comma in quotes.",
            {"found": "4", "expected": "5"},
        ),
        ProblemKind(
            "B14",
            "In de kopregel van deze tabel ontbreekt de kolom '{key}'.",
            "Neem de kopregel over uit de meegeleverde matrix.",
            "The heading of this table misses the column '{key}'.",
            "Copy the heading from the matrix that came with the program.",
            {"key": "naam"},
        ),
        ProblemKind(
            "B15",
            "In de kopregel van deze tabel staat de kolom '{key}' twee keer.",
            "Houd er één over.",
            "The heading of this table has the column '{key}' twice.",
            "Keep one of them.",
            {"key": "naam"},
        ),
        ProblemKind(
            "B16",
            "Deze tabel is niet te lezen ({reason}).",
            "Kijk naar de komma's en de aanhalingstekens op en boven deze regel.",
            "This table cannot be read ({reason}).",
            "Look at the commas and the quotes on and above this line.",
            {"reason": "unexpected end of data"},
        ),
        ProblemKind(
            "B17",
            "Dit bestand kan niet worden geopend ({reason}).",
            "Controleer de naam en de map, en of u het bestand mag lezen.",
            "This file cannot be opened ({reason}).",
            "Check the name and the folder, and whether you may read the file.",
            {"reason": "@forbidden"},
        ),
        ProblemKind(
            "B18",
            "Dit JSON-bestand is geen matrix.",
            "Gebruik een bestand dat met 'cybermatrix export' is gemaakt.",
            "This JSON file is no matrix.",
            "Use a file that was made with 'cybermatrix export'.",
            {},
        ),
        ProblemKind(
            "B19",
            "De tekst is hier niet te lezen als JSON.",
            "Maak het bestand opnieuw met 'cybermatrix export', of haal de oorspronkelijke kopie terug.",
            "The text cannot be read as JSON here.",
            "Make the file again with 'cybermatrix export', or go back to the original copy.",
            {},
        ),
        ProblemKind(
            "B20",
            "Dit is geschreven in vorm {format} en gelezen als vorm {known}: {said}.",
            "Controleer of het klopt. Een map zet u om met 'cybermatrix export --format folder NIEUWE-MAP'.",
            "This was written in form {format} and read as form {known}: {said_en}.",
            "See whether that is right. Convert a folder with 'cybermatrix export --format folder NEW-FOLDER'.",
            {"format": "1", "known": "2", "said": "'functie' heet nu 'rol'", "said_en": "'functie' is now 'rol'"},
            is_error=False,
        ),
        # --- fields
        ProblemKind(
            "V01",
            "De sleutel '{key}' is hier niet bekend.",
            "Controleer de spelling van de sleutel; de bekende sleutels staan in de documentatie bij {record}.",
            "The key '{key}' is not known here.",
            "Check the spelling of the key; the known keys are listed in the documentation of {record}.",
            {"key": "doelgroep", "record": "Assignment"},
        ),
        ProblemKind(
            "V02",
            "De sleutel '{key}' staat hier twee keer.",
            "Houd er één over, met de juiste tekst.",
            "The key '{key}' stands here twice.",
            "Keep one of them, with the right text.",
            {"key": "rol"},
        ),
        ProblemKind(
            "V03",
            "De sleutel '{key}' ontbreekt. ({help})",
            "Vul de sleutel in.",
            "The key '{key}' is missing. ({help})",
            "Fill in the key.",
            {"key": "rol", "help": "In welke rol (id uit de rollenlijst)."},
        ),
        ProblemKind(
            "V04",
            "Bij '{key}' hoort {expected}, maar hier staat: {found}.",
            "Zet er {expected} neer.",
            "The key '{key}' takes {expected}, but here is {found}.",
            "Write {expected} instead.",
            {"key": "bronnen", "expected": "@list", "found": "@text"},
        ),
        ProblemKind(
            "V05",
            "'{value}' is geen datum die bestaat.",
            "Schrijf jaar-maand-dag, zoals 2026-11-23.",
            "'{value}' is not a date that exists.",
            "Write year-month-day, such as 2026-11-23.",
            {"value": "2026-02-30"},
        ),
        ProblemKind(
            "V06",
            "'{value}' kan hier niet bij '{key}'.",
            "Kies uit: {choices}.",
            "'{value}' is not possible for '{key}'.",
            "Choose from: {choices}.",
            {"value": "zeker", "key": "kracht", "choices": "moet, mag, kan, mag-niet"},
        ),
        ProblemKind(
            "V07",
            "'{value}' is geen {expected}.",
            "Vul bij '{key}' een {expected} in.",
            "'{value}' is not a {expected}.",
            "Fill in a {expected} for '{key}'.",
            {"value": "veel", "expected": "@number", "key": "inwoners"},
        ),
        ProblemKind(
            "V08",
            "'{value}' kan geen id zijn.",
            "Gebruik kleine letters, cijfers en streepjes, zoals 'eigen-huis'.",
            "'{value}' cannot be an id.",
            "Use lower case letters, digits and hyphens, such as 'eigen-huis'.",
            {"value": "../Politie"},
        ),
        ProblemKind(
            "V09",
            "Bij '{key}' staat niets.",
            "Vul iets in, of haal de sleutel weg.",
            "There is nothing at '{key}'.",
            "Fill something in, or remove the key.",
            {"key": "tekst"},
        ),
        # --- references
        ProblemKind(
            "R01",
            "'{value}' staat niet in de lijst: {kind}.",
            "Controleer de spelling, of voeg het daar eerst toe.",
            "'{value}' is not in the list of {kind_en}.",
            "Check the spelling, or add it there first.",
            {"value": "polietie", "kind": "partijen", "kind_en": "partners"},
        ),
        ProblemKind(
            "R02",
            "Het id '{value}' is al gebruikt in {first} ({kind}).",
            "Geef een van de twee een ander id. Een id dat ooit gebruikt is, wordt nooit opnieuw gebruikt.",
            "The id '{value}' is already used in {first} ({kind_en}).",
            "Give one of them another id. An id that was ever used is never used again.",
            {
                "value": "a-politie-1",
                "first": Place("partijen/politie.yaml", 7),
                "kind": "toewijzingen",
                "kind_en": "assignments",
            },
        ),
        ProblemKind(
            "R03",
            "'{value}' komt via '{key}' weer bij zichzelf uit: {chain}.",
            "Haal een van deze verwijzingen weg.",
            "'{value}' leads back to itself through '{key}': {chain}.",
            "Remove one of these references.",
            {"value": "politie", "key": "deel_van", "chain": "politie → basisteam → politie"},
        ),
        ProblemKind(
            "R04",
            "Het bestand heet '{file}', maar het id erin is '{value}'.",
            "Geef het bestand de naam van het id (een id verandert nooit).",
            "The file is called '{file}', but the id in it is '{value}'.",
            "Name the file after the id (an id never changes).",
            {"file": "politei.yaml", "value": "politie"},
        ),
        ProblemKind(
            "R05",
            "De naam '{value}' ('{id}') lijkt sterk op '{other}' ('{other_id}', {first}).",
            "Is het dezelfde? Houd er één over, en geef de andere geldig_tot en vervangen_door. Zo niet: maak het verschil duidelijk.",
            "The name '{value}' ('{id}') is very much like '{other}' ('{other_id}', {first}).",
            "Is it the same? Keep one, and give the other geldig_tot and vervangen_door. If not: make the difference clear.",
            {
                "value": "Fraudehelpdesk.",
                "id": "fraude-helpdesk",
                "other": "Fraudehelpdesk",
                "other_id": "fraudehelpdesk",
                "first": Place("partijen/fraudehelpdesk.yaml", 2),
            },
            is_error=False,
        ),
        ProblemKind(
            "R06",
            "'{value}' bij 'wie_beslist' is geen partij en geen slot, en lijkt er wel op; zo komt het letterlijk op de kaart.",
            "Verbeter het, of schrijf in gewone woorden wie er beslist.",
            "'{value}' at 'wie_beslist' is no partner and no slot, but looks like one; the card prints it as it is.",
            "Correct it, or write in plain words who decides.",
            {"value": "burgemeesterr"},
            is_error=False,
        ),
        # --- the matrix
        ProblemKind(
            "M01",
            "Toewijzing '{id}' noemt zelf '{intervention}' en '{crime}', maar dat past niet bij elkaar: {why}",
            "Haal het type of de vorm uit de toewijzing, of haal het paar uit nvt.yaml.",
            "Assignment '{id}' itself names '{intervention}' and '{crime}', which do not go together: {why}",
            "Take the type or the form out of the assignment, or take the pair out of nvt.yaml.",
            {"id": "e9", "intervention": "eigen-huis", "crime": "datingfraude", "why": "Dit treft geen systemen."},
        ),
        ProblemKind(
            "M02",
            "Dubbel: toewijzing '{id}' zegt over '{intervention}' en '{crime}' hetzelfde als '{other}' ({other_place}), even dichtbij.",
            "Voeg de twee samen, of maak een van beide preciezer (gebied, vorm, type of doelgroep).",
            "Double: assignment '{id}' says the same of '{intervention}' and '{crime}' as '{other}' ({other_place}), equally near.",
            "Merge the two, or make one of them more precise (area, form, type or audience).",
            {
                "id": "p9",
                "intervention": "crisis",
                "crime": "ransomware",
                "other": "p2",
                "other_place": Place("partijen/politie.yaml", 30),
            },
        ),
        ProblemKind(
            "M03",
            "Toewijzing '{id}' geeft '{partner}' een rol in '{intervention}' tegen '{crime}', maar '{other}' ({other_place}) zegt met een wet dat die partij daar geen rol heeft.",
            "Haal dit paar uit de toewijzing, of noem '{other}' bij uitzondering_op en geef de wet waarop de uitzondering rust.",
            "Assignment '{id}' gives '{partner}' a role in '{intervention}' against '{crime}', but '{other}' ({other_place}) says by law that it has none there.",
            "Take this pair out of the assignment, or name '{other}' at uitzondering_op and give the law the exception rests on.",
            {
                "id": "b2",
                "partner": "burgemeester",
                "intervention": "opsporen",
                "crime": "ransomware",
                "other": "b1",
                "other_place": Place("partijen/burgemeester.yaml", 12),
            },
        ),
        ProblemKind(
            "M04",
            "Toewijzing '{id}' geeft '{partner}' een rol in '{intervention}' tegen '{crime}', maar '{other}' ({other_place}) zegt even dichtbij dat die partij daar geen rol heeft.",
            "Kies een van de twee, of maak een van beide preciezer.",
            "Assignment '{id}' gives '{partner}' a role in '{intervention}' against '{crime}', but '{other}' ({other_place}) says equally near that it has none there.",
            "Choose one of the two, or make one of them more precise.",
            {
                "id": "g2",
                "partner": "gemeente",
                "intervention": "crisis",
                "crime": "phishing",
                "other": "g1",
                "other_place": Place("partijen/gemeente.yaml", 12),
            },
        ),
        ProblemKind(
            "M05",
            "Bij kracht '{force}' hoort een wetsartikel, en er staat er geen.",
            "Noem het artikel bij wetten, of kies 'kan'.",
            "Force '{force}' needs a law article, and there is none.",
            "Name the article at wetten, or choose 'kan'.",
            {"force": "moet"},
        ),
        ProblemKind(
            "M06",
            "De rol 'bevoegd-gezag' kan alleen met een wetsartikel, en er staat er geen.",
            "Noem het artikel bij wetten, of kies een andere rol.",
            "The role 'bevoegd-gezag' needs a law article, and there is none.",
            "Name the article at wetten, or choose another role.",
            {},
        ),
        ProblemKind(
            "M07",
            "Toewijzing '{id}' heeft {found}.",
            "Vul typen in, of een fase: precies één van beide.",
            "Assignment '{id}' has {found}.",
            "Fill in typen or a fase: exactly one of them.",
            {"id": "p1", "found": "@neither"},
        ),
        ProblemKind(
            "M08",
            "Toewijzing '{id}' loopt door na het einde van '{partner}' ({ended}).",
            "Geef de toewijzing een geldig_tot op of voor die dag, en maak zo nodig een nieuwe voor de opvolger.",
            "Assignment '{id}' goes on after the end of '{partner}' ({ended}).",
            "Give the assignment a geldig_tot on or before that day, and make a new one for the successor if need be.",
            {"id": "d1", "partner": "digital-trust-center", "ended": "2026-01-01"},
        ),
        ProblemKind(
            "M09",
            "'{id}' eindigt ({until}) niet na het begin ({start}).",
            "Controleer geldig_van en geldig_tot.",
            "'{id}' does not end ({until}) after it begins ({start}).",
            "Check geldig_van and geldig_tot.",
            {"id": "p1", "start": "2026-02-01", "until": "2026-01-01"},
        ),
        ProblemKind(
            "M10",
            "Toewijzing '{id}' heeft status '{status}', maar bij 'bevestigd' staat {found}.",
            "Vul bij bevestigd in: door, namens, gremium en datum. Of kies status voorstel en laat bevestigd weg.",
            "Assignment '{id}' has status '{status}', but 'bevestigd' holds {found}.",
            "Fill in at bevestigd: door, namens, gremium and datum. Or choose status voorstel and leave bevestigd out.",
            {"id": "p1", "status": "bevestigd", "found": "@nothing"},
        ),
        ProblemKind(
            "M11",
            "Toewijzing '{id}' noemt '{other}' bij uitzondering_op, maar {reason}.",
            "Een uitzondering verwijst naar een toewijzing met de rol geen van dezelfde partij, en noemt een eigen wetsartikel.",
            "Assignment '{id}' names '{other}' at uitzondering_op, but {reason}.",
            "An exception points to an assignment with role geen of the same partner, and names a law article of its own.",
            {"id": "b2", "other": "b1", "reason": "@no-law"},
        ),
        ProblemKind(
            "M12",
            "'{id}' is een plaatselijke partij (soort_van '{kind}'), maar {reason}.",
            "Vul bij gebieden in waar deze partij werkt; de soort zelf heeft geen soort_van.",
            "'{id}' is a local body (soort_van '{kind}'), but {reason}.",
            "Fill in at gebieden where it works; the kind itself has no soort_van.",
            {"id": "veiligheidsregio-twente", "kind": "veiligheidsregio", "reason": "@no-area"},
        ),
        ProblemKind(
            "M13",
            "Hier staat '{verification}', maar er is geen bron.",
            "Noem de bron bij bronnen, of zet 'eigen' of 'not_verified'.",
            "Here is '{verification}', but there is no source.",
            "Name the source at bronnen, or write 'eigen' or 'not_verified'.",
            {"verification": "verified"},
        ),
        ProblemKind(
            "M14",
            "'{id}' is op {ended} gestopt, maar '{by}' verwijst er nog naar.",
            "Verwijs naar de opvolger.",
            "'{id}' ended on {ended}, but '{by}' still refers to it.",
            "Refer to its successor.",
            {"id": "digital-trust-center", "ended": "2026-01-01", "by": "hackshield"},
            is_error=False,
        ),
        ProblemKind(
            "M15",
            "Twee trekkers: '{first}' en '{second}' hebben allebei de rol '{role}' bij '{intervention}' tegen '{crime}' ({level}).",
            "Kies er één, zet bij beide gedeeld: ja, of geef ze een ander niveau of een andere doelgroep.",
            "Two leads: '{first}' and '{second}' both have the role '{role}' in '{intervention}' against '{crime}' ({level}).",
            "Choose one, set gedeeld: ja on both, or give them another level or audience.",
            {
                "first": "gemeente",
                "second": "politie",
                "role": "regie",
                "intervention": "crisis",
                "crime": "phishing",
                "level": "lokaal",
            },
            is_error=False,
        ),
        ProblemKind(
            "M16",
            "Toewijzing '{id}' is van '{partner}', die werkt in {own}; de regel geldt voor {area}.",
            "Kies een gebied waar deze partij werkt.",
            "Assignment '{id}' belongs to '{partner}', which works in {own}; the rule holds for {area}.",
            "Choose an area where this partner works.",
            {"id": "t1", "partner": "veiligheidsregio-twente", "own": "vr-twente", "area": "land"},
            is_error=False,
        ),
        ProblemKind(
            "M17",
            "Deze stap heeft {count} woorden; op een kaart passen er 15.",
            "Maak er een korte zin van die met een werkwoord begint.",
            "This step has {count} words; a card takes 15.",
            "Make it a short sentence that starts with a verb.",
            {"count": "21"},
            is_error=False,
        ),
        ProblemKind(
            "M18",
            "Het wetsartikel '{value}' komt in twee artikelen uit: hier en in {first}.",
            "Laat elke verwijzing in één artikel uitkomen.",
            "The law article '{value}' leads to two articles: here and in {first}.",
            "Let each reference lead to one article.",
            {"value": "gemeentewet:172", "first": Place("wetten/gemeentewet.yaml", 30)},
        ),
        ProblemKind(
            "M19",
            "Bij het zoekwoord '{word}' staat {found}.",
            "Vul één van de drie in: wijst_naar, zelfde_als of overslaan.",
            "The search word '{word}' says {found}.",
            "Fill in one of the three: wijst_naar, zelfde_als or overslaan.",
            {"word": "nepmail", "found": "@no-meaning"},
        ),
        ProblemKind(
            "M20",
            "Onder '{key}' van '{partner}' is niet verantwoord wat hiermee gebeurd is: '{text}'",
            "Vul geworden in (ids van toewijzingen, voorbeelden, instrumenten, situaties of kanalen), of niet_omdat met de reden.",
            "At '{key}' of '{partner}' nothing says what this became: '{text}'",
            "Fill in geworden (ids of assignments, examples, instruments, situations or channels), or niet_omdat with the reason.",
            {"key": "taken", "partner": "politie", "text": "Neemt aangifte op."},
            is_error=False,
        ),
        ProblemKind(
            "M21",
            "Hier staat geworden ({became}) en ook niet_omdat; onder '{key}' kan het maar één van beide zijn.",
            "Haal geworden weg als er niets van gemaakt is, en anders niet_omdat.",
            "This has geworden ({became}) and niet_omdat as well; at '{key}' it can be one of them only.",
            "Remove geworden if nothing came of it, and niet_omdat if something did.",
            {"key": "taken", "became": "politie-aangifte"},
        ),
        ProblemKind(
            "M22",
            "'{id}' staat op openbaar, maar {found}.",
            "Zet zichtbaarheid op intern, of noem de openbare bron waarin het nummer staat en zet verificatie op verified.",
            "'{id}' is marked public, but {found}.",
            "Set zichtbaarheid to intern, or name the public source that holds the number and set verificatie to verified.",
            {"id": "politie-piket", "found": "@picket"},
        ),
        ProblemKind(
            "M23",
            "Toewijzing '{id}' geeft nergens het antwoord: {reason}. Ervoor gaan: {other}",
            "Haal de toewijzing weg, of noem vormen en typen waar zij als enige iets over zegt.",
            "Assignment '{id}' answers nowhere: {reason}. Before it go: {other}",
            "Remove the assignment, or name forms and types about which it alone says something.",
            {"id": "p1", "reason": "@always-aside", "other": "p2, p3"},
            is_error=False,
        ),
        ProblemKind(
            "M24",
            "Dit rust op de wet '{law}', die geldt sinds {start}, maar de jongste bron is van {newest}.",
            "Zoek een bron van na die dag, of zet verificatie op partial met een let_op en haal het artikel weg.",
            "This rests on the law '{law}', in force since {start}, but the newest source is of {newest}.",
            "Find a source of a later day, or set verificatie to partial with a let_op and remove the article.",
            {"law": "cbw", "start": "2026-08-15", "newest": "2024-03"},
            is_error=False,
        ),
        ProblemKind(
            "M25",
            "Dit bindt of geeft gezag op grond van de wet '{law}', maar die geldt niet: '{status}'.",
            "Noem een artikel dat nu geldt, of kies 'kan' en een andere rol.",
            "This binds or gives authority by the law '{law}', which is not in force: '{status}'.",
            "Name an article in force today, or choose 'kan' and another role.",
            {"law": "wetsvoorstel-36789", "status": "voorstel"},
        ),
        ProblemKind(
            "M26",
            "Dit bindt of geeft gezag, maar van geen van de genoemde wetten is bekend dat zij geldt: '{status}'.",
            "Zoek op of de wet geldt en vul toestand in, of noem een artikel waarvan dat vaststaat.",
            "This binds or gives authority, but of none of the laws named is it known that it holds: '{status}'.",
            "Find out whether the law holds and fill in toestand, or name an article of which that is certain.",
            {"status": "opiumwet: niet nagekeken"},
            is_error=False,
        ),
        ProblemKind(
            "M27",
            "'{id}' heet '{verification}', maar wat eronder ligt is hooguit '{best}': '{claim}'",
            "Zet verificatie niet hoger dan de bewering, of noem de bron die meer zegt.",
            "'{id}' is called '{verification}', but what lies under it is at most '{best}': '{claim}'",
            "Set verificatie no higher than the claim, or name the source that says more.",
            {"id": "politie-aangifte", "verification": "verified", "best": "partial", "claim": "Neemt aangifte op."},
            is_error=False,
        ),
        ProblemKind(
            "M28",
            "Bij situatie '{id}' staat te veel onder '{key}': {count}, en op een kaart passen er {most}.",
            "Houd over wat het eerst nodig is; de rest kan naar een let_op of een andere kaart. Bij titel tellen tekens, bij eerste_bericht woorden.",
            "Situation '{id}' holds too much at '{key}': {count}, where a card takes {most}.",
            "Keep what is needed first; the rest can go to a let_op or to another card. For titel letters are counted, for eerste_bericht words.",
            {"id": "website-plat-of-beklad", "key": "stappen", "count": "14", "most": "12"},
            is_error=False,
        ),
        ProblemKind(
            "M29",
            "Dit krijgt het woord '{label}', en wat even bindend op hetzelfde artikel ('{law}') en dezelfde bron rust, krijgt '{other}': {other_place}.",
            "Lees wat de bron zegt en maak de zekerheid gelijk. Zegt deze regel meer dan de wet? Zet dat dan apart.",
            "This is called '{label}', while what binds as much by the same article ('{law}') and source is called '{other}': {other_place}.",
            "Read what the source says and make the certainty equal. Does this line say more than the law? Then put that apart.",
            {
                "label": "bron",
                "law": "cbw:26",
                "other": "vast",
                "other_place": Place("partijen/gemeente.yaml", 806),
            },
            is_error=False,
        ),
        # --- words
        ProblemKind(
            "W01",
            "Deze zin heeft {count} woorden; meer dan {most} leest niemand in één keer: '{text}'",
            "Maak er twee zinnen van, of laat weg wat niet nodig is.",
            "This sentence has {count} words; more than {most} cannot be read at once: '{text}'",
            "Make two sentences of it, or leave out what is not needed.",
            {"count": "40", "most": "25", "text": "Neemt …"},
            is_error=False,
        ),
        ProblemKind(
            "W02",
            "In dit bestand hebben de {count} zinnen over wat iemand doet gemiddeld {mean} woorden; streef naar {most}.",
            "Kort de langste zinnen in.",
            "In this file the {count} sentences about what someone does have {mean} words on average; aim for {most}.",
            "Shorten the longest sentences.",
            {"count": "12", "mean": "17,3", "most": "15"},
            is_error=False,
        ),
        ProblemKind(
            "W03",
            "Toewijzing '{id}' van '{partner}' heeft dezelfde zin als '{other}' van '{other_partner}' ({other_place}): '{text}'",
            "Schrijf bij elk van beide wat juist die partij doet.",
            "Assignment '{id}' of '{partner}' has the same sentence as '{other}' of '{other_partner}' ({other_place}): '{text}'",
            "Write for each of them what that partner in particular does.",
            {
                "id": "p1",
                "partner": "politie",
                "other": "g1",
                "other_partner": "gemeente",
                "other_place": Place("partijen/gemeente.yaml", 12),
                "text": "Helpt wie belt.",
            },
            is_error=False,
        ),
        ProblemKind(
            "W04",
            "Liever niet '{word}' in: '{text}'",
            "Schrijf liever: {instead}. Waarom: {because}",
            "Rather not '{word}' in: '{text}'",
            "Rather write: {instead}. The reason: {because}",
            {"word": "regie", "instead": "trekt", "because": "Vaktaal.", "text": "Voert regie."},
            is_error=False,
        ),
        ProblemKind(
            "W05",
            "Hier staat '{word}', maar er staat geen wet of uitspraak bij: '{text}'",
            "Noem het artikel bij wetten (en kracht {force}), of schrijf 'kan' of wat er gebeurt.",
            "Here is '{word}', but no law or ruling stands beside it: '{text}'",
            "Name the article at wetten (and kracht {force}), or write 'kan' or what happens.",
            {"word": "moet", "force": "moet", "text": "De bank moet betalen."},
            is_error=False,
        ),
        ProblemKind(
            "W06",
            "Hier staat een uitroepteken: '{text}'",
            "Zet er een punt neer.",
            "Here is an exclamation mark: '{text}'",
            "Put a full stop instead.",
            {"text": "Bel nu!"},
            is_error=False,
        ),
        ProblemKind(
            "W07",
            "De uitzondering voor '{value}' is nergens voor nodig.",
            "Haal haar weg bij mag_in.",
            "The exception for '{value}' is not needed anywhere.",
            "Remove it from mag_in.",
            {"value": "politie"},
            is_error=False,
        ),
        ProblemKind(
            "W08",
            "Het nummer {number} is anders geschreven dan op de andere bladzijden.",
            "Schrijf {good}.",
            "The number {number} is not written as on the other pages.",
            "Write {good}.",
            {"number": "0900 8844", "good": "0900-8844"},
            is_error=False,
        ),
        # --- traps
        ProblemKind(
            "T01",
            "'{word}' past niet bij wat er waar is ('{id}'): {truth} Er staat: '{text}'",
            "Verbeter de zin; is zij wel goed, zet het stuk dan in valkuilen.yaml bij mag_in met de reden.",
            "'{word}' does not fit what is true ('{id}'): {truth} The text is: '{text}'",
            "Mend the sentence; if it is right, add its record to mag_in in valkuilen.yaml with the reason.",
            {
                "word": "burgemeester verbiedt",
                "id": "burgemeester-online",
                "truth": "Geen macht over berichten.",
                "text": "…",
            },
            is_error=False,
        ),
        ProblemKind(
            "T02",
            "Toewijzing '{id}' gaat met {key} '{value}' over een grens ('{guard}'): {truth}",
            "Haal dit uit de toewijzing; is het wel goed, zet haar dan in valkuilen.yaml bij mag_in met de reden.",
            "Assignment '{id}' with {key} '{value}' is out of bounds ('{guard}'): {truth}",
            "Take this out of the assignment; if it is right, add it to mag_in in valkuilen.yaml with the reason.",
            {"id": "a1", "key": "vormen", "value": "phishing", "guard": "atkm", "truth": "Alleen twee soorten."},
            is_error=False,
        ),
        ProblemKind(
            "T03",
            "Hier staat het nummer {number}, maar dat is van geen loket met een nagekeken, openbaar nummer: '{text}'",
            "Haal het nummer uit de tekst, of leg het vast als kanaal met bron en verificatie verified.",
            "Here is the number {number}, which belongs to no desk with a checked, public number: '{text}'",
            "Take the number out of the text, or lay it down as a channel with its source and verificatie verified.",
            {"number": "0900-1234", "text": "Bel 0900-1234."},
            is_error=False,
        ),
        ProblemKind(
            "T04",
            "Instrument '{id}' heet bewezen, maar er staat geen onderzoek bij effect_bronnen.",
            "Kies een ander oordeel, of noem het onderzoek.",
            "Instrument '{id}' is called proven, but no research stands at effect_bronnen.",
            "Choose another rating, or name the research.",
            {"id": "hackshield"},
            is_error=False,
        ),
        ProblemKind(
            "T05",
            "Toewijzing '{id}' zegt 'geen rol' zonder wet of bron.",
            "Noem wat de rol uitsluit, of haal de toewijzing weg: een leeg vakje betekent al 'onbekend'.",
            "Assignment '{id}' says 'no role' without a law or source.",
            "Name what excludes the role, or remove the assignment: an empty square already means 'unknown'.",
            {"id": "b1"},
            is_error=False,
        ),
        ProblemKind(
            "T06",
            "Basisteam '{id}' heet uit een bron te komen ({evidence}), maar er staat geen adres bij.",
            "Vul url in, of schrijf bij bewijs 'niet nagekeken'.",
            "Base team '{id}' is said to come from a source ({evidence}), but no address is given.",
            "Fill in url, or write 'niet nagekeken' at bewijs.",
            {"id": "veluwe", "evidence": "bron"},
            is_error=False,
        ),
        ProblemKind(
            "T07",
            "Er staan inwonertallen in, maar het CBS wordt nergens genoemd.",
            "Noem het Centraal Bureau voor de Statistiek (CBS, CC BY 4.0) in editie.yaml bij dank_aan.",
            "There are population figures, but the CBS is named nowhere.",
            "Name Statistics Netherlands (CBS, CC BY 4.0) in editie.yaml at dank_aan.",
            {},
            is_error=False,
        ),
        ProblemKind(
            "T08",
            "De let_op noemt dit '{word}', maar verificatie is '{verification}': '{text}'",
            "Zet verificatie op eigen (of not_verified), of haal dat deel uit de tekst.",
            "The let_op calls this '{word}', but verificatie is '{verification}': '{text}'",
            "Set verificatie to eigen (or not_verified), or take that part out of the text.",
            {"word": "ons voorstel", "verification": "partial", "text": "Dat het wijkteam belt, is ons voorstel."},
            is_error=False,
        ),
        ProblemKind(
            "T09",
            "Hier staat zekerheid 'vast', maar het rust op een oude wettekst, een kopie van derden of een tweede hand ('{on}').",
            "Lees de tekst van nu en noem die als bron, of kies 'bron'.",
            "This is called 'vast', but it rests on an old text of the law, a copy by others or a second hand ('{on}').",
            "Read the text of today and name that as the source, or choose 'bron'.",
            {"on": "wom:5"},
            is_error=False,
        ),
        # --- language
        ProblemKind(
            "L01",
            "Nog zonder Engels bij '{key}' ({count}): {which}.",
            "Vul '{key}' in; een eigennaam die niet vertaald wordt, schrijft u daar nog een keer.",
            "Without English yet at '{key}' ({count}): {which}.",
            "Fill in '{key}'; a proper name that is not translated is written there once more.",
            {"key": "naam_en", "count": "2", "which": "halt, hackshield"},
            is_error=False,
        ),
        # --- overlays
        ProblemKind(
            "O01",
            "In het eigen bestand van {municipality} staat een ander gebied: '{area}'.",
            "Laat gebied weg: een eigen bestand geldt alleen voor de eigen gemeente.",
            "The own file of {municipality} names another area: '{area}'.",
            "Leave gebied out: an own file holds for its own municipality only.",
            {"municipality": "deventer", "area": "land"},
        ),
        ProblemKind(
            "O02",
            "Een eigen bestand kan de matrix niet bevestigen of beëindigen: '{key}' hoort hier niet.",
            "Geef wijzigingen van de matrix door aan de coördinator.",
            "An own file cannot confirm or end the matrix: '{key}' does not belong here.",
            "Pass changes to the matrix on to the coordinator.",
            {"key": "partijen"},
        ),
        # --- the workbook
        ProblemKind(
            "S01",
            "Dit werkboek wordt niet gelezen: {reason}.",
            "Sla het in Excel of LibreOffice op als gewoon .xlsx of .ods, zonder macro's, koppelingen en wachtwoord.",
            "This workbook is not read: {reason}.",
            "Save it in Excel or LibreOffice as an ordinary .xlsx or .ods, without macros, links and password.",
            {"reason": "@book-macros"},
        ),
        ProblemKind(
            "S02",
            "Hier staat een formule; een werkboek van de matrix heeft alleen gewone waarden.",
            "Kopieer de cel en plak die als waarde, of typ de waarde zelf.",
            "Here is a formula; a workbook of the matrix has plain values only.",
            "Copy the square and paste it as a value, or type the value.",
            {},
        ),
        ProblemKind(
            "S03",
            "Hier begint een samengevoegde cel; dan is niet te zeggen welke waarde bij welke rij hoort.",
            "Splits de cel en vul elke rij in.",
            "A merged cell begins here; it cannot be told which value belongs to which row.",
            "Split the cell and fill in every row.",
            {},
        ),
        ProblemKind(
            "S04",
            "Van de tekst bij '{key}' is {found} gemaakt ('{value}'); zo is niet te zien wat er getypt is.",
            "Maak de cel op als Tekst en typ het opnieuw, of zet er een enkel aanhalingsteken voor.",
            "The text of '{key}' was turned into {found} ('{value}'); what was typed cannot be seen.",
            "Format the square as Text and type it again, or put a single quote in front.",
            {"key": "artikel", "found": "@date", "value": "12-03-2026"},
        ),
        ProblemKind(
            "S05",
            "De kolom '{key}' staat niet in de matrix, en '{missing}' ontbreekt.",
            "Zet de oude naam terug; een kolom hernoemen kan niet.",
            "The column '{key}' is not in the matrix, and '{missing}' is missing.",
            "Put the old name back; a column cannot be renamed.",
            {"key": "roll", "missing": "rol"},
        ),
        ProblemKind(
            "S06",
            "De kolom '{key}' hoort niet bij de matrix en wordt niet gelezen.",
            "U hoeft niets te doen, of zet wat erin staat in een kolom die er wel bij hoort.",
            "The column '{key}' does not belong to the matrix and is not read.",
            "Nothing needs to be done, or put what it says in a column that does belong.",
            {"key": "opmerking van Jan"},
            is_error=False,
        ),
        ProblemKind(
            "S07",
            "Het blad '{name}' ontbreekt; wat daarop hoort blijft zoals het is.",
            "Wilde u iets weghalen? Vul dan geldig_tot in op het blad zelf.",
            "The sheet '{name}' is missing; what belongs on it stays as it is.",
            "Did you want to remove something? Fill in geldig_tot on the sheet itself.",
            {"name": "Partijen"},
            is_error=False,
        ),
        ProblemKind(
            "S08",
            "Dit blad wordt gelezen als '{name}', want het heeft dezelfde kolommen.",
            "U hoeft niets te doen; geef het liever de oude naam terug.",
            "This sheet is read as '{name}', because it has the same columns.",
            "Nothing needs to be done; it is better to give it the old name back.",
            {"name": "Toewijzingen"},
            is_error=False,
        ),
        ProblemKind(
            "S09",
            "Hier staat een tweede rij met de sleutel '{key}'; de eerste staat op rij {first}.",
            "Geef een nieuwe rij een nieuwe sleutel, of haal de dubbele weg.",
            "This is a second row with the key '{key}'; the first is on row {first}.",
            "Give a new row a new key, or remove the second.",
            {"key": "rr017", "first": "12"},
        ),
        ProblemKind(
            "S10",
            "De sleutel '{old}' is hier veranderd in '{key}'; een sleutel verandert nooit.",
            "Zet '{old}' terug. Een naam of tekst mag wel veranderen.",
            "The key '{old}' was changed into '{key}' here; a key never changes.",
            "Put '{old}' back. A name or a text may change.",
            {"old": "rr017", "key": "rr017b"},
        ),
        ProblemKind(
            "S11",
            "Bij deze rij is niet te zien waar zij bij hoort: '{key}' is leeg of onbekend ({value}).",
            "Vul in '{key}' een sleutel in die er al is, of die op een ander blad nieuw is.",
            "Nothing says where this row belongs: '{key}' is empty or unknown ({value}).",
            "Fill in at '{key}' a key that exists, or that is new on another sheet.",
            {"key": "bij_partij", "value": "polietie"},
        ),
        ProblemKind(
            "S12",
            "De rij '{key}' ontbreekt. Voorstel: {name} geldt niet meer vanaf {day}.",
            "Was dat niet de bedoeling? Zet de rij terug uit een nieuw werkboek.",
            "The row '{key}' is missing. Proposal: {name} no longer holds from {day}.",
            "Was that not meant? Put the row back from a new workbook.",
            {"key": "rr017", "name": "toewijzing rr017", "day": "2026-11-25"},
            is_error=False,
        ),
        ProblemKind(
            "S13",
            "De rij '{key}' ontbreekt; die blijft zoals zij is.",
            "Hoort zij weg? Laat de rij dan staan en maak alle witte cellen leeg (bij een rij met een nummer).",
            "The row '{key}' is missing; it stays as it is.",
            "Should it go? Leave the row and empty all its white squares (a row with a number).",
            {"key": "politie taken 3"},
            is_error=False,
        ),
        ProblemKind(
            "S14",
            "In een rij van de lijst '{name}' blijft '{key}' leeg.",
            "Haal '{value}' weg, of zet het in de kolom let_op.",
            "A row of the list '{name}' has no '{key}'.",
            "Remove '{value}', or put it in the column let_op.",
            {"name": "mandaat", "key": "wel", "value": "verwijs door"},
        ),
        ProblemKind(
            "S15",
            "Dit werkboek is gemaakt van een andere stand van de matrix ({fingerprint}), en die is hier niet bewaard.",
            "Maak een nieuw werkboek en neem de wijzigingen daarin over.",
            "This workbook was made from another state of the matrix ({fingerprint}), which was not kept here.",
            "Make a new workbook and copy the changes into it.",
            {"fingerprint": "3f9a1c22"},
        ),
        ProblemKind(
            "S16",
            "Dit werkboek heeft vorm {found}; deze versie leest vorm {known}.",
            "Maak een nieuw werkboek met 'cybermatrix workbook export', of werk cybermatrix bij.",
            "This workbook has form {found}; this version reads form {known}.",
            "Make a new workbook with 'cybermatrix workbook export', or update cybermatrix.",
            {"found": "9", "known": "1"},
        ),
        ProblemKind(
            "S17",
            "Dit is geen werkboek van een matrix: er staat niet in waarvan het gemaakt is.",
            "Begin met 'cybermatrix workbook export werkboek.xlsx' en bewerk dat bestand.",
            "This is no workbook of a matrix: it does not say what it was made from.",
            "Begin with 'cybermatrix workbook export workbook.xlsx' and edit that file.",
            {},
        ),
        ProblemKind(
            "S18",
            "Over {name} zijn het er twee niet eens, bij {label}. Er stond: {old}. {first} wil: {one}. {second} wil: {other}.",
            "Er is hier niets veranderd. Kies samen, en zet de keuze in beide werkboeken.",
            "Two do not agree about {name}, at {label}. It said: {old}. {first} wants: {one}. {second} wants: {other}.",
            "Nothing was changed here. Choose together, and put the choice in both workbooks.",
            {
                "name": "toewijzing rr017",
                "label": "rol",
                "old": "uitvoerder",
                "first": "Politie",
                "one": "regie",
                "second": "OM",
                "other": "ondersteuner",
            },
        ),
        ProblemKind(
            "S19",
            "De tekst bij '{key}' heeft {found}; dat kan een rekenblad niet bewaren. Zij begint met: '{value}'",
            "Kort de tekst in, of haal de tekens weg.",
            "The text of '{key}' has {found}; a spreadsheet cannot keep that. It begins with: '{value}'",
            "Shorten the text, or remove the characters.",
            {"key": "tekst", "found": "@blank-edge", "value": " Neemt aangifte op."},
        ),
        ProblemKind(
            "S20",
            "Een wijziging van deze map is halverwege gestopt.",
            "Voer 'cybermatrix workbook status' uit: die zet de map terug en zegt wat er was.",
            "A change of this folder stopped half-way.",
            "Run 'cybermatrix workbook status': it puts the folder back and tells what happened.",
            {},
        ),
        ProblemKind(
            "S21",
            "De stand van deze rij is intussen veranderd, en het is niet te zien welke rij het nu is.",
            "Maak een nieuw werkboek en neem deze wijziging daarin over.",
            "This row has changed in the meantime, and it cannot be told which row it is now.",
            "Make a new workbook and copy this change into it.",
            {},
        ),
        ProblemKind(
            "S24",
            "Dit werkboek gaat over iets anders dan de andere: een eigen bestand van een gemeente leest u apart in.",
            "Lees de werkboeken van één gemeente samen in, en die van de matrix apart.",
            "This workbook is about something else than the others: the own file of a municipality is imported by itself.",
            "Import the workbooks of one municipality together, and those of the matrix apart.",
            {},
        ),
        ProblemKind(
            "S25",
            "Op dit blad is iets veranderd, en dat wordt niet gelezen: het laat alleen zien wat op andere bladen staat.",
            "Zet wat u wilde veranderen op het blad 'Toewijzingen'; daarna laat een nieuw werkboek het hier zien.",
            "Something was changed on this sheet, and that is not read: it only shows what stands on other sheets.",
            "Put what you wanted to change on the sheet 'Toewijzingen'; after that a new workbook shows it here.",
            {},
            is_error=False,
        ),
        ProblemKind(
            "S26",
            "Bij '{id}' is het antwoord '{answer}', maar er staat geen toelichting.",
            "Vraag de partij wat zij bedoelt en zet dat in de kolom 'toelichting'.",
            "The answer to '{id}' is '{answer}', but there is no explanation.",
            "Ask the partner what it means and put that in the column 'toelichting'.",
            {"id": "rr017", "answer": "anders"},
        ),
        ProblemKind(
            "S22",
            "Dit is geen werkboek van deze raadpleging: de partij is niet gevraagd, of er staat niet in welke het is.",
            "Begin met 'cybermatrix consult export MAP' en stuur de partij het bestand dat haar naam heeft.",
            "This is no workbook of this consultation: the partner was not asked, or nothing says which one it is.",
            "Begin with 'cybermatrix consult export FOLDER' and send the partner the file that has its name.",
            {},
        ),
        ProblemKind(
            "S23",
            "Akkoord met '{id}', maar bij '{key}' staat hier iets anders dan nu in de matrix; dit antwoord telt niet.",
            "Vraag de partij opnieuw met een nieuw werkboek, of laat haar anders kiezen en schrijven hoe het wel zit.",
            "Agreed with '{id}', but '{key}' says something else here than the matrix does now; this answer does not count.",
            "Ask the partner again with a new workbook, or let it choose 'anders' and write how it should be.",
            {"id": "rr017", "key": "tekst"},
        ),
        ProblemKind(
            "S27",
            "Toewijzing '{id}' wordt deze partij niet meer gevraagd: zij is geëindigd of veranderd; dit antwoord telt niet.",
            "Ga gerust verder. Had de partij een opmerking? Lees die dan in haar werkboek.",
            "Assignment '{id}' is no longer asked of this partner: it ended or changed; this answer does not count.",
            "You can go on. If the partner made a remark, read it in its workbook.",
            {"id": "rr017"},
            is_error=False,
        ),
    )
}
