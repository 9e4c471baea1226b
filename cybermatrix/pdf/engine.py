"""The only door to WeasyPrint: a page goes in, a tagged PDF comes out, and a complaint is an error."""

from __future__ import annotations

import atexit
import gc
import logging
import shutil
import sys
import threading
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from cybermatrix.errors import AssetMissing, EngineMissing
from cybermatrix.loading import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The versions whose PDFs we know how to take apart and join; with another one a guide is laid out in one piece.
KNOWN = ("70.",)
# What this variant leaves out of PDF/A is added when the PDF is finished.
_VARIANT = "pdf/ua-1"
_HINT = "install Pango (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0); all but PDF works without it"


def lay_out(page: str, style: str, faces: str) -> bytes:
    """
    Give a page as a tagged PDF; the same bytes every time.

    Args:
        page: a whole HTML page that holds all it needs, without its style.
        style: the style sheet; it is read once per process.
        faces: the style sheet with the fonts, all that the page may use: the same ones for every style.

    Raises:
        EngineMissing: when WeasyPrint or Pango is not installed.
        AssetMissing: when the page asks for something outside itself, or the engine complains about it.
    """
    engine = load()
    with _complaints() as complaints, _without_collecting():
        try:
            sheet, fonts = _sheet(style, faces), _fonts(faces)
            document = engine.HTML(string=page, url_fetcher=_sealed(engine))
            pdf: bytes = document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant=_VARIANT)
        except engine.urls.FatalURLFetchingError as error:  # a BaseException: "except Exception" would let it pass
            raise AssetMissing(f"the page asks for something outside itself: {error}") from error
    if complaints:
        raise AssetMissing(f"the engine complained about the page: {'; '.join(dict.fromkeys(complaints))}")
    return pdf


@cache
def version() -> str:
    """Give the version of the engine and of the libraries that shape its text, without starting it."""
    from importlib.metadata import PackageNotFoundError  # noqa: PLC0415
    from importlib.metadata import version as installed  # noqa: PLC0415

    try:
        return f"{installed('weasyprint')} {_pango()}"
    except PackageNotFoundError as error:
        raise EngineMissing(f"PDF needs WeasyPrint, which is not installed; {_HINT}") from error


def is_known() -> bool:
    """Tell whether PDFs of this version of the engine can be taken apart and joined."""
    return version().startswith(KNOWN)


def _pango() -> str:
    """Give the version of Pango, which breaks the lines: another one may break them elsewhere."""
    import ctypes.util  # noqa: PLC0415

    for name in ("libpango-1.0.so.0", ctypes.util.find_library("pango-1.0")):
        try:
            said = ctypes.CDLL(name or "").pango_version_string
        except (OSError, AttributeError):
            continue
        said.restype = ctypes.c_char_p
        return str(said().decode("ascii"))
    return "?"


@cache
def _sheet(style: str, faces: str) -> Any:
    engine = load()
    return engine.CSS(string=style, font_config=_fonts(faces), url_fetcher=_sealed(engine))


@cache
def _fonts(faces: str) -> Any:
    # Once for all styles: with fonts of one name in several of these at once, Pango dies, though rarely.
    engine = load()
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    # Left for the end of the process, it would be taken down after the libraries that it needs for that.
    atexit.register(_fonts.cache_clear)
    atexit.register(_sheet.cache_clear)
    engine.CSS(string=faces, font_config=fonts, url_fetcher=_sealed(engine))
    _ON_DISK.append(getattr(fonts, "_folder", None))
    return fonts


# Where the engine keeps the fonts of this process.
_ON_DISK: list[Path | None] = []
_LEAVING = threading.Lock()


def leave() -> None:
    """Take away what the engine left on disk; for a process that ends at once, because any other does it by itself."""
    with _LEAVING:
        for folder in filter(None, _ON_DISK):
            shutil.rmtree(folder, ignore_errors=True)


def load() -> Any:
    """
    Import WeasyPrint when it is needed, for it takes half a second and needs libraries that pip cannot install.

    Raises:
        EngineMissing: when WeasyPrint or Pango is not installed.
    """
    try:
        with _asking_nobody(), uncollected():
            import weasyprint  # noqa: PLC0415
            import weasyprint.urls  # noqa: PLC0415
    except ImportError as error:
        raise EngineMissing(f"PDF needs WeasyPrint, which is not installed: {error}; {_HINT}") from error
    except OSError as error:  # what cffi raises for a library that is not there
        raise EngineMissing(f"PDF needs Pango, which is not installed; {_HINT}") from error
    return weasyprint


@contextmanager
def _asking_nobody() -> Iterator[None]:
    """
    Let this thread ask nobody where a library is: ctypes asks the linker and a compiler about every name that one might have, half of all the loading.

    The last name that the engine tries on Linux is the library's own, for which nobody is asked.
    """
    if "weasyprint" in sys.modules or sys.platform != "linux":
        yield
        return
    import ctypes.util  # noqa: PLC0415

    with _LOADING:
        asking, here = ctypes.util.find_library, threading.get_ident()
        ctypes.util.find_library = lambda name: None if threading.get_ident() == here else asking(name)
        try:
            yield
        finally:
            ctypes.util.find_library = asking


# One at a time, or the second would put back what the first had put there.
_LOADING = threading.Lock()


def _sealed(engine: Any) -> Any:
    """Give a fetcher that opens nothing but what stands in the page itself."""
    return engine.urls.URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what the engine only logs, such as a link without a target: a renderer that complains has failed."""
    found: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    handler = Collect(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the garbage collector from walking a growing tree of boxes again and again: a fifth of the time."""
    try:
        with uncollected():
            yield
    finally:
        gc.collect(0)  # the tree is all that is young; a walk over the matrix too costs as much as a small page
