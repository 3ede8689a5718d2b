"""markdown-it as presskit sets it up, and what must hold before its tokens are read."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from presskit.sources.addresses import add_addresses
from presskit.sources.dispatch import add_dispatch
from presskit.sources.dress import add_dress
from presskit.sources.fenced_divs import add_fenced_divs
from presskit.sources.foreign import add_foreign
from presskit.sources.html_blocks import add_wrappers
from presskit.sources.limits import DEEPEST
from presskit.sources.list_signs import add_list_signs

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from presskit.diagnostics import Report
    from presskit.sources.positions import Lines

# What stands deeper is dropped by markdown-it without a word: more than DEEPEST can need.
_PARSER_LEVELS = 80
_NESTING = frozenset(["bullet_list", "ordered_list", "blockquote", "container_div", "dl"])
_NOTE = re.compile(r"\[\^([^\]\[\s]+)\]:")
_REFERENCE = re.compile(r"\[(?!\^)[^\]]+\]:\s*\S*[/#.:@<]")

Env: TypeAlias = dict[str, Any]
BlockRule: TypeAlias = "Callable[[StateBlock, int, int, bool], bool]"


def notes_env(lines: Lines) -> Env:
    """What markdown-it must know to find references to the notes that a body will define."""
    labels = _NOTE.findall("\n".join(lines.lines))
    refs = {f":{label}": -1 for label in labels}
    return {"footnotes": {"refs": refs, "list": {}}, "definitions": [], "is_inside_note": False}


def parse(lines: Lines, env: Env, report: Report) -> SyntaxTreeNode:
    """The syntax tree of a Markdown text; fails with `nesting-too-deep`.

    Notes that are defined twice or not referred to are reported.
    """
    env["footnotes"]["refs"] = {}  # those that are defined, the parser finds itself
    tokens = _markdown().parse("\n".join(lines.lines), env)
    _check_depth(tokens, lines, report)
    _check_notes(env, lines, report)
    for number in env.get("list_signs", ()):
        report.add(
            "list-unread",
            "these lines begin as items of a list do, but don't count up from one; they stay lines",
            lines.at(number),
            "number a list 1, 2, 3 …, or begin its items with -",
        )
    return SyntaxTreeNode(tokens)


def parse_inline(text: str, env: Env | None = None) -> SyntaxTreeNode:
    """The `inline` node of a text that is one paragraph."""
    return SyntaxTreeNode(_inline_markdown().parseInline(text, env)).children[0]


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"maxNesting": _PARSER_LEVELS}).enable("table")
    # Joined texts would no longer say where the parts stand: an entity is longer than its sign.
    markdown.disable("text_join")
    markdown.use(footnote_plugin).use(deflist_plugin)
    markdown.use(attrs_plugin, spans=True, after=("image",))
    add_fenced_divs(markdown, div_name)
    markdown.options["html"] = True
    add_dress(markdown)
    add_addresses(markdown)
    add_foreign(markdown)
    add_wrappers(markdown)
    add_list_signs(markdown)
    add_dispatch(markdown)
    _remember_definitions(markdown)
    _refuse_words_as_addresses(markdown)
    return markdown


@cache
def _inline_markdown() -> MarkdownIt:
    markdown = _markdown.__wrapped__()
    return markdown.disable("footnote_tail")


def div_name(params: str) -> str:
    """The name behind a div's colons; `{.name}` and closing colons are pandoc's ways."""
    return params.strip().rstrip(":").strip().removeprefix("{.").removesuffix("}")


def _check_depth(tokens: list[Token], lines: Lines, report: Report) -> None:
    depth = 0
    for token in tokens:
        if token.nesting == 0 or token.type.rsplit("_", 1)[0] not in _NESTING:
            continue
        depth += token.nesting
        if depth > DEEPEST:
            report.fail(
                "nesting-too-deep",
                f"lists and quotes are nested more than {DEEPEST} deep",
                lines.at(token.map[0] if token.map else 0),
                f"flatten them: Word knows {DEEPEST} levels",
            )


def _check_notes(env: Env, lines: Lines, report: Report) -> None:
    used = {note.get("label"): None for note in env["footnotes"]["list"].values()}
    seen: set[str] = set()
    for label, number, column in sorted(env["definitions"], key=lambda found: found[1:]):
        at = lines.at(number, column)
        if label in seen:
            report.add(
                "note-duplicate", f"the note “{label}” is defined twice", at, "rename one of them"
            )
        elif label not in used:
            report.add(
                "note-unused",
                f"nothing refers to the note “{label}”; it stands in no edition",
                at,
                f"refer to it with [^{label}], or delete it",
            )
        seen.add(label)


def _remember_definitions(markdown: MarkdownIt) -> None:
    """Make the rule for definitions of notes say where it found them, in `env`."""
    rule = _block_rule(markdown, "footnote_def")

    def remembering(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        match = _NOTE.match(state.src, state.bMarks[start] + state.tShift[start])
        if silent or match is None:
            return rule(state, start, end, silent)
        if state.env["is_inside_note"]:  # the plugin cannot take one note out of another
            return False
        state.env["is_inside_note"] = True
        found = rule(state, start, end, silent)
        state.env["is_inside_note"] = False
        if found:
            column = match.start() - (state.src.rfind("\n", 0, match.start()) + 1)
            state.env["definitions"].append((match[1], start, column))
        return found

    markdown.block.ruler.at("footnote_def", remembering, {"alt": ["paragraph", "reference"]})


def _refuse_words_as_addresses(markdown: MarkdownIt) -> None:
    """Keep `[المصدر]: رويترز` as text, which CommonMark takes for a link's address and hides."""
    rule = _block_rule(markdown, "reference")

    def refusing(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        match = _REFERENCE.match(state.src, state.bMarks[start] + state.tShift[start])
        return match is not None and rule(state, start, end, silent)

    markdown.block.ruler.at("reference", refusing)


def _block_rule(markdown: MarkdownIt, name: str) -> BlockRule:
    ruler = markdown.block.ruler
    return ruler.getRules("")[ruler.get_active_rules().index(name)]
