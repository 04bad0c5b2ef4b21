"""Initials a station types beside a slot: a few letters, and nothing that names anybody."""

import re

LETTERS_MOST = 4
_LETTERS = re.compile(r"[A-Z]{0,4}|[a-z]{0,4}")
_PHONE, _NUMBER = re.compile(r"\+?[\d\s()-]{7,}"), re.compile(r"\d{15}|\d{17}[\dXx]")
_VOWELS, _ENDS = frozenset("aeiou"), frozenset("iu")


def refusal(text: str) -> str:
    """Return why a text is not taken as initials: number, phone, name or letters; "" if it is.

    A name is told by its look: other signs than Latin letters, one capital before small letters,
    a vowel inside three letters or more (Wang, lin), or a short syllable (Li). No syllable of
    Chinese in Latin letters begins with i, u or v, so initials seldom look like that.
    """
    bare = text.strip()
    if _LETTERS.fullmatch(bare):
        low = bare.lower()
        inside = len(low) > 2 and bool(_VOWELS & set(low[1:]))
        syllable = len(low) == 2 and low[0] not in _VOWELS and low[1] in _ENDS
        return "name" if inside or syllable else ""
    if _NUMBER.fullmatch(bare.replace(" ", "")):
        return "number"
    if _PHONE.fullmatch(bare):
        return "phone"
    return "name" if any(sign.isalpha() for sign in bare) else "letters"
