"""Search in any script: text folded once, cut into pairs of characters, so that two are enough to find something.

A trigram index can't answer two characters, which is a normal Chinese or Japanese query; pairs in an array can."""

import unicodedata
from operator import add

SEPARATOR = "\x1f"


def fold(text: str) -> str:
    """How stored and sought words are compared: NFKC, casefolded, ё as е. Never printed."""
    return unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")


def folded(sql: str) -> str:
    """The same in SQL, for what is stored as it was typed."""
    return f"translate(lower(normalize({sql}, NFKC)), 'ё', 'е')"


def grams(text: str) -> list[str]:
    """The distinct pairs of characters within the words of a folded text, sorted."""
    found: set[str] = set()
    for word in text.split():
        found.update(map(add, word, word[1:]))
    return sorted(found)


def joined(text: str) -> str:
    """The pairs as one string, for string_to_array(…, chr(31)): arrays of arrays don't unnest by row."""
    return SEPARATOR.join(grams(text))


def pattern(text: str) -> str:
    """A LIKE pattern that finds the folded text anywhere."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
