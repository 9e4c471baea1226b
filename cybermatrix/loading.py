"""From a folder of files, or one JSON file, to a valid `Matrix`, or to all problems at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import hashlib
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix import _resources
from cybermatrix.converting import FORMAT, converted, key_now, steps_from
from cybermatrix.errors import CybermatrixError, InvalidMatrix, UnknownId
from cybermatrix.matrix import Base, Matrix, today
from cybermatrix.model import Data, Edition, changed
from cybermatrix.plain import from_plain, is_sound, pack
from cybermatrix.problems import Place, Problem, cause, printable, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cybermatrix.reading import Node, Reader, Reference
    from cybermatrix.remembering import Readings

MAX_JSON_BYTES = 200_000_000


@define(frozen=True)
class FileKind:
    """Which files hold what: where they are, what is in them and where it goes in `Data`."""

    pattern: str
    attribute: str
    form: str  # one, list, each (one per file), csv or texts
    required: bool = False


LAYOUT = (
    FileKind("editie.yaml", "edition", "one", required=True),
    FileKind("assen/fasen.yaml", "phases", "list", required=True),
    FileKind("assen/blokken.yaml", "blocks", "list", required=True),
    FileKind("assen/interventies.yaml", "interventions", "list", required=True),
    FileKind("assen/rollen.yaml", "roles", "list", required=True),
    FileKind("assen/niveaus.yaml", "levels", "list", required=True),
    FileKind("assen/doelgroepen.yaml", "audiences", "list", required=True),
    FileKind("assen/categorieen.yaml", "categories", "list", required=True),
    FileKind("assen/soorten.yaml", "partner_kinds", "list", required=True),
    FileKind("assen/effecten.yaml", "effect_ratings", "list"),
    FileKind("nvt.yaml", "not_applicable", "list"),
    FileKind("partijen/*.yaml", "partners", "each"),
    FileKind("vormen/*.yaml", "crimes", "each"),
    FileKind("situaties/*.yaml", "situations", "each"),
    FileKind("instrumenten/*.yaml", "instruments", "each"),
    FileKind("wetten/*.yaml", "laws", "each"),
    FileKind("kanalen.yaml", "channels", "list"),
    FileKind("slots.yaml", "slots", "list"),
    FileKind("pakketten.yaml", "packages", "list"),
    FileKind("gegevens-delen.yaml", "sharing", "list"),
    FileKind("hulpmiddelen.yaml", "tools", "list"),
    FileKind("bronnen.yaml", "sources", "list"),
    FileKind("voorbeelden.yaml", "examples", "list"),
    FileKind("cijfers.yaml", "figures", "list"),
    FileKind("tijdlijn.yaml", "events", "list"),
    FileKind("trekkers.yaml", "lead_practices", "list"),
    FileKind("escalatie.yaml", "escalation", "one"),
    FileKind("correcties.yaml", "corrections", "list"),
    FileKind("niet-gevonden.yaml", "not_found", "texts"),
    FileKind("zoekwoorden.yaml", "search_words", "list"),
    FileKind("woordenlijst.yaml", "word_choices", "list"),
    FileKind("valkuilen.yaml", "guards", "list"),
    FileKind("gebieden/eenheden.csv", "police_units", "csv"),
    FileKind("gebieden/veiligheidsregios.csv", "safety_regions", "csv"),
    FileKind("gebieden/gemeenten.csv", "municipalities", "csv"),
    FileKind("gebieden/basisteams.csv", "base_teams", "csv"),
    FileKind("gebieden/vervallen-gemeenten.csv", "former_municipalities", "csv"),
    FileKind("gebieden/inwoners.csv", "populations", "csv"),
)

ASSIGNMENTS_KEY = "toewijzingen"


def load(source: str | os.PathLike[str] | None = None, *, overlays: Sequence[str | os.PathLike[str]] = ()) -> Matrix:
    """
    Load a matrix: the edition in the package, a folder of text files, or a JSON file that `export` wrote.

    What was written in an older form is read as if it were today's; ``.data.converted`` and `check` say what was done.

    Args:
        source: a folder, a ``.json`` file, or nothing for the edition in the package.
        overlays: files of municipalities' own, each adding to the matrix for its own place.

    Raises:
        InvalidMatrix: when the data has problems; ``.problems`` holds all of them.
    """
    return _load(source, overlays, None)


def _load(
    source: str | os.PathLike[str] | None, overlays: Sequence[str | os.PathLike[str]], readings: Readings | None
) -> Matrix:
    if source is None and not overlays and _resources.compiled_data() is not None:
        return Matrix(Base(_shipped()))
    data, problems = _read(source, overlays, readings=readings)
    if data is None or any(one.is_error for one in problems):
        raise InvalidMatrix(problems)
    return Matrix(Base(data))


def load_sound(
    source: str | os.PathLike[str] | None = None,
    *,
    overlays: Sequence[str | os.PathLike[str]] = (),
    readings: Readings | None = None,
) -> tuple[Matrix, dict[str, tuple[Problem, ...]]]:
    """
    Load a matrix without the overlays that have problems, and give those problems by the id of the municipality.

    Args:
        source: a folder, a ``.json`` file, or nothing for the edition in the package.
        overlays: files of municipalities' own.
        readings: what the files of a folder said when they were read before.

    Raises:
        InvalidMatrix: when the matrix itself has problems, or when an overlay does not tell whose it is.
    """
    unsound: dict[Path, list[Problem]] = {}
    left = [Path(file) for file in overlays]
    matrix: Matrix | None = None
    while matrix is None:
        try:
            matrix = _load(source, left, readings)
        except InvalidMatrix as error:
            for one in filter(lambda one: one.is_error, error.problems):
                # A rule of the matrix may be what is told, and the overlay that goes against it what it is told with.
                files = {
                    place.file for place in (one.place, *(value for _, value in one.values)) if isinstance(place, Place)
                }
                guilty = [file for file in left if printable(file.name) in files]
                if not guilty:
                    raise
                for file in guilty:
                    unsound.setdefault(file, []).append(one)
            left = [file for file in left if file not in unsound]
    found: dict[str, tuple[Problem, ...]] = {}
    for file, problems in unsound.items():
        home = _home(file, matrix.base)
        if home is None:  # nobody knows then which guide would be wrong without it
            raise InvalidMatrix(problems)
        found[home] = (*found.get(home, ()), *problems)
    return matrix, {home: tuple(dict.fromkeys(problems)) for home, problems in found.items()}


def _home(file: Path, base: Base) -> str | None:
    """Tell of which municipality an overlay is that cannot be read: what it says first, and then what it is called."""
    words = [file.stem]
    with contextlib.suppress(OSError):
        said = re.search(rb"^gemeente:[ \t]*([^\r\n]+)", file.read_bytes(), re.MULTILINE)
        if said is not None:
            words.insert(0, said[1].decode(errors="replace").strip().strip("'\""))
    for word in words:
        with contextlib.suppress(CybermatrixError):
            return base.municipality(word).id
    return None


def check(
    source: str | os.PathLike[str] | None = None, *, overlays: Sequence[str | os.PathLike[str]] = ()
) -> tuple[Problem, ...]:
    """
    Give every problem in a matrix, warnings too, in the order of files and lines.

    Args:
        source: a folder, a ``.json`` file, or nothing for the edition in the package.
        overlays: files of municipalities' own.
    """
    _, problems = _read(source, overlays, warnings=True)
    return tuple(problems)


def examined(source: str | os.PathLike[str] | None = None) -> tuple[Data | None, tuple[Problem, ...]]:
    """
    Give what could be read of a matrix, wrong as it may be, with every problem in it; nothing where it is no matrix at all.

    Args:
        source: a folder, a ``.json`` file, or nothing for the edition in the package.
    """
    data, problems = _read(source, (), warnings=True)
    return data, tuple(problems)


def archived(data: str | os.PathLike[str] | None = None) -> dict[str, Path]:
    """
    Give the archived editions by their number, oldest first; none where nothing was archived yet.

    Args:
        data: a folder; nothing for the editions in the package. A single file has no archive.
    """
    folder = _resources.editions_folder() if data is None else Path(data) / "edities"
    if folder is None or not os.path.isdir(folder):  # noqa: PTH112  # says no, where Path.is_dir would raise
        return {}
    files = {path.stem: path for path in folder.glob("*.json") if not path.name.startswith(".")}
    return {key: files[key] for key in sorted(files, key=_by_number)}


def _by_number(edition: str) -> list[tuple[int, int, str]]:
    """Put 2026.10 after 2026.9."""
    return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in re.split(r"[.-]", edition)]


def load_edition(
    word: str, *, data: str | os.PathLike[str] | None = None, overlays: Sequence[str | os.PathLike[str]] = ()
) -> Matrix:
    """
    Load an edition by what people call it: a folder, a ``.json`` file, or the number of an archived edition.

    Args:
        word: what was typed.
        data: where the archive is, and the edition of today: a folder, or nothing for those in the package.
        overlays: files of municipalities' own.

    Raises:
        UnknownId: for a word that is none of these, with near misses.
        InvalidMatrix: when the data has problems.
    """
    from cybermatrix.reading import near  # noqa: PLC0415

    if word.endswith(".json") or os.path.isdir(word):  # noqa: PTH112
        return load(word, overlays=overlays)
    editions = archived(data)
    if word in editions:
        return load(editions[word], overlays=overlays)
    latest = load(data, overlays=overlays)
    if word == latest.edition.id:
        return latest
    raise UnknownId("edition, folder or file", word, near(word, [*editions, latest.edition.id]))


def compile_folder(folder: Path) -> bytes:
    """
    Give a folder of text files as the one JSON file that a wheel carries.

    Raises:
        InvalidMatrix: when the data has problems; a package with problems is not made.
    """
    return pack(load(folder).data)


def _shipped() -> Data:
    """Give the compiled edition of an installed package; in a checkout there is none, and the text files count."""
    compiled = _resources.compiled_data()
    assert compiled is not None  # noqa: S101  # asked first by both callers
    return unpack(compiled.read_bytes(), compiled.name)


def unpack(raw: bytes, name: str) -> Data:
    """
    Give the edition in a JSON file that this program wrote for itself: only its hash is checked.

    One of another form, or with keys that this version does not know, is read with care.

    Args:
        raw: what `plain.pack` made.
        name: what the file is called where it is told of.

    Raises:
        InvalidMatrix: when it is not as it was written, or this version cannot read it.
    """
    with uncollected():
        try:
            document = json.loads(raw)
        except (ValueError, RecursionError):
            document = None
        if not is_sound(raw, document):
            raise InvalidMatrix([problem("B08", Place(name))])
        if document.get("formaat") == FORMAT:
            # A later version may have added keys: then the careful way below tells which.
            with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
                return changed(from_plain(Data, document["matrix"]), fingerprint=document["sha256_bestanden"])
        from cybermatrix.reading import Reader  # noqa: PLC0415

        problems: list[Problem] = []
        data = _from_document(document, raw, name, Reader(problems))
        if data is None:
            raise InvalidMatrix(problems)
        return changed(data, converted=tuple(problems))


@contextlib.contextmanager
def uncollected(*, for_good: bool = False) -> Iterator[None]:
    """
    Let the collector rest: what is read is kept, and looking through it again and again takes a third of the time.

    Args:
        for_good: whether it never looks through what is there by the end, not even once; for a process of our own alone.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if for_good:
            gc.freeze()
        if was_on:
            gc.enable()


