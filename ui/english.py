"""English as the window shows it: quotation marks that a Chinese font draws half a line wide are straight ones."""

from dataclasses import dataclass

from app.i18n import Catalogue, catalogue

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, slots=True)
class Straight:
    """A catalogue whose texts have straight quotation marks."""

    words: Catalogue

    def gettext(self, message: str) -> str:
        return self.words.gettext(message).translate(_STRAIGHT)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.words.ngettext(singular, plural, n).translate(_STRAIGHT)

    def pgettext(self, context: str, message: str) -> str:
        return self.words.pgettext(context, message).translate(_STRAIGHT)


def words_of(language: str) -> Catalogue:
    """The catalogue of the window's language."""
    words = catalogue(language)
    return Straight(words) if language == "en" else words
