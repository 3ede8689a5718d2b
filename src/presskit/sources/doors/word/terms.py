"""Terms with their definitions, as pandoc's styles for them have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model import blocks as model
from presskit.model.inlines import Strong, plain

if TYPE_CHECKING:
    from presskit.model.inlines import Inlines
    from presskit.sources.doors.lines import LineMaker


class OpenTerms:
    """The terms that were read so far and may still go on; false where there are none."""

    def __init__(self) -> None:
        self._terms: list[tuple[Inlines, list[model.Block]]] = []

    def __bool__(self) -> bool:
        return bool(self._terms)

    def term(self, inlines: Inlines) -> None:
        """Begin with a term."""
        self._terms.append((inlines, []))

    def define(self, block: model.Block) -> None:
        """Say something of the last term."""
        self._terms[-1][1].append(block)

    def close(self, made: LineMaker) -> None:
        """Put the terms; one that nothing is said of is a line in bold."""
        terms, self._terms = self._terms, []
        said = [model.Definition(term, tuple(blocks)) for term, blocks in terms if blocks]
        if len(said) == len(terms):
            made.block(model.DefinitionList(tuple(said)), plain(said[0].term))
            return
        for term, blocks in terms:
            for block in (model.Paragraph((Strong(term),)), *blocks):
                made.block(block, plain(term))