@define
class _Broken:
    """What could not be read: references to it are not told again at each mention."""

    ids: set[str]
    kinds: set[str]


def _read(
    source: str | os.PathLike[str] | None,
    overlays: Sequence[str | os.PathLike[str]],
    *,
    warnings: bool = False,
    readings: Readings | None = None,
) -> tuple[Data | None, list[Problem]]:
    with uncollected():
        if readings is not None:
            data, problems = _read_all(source, overlays, warnings=warnings, readings=readings)
            if not problems:
                return data, problems
            # What was read before has forgotten where it stood: what is wrong is told from the text.
        return _read_all(source, overlays, warnings=warnings)


def _read_all(
    source: str | os.PathLike[str] | None,
    overlays: Sequence[str | os.PathLike[str]],
    *,
    warnings: bool,
    readings: Readings | None = None,
) -> tuple[Data | None, list[Problem]]:
    from cybermatrix.reading import Reader  # noqa: PLC0415  # the compiled edition is built without it

    problems: list[Problem] = []
    reader = Reader(problems)
    broken = _Broken(reader.lost, set())
    path = _resources.data_folder() if source is None else Path(source)
    data: Data | None
    if path is None:
        try:
            data, readings = _shipped(), None
        except InvalidMatrix as error:
            return None, list(error.problems)
    elif path.suffix == ".json" and not os.path.isdir(path):  # noqa: PTH112  # says no, where Path.is_dir would raise
        # What one file says of the folder that it came from is no proof of what it holds.
        data, readings = _read_json(path, reader), None
    else:
        data = _read_folder(path, reader, broken, warnings=warnings, readings=readings)
    if data is not None:
        own = tuple(one for file in overlays if (one := _read_overlay(Path(file), reader)) is not None)
        older = tuple(one for one in problems if one.code == "B20")
        data = changed(data, overlays=data.overlays + own, converted=older)
        stopped = any(one.is_error for one in problems)
        whole = data.fingerprint, own, today()  # whether a law holds is asked of the day
        if readings is None or stopped or not readings.were_sound(whole):
            problems += _run_checks(data, reader.references, broken, warnings=warnings, stopped=stopped)
            if readings is not None and not problems:
                readings.note_sound(whole)
    problems.sort(key=lambda one: (one.place, one.code))
    return data, list(dict.fromkeys(problems))


