"""From a folder of files, or one JSON file, to a valid `Matrix`, or to all problems at once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix import _resources
from cybermatrix.errors import InvalidMatrix
from cybermatrix.matrix import Base, Matrix
from cybermatrix.model import Data, changed
from cybermatrix.plain import FORMAT, PLACE_KEY, from_plain, is_sound, pack
from cybermatrix.problems import Place, Problem, problem

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

    from cybermatrix.reading import Node, Reader, Reference

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
    FileKind("hulpmiddelen.yaml", "tools", "list"),
    FileKind("bronnen.yaml", "sources", "list"),
    FileKind("voorbeelden.yaml", "examples", "list"),
    FileKind("cijfers.yaml", "figures", "list"),
    FileKind("tijdlijn.yaml", "events", "list"),
    FileKind("trekkers.yaml", "lead_practices", "list"),
    FileKind("escalatie.yaml", "escalation", "one"),
    FileKind("correcties.yaml", "corrections", "list"),
    FileKind("niet-gevonden.yaml", "not_found", "texts"),
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

    Args:
        source: a folder, a ``.json`` file, or nothing for the edition in the package.
        overlays: files of municipalities' own, each adding to the matrix for its own place.

    Raises:
        InvalidMatrix: when the data has problems; ``.problems`` holds all of them.
    """
    if source is None and not overlays:
        shipped = _shipped()
        if shipped is not None:
            return Matrix(Base(shipped))
    data, problems = _read(source, overlays)
    if data is None or any(one.is_error for one in problems):
        raise InvalidMatrix(problems)
    return Matrix(Base(data))


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


def compile_folder(folder: Path) -> bytes:
    """
    Give a folder of text files as the one JSON file that a wheel carries.

    Raises:
        InvalidMatrix: when the data has problems; a package with problems is not made.
    """
    return pack(load(folder).data)


def _shipped() -> Data | None:
    """Give the compiled edition of an installed package; in a checkout there is none, and the text files count."""
    compiled = _resources.compiled_data()
    if compiled is None:
        return None
    raw = compiled.read_bytes()
    document = json.loads(raw)
    if not is_sound(raw, document):
        raise InvalidMatrix([problem("B08", Place(compiled.name))])
    return _from_document(document)


def _from_document(document: dict[str, Any]) -> Data:
    return changed(from_plain(Data, document["matrix"]), fingerprint=document.get("sha256_bestanden", ""))


def _read(
    source: str | os.PathLike[str] | None, overlays: Iterable[str | os.PathLike[str]], *, warnings: bool = False
) -> tuple[Data | None, list[Problem]]:
    from cybermatrix.reading import Reader  # noqa: PLC0415  # the compiled edition is built without it

    problems: list[Problem] = []
    reader = Reader(problems)
    broken: set[str] = set()
    path = None if source is None else Path(source)
    if path is None:
        folder = _resources.data_folder()
        data = _shipped() if folder is None else _read_folder(folder, reader, broken, warnings=warnings)
    elif path.is_dir() or path.suffix != ".json":
        data = _read_folder(path, reader, broken, warnings=warnings)
    else:
        data = _read_json(path, reader)
    if data is not None:
        own = tuple(one for file in overlays if (one := _read_overlay(Path(file), reader)) is not None)
        data = changed(data, overlays=data.overlays + own)
        problems += _run_checks(data, reader.references, broken, warnings=warnings, stopped=bool(problems))
    problems.sort(key=lambda one: (one.place, one.code))
    return data, list(dict.fromkeys(problems))


