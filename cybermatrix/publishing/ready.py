"""
What every worker needs, loaded and worked out: a process that is copied from one that has it begins at once.

Nothing of an edition is here, for who reads that is not ready yet, nor the engine: who lays out loads it.
"""

from __future__ import annotations

from cybermatrix.loading import uncollected

with uncollected(for_good=True):
    import cybermatrix.guides
    import cybermatrix.html
    import cybermatrix.pdf.composing
    import cybermatrix.publishing.worker  # it is there to be loaded
    from cybermatrix import language
    from cybermatrix.guides.words import words_of
    from cybermatrix.model import Data
    from cybermatrix.pdf import faces
    from cybermatrix.plain import builder
    from cybermatrix.publishing.plan import program

    program()
    builder(Data)
    words_of("nl")
    language.joined(("a", "b"), "nl")
    for face in cybermatrix.html.FACES[:2]:
        faces.metrics(*face[:2])
    faces.figures(*cybermatrix.html.FACES[0][:2])