def recheck(data: Data, references: Iterable[Reference]) -> list[Problem]:
    """
    Give the errors in data that was changed after it was read, such as by a workbook.

    Args:
        data: what it became.
        references: the ids in what was changed, to be looked up.
    """
    return _run_checks(data, references, _Broken(set(), set()), warnings=False, stopped=False)


def unresolved(data: Data, references: Iterable[Reference], *, lost: set[str]) -> list[Problem]:
    """
    Give the ids that lead nowhere, in data of which some could not be read.

    Args:
        data: what could be read.
        references: the ids to look up.
        lost: the attributes of `Data` of which a record could not be read: what refers to them is not told.
    """
    from cybermatrix import checks  # noqa: PLC0415

    kinds = {kind for kind, (attribute, _, _) in checks.KINDS.items() if attribute in lost}
    return list(_unresolved(data, references, _Broken(set(), kinds)))


def _run_checks(
    data: Data, references: Iterable[Reference], broken: _Broken, *, warnings: bool, stopped: bool
) -> list[Problem]:
    from cybermatrix import checks  # noqa: PLC0415  # the compiled edition was checked when it was made

    found = list(_unresolved(data, references, broken))
    for rule in checks.ERRORS:
        # Rules over all rules together need every reference to resolve; what is wrong by itself is told anyway.
        if rule is checks.contradictions and (stopped or any(one.is_error for one in found)):
            continue
        found += rule(data)
    if warnings and not stopped and not any(one.is_error for one in found):
        for rule in checks.WARNINGS:
            found += rule(data)
    return found


