"""A week of a large newsroom: short articles in Arabic, with what real ones have, always the same."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import NamedTuple

from PIL import Image

EXAMPLES = Path(__file__).parents[1] / "examples"
KICKERS = ("محلي", "اقتصاد", "علوم", "ثقافة", "رياضة", "خارجي", "صحة", "رأي")
_PHOTO = (1600, 1067)
_TEXT = re.compile(r"^[\u0600-\u06ff]")
_MARKUP = re.compile(r"\[\^\w+\]|[*`_]|\[([^\]]*)\]\([^)]*\)")


class Story(NamedTuple):
    """An article in the pieces that every program gets: Markdown without front matter, and its name."""

    name: str
    title: str
    kicker: str
    day: int
    lead: str
    body: str


def stories(count: int, photos: int) -> list[Story]:
    """Stories of 250 to 400 words; the first `photos` of every fifth have a picture."""
    chance = random.Random(34)
    paragraphs = _paragraphs()
    made = []
    for number in range(count):
        parts = []
        for place in range(chance.randint(5, 8)):
            words = chance.choice(paragraphs).split()
            chance.shuffle(words)
            parts.append(f"{' '.join(words)} {number}-{place}.")
            if place in (2, 4):
                parts.append(f"## عنوان فرعي {place}")
        if number % 10 == 0:
            parts.append("| المدينة | العدد |\n| --- | ---: |\n| الأولى | 12 |\n| الثانية | 7 |")
        if number % 4 == 0:
            parts[0] += f"[^{number}]"
            parts.append(f"[^{number}]: هامش قصير.")
        if number % 5 == 0 and number // 5 < photos:
            parts.insert(1, f"![صورة من المدينة](p{number // 5}.jpg)")
        lead = " ".join(chance.choice(paragraphs).split()[:20])
        title = f"خبر رقم {number} من أخبار الأسبوع"
        kicker = KICKERS[number % len(KICKERS)]
        body = "\n\n".join(parts)
        made.append(Story(f"a{number:04}", title, kicker, 10 + number % 7, lead, body))
    return made


def write_photos(folder: Path, photos: int) -> None:
    """Photos as cameras make them: JPEGs of 1.7 megapixels."""
    grain = Image.effect_noise((400, 267), 60).convert("RGB").resize(_PHOTO)
    for number in range(photos):
        grain.rotate(number % 4 * 0.5).save(folder / f"p{number}.jpg", quality=85)


def write_articles(folder: Path, made: list[Story]) -> None:
    """The stories as presskit reads them."""
    for story in made:
        head = (
            f"---\nالعنوان: {story.title}\nالقسم: {story.kicker}\nالكاتب: فلان\n"
            f"التاريخ: 2025-08-{story.day}\nالمقدمة: {story.lead}\n---\n\n"
        )
        (folder / f"{story.name}.md").write_text(f"{head}{story.body}\n", "utf-8")


def write_book(folder: Path, made: list[Story]) -> Path:
    """The stories as pandoc reads them: one file, a chapter each."""
    path = folder / "book.markdown"
    head = "---\ntitle: حصاد الأسبوع\nlang: ar\ndir: rtl\n---\n\n"
    chapters = (f"# {story.title}\n\n{story.lead}\n\n{story.body}\n" for story in made)
    path.write_text(head + "\n".join(chapters), "utf-8")
    return path


def _paragraphs() -> list[str]:
    names = ("water-forum", "old-library", "smart-greenhouse")
    texts = (EXAMPLES / f"{name}.md" for name in names)
    blocks = (block for text in texts for block in text.read_text("utf-8").split("\n\n"))
    return [_MARKUP.sub(r"\1", b) for b in blocks if _TEXT.match(b) and len(b) > 120]
