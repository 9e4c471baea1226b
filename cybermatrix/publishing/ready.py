"""What every worker needs, loaded: a process that is copied from one that has it begins at once. Who lays out loads the engine too."""

from __future__ import annotations

from cybermatrix.loading import uncollected

with uncollected(for_good=True):
    import cybermatrix.guides
    import cybermatrix.html
    import cybermatrix.pdf.composing
    import cybermatrix.pdf.joining
    import cybermatrix.publishing.worker  # noqa: F401  # it is there to be loaded