def _run_checks(
    data: Data, references: Iterable[Reference], broken: set[str], *, warnings: bool, stopped: bool
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


def _unresolved(data: Data, references: Iterable[Reference], broken: set[str]) -> Iterable[Problem]:
    """Every reference resolves; what a broken file would have held is not reported again at each mention."""
    from cybermatrix import checks  # noqa: PLC0415
    from cybermatrix.reading import near  # noqa: PLC0415

    known: dict[str, set[str]] = {}
    for reference in references:
        kinds = reference.kinds.split("|")
        for kind in kinds:
            if kind not in known:
                known[kind] = checks.ids(data, kind)
        if any(reference.word in known[kind] for kind in kinds) or reference.word in broken:
            continue
        words = [word for kind in kinds for word in known[kind]]
        yield problem(
            "R01",
            reference.place,
            near=near(reference.word, sorted(words)),
            value=reference.word,
            kind=", ".join(checks.KINDS[kind][1] for kind in kinds),
            kind_en=", ".join(checks.KINDS[kind][2] for kind in kinds),
        )


# --- a folder ---------------------------------------------------------------------------------------------------


def _read_folder(folder: Path, reader: Reader, broken: set[str], *, warnings: bool) -> Data | None:
    from cybermatrix.reading import specs  # noqa: PLC0415

    if not (folder / "editie.yaml").is_file():
        reader.problems.append(problem("B01", Place(str(folder)), missing="editie.yaml"))
        return None
    records = {spec.name: spec.record for spec in specs(Data)}
    values: dict[str, Any] = {}
    digest = hashlib.sha256()
    expected: set[Path] = set()
    for kind in LAYOUT:
        files = sorted(folder.glob(kind.pattern))
        expected.update(files)
        if not files and kind.required:
            reader.problems.append(problem("B01", Place(str(folder)), missing=kind.pattern))
        found: list[Any] = []
        for path in files:
            name = path.relative_to(folder).as_posix()
            count = len(reader.problems)
            raw = _bytes(path, name, reader.problems)
            if raw is not None:
                digest.update(name.encode() + b"\0" + raw + b"\0")
                made = _read_file(raw, name, kind, records[kind.attribute], reader, values)
                found += made
                if warnings and len(reader.problems) == count:
                    reader.problems += _not_canonical(raw, name, kind, made, values)
            if len(reader.problems) > count:
                broken.add(path.stem)
                broken.update(_stem_ids(path.stem))
        if kind.form == "one":
            if found:
                values[kind.attribute] = found[0]
        else:
            values[kind.attribute] = tuple(found)
    if warnings:
        reader.problems += _strangers(folder, expected)
    if "edition" not in values:
        return None
    data = Data(**_in_order(values), fingerprint=digest.hexdigest())
    if data.edition.format != FORMAT:
        reader.problems.append(problem("B09", data.edition.place, format=data.edition.format, known=FORMAT))
        return None
    return data


def _stem_ids(stem: str) -> set[str]:
    """Give the ids that a file may have held: the part after the number, for a situation."""
    return {stem.partition("-")[2]} if stem[:1] == "s" and stem[1:2].isdigit() else set()


def _bytes(path: Path, name: str, problems: list[Problem]) -> bytes | None:
    from cybermatrix.reading import MAX_BYTES  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        problems.append(problem("B02", Place(name), reason=error.strerror or type(error).__name__))
        return None


def _read_file(raw: bytes, name: str, kind: FileKind, record: Any, reader: Reader, values: dict[str, Any]) -> list[Any]:
    from cybermatrix.reading import decode, parse_csv, parse_yaml  # noqa: PLC0415

    text = decode(raw, name, reader.problems, allow_bom=kind.form == "csv")
    if text is None:
        return []
    if kind.form == "csv":
        rows = parse_csv(text, name, record, reader.problems)
        return [made for row in rows if (made := reader.record(record, row)) is not None]
    count = len(reader.problems)
    node = parse_yaml(text, name, reader.problems)
    if node is None:
        if len(reader.problems) == count:  # a file with nothing but comments
            reader.problems.append(problem("V09", Place(name), key=kind.pattern))
        return []
    if kind.form == "texts":
        return list(reader.texts(node, kind.attribute))
    if kind.form == "list":
        return list(reader.records(record, node))
    if kind.attribute == "partners":
        return _read_partner(node, name, record, reader, values)
    made = reader.record(record, node)
    if made is not None and kind.form == "each":
        _check_name(made, name, reader.problems)
    return [] if made is None else [made]


def _read_partner(node: Node, name: str, record: Any, reader: Reader, values: dict[str, Any]) -> list[Any]:
    from cybermatrix.model import Assignment  # noqa: PLC0415
    from cybermatrix.reading import Items  # noqa: PLC0415

    extra: dict[str, Node] = {ASSIGNMENTS_KEY: Items([], Place(name))}
    partner = reader.record(record, node, extra)
    if partner is not None:
        _check_name(partner, name, reader.problems)
    # Its rules are read even when the partner itself has a problem, so that all problems are told at once.
    owner = partner.id if partner is not None else Path(name).stem
    made = reader.records(Assignment, extra[ASSIGNMENTS_KEY], partner=owner)
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

    text = raw.decode("utf-8-sig")
    comment = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    rules = [item for item in values.get("assignments", ()) if item.place.file == name]
    wanted = file_text(kind.form, made, rules)
    if kind.form != "csv" and comment:
        text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    if text == wanted:
        return []
    lines, wanted_lines = text.splitlines(), wanted.splitlines()
    pairs = zip(lines, wanted_lines, strict=False)
    number = next((n for n, (a, b) in enumerate(pairs, start=1) if a != b), min(len(lines), len(wanted_lines)) + 1)
    return [problem("B11", Place(name, number + comment.count("\n"), 1))]


def _strangers(folder: Path, expected: set[Path]) -> Iterable[Problem]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_dir() or path in expected or inside.parts[0] == "edities" or inside.name == "LEESMIJ.md":
            continue
        yield problem("B10", Place(inside.as_posix()))


# --- one file ---------------------------------------------------------------------------------------------------


def _read_json(path: Path, reader: Reader) -> Data | None:
    from cybermatrix.reading import from_json  # noqa: PLC0415

    name = path.name
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        reader.problems.append(problem("B01", Place(str(path)), missing=name))
        return None
    except OSError as error:
        reader.problems.append(problem("B02", Place(name), reason=error.strerror or type(error).__name__))
        return None
    try:
        document = json.loads(raw)
    except RecursionError:
        reader.problems.append(problem("B04", Place(name)))
        return None
    except UnicodeDecodeError:
        reader.problems.append(problem("B02", Place(name), reason="@bytes"))
        return None
    except ValueError as error:
        line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        reader.problems.append(problem("B05", Place(name, line, column), reason=getattr(error, "msg", "JSON")))
        return None
    found = document.get("formaat") if isinstance(document, dict) else None
    if found != FORMAT or not isinstance(document.get("matrix"), dict):
        reader.problems.append(problem("B09", Place(name), format=found, known=FORMAT))
        return None
    if not is_sound(raw, document):
        reader.problems.append(problem("B08", Place(name)))
        return None
    plain = document["matrix"]
    places = [item.pop(PLACE_KEY, None) for item in plain.get(ASSIGNMENTS_KEY, ()) if isinstance(item, dict)]
    node = from_json(plain, name)
    data = reader.record(Data, node)
    if data is None:
        return None
    if len(places) == len(data.assignments):
        kept = [
            changed(item, place=Place(*place)) if isinstance(place, list) and len(place) == 3 else item
            for item, place in zip(data.assignments, places, strict=True)
        ]
        data = changed(data, assignments=tuple(kept))
    return changed(data, fingerprint=str(document.get("sha256_bestanden", "")))


def _read_overlay(path: Path, reader: Reader) -> Any:
    """Read a municipality's own file; its area is filled in, so that it need not be written."""
    from cybermatrix.model import Overlay  # noqa: PLC0415
    from cybermatrix.reading import Fields, Items, Scalar, decode, parse_yaml, specs  # noqa: PLC0415

    name = path.name
    if not path.is_file():
        reader.problems.append(problem("B01", Place(str(path)), missing=name))
        return None
    raw = _bytes(path, name, reader.problems)
    text = None if raw is None else decode(raw, name, reader.problems)
    node = None if text is None else parse_yaml(text, name, reader.problems)
    if not isinstance(node, Fields):
        if text is not None and node is not None:
            reader.problems.append(problem("V04", node.place, key=name, expected="@fields", found="@list"))
        return None
    home = next((value for key, value in node.pairs if key.value == "gemeente" and isinstance(value, Scalar)), None)
    known = {spec.key for spec in specs(Data)}
    allowed = {"gemeente", ASSIGNMENTS_KEY, "kanalen", "instrumenten", "slots"}
    foreign = [key for key, _ in node.pairs if key.value in known - allowed]
    for key in foreign:
        municipality = "?" if home is None else home.value
        reader.problems.append(problem("O02", key.place, municipality=municipality, key=key.value))
    pairs = [pair for pair in node.pairs if pair[0] not in foreign]
    for key, value in pairs:
        if key.value == ASSIGNMENTS_KEY and isinstance(value, Items) and home is not None:
            for item in value.values:
                if isinstance(item, Fields) and not any(name.value == "gebied" for name, _ in item.pairs):
                    item.pairs.append((Scalar("gebied", item.place), home))
    return reader.record(Overlay, Fields(pairs, node.place))
