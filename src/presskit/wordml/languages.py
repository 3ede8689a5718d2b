"""Language tags as Word knows them: a language with a region."""

from __future__ import annotations

from presskit.language.facts import base_language, direction_of

_REGIONS = dict(
    pair.split("-")
    for pair in [
        "ar-SA",
        "fa-IR",
        "ur-PK",
        "he-IL",
        "ps-AF",
        "ckb-IQ",
        "sd-PK",
        "ks-IN",
        "dv-MV",
        "ug-CN",
        "yi-001",
        "en-US",
        "fr-FR",
        "de-DE",
        "es-ES",
        "it-IT",
        "pt-BR",
        "tr-TR",
        "ru-RU",
        "nl-NL",
        "el-GR",
        "id-ID",
        "ms-MY",
        "sw-KE",
        "zh-CN",
        "ja-JP",
        "ko-KR",
        "hi-IN",
    ]
)
_WHOLE = {"pnb": "pa-Arab-PK"}
_LATIN, _ARABIC = "en-US", "ar-SA"


def word_language(tag: str) -> str:
    """A BCP 47 tag with the region that Word needs: `ar-SA` for `ar`, `fr-CA` for itself."""
    language, (_, *rest) = base_language(tag), tag.split("-")
    if language in _WHOLE:
        return _WHOLE[language]
    regions = [part for part in rest if len(part) in (2, 3) and part.isalnum()]
    region = regions[0].upper() if regions else _REGIONS.get(language, "")
    return f"{language}-{region}" if region else language


def defaults(tag: str) -> tuple[str, str]:
    """The languages of left-to-right and of right-to-left runs in an article."""
    own = word_language(tag)
    return (_LATIN, own) if direction_of(tag) == "rtl" else (own, _ARABIC)
