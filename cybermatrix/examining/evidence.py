"""The evidence of a build: which tool held which rules to which file, and what it found. It judges nothing."""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix.errors import ExtraMissing
from cybermatrix.examining.markup import RULES, Finding, findings
from cybermatrix.language import number, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cybermatrix.language import Language

# The profiles of the checker of PDFs, as it calls them, and as their standards are called.
PROFILES = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
_PAGE, _PAPER = ".html", ".pdf"
_SHOWN = 50

_SAY: dict[str, tuple[str, str]] = {
    "title": ("Bewijs van een nakijkronde", "Evidence of a check"),
    "is-not": (
        "Dit is geen verklaring over toegankelijkheid: het zegt welke regels een programma heeft nagelopen en wat het daarbij vond.",
        "This is no statement on accessibility: it tells which rules a program went through, and what it found.",
    ),
    "made-by": ("Gemaakt met cybermatrix {version}.", "Made with cybermatrix {version}."),
    "summary": ("{files} nagekeken, {findings}.", "{files} looked at, {findings}."),
    "file": ("bestand", "file"),
    "files": ("bestanden", "files"),
    "finding": ("bevinding", "finding"),
    "findings": ("bevindingen", "findings"),
    "checkers": ("Waarmee en waarop", "With what, and on what"),
    "of-pdf": ("PDF: {tool} {version}, profielen {profiles}.", "PDF: {tool} {version}, profiles {profiles}."),
    "of-html": (
        "HTML: {tool} {version}, {count} eigen regels, zonder browser. Tussen haakjes het criterium van WCAG 2.2 waar een regel een deel van is.",
        "HTML: {tool} {version}, {count} rules of its own, without a browser. In brackets the criterion of WCAG 2.2 that a rule is a part of.",
    ),
    "not-checked": ("Niet nagekeken", "Not looked at"),
    "not-pdf-meaning": (
        "PDF: of de leesvolgorde logisch is en of een tekstalternatief zegt wat er te zien is.",
        "PDF: whether the reading order makes sense, and whether an alternative text says what is seen.",
    ),
    "not-pdf-tools": (
        "PDF: het oordeel van veraPDF of PAC; zij kunnen iets anders vinden.",
        "PDF: the verdict of veraPDF or PAC; they may find something else.",
    ),
    "not-html-browser": (
        "HTML: alles waarvoor een browser nodig is: contrast, smal scherm, vergroten, toetsenbord, zichtbare focus, beweging.",
        "HTML: all that needs a browser: contrast, a narrow screen, zoom, keyboard, visible focus, motion.",
    ),
    "not-html-valid": (
        "HTML: of elk element en attribuut volgens de standaard mag staan waar het staat.",
        "HTML: whether the standard allows each element and attribute where it stands.",
    ),
    "not-reader": (
        "Hoe het klinkt met een schermlezer, en of de tekst begrijpelijk is.",
        "How it sounds with a screen reader, and whether the text is understood.",
    ),
    "not-kind": ("Dit soort bestand: daar is hier geen regel voor.", "This kind of file: there is no rule for it here."),
    "per-file": ("Per bestand", "Per file"),
    "rules": ("{profile}: {count}, {findings}", "{profile}: {count}, {findings}"),
    "rule": ("regel", "rule"),
    "rules-many": ("regels", "rules"),
    "more": ("en nog {count}", "and {count} more"),
    "line": ("regel {where}", "line {where}"),
    "object": ("object {where}", "object {where}"),
    "language": ("de taal van de bladzijde staat erbij", "the language of the page is given"),
    "rule-title": ("de bladzijde heeft een titel", "the page has a title"),
    "zoom": ("vergroten wordt niet tegengehouden", "zooming is not held back"),
    "landmark": ("er is één hoofddeel", "there is one main part"),
    "skip": ("de eerste link in de bladzijde leidt naar de inhoud", "the first link within the page leads to the content"),
    "headings": ("één kop van de eerste rang, en geen rang overgeslagen", "one heading of the first level, and no level skipped"),
    "alternative": ("een beeld heeft een tekstalternatief", "a picture has an alternative text"),
    "field": ("een veld heeft een naam", "a field has a name"),
    "name": ("een link of knop heeft een naam", "a link or button has a name"),
    "table": ("een kop in een tabel zegt waarvoor hij geldt", "a heading in a table says what it goes with"),
    "id": ("een id komt één keer voor", "an id occurs once"),
    "link": ("een link binnen de bladzijde leidt ergens heen", "a link within the page leads somewhere"),
    "nesting": ("wat begint, eindigt ook, in de goede volgorde", "what begins also ends, in the right order"),
    "outside": ("de bladzijde vraagt niets van het net", "the page asks nothing of the network"),
}  # fmt: skip


