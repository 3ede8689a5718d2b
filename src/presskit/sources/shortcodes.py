"""What the templates of sites say that an edition can show: their figures and their program text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from presskit.model.blocks import Figure
from presskit.model.inlines import Text

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

    from presskit.diagnostics import Position

# Hugo's `{{< figure src="…" >}}`, and `{% include figure.html image_path="…" %}` of Jekyll's themes.
_FIGURE = re.compile(
    r"\{(?:\{[<%]|%-?\s*include)\s*(?:figure|image|img|picture)(?:\.\w+)?\s(?P<given>[^{}]*)\}"
)
_GIVEN = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>%/]\S*))")
_SOURCES = ("src", "image_path", "path", "url")
_CREDITS = ("attr", "credit", "author")
_CODE = re.compile(
    r"\{(?:%-?\s*highlight\s+\"?(?P<jekyll>[\w+#.-]+)[^{}]*%"
    r"|\{[<%]\s*highlight\s+\"?(?P<hugo>[\w+#.-]+)[^{}]*[>%]\})\}[ \t]*$"
)
_CODE_ENDS = re.compile(
    r"(?:\{%-?\s*endhighlight\s*-?%\}|\{\{[<%]\s*/\s*highlight\s*[>%]\}\})[ \t]*$"
)


def figure_of(tag: str, at: Position) -> Figure | None:
    """The picture that a template's tag shows; None for any other tag, or one without a file."""
    match = _FIGURE.match(tag)
    if match is None:
        return None
    given = {name: next(filter(None, said), "") for name, *said in _GIVEN.findall(match["given"])}
    src = next((given[name] for name in _SOURCES if given.get(name)), "")
    if not src or "{{" in src:
        return None
    credit = next((given[name] for name in _CREDITS if given.get(name)), "")
    caption = " ".join(filter(None, (given.get("title"), given.get("caption"))))
    return Figure(
        unquote(src),
        given.get("alt", ""),
        (Text(caption, at),) if caption else (),
        (Text(credit, at),) if credit else (),
        at,
    )


def code_between_tags(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """A rule for `{% highlight python %}` … `{% endhighlight %}` on lines of their own."""
    if state.is_code_block(start):
        return False
    match = _CODE.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if match is None:
        return False
    closing = (
        number
        for number in range(start + 1, end)
        if _CODE_ENDS.match(
            state.src, state.bMarks[number] + state.tShift[number], state.eMarks[number]
        )
    )
    last = next(closing, None)
    if last is None:
        return False
    if not silent:
        token = state.push("code_block", "code", 0)
        token.content = state.getLines(start + 1, last, state.sCount[start], keepLastLF=False)
        token.info = match["jekyll"] or match["hugo"]
        token.map = [start, last + 1]
        state.line = last + 1
    return True
