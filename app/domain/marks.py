"""The marks on texts that are translated where they are shown: the domain declares them and knows no language."""

from collections.abc import Callable, Mapping

_ONES: dict[str, tuple[str, str]] = {}


def N_(message: str) -> str:  # noqa: N802 - the gettext convention's name
    """Mark a message id for extraction."""
    return message


def NN_(one: str, many: str, by: str) -> str:  # noqa: N802 - as above, with the plural
    """Mark a message id that tells one from many by its parameter `by`; it is kept and handed on as the plural."""
    _ONES[many] = (one, by)
    return many


def form_of(message: str, values: Mapping[str, object], translate: Callable[[str], str]) -> str:
    """The message id to look up: of one marked with NN_ the form that its count asks for.

    A catalogue finds both forms under the singular, and Chinese has one for both. Only where nothing is translated, in
    English, the plural is asked for itself.
    """
    one, by = _ONES.get(message, ("", ""))
    if not one:
        return message
    return message if translate(one) == one and str(values.get(by)) != "1" else one


def worded(message: str, values: Mapping[str, object], translate: Callable[[str], str]) -> str:
    """The message in the language of `translate`, in its right form, filled with the values."""
    return translate(form_of(message, values, translate)).format_map(values)
