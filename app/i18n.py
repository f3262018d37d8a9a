"""Languages: one gettext catalogue for window, command line, workbooks and PDFs.

Message ids are the English sentences; Chinese stands in resources/locale/zh. A document's
language is its own: whoever makes text is handed a Catalogue and asks nothing global.
"""

import gettext
import os
from functools import cache
from typing import Protocol

from app import fragments
from app.resources import resource

LANGUAGES = ("zh", "en")
DOMAIN = "qingdang"


class Catalogue(Protocol):
    """What text makers need of a language."""

    def gettext(self, message: str) -> str: ...

    def ngettext(self, singular: str, plural: str, n: int) -> str: ...

    def pgettext(self, context: str, message: str) -> str: ...


def N_(message: str) -> str:  # noqa: N802 - the gettext convention's name
    """Mark a message for extraction where it is declared; it is translated where it is shown."""
    return message


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of "zh" or "en"; English is the message ids themselves."""
    folder = resource("locale", language)
    compiled = folder / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if compiled.is_file():
        with compiled.open("rb") as file:
            return fragments.Translations(file)
    written = sorted(folder.glob("*.po"))  # a checkout that `dev.py` hasn't compiled yet
    return fragments.translations(written) if written else gettext.NullTranslations()


def system_language() -> str:
    """The system's language: "en" where it is English, else "zh", since the program is Chinese first."""
    import locale  # not every start asks, nor waits for it

    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    spoken = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    return "en" if spoken.lower().startswith("en") else "zh"
