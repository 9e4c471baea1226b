"""Sharing data: may I? From whom to whom, what for, on which ground, and who decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.guides.parts import Block, Page
from cybermatrix.guides.pieces import Fact, Row, Table, TableCell
from cybermatrix.guides.words import sentence
from cybermatrix.model import label

if TYPE_CHECKING:
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Sharing


def sharing(writer: Writer) -> Page:
    """Write the table of who may give which data to whom."""
    words = writer.words
    table = Table(
        heading=words("sharing.heading"),
        anchor="gegevens-tabel",
        look="sharing",
        columns=words.list("sharing.columns"),
        rows=tuple(_row(writer, one) for one in writer.printable(writer.data.sharing)),
        empty=words("sharing.empty"),
    )
    return Page(
        anchor="gegevens-delen",
        title=words("sharing.title"),
        feedback=writer.feedback("gegevens-delen"),
        kind="sharing",
        intro=words("sharing.intro"),
        blocks=(
            Block(table=table),
            Block(
                facts=writer.section(
                    "sharing.not_here", "gegevens-anders", [Fact(text=text) for text in words.list("sharing.otherwise")]
                )
            ),
        ),
    )


def _row(writer: Writer, rule: Sharing) -> Row:
    words = writer.words
    labels = words.list("sharing.columns")
    certainty = label(rule.verification, evidence=rule.evidence, certainty=rule.certainty, laws=rule.laws)
    ground = writer.dated(rule.laws) if rule.laws else ""
    # What may be shared once there is a ground is not forbidden once and for all.
    force = "sharing.forbidden" if rule.force == "mag-niet" else "force." + rule.force
    return Row(
        head=words("sharing.way", giver=rule.giver, taker=rule.taker),
        cells=(
            TableCell(label=labels[1], lines=(sentence(rule.purpose),)),
            TableCell(label=labels[2], strong=sentence(words(force)), lines=(sentence(rule.text),)),
            TableCell(label=labels[3], lines=(sentence(rule.decides),)),
            TableCell(
                label=labels[4],
                lines=(ground,) if ground else (),
                mark=writer.sure(certainty, rule.laws, rule.sources),
                cites=writer.cites(rule.sources),
            ),
        ),
        anchor=f"gegevens-{rule.id}",
    )
