"""Which kinds of noun the data holds, where they stand, and a walk through everything in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cybermatrix.reading import specs

if TYPE_CHECKING:
    from cybermatrix.model import Data, LawArticle, Source

# The kinds of noun: attribute of Data, name of the list in Dutch and in English.
KINDS: dict[str, tuple[str, str, str]] = {
    "phase": ("phases", "fasen", "phases"),
    "block": ("blocks", "blokken", "blocks"),
    "intervention": ("interventions", "interventies", "intervention types"),
    "role": ("roles", "rollen", "roles"),
    "level": ("levels", "niveaus", "levels"),
    "audience": ("audiences", "doelgroepen", "audiences"),
    "category": ("categories", "categorieën", "categories"),
    "partner_kind": ("partner_kinds", "soorten partijen", "kinds of partner"),
    "effect_rating": ("effect_ratings", "oordelen over effect", "effect ratings"),
    "partner": ("partners", "partijen", "partners"),
    "assignment": ("assignments", "toewijzingen", "assignments"),
    "example": ("examples", "voorbeelden", "examples"),
    "crime": ("crimes", "vormen", "crime forms"),
    "situation": ("situations", "situaties", "situations"),
    "instrument": ("instruments", "instrumenten", "instruments"),
    "law": ("laws", "wetten", "laws"),
    "slot": ("slots", "slots", "slots"),
    "package": ("packages", "minimumpakketten", "minimum packages"),
    "sharing": ("sharing", "regels over gegevens delen", "rules about sharing data"),
    "tool": ("tools", "hulpmiddelen", "tools"),
    "guard": ("guards", "valkuilen", "guards"),
    "source": ("sources", "bronnen", "sources"),
    "police_unit": ("police_units", "eenheden", "police units"),
    "safety_region": ("safety_regions", "veiligheidsregio's", "safety regions"),
    "municipality": ("municipalities", "gemeenten", "municipalities"),
    "base_team": ("base_teams", "basisteams", "base teams"),
    "channel": ("", "kanalen", "channels"),
    "law_article": ("", "wetsartikelen", "law articles"),
    "statute": ("", "strafbaarstellingen", "statutes"),
    "area": ("", "gebieden", "areas"),
    "alle": ("", "alle", "alle"),
}


def grounds(data: Data) -> dict[str, Source | LawArticle]:
    """Give what a record can rest on, by each reference that leads to it: sources and law articles."""
    articles = nouns(data, "law_article")
    return {
        **{source.id: source for source in data.sources},
        **{ref: article for article in articles for ref in (article.id, *article.also)},
    }


def nouns(data: Data, kind: str) -> tuple[Any, ...]:
    """Give every noun of a kind, in the order of the data."""
    if kind == "channel":
        own = (channel for overlay in data.overlays for channel in overlay.channels)
        return (*(c for partner in data.partners for c in partner.channels), *data.channels, *own)
    if kind == "law_article":
        return tuple(article for law in data.laws for article in law.articles)
    if kind == "statute":
        return tuple(statute for law in data.laws for statute in law.statutes)
    if kind == "assignment":
        return (*data.assignments, *(item for own in data.overlays for item in own.assignments))
    attribute = KINDS[kind][0]
    return getattr(data, attribute) if attribute else ()


def ids(data: Data, kind: str) -> set[str]:
    """Give every id by which something of a kind may be referred to."""
    if kind == "alle":
        return {"alle"}
    if kind == "area":
        places: tuple[Any, ...] = (*data.police_units, *data.safety_regions, *data.municipalities)
        return {"land", *(place.id for place in places)}
    found = {item.id for item in nouns(data, kind)}
    if kind in ("channel", "law_article"):
        found.update(also for item in nouns(data, kind) for also in item.also)
    return found


def walk(record: Any) -> list[Any]:
    """Give a record and every record in it, each before what it holds; a list, for loading waits for this."""
    found: list[Any] = []
    _collect(record, found)
    return found


_PARTS: dict[Any, tuple[str, ...]] = {}


def _collect(record: Any, found: list[Any]) -> None:
    found.append(record)
    cls = type(record)
    names = _PARTS.get(cls)
    if names is None:
        names = _PARTS[cls] = tuple(spec.name for spec in specs(cls) if spec.record is not None)
    for name in names:
        value = getattr(record, name)
        if type(value) is tuple:
            for item in value:
                _collect(item, found)
        elif value is not None:
            _collect(value, found)