def _unresolved(data: Data, references: Iterable[Reference], broken: _Broken) -> Iterable[Problem]:
    """Every reference resolves; what a broken file would have held is not reported again at each mention."""
    from cybermatrix import checks  # noqa: PLC0415
    from cybermatrix.reading import near  # noqa: PLC0415

    known: dict[str, set[str]] = {}
    for reference in references:
        kinds = reference.kinds.split("|")
        for kind in kinds:
            if kind not in known:
                known[kind] = checks.ids(data, kind)
        if any(reference.word in known[kind] for kind in kinds):
            continue
        if reference.word in broken.ids or not broken.kinds.isdisjoint(kinds):
            continue
        words = [word for kind in kinds for word in known[kind]]
        yield problem(
            "R01",
            reference.place,
            near=tuple(_so_called(data, kinds, reference.word)) or near(reference.word, sorted(words)),
            value=reference.word,
            kind=", ".join(checks.KINDS[kind][1] for kind in kinds),
            kind_en=", ".join(checks.KINDS[kind][2] for kind in kinds),
        )


def _so_called(data: Data, kinds: Iterable[str], word: str) -> Iterable[str]:
    """Give the ids of what is called so: people write 'Helpt' where 'ondersteuner' belongs."""
    from cybermatrix import checks  # noqa: PLC0415

    for kind in kinds:
        places = (*data.police_units, *data.safety_regions, *data.municipalities) if kind == "area" else ()
        for item in (*checks.nouns(data, kind), *places):
            called = (getattr(item, name, None) for name in ("name", "verb", "abbreviation"))
            if word.casefold() in (one.casefold() for one in called if one):
                yield item.id


