"""What can be said of a finished file without a person and without a browser: which rules were held to it, and what was found."""

from __future__ import annotations

from cybermatrix.examining.evidence import Evidence, evidence, must_have_checker

__all__ = ["Evidence", "evidence", "must_have_checker"]
