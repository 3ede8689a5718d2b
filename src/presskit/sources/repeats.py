"""The same story twice in an issue: found by the runs of words that two articles share.

Every article is known by a sample of its five-word runs (the runs whose digest falls into one of a
few classes, as in A. Broder, “On the resemblance and containment of documents”, 1997), so that
finding repeats in thousands of articles takes no longer than reading them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from zlib import crc32

from presskit.model.inlines import Code, Text
from presskit.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.diagnostics import Diagnostic, Report
    from presskit.model.article import Article
    from presskit.model.manuscript import Manuscript

_RUN = 5
_CLASSES = 4
_ALIKE = 0.6
_NO_WORD = re.compile(r"[^\w]+")


def find_repeats(
    manuscripts: Sequence[Manuscript], report: Report
) -> dict[str, tuple[Diagnostic, ...]]:
    """The names of articles to leave out, whose words all stand in an earlier one, and why.

    Articles that share most of their words are reported as `article-twice`, and both are kept.
    """
    repeated: dict[str, tuple[Diagnostic, ...]] = {}
    whole: dict[tuple[str, ...], str] = {}
    samples: list[tuple[str, int]] = []
    holders: dict[int, list[int]] = {}
    for manuscript in manuscripts:
        words = _words(manuscript.article)
        here = report.about(manuscript.name)
        if words in whole:
            found = here.add(
                "article-twice",
                f"this is {whole[words]} word for word; it is left out",
                hint="delete one of the two",
            )
            repeated[manuscript.name] = (found,)
            continue
        whole[words] = manuscript.name
        sample = _sample(words)
        shared = Counter(other for run in sample for other in holders.get(run, ()))
        for other, count in shared.most_common(1):
            name, size = samples[other]
            if count >= _ALIKE * min(size, len(sample)):
                here.add(
                    "article-twice",
                    f"this and {name} tell the same story, {count * 100 // len(sample)}% of its words",
                    hint="keep one of the two, or leave both",
                )
        for run in sample:
            holders.setdefault(run, []).append(len(samples))
        samples.append((manuscript.name, len(sample)))
    return repeated


def _words(article: Article) -> tuple[str, ...]:
    inlines = walk((article.lead, article.body, article.notes))
    texts = (inline.text for inline in inlines if isinstance(inline, Text | Code))
    words = _NO_WORD.sub(" ", " ".join((article.title, *texts))).split()
    return tuple(words)


def _sample(words: tuple[str, ...]) -> set[int]:
    digests = (
        crc32(" ".join(words[start : start + _RUN]).encode())
        for start in range(max(1, len(words) - _RUN + 1))
    )
    return {digest for digest in digests if digest % _CLASSES == 0}