# --- a folder ---------------------------------------------------------------------------------------------------


def _read_folder(
    folder: Path, reader: Reader, broken: _Broken, *, warnings: bool, readings: Readings | None
) -> Data | None:
    from cybermatrix.reading import specs  # noqa: PLC0415

    try:
        if not (folder / "editie.yaml").exists():
            reader.problems.append(problem("B01", Place(str(folder)), missing="editie.yaml"))
            return None
    except OSError as error:  # a folder that one may not look into
        reader.problems.append(problem("B17", Place(str(folder)), reason=cause(error)))
        return None
    from cybermatrix import journal  # noqa: PLC0415  # only a folder of text files is ever written to

    if journal.is_pending(folder):
        reader.problems.append(problem("S20", Place(str(folder))))
        return None
    records = {spec.name: spec.record for spec in specs(Data)}
    values: dict[str, Any] = {}
    digest = hashlib.sha256()
    expected: set[Path] = set()
    for kind in LAYOUT:
        files = sorted(path for path in folder.glob(kind.pattern) if not path.name.startswith("."))
        expected.update(files)
        if not files and kind.required:
            reader.problems.append(problem("B01", Place(str(folder)), missing=kind.pattern))
            broken.kinds |= _kinds_in(kind)
        found: list[Any] = []
        for path in files:
            # A name on disk need not be text; where it is shown it must be.
            name = printable(path.relative_to(folder).as_posix())
            count = len(reader.problems)
            raw = _bytes(path, name, reader.problems)
            made = None
            if raw is not None:
                digest.update(name.encode() + b"\0" + raw + b"\0")
                record = records[kind.attribute]
                if readings is None:
                    made = _read_file(raw, name, kind, record, reader, values)
                else:
                    made = _read_or_known(raw, name, kind, record, reader, values, readings)
                if any(one.code == "B09" for one in reader.problems):  # what else there is says nothing then
                    return None
            if made is None or reader.nameless:
                broken.kinds |= _kinds_in(kind)
                reader.nameless = False
            found += made or ()
            if len(reader.problems) > count:
                broken.ids |= _stem_ids(path.stem)
            elif warnings and not reader.steps:
                reader.problems += _not_canonical(raw or b"", name, kind, made or [], values)
        if kind.form == "one":
            if found:
                values[kind.attribute] = found[0]
        else:
            values[kind.attribute] = tuple(found)
    if warnings:
        reader.problems += _strangers(folder, expected)
    edition = values.get("edition", _NO_EDITION)
    reader.problems += converted(edition.format, edition.place)
    values["edition"] = changed(edition, format=FORMAT)
    return Data(**_in_order(values), fingerprint=digest.hexdigest())


# Stands in for a broken editie.yaml, so that the other files are checked all the same; no matrix is made of it.
_NO_EDITION = Edition(
    format=FORMAT,
    id="0",
    name="?",
    date=dt.date.min,
    facts_until=dt.date.min,
    status="concept",
    contact="?",
    licence="?",
)