@define(frozen=True)
class Check:
    """
    What one set of rules said of a file.

    Attributes:
        rules: the name of the set: a standard, or ``HTML`` for our own.
        count: how many rules it has.
        findings: every place that breaks one of them.
    """

    rules: str
    count: int
    findings: tuple[Finding, ...]


@define(frozen=True)
class Examined:
    """
    One file: which bytes it was, and what each set of rules said.

    Attributes:
        path: where it stood, as it was asked for.
        sha256: of the bytes that were looked at; another file is another hash.
        checks: none for a kind of file that there are no rules for.
    """

    path: str
    sha256: str
    checks: tuple[Check, ...]


@define(frozen=True)
class Evidence:
    """
    Which tool held which rules to which files, and what it found.

    Attributes:
        tools: by the kind of file, the name and version of what looked at it.
        files: in the order in which they were asked for.
    """

    tools: dict[str, tuple[str, str]]
    files: tuple[Examined, ...]

    @property
    def count(self) -> int:
        """How many findings there are in all."""
        return sum(len(check.findings) for file in self.files for check in file.checks)

    def summary(self, lang: Language = "nl") -> str:
        """Say in a sentence how many files were looked at, and how much was found."""
        count = sum(bool(file.checks) for file in self.files)
        files = plural(count, _say("file", lang), _say("files", lang), lang)
        return _say("summary", lang, files=files, findings=_findings(self.count, lang))

    def to_record(self, lang: Language = "nl") -> dict[str, Any]:
        """Give it as JSON has it; the rules of HTML are told in a language, a PDF's findings in the words of its checker."""
        return {
            "format": 1,
            "made_by": {"name": "cybermatrix", "version": version("cybermatrix")},
            "note": _say("is-not", lang),
            "tools": [
                {"files": kind, "name": name, "version": release, "rules": _rules(kind, lang)}
                for kind, (name, release) in self.tools.items()
            ],
            "not_checked": list(_not_checked(self.tools, lang)),
            "findings": self.count,
            "files": [
                {
                    "path": file.path,
                    "sha256": file.sha256,
                    "checks": [
                        {
                            "rules": check.rules,
                            "count": check.count,
                            "findings": [
                                {"rule": one.rule, "what": one.what, "where": one.where} for one in check.findings
                            ],
                        }
                        for check in file.checks
                    ],
                }
                for file in self.files
            ],
        }

    def to_markdown(self, lang: Language = "nl") -> str:
        """Give it for who reads it."""
        return "\n".join(self._lines(lang)) + "\n"

    def _lines(self, lang: Language) -> Iterator[str]:
        yield f"# {_say('title', lang)}\n"
        yield self.summary(lang)
        yield f"{_say('is-not', lang)} {_say('made-by', lang, version=version('cybermatrix'))}\n"
        yield f"## {_say('checkers', lang)}\n"
        for kind, (name, release) in self.tools.items():
            values = {"tool": name, "version": release, "profiles": ", ".join(PROFILES.values()), "count": len(RULES)}
            yield f"- {_say(f'of-{kind}', lang, **values)}"
            if kind == "html":
                for rule in _rules(kind, lang):
                    criterion = f" ({rule['criterion']})" if rule["criterion"] else ""
                    yield f"  - `{rule['id']}` {rule['what']}{criterion}"
        yield f"\n## {_say('not-checked', lang)}\n"
        for line in _not_checked(self.tools, lang):
            yield f"- {line}"
        yield f"\n## {_say('per-file', lang)}\n"
        for file in self.files:
            yield f"### {file.path}\n"
            yield f"sha256 `{file.sha256}`\n"
            if not file.checks:
                yield f"{_say('not-checked', lang)}: {_say('not-kind', lang)}\n"
            for check in file.checks:
                rules = plural(check.count, _say("rule", lang), _say("rules-many", lang), lang)
                said = {"profile": check.rules, "count": rules, "findings": _findings(len(check.findings), lang)}
                yield f"- {_say('rules', lang, **said)}"
                for one in check.findings[:_SHOWN]:
                    where = _say("line" if check.rules == "HTML" else "object", lang, where=one.where)
                    yield f"  - `{one.rule}` {one.what}" + (f" ({where})" if one.where else "")
                if len(check.findings) > _SHOWN:
                    yield f"  - {_say('more', lang, count=number(len(check.findings) - _SHOWN, lang))}"
            yield ""


