"""Many guides at once: what changed, in parallel, and nothing half-written."""

from __future__ import annotations

from cybermatrix.publishing.cluster import cluster
from cybermatrix.publishing.crew import prepare
from cybermatrix.publishing.press import Event, Publication, publish, readings
from cybermatrix.publishing.setting import Setting
from cybermatrix.publishing.why import Reason, why

__all__ = ["Event", "Publication", "Reason", "Setting", "cluster", "prepare", "publish", "readings", "why"]
