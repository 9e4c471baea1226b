"""
What every worker needs, loaded and worked out: a process that is copied from one that has it begins at once.

Nothing of an edition is here, for who reads that is not ready yet, nor the engine: who lays out loads it.
"""

from __future__ import annotations

from cybermatrix.loading import uncollected


def _work_out() -> None:
    program()
    builder(Data)
    words_of("nl")
    language.joined(("a", "b"), "nl")
    for family, weight, _ in html.FACES[:2]:
        faces.metrics(family, weight)
        faces.figures(family, weight)


with uncollected(for_good=True):
    import cybermatrix.guides
    import cybermatrix.pdf.composing
    import cybermatrix.publishing.worker  # noqa: F401  # it is there to be loaded
    from cybermatrix import html, language
    from cybermatrix.guides.words import words_of
    from cybermatrix.model import Data
    from cybermatrix.pdf import faces
    from cybermatrix.plain import builder
    from cybermatrix.publishing.plan import program

    _work_out()