def evidence(files: Iterable[str | os.PathLike[str]], *, root: str | os.PathLike[str] = "") -> Evidence:
    """
    Look at finished files: PDFs by PDF/UA-1 and PDF/A-3a, pages by what one sees without a browser.

    Nothing found is no proof: what was not looked at stands in the evidence too.

    Args:
        files: paths, from here or from `root`; a file of another kind is listed and not looked at.
        root: a folder that the paths are told from, such as that of a publication.

    Raises:
        ExtraMissing: when one is a PDF and page-validation is not installed.
        OSError: when a file cannot be read.
    """
    found = [os.fspath(one) for one in files]
    kinds = {Path(one).suffix.lower() for one in found}
    tools: dict[str, tuple[str, str]] = {}
    if _PAPER in kinds:
        must_have_checker()
        tools["pdf"] = ("page-validation", version("page-validation"))
    if _PAGE in kinds:
        tools["html"] = ("cybermatrix", version("cybermatrix"))
    return Evidence(tools, tuple(_examined(one, Path(root, one).read_bytes()) for one in found))


def must_have_checker() -> None:
    """
    Raise unless PDFs can be looked at: better before an hour of work than after.

    Raises:
        ExtraMissing: when page-validation is not installed.
    """
    _checker()


def _checker() -> Any:
    try:
        import page  # noqa: PLC0415  # an extra: only who wants evidence has it
    except ImportError as error:
        raise ExtraMissing("evidence") from error
    return page


def _examined(path: str, content: bytes) -> Examined:
    suffix = Path(path).suffix.lower()
    checks: tuple[Check, ...] = ()
    if suffix == _PAPER:
        checks = tuple(_paper(content, key) for key in PROFILES)
    elif suffix == _PAGE:
        checks = (Check("HTML", len(RULES), findings(content.decode("utf-8", errors="replace"))),)
    return Examined(path, hashlib.sha256(content).hexdigest(), checks)


def _paper(content: bytes, profile: str) -> Check:
    checker = _checker()
    try:
        report = checker.validate_pdf_bytes(content, profile=profile)
    except checker.PageError as error:  # no PDF at all, or one that is too large to be looked at
        return Check(PROFILES[profile], 0, (Finding("file", str(error), ""),))
    found = tuple(
        Finding(
            one.rule_id,
            one.message,
            "" if one.object_id is None else f"{one.object_id.object_number} {one.object_id.generation}",
        )
        for one in report.failures
    )
    return Check(PROFILES[profile], report.rules.total, found)


def _say(key: str, lang: Language, **values: object) -> str:
    return _SAY[key][lang == "en"].format(**values)


def _findings(count: int, lang: Language) -> str:
    return plural(count, _say("finding", lang), _say("findings", lang), lang)


def _rules(kind: str, lang: Language) -> list[Any]:
    if kind == "pdf":
        return list(PROFILES.values())
    return [
        {"id": rule, "criterion": criterion, "what": _say("rule-title" if rule == "title" else rule, lang)}
        for rule, criterion in RULES.items()
    ]


def _not_checked(tools: dict[str, tuple[str, str]], lang: Language) -> Iterator[str]:
    for kind, keys in (("pdf", ("not-pdf-meaning", "not-pdf-tools")), ("html", ("not-html-browser", "not-html-valid"))):
        if kind in tools:
            yield from (_say(key, lang) for key in keys)
    yield _say("not-reader", lang)
