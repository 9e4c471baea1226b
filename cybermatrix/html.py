"""A guide as one self-contained page, and the page that the PDF is made of: the only door to Jinja2."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import pickle
import re
import sys
import traceback
import zlib
from functools import cache, lru_cache
from html import unescape
from importlib.util import cache_from_source
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from attrs import fields, has
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.meta import find_referenced_templates
from markupsafe import Markup, escape

from cybermatrix import _resources
from cybermatrix.errors import UnusableFile
from cybermatrix.guides.desks import dialled
from cybermatrix.guides.finding import SHORT
from cybermatrix.guides.tongues import bare, sentences
from cybermatrix.lately import Lately, first_of_equals
from cybermatrix.model import changed
from cybermatrix.theme import PLAIN, Templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from importlib.resources.abc import Traversable

    from jinja2.bccache import Bucket

    from cybermatrix.changes.report import Report
    from cybermatrix.guides import Guide
    from cybermatrix.guides.parts import Part
    from cybermatrix.guides.whole import Meaning
    from cybermatrix.language import Language
    from cybermatrix.lately import Sealed
    from cybermatrix.reporting.listing import Listing
    from cybermatrix.theme import Look

# Family, weight and file of each face: `.woff2` for the screen, and the same unpacked, `.ttf`, for paper, for unpacking takes
# longer than a page. The extended faces hold the letters of other European languages.
FACES = (
    ("Atkinson Hyperlegible Next", 400, "atkinson-latin-400-normal"),
    ("Atkinson Hyperlegible Next", 700, "atkinson-latin-700-normal"),
    ("Atkinson Hyperlegible Next Extended", 400, "atkinson-latin-ext-400-normal"),
    ("Atkinson Hyperlegible Next Extended", 700, "atkinson-latin-ext-700-normal"),
)


# The letters of other European languages; a page without them goes without their faces, which are a fifth of a small one.
_RARE = re.compile("[\u0100-\u024f\u1e00-\u1eff]")


def to_html(guide: Guide, *, look: Look = PLAIN, kept: Sealed | None = None) -> str:
    """
    Give a guide as one page that needs nothing else: styles, fonts and a small script are inside.

    Without the script it is the same page, without search, filter and buttons.

    Args:
        guide: what `cybermatrix.guide` made.
        look: colours, fonts, a logo and templates that take the place of ours.
        kept: where parts of pages are kept, so that what says the same need not be written again.

    Raises:
        UnusableFile: when a template in the folder of the look is wrong.
    """
    around = _setting(guide, look)
    found = _ON_SCREEN.each((around, part, look, kept) for part in guide.parts)
    parts = [part for part, _ in found]
    rare = any(one for _, one in found) or _has_rare(guide.title)
    inside = _inside(look, rare=rare)
    means = "" if guide.tools is None else _means(guide.tools.meanings)
    return _rendered(
        "page.html.jinja", look, guide=guide, parts=parts, leads=_leads(guide, parts), means=means, **inside
    )


def _leads(guide: Guide, parts: Sequence[Markup]) -> str:
    """
    Write the words that lead to a part, by the number of the part, without those that stand in it anyhow.

    Behind a comma stand those that say less, and behind others the words and phrases that mean it as they are, each by itself.
    """
    if guide.tools is None:
        return ""
    numbers = {part.anchor: number for number, part in enumerate(guide.parts)}
    found = []
    for lead in guide.tools.leads:
        goals = [numbers.get(one) for one in (lead.own, *lead.also)]
        there = goals[0] if lead.own else goals[1]
        numbered = " ".join("-" if one is None else str(one) for one in goals) + (f" #{lead.at}" if lead.at else "")
        found.append((numbered, (lead.words, lead.faint, lead.exact, "" if there is None else parts[there])))
    words = _NEEDED.each(asked for _, asked in found)
    return ";".join(f"{goals}:{needed}" for (goals, _), needed in zip(found, words, strict=True) if needed)


@lru_cache(maxsize=4)  # for the languages
def _means(meanings: tuple[Meaning, ...]) -> str:
    """Write the words that mean another, with what they mean."""
    return ";".join(f"{' '.join(one.words)}:{','.join(one.means)}" for one in meanings)


def _needed(asked: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]) -> str:
    words, faint, exact, said = asked
    text = _TAG.sub(" ", said).casefold()
    # A short word in the middle of another says less there than what people say.
    needed = [
        " ".join(one for one in some if (one if len(one) > SHORT else f" {one}") not in text) for some in (words, faint)
    ]
    return ",".join((*needed, *exact)).rstrip(",")


_TAG = re.compile("<[^>]*>")
_NEEDED = Lately(_needed)


@cache
def _inside(look: Look, *, rare: bool) -> dict[str, str]:
    """Give the style sheet and the script of a page for the screen, and the policy that lets nothing else run or style it."""
    sheet, script = (_OUR_NOTES.sub("", text) for text in (style(look, rare=rare), _script()))
    sheet = _OUR_ROOM.sub(r"\1", sheet)
    policy = (
        f"default-src 'none'; style-src '{_allowed(sheet)}'; script-src '{_allowed(script)}'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    # Our own style sheet and script, never data: escaping would turn quotes into entities and lose the fonts without a word.
    return {"style": Markup(sheet), "script": Markup(script), "policy": policy}  # noqa: S704


def to_print(guide: Guide, *, look: Look = PLAIN) -> str:
    """Give the page that `cybermatrix.pdf` lays out in one piece; its style, whose page rules are errors on a screen, is apart."""
    around = _setting(guide, look)
    parts = _ON_PAPER.each((around, part, look) for part in guide.parts)
    return _rendered("print.html.jinja", look, guide=guide, parts=parts)


def print_pieces(guide: Guide, *, look: Look = PLAIN, kept: Sealed | None = None) -> tuple[str, ...]:
    """
    Give each part as a page by itself, for `cybermatrix.pdf` to lay out and join; the title stands on the first.

    Args:
        guide: what `cybermatrix.guide` made.
        look: as for `to_html`.
        kept: as for `to_html`.
    """
    around = _setting(guide, look)
    titles = (guide.title, *("" for _ in guide.parts[1:]))
    asked = ((around, part, look, title, kept) for part, title in zip(guide.parts, titles, strict=True))
    return tuple(_PIECES.each(asked))


# Templates are indented, and close what they open, for who reads them; in a page of a megabyte that is a twentieth of it.
_INDENTED = re.compile(r"\n\s+")
_BEFORE_A_BLOCK = re.compile(
    r"\s+(?=</?(?:d[dltiv]{1,2}|fig\w+|h[1-4]|li|ol|p|section|t(?:able|body|head|[dhr])|ul)\b)"
)
_CLOSED_BY_THE_NEXT = re.compile(
    r"</(?:li|td|th|tr|thead|tbody)>|</p>(?=\s*</?(?:p|td|th|tr|h[2-4]|ul|ol|table|div|figure|section)\b)"
)


# What our style sheet and script say to who works on them: comments, and the room in front of a line.
_OUR_NOTES = re.compile(r"/\*.*?\*/\n?|^ *//[^\n]*\n|^ +", re.DOTALL | re.MULTILINE)

# Room around what ends something, and behind a comma or a colon: no text of ours on a style sheet has it.
_OUR_ROOM = re.compile(r"\s*([{};])\s*|(?<=[,:])\s+")

# The mark that stands most looks as a mark does by itself.
_MARKED_ANYHOW = '<b class="bron">'

# Of an attribute whose value is one word, HTML asks no quotes; the slash of an address, or of a shape, could seem part of it.
_QUOTED_WORD = re.compile(r'="([^\s"\'=<>`&]*[^\s"\'=<>`&/])"(?!/)(?=[^<>]*>)')


def _part(around: Guide, part: Part, look: Look, *, full: bool) -> Markup:
    """Give a part as it stands in a page; `full` is there on a screen, where there is room for what paper leaves out."""
    made = _spoken(
        _rendered(part.file, look, guide=around, part=part, full=full), around.dutch, "i" if full else "span"
    )
    if full:
        made = _BEFORE_A_BLOCK.sub("", _INDENTED.sub("\n", _CLOSED_BY_THE_NEXT.sub("", made)))
        made = _QUOTED_WORD.sub(r"=\1", made.replace(_MARKED_ANYHOW, "<b>"))
        if not look.templates:  # ours put each value in double quotes, so that a single one is safe everywhere
            made = made.replace("&#39;", "'")
    return Markup(made)  # noqa: S704  # a template escaped it


def _on_screen(asked: tuple[Guide, Part, Look, Sealed | None]) -> tuple[Markup, bool]:
    """Give a part of a page for the screen, and whether it has letters of other European languages."""
    around, part, look, kept = asked
    made = _once(kept, ("screen", "", around, look), part, lambda: _part(around, part, look, full=True))
    return Markup(made), _has_rare(made)  # noqa: S704  # a template escaped it, now or when it was kept


def _has_rare(text: str) -> bool:
    return _RARE.search(text) is not None


def _on_paper(asked: tuple[Guide, Part, Look]) -> Markup:
    return _part(*asked, full=False)


def _piece(asked: tuple[Guide, Part, Look, str, Sealed | None]) -> str:
    around, part, look, title, kept = asked

    def made() -> str:
        inside = _part(around, part, look, full=False)
        return _rendered("piece.html.jinja", look, guide=around, part=part, inside=inside, title=title)

    return _once(kept, ("piece", title, around, look), part, made)


def _once(kept: Sealed | None, common: tuple[str, str, Guide, Look], part: Part, make: Callable[[], str]) -> str:
    """
    Give what was written of the same before, also in an earlier run, or write it now.

    With templates of somebody else it is written each time: they may read all of a guide.

    Args:
        kept: where it is kept; nothing when it is not.
        common: for what it is written, under which title, and what it is made with that most parts have in common.
        part: what it is made of.
        make: how to write it.
    """
    what, title, around, look = common
    if kept is None or look.templates:
        return make()
    key = f"{what}\0{title}\0".encode() + _content(around, look) + _content_of(part)
    found = kept.get(key)
    if found is not None:
        return found.decode()
    made = make()
    kept.put(key, made.encode())
    return made


@lru_cache(maxsize=4)
def _content(around: Guide, look: Look) -> bytes:
    return _hash((changed(around, dutch=frozenset()), tuple(sorted(around.dutch)), look))


# A guide is written twice, for a screen and for paper, and with others in between: for as long as it is there.
_CONTENTS: WeakKeyDictionary[Part, bytes] = WeakKeyDictionary()


def _content_of(part: Part) -> bytes:
    found = _CONTENTS.get(part)
    if found is None:
        found = _CONTENTS[part] = _hash(part)
    return found


class _ByContent(dict[type[Any], "Callable[[Any], tuple[Any, ...]]"]):
    """How a value of ours is packed: its kind and what is in it, without the names of that; nobody ever unpacks it."""

    def __missing__(self, kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
        if not has(kind):
            raise KeyError(kind)
        names = [one.name for one in fields(kind)]
        content = attrgetter(*names)

        def packed(value: Any) -> tuple[Any, ...]:
            return kind, content(value) if len(names) > 1 else (content(value),)

        return self.setdefault(kind, packed)


_BY_CONTENT = _ByContent()


def _hash(value: object) -> bytes:
    """Give the hash of all that is in a value, the same in every process; a set has another order in each."""
    packed = io.BytesIO()
    pickler = pickle.Pickler(packed, 5)
    pickler.fast = True  # with its memo, equal values would differ by what in them happens to be one object
    pickler.dispatch_table = _BY_CONTENT
    pickler.dump(value)
    return hashlib.sha256(packed.getbuffer()).digest()


_ON_SCREEN, _ON_PAPER, _PIECES = Lately(_on_screen), Lately(_on_paper), Lately(_piece)


def _setting(guide: Guide, look: Look) -> Guide:
    """Give what a part may know of its guide: with our own templates, nothing that another guide has not as well."""
    if look.templates:
        return guide
    running = changed(guide.running, guide="")
    return _one_for_all(
        changed(guide, id="", title="", subtitle="", description="", parts=(), tools=None, ways=None, running=running)
    )


_one_for_all = first_of_equals(4)


def to_check_page(check: Listing) -> str:
    """Give the problems of a matrix as one page that needs nothing else."""
    sheet = Markup(style())  # noqa: S704  # as above
    return _environment().get_template("check.html.jinja").render(check=check, style=sheet)


def to_report_page(report: Report, lang: Language) -> str:
    """Give headings with sentences under them as one page that needs nothing else."""
    sheet = Markup(style())  # noqa: S704  # as above
    told = {
        "title": report.title(lang),
        "introduction": report.introduction(lang),
        "sections": report.sections(lang),
    }
    return _environment().get_template("report.html.jinja").render(lang=lang, style=sheet, **told)


def _rendered(name: str, look: Look, /, **values: object) -> str:
    try:
        template = _environment(look.templates).get_template(name)
        theme = Markup(_theme(look))  # noqa: S704  # colours and fonts that we read and wrote ourselves
        return template.render(paint=palette(look), logo=look.logo, theme=theme, **values)
    except Exception as error:  # what somebody's own template does can go wrong in every way
        if not look.templates:
            raise
        raise UnusableFile(look.templates.folder, "template", _told(error)) from error


def _told(error: Exception) -> str:
    """Say where in which template something is wrong, and what."""
    if isinstance(error, TemplateSyntaxError):
        place = f"{error.name}, {error.lineno}: "
    else:
        steps = traceback.extract_tb(error.__traceback__)
        place = next(
            (f"{one.filename}, {one.lineno}: " for one in reversed(steps) if one.filename.endswith(".jinja")), ""
        )
    return place + str(error).rstrip(".")


MOST_TEMPLATES, MOST_TEMPLATE = 200, 500_000  # files, and bytes of one


def read_templates(folder: Path) -> Templates:
    """
    Read the templates of a folder that take the place of ours: the files under it that end with ``.jinja``.

    Raises:
        UnusableFile: when there is none, too many or one that is too large, is no text, is not written as a template is, or is
            called as none that is used.
        OSError: for a folder that cannot be read.
    """
    found = []
    used: set[str | None] = set()
    files = sorted(folder.rglob("*.jinja")) if any(folder.iterdir()) else []  # one that is not there says so itself
    if not files or len(files) > MOST_TEMPLATES:
        raise UnusableFile(str(folder), "no_templates", str(MOST_TEMPLATES))
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            if file.stat().st_size > MOST_TEMPLATE:
                raise UnusableFile(str(file), "too_large", f"{MOST_TEMPLATE // 1000} kB")
            text = file.read_text(encoding="utf-8-sig")
            used.update(find_referenced_templates(_environment().parse(text, name)))
        except (UnicodeDecodeError, TemplateError) as error:
            raise UnusableFile(str(folder), "template", _told(error)) from error
        found.append((name, text))
    for name, _ in found:
        if name not in used and _source(name) is None:  # it would never be read
            raise UnusableFile(str(folder / name), "no_such_template", "docs/reference/templates.md")
    return Templates(str(folder), tuple(found))


# What holds no text that is spoken, or text that can hold no element; and a text that says already that it is Dutch.
_TEXT = re.compile(
    r'<(style|script|svg|title|option)\b.*?</\1>|<[^>]* lang="nl"[^>]*>[^<]*|<[^>]*>|(?P<text>[^<]+)', re.DOTALL
)
# An element with nothing but Dutch in it says so itself.
_ALONE = re.compile(r'<([a-z0-9]+)((?: (?!aria-|lang)[a-z-]+="[^"]*")*)><(i|span) lang="nl">([^<]*)</\3></\1>')
# A few words of our own stand before a sentence: "From when: ".
_OURS = re.compile(r"[^:]{1,60}: ")


def _spoken(page: str, dutch: frozenset[str], element: str) -> str:
    """Say of every Dutch sentence in a part that is in another language that it is Dutch, in an element of this name."""
    if not dutch:
        return page
    said = _TEXT.sub(lambda found: found[0] if found["text"] is None else _marked(found["text"], dutch, element), page)
    return _ALONE.sub(r'<\1\2 lang="nl">\4</\1>', said)


def _marked(text: str, dutch: frozenset[str], element: str) -> str:
    """Put `lang` around the Dutch sentences of a text, which is HTML already; neighbours share one element."""
    if " " not in text.strip():
        return text
    plain = unescape(text)
    pieces = [(plain, True)] if bare(plain) in dutch else list(_apart(sentences(plain), dutch))
    if not any(is_dutch for _, is_dutch in pieces):
        return text
    marked = ""
    for is_dutch, group in groupby(pieces, key=itemgetter(1)):
        said = str(escape("".join(piece for piece, _ in group)))
        start, end = len(said) - len(said.lstrip()), len(said.rstrip())
        inside = f'<{element} lang="nl">{said[start:end]}</{element}>'
        marked += f"{said[:start]}{inside}{said[end:]}" if is_dutch else said
    return marked


def _apart(found: Iterable[str], dutch: frozenset[str]) -> Iterator[tuple[str, bool]]:
    for one in found:
        ours = _OURS.match(one)
        if bare(one) in dutch:
            yield one, True
        elif ours and _are_all(one[ours.end() :], dutch):
            yield from ((ours[0], False), (one[ours.end() :], True))
        else:
            yield one, False


def _are_all(text: str, dutch: frozenset[str]) -> bool:
    """Tell whether a sentence is Dutch, or a row of Dutch names; a name of one word may be anyone's."""
    found = [bare(text)] if bare(text) in dutch else [one for one in map(bare, text.split(", ")) if " " in one]
    return bool(found) and set(found) <= dutch


