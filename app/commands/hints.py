"""By which options a command is given what a sentence asks for; the sentences themselves stand in the window too."""

from collections.abc import Iterable

from app.i18n import N_, Catalogue

_HINTS = {
    "file-encrypted": N_("On the command line: --file-password-file FILE."),
    "nothing-selected": N_("On the command line: --uid, --search."),
    "transfer-names-nothing": N_("On the command line: --kind, --search, --uid."),
}


def hints(codes: Iterable[str], catalogue: Catalogue) -> list[str]:
    """A line for each of the errors that has one, none twice."""
    return [catalogue.gettext(_HINTS[code]) for code in dict.fromkeys(codes) if code in _HINTS]
