"""How far an edition is: what is answered, on what it rests, what is missing, and whether that is good enough."""

from __future__ import annotations

from cybermatrix.reporting.coverage import Aim, Coverage, Line, Risk, coverage

__all__ = ["Aim", "Coverage", "Line", "Risk", "coverage"]