# How templates are read.
_READ_AS: dict[str, Any] = {
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}


@lru_cache(maxsize=4)
def _environment(templates: Templates | None = None) -> Environment:
    own = dict(templates.files) if templates is not None else {}

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = own[name] if name in own else _source(name)
        return None if text is None else (text, name, lambda: True)  # with its name, so that an error knows its place

    kept = _kept_templates() if templates is None else None
    # Autoescape is on for every name: select_autoescape() would not know ".html.jinja" for a web page.
    found = Environment(loader=FunctionLoader(source), bytecode_cache=kept, autoescape=True, **_READ_AS)
    found.globals["dialled"] = dialled
    return found


class _KeptTemplates(FileSystemBytecodeCache):
    """Our templates, compiled once and kept where Python keeps our modules, for whom that may be written to."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def _kept_templates() -> _KeptTemplates | None:
    """Give what keeps our templates compiled, which takes as long as a page; nothing where Python keeps nothing either."""
    if sys.dont_write_bytecode:
        return None
    folder = Path(cache_from_source(__file__)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    # A template that is read in another way is another one, which Jinja2 does not look at.
    way = zlib.crc32(repr(_READ_AS).encode())
    return _KeptTemplates(str(folder), f"template-{way:08x}-%s.cache")


def _source(name: str) -> str | None:
    file: Traversable = _resources.templates_folder()
    for piece in name.split("/"):
        file = file / piece
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _script() -> str:
    folder = _resources.templates_folder()
    return "".join((folder / name).read_text(encoding="utf-8") for name in ("finding.js", "page.js"))


def _allowed(text: str) -> str:
    """Give what a content security policy calls a text that may stand in the page: nothing else may run or style it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


