"""The outline of an issue's layout: what it says of itself and of its stories, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outline import found, marked, outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.diagnostics import Diagnostic
    from presskit.model.issue_layout import IssueLayout, Story


def issue_outline(issue: IssueLayout, findings: Iterable[Diagnostic] = ()) -> str:
    """The outline of an issue, and what was found on the way to it; it ends in a line end."""
    return "\n".join([*_issue(issue), *found(findings)]) + "\n"


def _issue(issue: IssueLayout) -> Iterator[str]:
    meta, furniture, cover = issue.metadata, issue.furniture, issue.cover
    flowing = ", flowing" if issue.flowing else ""
    yield f"{issue.language} {issue.direction} {furniture.digits}{flowing}"
    yield f"metadata: {meta.title} | {meta.slug} | {meta.identifier}"
    yield f"subjects: {'; '.join(meta.tags)} | issn: {meta.issn}"
    yield f"description: {meta.description}"
    yield f"nameplate: {marked(issue.nameplate)}"
    yield f"title: {marked(issue.title)}"
    yield f"line: {marked(issue.number)} | {marked(issue.date)}"
    yield f"running head: {marked(furniture.start)} | {marked(furniture.end)}"
    picture = cover.finished or cover.picture
    if picture:
        yield f"cover {'finished' if cover.finished else 'picture'}: {picture.src} alt: {picture.alt}"
    for line in cover.lines:
        yield f"  {marked(line.section)}: {marked(line.headline)}"
    if issue.note:
        yield from _story(issue.note, "note")
    for section in issue.sections:
        yield f"\nsection #{section.id}: {marked(section.title)}"
        for story in section.stories:
            yield from _story(story, "story")
    if issue.colophon:
        yield from _story(issue.colophon, "colophon")


def _story(story: Story, kind: str) -> Iterator[str]:
    listed = story.listed
    yield f"\n{kind} {story.name}: {marked(listed.headline)}"
    for name in ("kicker", "summary", "byline", "reading"):
        if text := marked(getattr(listed, name)):
            yield f"  listed {name}: {text}"
    if story.reading:
        yield f"  reading: {marked(story.reading)}"
    for name in ("previous", "next"):
        if link := getattr(story, name):
            yield f"  {name} #{link.id}: {marked(link.title)}"
    for line in outline(story.layout).splitlines():
        yield f"    {line}".rstrip()
