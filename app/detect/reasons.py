"""The sentences of detection: why a column is taken for what it is, one English template for each reason's code.

Chinese stands in resources/locale/zh/detect.po.
"""

from collections.abc import Callable

from app.domain.labels import PI_TYPES
from app.domain.marks import N_
from app.domain.retention import Reason
from app.domain.words import PiType

TEMPLATES: dict[str, str] = {
    "cells-fit": N_("{type}: {fitting} of {cells} cells fit."),
    "header-is": N_("The header is “{header}”."),
    "header-misleads": N_("The header “{header}” says {says}, but the cells do not bear it out."),
    "no-header": N_("The column has no header; its cells alone were looked at."),
    "neighbour-tells": N_("The column agrees with the identity numbers beside it."),
    "wrong-check-digits": N_("{cells} numbers have a wrong check digit: mistyped, or rounded by a spreadsheet."),
    "other-cells": N_("{cells} cells hold something else: {type}."),
    "children": N_("{cells} cells are of children under 14."),
    "together": N_("Together with the other columns it points to one person."),
    "core-header": N_("The header names a price or a secret of the firm."),
}
_TYPES = frozenset({"type", "says"})


def sentence(reason: Reason, translate: Callable[[str], str]) -> str:
    """The reason in the language of `translate`; KeyError for a code without a template, which is a bug."""
    params = {name: translate(PI_TYPES[PiType(value)]) if name in _TYPES else value for name, value in reason.params}
    return translate(TEMPLATES[reason.code]).format(**params)