@cache
def palette(look: Look = PLAIN) -> dict[str, str]:
    """Give the colours by name, for drawings: those are not reached by a style sheet on paper."""
    return {**dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", _sheet("base"))), **dict(look.colours)}


@cache
def style(look: Look = PLAIN, *, rare: bool = True) -> str:
    """
    Give the style sheet for a screen, with the fonts in it.

    Args:
        look: what takes the place of ours.
        rare: whether the faces with the letters of other European languages are in it.
    """
    light = {**palette(look), "paper": palette()["paper"]}
    plain = "".join(f"  --{name}: {colour};\n" for name, colour in light.items())
    return "\n".join(
        (
            _faces("woff2", rare=rare),
            _sheet("base"),
            _sheet("screen"),
            _theme(look),
            f"@media (prefers-color-scheme: dark) {{ :root {{\n{_sheet('dark')}}} }}",
            f"@media print {{\n:root {{ color-scheme: light;\n{plain}}}\n{_sheet('print')}}}",
        )
    )


@cache
def paper() -> tuple[str, str]:
    """Give the style sheet for paper, and apart from it the one with the fonts; the look stands in the page."""
    return f"{_sheet('base')}\n{_sheet('paper')}", _faces("ttf", rare=True)


def _faces(kind: str, *, rare: bool) -> str:
    folder = _resources.templates_folder()
    return "".join(
        _face(family, weight, _data(folder, name, kind))
        for family, weight, name in FACES
        if rare or "-ext-" not in name
    )


def _theme(look: Look) -> str:
    """Give what a look adds to our style: on a screen it stands in the style, on paper in the page, of which the key is made."""
    own = _own(look)
    theme = "".join(_face(own, weight, data) for weight, data in look.faces)
    if look.colours:
        colours = "".join(f"  --{name}: {colour};\n" for name, colour in look.colours)
        theme += f":root {{\n{colours}}}\n"
        theme += f"@media print {{ :root {{ --paper: {palette()['paper']}; }} }}\n"  # the paper itself has a colour
    if look.faces:
        ours = f'"{FACES[0][0]}", "{FACES[2][0]}", sans-serif'
        theme += f'body, .drawing text {{ font-family: "{own}", {ours}; }}\n'
        theme += f"@media print {{ {', '.join(_MEASURED)} {{ font-family: {ours}; }} }}\n"
    return theme


# Sheets of a fixed size were measured with our own letter: another is often wider, and then there would be no guide at all.
_MEASURED = (".situation", ".report", ".poster")


def _own(look: Look) -> str:
    """
    Name the font of a look in a page.

    Its own name may be that of a font on somebody's computer; and of two fonts with one name, an engine that made pages with
    the one would take that for the other too.
    """
    return f"Own-{hashlib.sha256(repr(look.faces).encode()).hexdigest()[:8]}"


def _sheet(name: str) -> str:
    return (_resources.templates_folder() / "css" / f"{name}.css").read_text(encoding="utf-8")


def _data(folder: Traversable, name: str, kind: str) -> str:
    file = folder / "fonts" / f"{name}.{kind}"
    return f"data:font/{kind};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"


def _face(family: str, weight: int, data: str) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: normal; font-display: swap; '
        f'src: url("{data}"); }}\n'
    )
