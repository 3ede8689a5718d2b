"""What a page that a template has made may hold: no page acts or fetches, whoever made the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACTIVE = frozenset(["base", "embed", "form", "frame", "iframe", "object", "script"])
_FETCHING = frozenset(["data", "href", "poster", "src", "srcset"])


def complaint(page: str) -> tuple[str, int] | None:
    """What is wrong with an XHTML page, and the page's line; a link of the text may lead anywhere."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root: Any = etree.fromstring(page.encode(), parser)
    except etree.XMLSyntaxError as error:
        return f"the page that it makes is not XML: {error.msg}", error.lineno or 1
    for element in root.iter("*"):
        name = etree.QName(element).localname.lower()
        for what in _acts(
            name, {etree.QName(key).localname: said for key, said in element.items()}
        ):
            return f"the page that it makes {what}", element.sourceline or 1
    return None


def _acts(name: str, attributes: dict[str, str]) -> Iterator[str]:
    if name in _ACTIVE:
        yield f"has a <{name}>"
    for key, value in attributes.items():
        own, said = key.lower(), value.strip().lower()
        if own.startswith("on"):
            yield f"has a script in “{own}”"
        elif name in ("a", "area") and own == "href":
            if said.startswith(("javascript:", "data:", "file:")):
                yield f"links to “{said[:60]}”"
        elif own in _FETCHING and ":" in said and not said.startswith("data:image/"):
            yield f"fetches “{said[:60]}”"
