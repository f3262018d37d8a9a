"""The sentences behind error codes, in the user's language."""

from datetime import datetime

from app.domain.labels import ROLES
from app.domain.marks import worded
from app.domain.reasons import sentence
from app.domain.retention import Reason
from app.errors import AppError, Param, Refused
from app.i18n import N_, Catalogue
from app.messages import documents, files, imports, incidents, notices, orders, packages, rules, usage, vault

TEMPLATES: dict[str, str] = {
    "cancelled": N_("Cancelled. Nothing was changed."),
    **usage.TEMPLATES,
    **vault.TEMPLATES,
    **files.TEMPLATES,
    **imports.TEMPLATES,
    **rules.TEMPLATES,
    **orders.TEMPLATES,
    **notices.TEMPLATES,
    **incidents.TEMPLATES,
    **packages.TEMPLATES,
    **documents.TEMPLATES,
}


def describe(error: AppError, catalogue: Catalogue) -> str:
    """What happened, to what, what is unchanged and what to do, as sentences.

    A code without a template is shown with its parameters: a test sees to it that none is left.
    """
    template = TEMPLATES.get(error.code)
    if template is None:
        return str(error)
    shown = {name: _worded(name, value, catalogue) for name, value in error.params.items() if value is not None}
    return worded(template, _Shown(shown), catalogue.gettext)


def reasons(error: AppError, catalogue: Catalogue) -> list[str]:
    """The reasons of a refusal as sentences; none for other errors."""
    found = error.reasons if isinstance(error, Refused) else ()
    return [sentence(one, catalogue.gettext) if isinstance(one, Reason) else str(one) for one in found]


def _worded(name: str, value: Param, catalogue: Catalogue) -> str:
    """A parameter as its reader says it: roles by their names, an instant (ISO 8601) in the computer's own zone."""
    if name == "since":
        return _moment(str(value))
    if name in ("role", "roles"):
        known = {str(role): catalogue.gettext(label) for role, label in ROLES.items()}
        return catalogue.gettext(", ").join(known.get(word, word) for word in str(value).split(", "))
    return str(value)


def _moment(text: str) -> str:
    """The instant to the minute; as it stands where a file that anybody may write holds something else."""
    try:
        return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text


class _Shown(dict[str, object]):
    """Parameters for a template; one that is not there is shown as a dash instead of failing in an error path."""

    def __missing__(self, key: str) -> str:
        return "—"
