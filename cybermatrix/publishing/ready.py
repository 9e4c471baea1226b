"""What every worker needs, loaded: a process that is copied from one that has it begins at once."""

from __future__ import annotations

import contextlib

from cybermatrix.errors import EngineMissing
from cybermatrix.loading import uncollected

with uncollected():
    import cybermatrix.guides
    import cybermatrix.html
    import cybermatrix.pdf.composing
    import cybermatrix.pdf.pieces
    import cybermatrix.publishing.worker  # noqa: F401  # it is there to be loaded
    from cybermatrix.pdf import engine

    with contextlib.suppress(EngineMissing):  # each guide says so itself
        engine.load()
