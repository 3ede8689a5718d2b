"""WordPress's shortcodes: captions are read, of the others only what stands between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presskit.diagnostics import Report

_CAPTION = re.compile(
    r"\[caption[^\]]*\](?P<picture>.{0,4000}?<img[^>]*>(?:\s*</a>)?)(?P<said>.{0,4000}?)\[/caption\]",
    re.DOTALL,
)
_SHORTCODE = re.compile(r"\[(?P<closes>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>(?:\s[^\]\[]*)?)/?\]")
_KNOWN = frozenset(["gallery", "embed", "audio", "video", "playlist", "caption", "contact-form-7"])


def without_shortcodes(content: str, report: Report) -> str:
    """HTML with captions as figures and without other shortcodes, each noted as `copy-left-out`.

    Words in brackets are none: a shortcode is known, has fields, or is closed somewhere.
    """
    content = _CAPTION.sub(
        r"<figure>\g<picture><figcaption>\g<said></figcaption></figure>", content
    )
    closed = {match["name"] for match in _SHORTCODE.finditer(content) if match["closes"]}

    def left_out(match: re.Match[str]) -> str:
        if match["name"] not in closed | _KNOWN and "=" not in match["rest"]:
            return match[0]
        if not match["closes"]:
            report.add(
                "copy-left-out", f"“{match[0][:200]}” was left out: a shortcode of WordPress"
            )
        return ""

    return _SHORTCODE.sub(left_out, content)
