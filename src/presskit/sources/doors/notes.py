"""Notes of a page: links that lead to a text which leads back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import html

_HOLDERS = ("li", "aside", "div", "p", "dd", "td")


def take_notes(
    root: html.HtmlElement,
) -> tuple[dict[html.HtmlElement, str], dict[str, html.HtmlElement]]:
    """The labels of notes by the links to them, and their texts, taken out of the tree, by label."""
    order = {element: number for number, element in enumerate(root.iter())}
    links = [a for a in order if a.tag == "a" and (a.get("href") or "").startswith("#")]
    named = {name: one for one in order for name in (one.get("name"), one.get("id")) if name}
    labels: dict[html.HtmlElement, str] = {}
    texts: dict[html.HtmlElement, str] = {}
    used: dict[html.HtmlElement, None] = {}
    for link in links:
        target = named.get(link.get("href")[1:])
        text = None if target is None else _holder(target)
        # A target's holder may be the article's own element, or one around it: then it is no note.
        if text is None or order.get(text, 0) <= order[link] or link in used:
            continue
        back = [one for one in text.iter("a") if _leads(one, link, named)]
        if not back:
            continue
        labels[link] = texts.setdefault(text, str(len(texts) + 1))
        used |= dict.fromkeys(back)
    for one in used:
        if one.getparent() is not None:
            one.drop_tree()
    for text in texts:
        text.drop_tree()
    return labels, {label: text for text, label in texts.items()}


def _holder(target: html.HtmlElement) -> html.HtmlElement | None:
    """The block that a note's text stands in."""
    for one in (target, *target.iterancestors()):
        if one.tag in _HOLDERS:
            return one
    return None


def _leads(
    back: html.HtmlElement, link: html.HtmlElement, named: dict[str, html.HtmlElement]
) -> bool:
    """Whether a link leads to another, or to what stands close around it."""
    href = back.get("href") or ""
    target = named.get(href[1:]) if href.startswith("#") else None
    if target is None:
        return False
    around = [one for one in link.iterancestors() if one.tag in {"sup", "span"}]
    return target is link or target in around or link in target.iterancestors()
