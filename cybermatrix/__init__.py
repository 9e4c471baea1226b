"""
Who does what against cybercrime in Oost-Nederland: the cyberinterventiematrix as checked data and short questions.

>>> import cybermatrix as cm
>>> matrix = cm.load()
>>> answer = cm.who(matrix, crime="ransomware", intervention="opsporen", municipality="deventer")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cybermatrix.errors import (
    AmbiguousName,
    AssetMissing,
    Busy,
    ConflictingViewpoint,
    CybermatrixError,
    EngineMissing,
    InvalidMatrix,
    InvalidQuestion,
    NotShared,
    OtherPublication,
    UnknownId,
)
from cybermatrix.loading import check, load
from cybermatrix.matrix import Matrix
from cybermatrix.problems import Place, Problem
from cybermatrix.queries import Explanation, Gap, Overlap, explain, gaps, overlaps, what, who

if TYPE_CHECKING:
    from cybermatrix.changes import Changes, diff
    from cybermatrix.examining import Evidence, evidence
    from cybermatrix.formats import export
    from cybermatrix.guides import Guide, guide
    from cybermatrix.html import to_html
    from cybermatrix.pdf import to_pdf
    from cybermatrix.publishing import Publication, publish
    from cybermatrix.reporting import Coverage, coverage
    from cybermatrix.searching import Hit, search
    from cybermatrix.tables import Pivot, pivot, to_records

    __version__: str

__all__ = [
    "AmbiguousName",
    "AssetMissing",
    "Busy",
    "Changes",
    "ConflictingViewpoint",
    "Coverage",
    "CybermatrixError",
    "EngineMissing",
    "Evidence",
    "Explanation",
    "Gap",
    "Guide",
    "Hit",
    "InvalidMatrix",
    "InvalidQuestion",
    "Matrix",
    "NotShared",
    "OtherPublication",
    "Overlap",
    "Pivot",
    "Place",
    "Problem",
    "Publication",
    "UnknownId",
    "__version__",
    "check",
    "coverage",
    "diff",
    "evidence",
    "explain",
    "export",
    "gaps",
    "guide",
    "load",
    "overlaps",
    "pivot",
    "publish",
    "search",
    "to_html",
    "to_pdf",
    "to_records",
    "what",
    "who",
]

# What needs Jinja2, tabulate, WeasyPrint or word forms is imported when it is first used: a question must not wait for a page.
_LATER = {
    "Changes": "changes",
    "Coverage": "reporting",
    "Evidence": "examining",
    "Guide": "guides",
    "Hit": "searching",
    "Pivot": "tables",
    "Publication": "publishing",
    "coverage": "reporting",
    "diff": "changes",
    "evidence": "examining",
    "export": "formats",
    "guide": "guides",
    "pivot": "tables",
    "publish": "publishing",
    "search": "searching",
    "to_html": "html",
    "to_pdf": "pdf",
    "to_records": "tables",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415  # slow, and asked for once a year

        return version("cybermatrix")
    if name not in _LATER:
        msg = f"module 'cybermatrix' has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module  # noqa: PLC0415

    value = globals()[name] = getattr(import_module(f"cybermatrix.{_LATER[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
