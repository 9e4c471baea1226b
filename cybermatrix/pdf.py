"""A guide as one tagged PDF: the only door to WeasyPrint."""

from __future__ import annotations

import gc
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cybermatrix.errors import AssetMissing, EngineMissing
from cybermatrix.html import to_print

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cybermatrix.guides import Guide

_HINT = "install Pango (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0); all but PDF works without it"


def to_pdf(guide: Guide) -> bytes:
    """
    Give a guide as a tagged PDF (PDF/UA-1) with bookmarks, page numbers and running heads; the same bytes every time.

    Args:
        guide: what `cybermatrix.guide` made.

    Raises:
        EngineMissing: when WeasyPrint or Pango is not installed.
        AssetMissing: when the page asks for something outside itself, or the engine complains about it.
    """
    engine = _engine()
    page = to_print(guide)
    with _complaints() as complaints, _without_collecting():
        try:
            document = engine.HTML(string=page, url_fetcher=_sealed(engine))
            pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
        except engine.urls.FatalURLFetchingError as error:  # a BaseException: "except Exception" would let it pass
            raise AssetMissing(f"the page asks for something outside itself: {error}") from error
    if complaints:
        raise AssetMissing(f"the engine complained about the page: {'; '.join(dict.fromkeys(complaints))}")
    return pdf


def _engine() -> Any:
    """Import WeasyPrint when it is needed, for it takes half a second and needs libraries that pip cannot install."""
    try:
        import weasyprint  # noqa: PLC0415
        import weasyprint.urls  # noqa: PLC0415
    except ImportError as error:
        raise EngineMissing(f"PDF needs WeasyPrint, which is not installed: {error}; {_HINT}") from error
    except OSError as error:  # what cffi raises for a library that is not there
        raise EngineMissing(f"PDF needs Pango, which is not installed; {_HINT}") from error
    return weasyprint


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
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.collect()
