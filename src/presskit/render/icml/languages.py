"""Language tags as the names that InDesign's dictionaries go by."""

from __future__ import annotations

from presskit.language.facts import base_language

NO_LANGUAGE = "$ID/[No Language]"
_NAMES = {
    "ar": "Arabic",
    "he": "Hebrew",
    "en": "English: USA",
    "en-gb": "English: UK",
    "fr": "French",
    "fr-ca": "French: Canadian",
}


def indesign_language(tag: str) -> str:
    """The language of a BCP 47 tag.

    One without a dictionary in every InDesign (Persian, Urdu) is none: better no checking and no
    hyphens than those of the language that the document happens to be in.
    """
    name = _NAMES.get(tag.lower()) or _NAMES.get(base_language(tag))
    return f"$ID/{name}" if name else NO_LANGUAGE