def _stem_ids(stem: str) -> set[str]:
    """Give the ids that a file may have held; that of a situation stands behind its number."""
    number, _, rest = stem.partition("-")
    return {stem, rest} if re.fullmatch(r"s[0-9]+", number) else {stem}


def _kinds_in(kind: FileKind) -> set[str]:
    """Give the kinds of noun that a file holds, beside the one that the file is named after."""
    from cybermatrix import checks  # noqa: PLC0415

    if kind.form == "each":
        return {"partners": {"assignment", "channel"}, "laws": {"law_article", "statute"}}.get(kind.attribute, set())
    own = {name for name, (attribute, _, _) in checks.KINDS.items() if attribute == kind.attribute}
    if kind.attribute == "channels":
        own.add("channel")
    return own | {"area"} if kind.attribute in ("police_units", "safety_regions", "municipalities") else own


def _bytes(path: Path, name: str, problems: list[Problem], most: int | None = None) -> bytes | None:
    from cybermatrix.reading import MAX_BYTES  # noqa: PLC0415

    most = MAX_BYTES if most is None else most
    try:
        size = path.stat().st_size
        if not path.is_file():  # a folder, or a pipe that would keep us waiting
            problems.append(problem("B17", Place(name), reason="@no-file"))
        elif size > most:
            problems.append(problem("B03", Place(name), size=-(-size // 1000), most=most // 1000))
        else:
            return path.read_bytes()
    except OSError as error:
        problems.append(problem("B17", Place(name), reason=cause(error)))
    return None


def _read_file(
    raw: bytes, name: str, kind: FileKind, record: Any, reader: Reader, values: dict[str, Any]
) -> list[Any] | None:
    """Give the records in a file, the sound ones; nothing at all when the file could not be read."""
    from cybermatrix.reading import Items, decode, parse_csv, parse_yaml  # noqa: PLC0415

    text = decode(raw, name, reader.problems, allow_bom=kind.form == "csv")
    if text is None:
        return None
    if kind.form == "csv":
        count = len(reader.problems)
        rows = list(parse_csv(text, name, record, reader.problems, reader.steps))
        if len(reader.problems) > count:  # a row that is no row may have been any
            return None
        return [made for row in rows if (made := reader.record(record, row)) is not None]
    count = len(reader.problems)
    node = parse_yaml(text, name, reader.problems)
    if node is None:
        if len(reader.problems) == count:  # a file with nothing but comments
            reader.problems.append(problem("V09", Place(name), key=Path(name).name))
        return None
    called = Path(name).stem
    if kind.attribute == "edition" and not _knows_form(node, reader):
        return None
    if kind.form == "texts":
        return list(reader.texts(node, called))
    if kind.form == "list":
        made = list(reader.records(record, node, called=called))
        return made if isinstance(node, Items) else None
    if kind.attribute == "partners":
        return _read_partner(node, name, record, reader, values)
    one = reader.record(record, node, called=called)
    if one is not None and kind.form == "each":
        _check_name(one, name, reader.problems)
    return [] if one is None else [one]


def _read_or_known(
    raw: bytes,
    name: str,
    kind: FileKind,
    record: Any,
    reader: Reader,
    values: dict[str, Any],
    readings: Readings,
) -> list[Any] | None:
    """Give the records in a file as `_read_file` does; from what it said before, when that is known."""
    from cybermatrix.remembering import Reading  # noqa: PLC0415

    rules = values.get("assignments", ())
    known = readings.get(name, raw, record) if not reader.steps else None
    if known is not None:
        reader.references += known.references
        if known.rules:
            values["assignments"] = rules + known.rules
        return list(known.made)
    told, referred = len(reader.problems), len(reader.references)
    made = _read_file(raw, name, kind, record, reader, values)
    if made is not None and len(reader.problems) == told and not reader.steps:
        own = values.get("assignments", ())[len(rules) :]
        readings.note(name, raw, Reading(tuple(made), own, tuple(reader.references[referred:])))
    return made


def _knows_form(node: Node, reader: Reader, *, otherwise: int = FORMAT) -> bool:
    """Let the reader read in the form that a record says it has; whether there are steps from that to today's."""
    from cybermatrix.reading import Fields, Scalar  # noqa: PLC0415

    said = next(
        (
            value
            for key, value in (node.pairs if isinstance(node, Fields) else ())
            if key.value == "formaat" and isinstance(value, Scalar) and re.fullmatch("-?[0-9]{1,9}", value.value)
        ),
        None,
    )
    form = otherwise if said is None else int(said.value)
    steps = steps_from(form)
    if steps is None:
        reader.problems.append(problem("B09", node.place, format=form, known=FORMAT))
        return False
    reader.steps = steps
    return True


def _read_partner(node: Node, name: str, record: Any, reader: Reader, values: dict[str, Any]) -> list[Any]:
    from cybermatrix.model import Assignment  # noqa: PLC0415
    from cybermatrix.reading import Items  # noqa: PLC0415

    extra: dict[str, Node] = {ASSIGNMENTS_KEY: Items([], Place(name))}
    partner = reader.record(record, node, extra, called=Path(name).stem)
    if partner is not None:
        _check_name(partner, name, reader.problems)
    # Its rules are read even when the partner itself has a problem, so that all problems are told at once.
    owner = partner.id if partner is not None else Path(name).stem
    made = reader.records(Assignment, extra[ASSIGNMENTS_KEY], called=ASSIGNMENTS_KEY, partner=owner)
    values["assignments"] = values.get("assignments", ()) + made
    return [] if partner is None else [partner]


def _check_name(made: Any, name: str, problems: list[Problem]) -> None:
    stem = Path(name).stem
    expected = f"s{made.number}-{made.id}" if name.startswith("situaties/") else made.id
    if stem != expected:
        problems.append(problem("R04", made.place, file=Path(name).name, value=made.id))


def _in_order(values: dict[str, Any]) -> dict[str, Any]:
    """Put what stands in files of its own in the order that its records ask for, so that file names decide nothing."""
    categories = {item.id: number for number, item in enumerate(values["categories"])}
    values["partners"] = tuple(sorted(values["partners"], key=lambda item: (item.order, item.id)))
    rank = {item.id: number for number, item in enumerate(values["partners"])}
    values["assignments"] = tuple(
        sorted(values.get("assignments", ()), key=lambda item: (rank.get(item.partner, len(rank)), item.place))
    )
    values["crimes"] = tuple(
        sorted(values["crimes"], key=lambda item: (categories.get(item.category, 99), item.order, item.id))
    )
    values["instruments"] = tuple(sorted(values["instruments"], key=lambda item: (item.order, item.id)))
    values["situations"] = tuple(sorted(values["situations"], key=lambda item: (item.number, item.id)))
    values["laws"] = tuple(sorted(values["laws"], key=lambda item: item.id))
    return values


def _not_canonical(raw: bytes, name: str, kind: FileKind, made: list[Any], values: dict[str, Any]) -> list[Problem]:
    from cybermatrix.canonical import file_text  # noqa: PLC0415

    if kind.form == "csv" and not made:  # a table of nothing but its heading
        return []
    rules = [item for item in values.get("assignments", ()) if item.place.file == name]
    wanted = file_text(kind.form, made, rules).splitlines(keepends=True)
    text = raw.decode("utf-8-sig")
    if text.count("\n") == text.count("\r\n"):  # how Windows ends lines, and git there, is no other form
        text = text.replace("\r\n", "\n")
    lines = list(enumerate(text.splitlines(keepends=True), start=1))
    # Remarks are of the person who wrote them, wherever they stand.
    kept = [(number, line) for number, line in lines if kind.form == "csv" or not line.startswith("#")]
    for (number, line), right in zip(kept, wanted, strict=False):
        if line != right:
            return [problem("B11", Place(name, number, 1))]
    return [] if len(kept) == len(wanted) else [problem("B11", Place(name, len(lines), 1))]


def _strangers(folder: Path, expected: set[Path]) -> Iterable[Problem]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or path.is_dir() or path in expected or inside.parts[0] == "edities" or inside.name == "LEESMIJ.md":
            continue
        yield problem("B10", Place(printable(inside.as_posix())))


# --- one file ---------------------------------------------------------------------------------------------------


def _read_json(path: Path, reader: Reader) -> Data | None:
    from cybermatrix.reading import decode  # noqa: PLC0415

    name = printable(path.name)
    raw = _bytes(path, name, reader.problems, MAX_JSON_BYTES)
    text = None if raw is None else decode(raw, name, reader.problems)
    if raw is None or text is None:
        return None
    try:
        document = json.loads(text)
    except RecursionError:
        reader.problems.append(problem("B04", Place(name)))
        return None
    except ValueError as error:
        line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        reader.problems.append(problem("B19", Place(name, line, column)))
        return None
    return _from_document(document, raw, name, reader)


def _from_document(document: Any, raw: bytes, name: str, reader: Reader) -> Data | None:
    from cybermatrix.reading import from_json  # noqa: PLC0415

    form = document.get("formaat") if isinstance(document, dict) else None
    steps = steps_from(form) if type(form) is int else ()
    if steps is None:
        reader.problems.append(problem("B09", Place(name), format=form, known=FORMAT))
    elif type(form) is not int or not isinstance(document.get("matrix"), dict):
        reader.problems.append(problem("B18", Place(name)))
    elif not is_sound(raw, document):
        reader.problems.append(problem("B08", Place(name)))
    else:
        reader.steps = steps
        node = from_json(document["matrix"], name, reader.problems)
        data = None if node is None else reader.record(Data, node, called="matrix")
        if data is not None:
            reader.problems += converted(form, Place(name))
            edition = changed(data.edition, format=FORMAT)
            return changed(data, edition=edition, fingerprint=str(document.get("sha256_bestanden", "")))
    return None


def _read_overlay(path: Path, reader: Reader) -> Any:
    """Read a municipality's own file; its area is filled in, so that it need not be written."""
    from cybermatrix.model import Assignment, Overlay  # noqa: PLC0415
    from cybermatrix.reading import Fields, Items, Scalar, decode, parse_yaml, specs  # noqa: PLC0415

    name = printable(path.name)
    count = len(reader.problems)
    raw = _bytes(path, name, reader.problems)
    text = None if raw is None else decode(raw, name, reader.problems)
    node = None if text is None else parse_yaml(text, name, reader.problems)
    if node is None:
        if len(reader.problems) == count:  # a file with nothing but comments
            reader.problems.append(problem("V09", Place(name), key=name))
        return None
    if not isinstance(node, Fields):
        return reader.record(Overlay, node, called=name)
    if not _knows_form(node, reader, otherwise=1):  # form 1 did not ask to be named
        return None
    called = {key: key_now(reader.steps, Overlay, key.value) for key, _ in node.pairs}
    home = next((value for key, value in node.pairs if called[key] == "gemeente" and isinstance(value, Scalar)), None)
    known = {spec.key for spec in specs(Data)} - {spec.key for spec in specs(Overlay)}
    foreign = [key for key in called if called[key] in known]
    for key in foreign:
        municipality = "?" if home is None else home.value
        reader.problems.append(problem("O02", key.place, municipality=municipality, key=key.value))
    pairs = [pair for pair in node.pairs if pair[0] not in foreign]
    for key, value in pairs:
        if called[key] == ASSIGNMENTS_KEY and isinstance(value, Items) and home is not None:
            for item in value.values:
                if isinstance(item, Fields) and not any(
                    key_now(reader.steps, Assignment, given.value) == "gebied" for given, _ in item.pairs
                ):
                    item.pairs.append((Scalar("gebied", item.place), home))
    made = reader.record(Overlay, Fields(pairs, node.place), called=name)
    if made is None:
        return None
    reader.problems += converted(made.format, made.place)
    return changed(made, format=FORMAT)
