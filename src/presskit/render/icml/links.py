"""Links: where they stand in the text, where they lead, and what ties the two together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.inlines import Link
from presskit.model.walk import walk
from presskit.render.icml.xml import add, add_properties, add_range, typed

if TYPE_CHECKING:
    from presskit.model.layout import Layout
    from presskit.render.icml.xml import Element


class Links:
    """The links of one document, numbered as they come."""

    def __init__(self, layout: Layout) -> None:
        links = (one for one in walk(layout) if isinstance(one, Link))
        self._wanted = {link.href[1:] for link in links if link.href.startswith("#")}
        self._places: dict[str, int] = {}
        self._sources: list[str] = []

    def source(self, paragraph: Element, href: str) -> Element:
        """Append the element that holds a link's text, which is still to come."""
        self._sources.append(href)
        number = len(self._sources)
        return add(
            paragraph,
            "HyperlinkTextSource",
            Self=f"link-source-{number}",
            Name=f"{number}: {href}",
            Hidden="false",
        )

    def place(self, paragraph: Element, identifier: str) -> None:
        """Let links within the article lead to a paragraph that has no text yet."""
        if identifier in self._wanted and identifier not in self._places:
            self._places[identifier] = len(self._places) + 1
            add(
                add_range(paragraph),
                "HyperlinkTextDestination",
                Self=_place(identifier),
                Name=identifier,
                DestinationUniqueKey=str(self._places[identifier]),
            )

    def write(self, document: Element) -> None:
        """Append where the links lead; to be called when the whole text is written."""
        addresses = dict.fromkeys(href for href in self._sources if not href.startswith("#"))
        keys = {href: str(key) for key, href in enumerate(addresses, len(self._places) + 1)}
        for href, key in keys.items():
            add(
                document,
                "HyperlinkURLDestination",
                Self=_address(key),
                Name=href,
                DestinationURL=href,
                DestinationUniqueKey=key,
            )
        for number, href in enumerate(self._sources, 1):
            if href in keys:
                self._tie(document, number, _address(keys[href]), keys[href])
            elif href[1:] in self._places:
                place = href[1:]
                self._tie(document, number, _place(place), str(self._places[place]))

    def _tie(self, document: Element, number: int, destination: str, key: str) -> None:
        element = add(
            document,
            "Hyperlink",
            Self=f"link-{number}",
            Name=f"{number}: {self._sources[number - 1]}",
            Source=f"link-source-{number}",
            Visible="false",
            DestinationUniqueKey=key,
        )
        properties = (
            typed("BorderColor", "enumeration", "Black"),
            typed("Destination", "object", destination),
        )
        add_properties(element, properties)


def _place(identifier: str) -> str:
    return f"HyperlinkTextDestination/{identifier}"


def _address(key: str) -> str:
    return f"HyperlinkURLDestination/{key}"
