"""The sentences of detection: why a column or a sheet is taken for what it is, by code.

Chinese stands in resources/locale/zh/detect.po.
"""

from app.domain.marks import N_, NN_

# `type` and `says` are words of the contract's list of types.
TEMPLATES: dict[str, str] = {
    "column-fits": NN_("{type}: {fitting} of {cells} cell fits.", "{type}: {fitting} of {cells} cells fit.", "cells"),
    "column-header": N_("The header is “{header}”."),
    "column-header-misleads": N_("The header “{header}” says {says}, but the cells do not bear it out."),
    "column-no-header": N_("The column has no header; its cells alone were looked at."),
    "column-neighbour": N_("The column agrees with the identity numbers beside it."),
    "column-wrong-digits": NN_(
        "{cells} number has a wrong check digit: mistyped, or rounded by a spreadsheet.",
        "{cells} numbers have a wrong check digit: mistyped, or rounded by a spreadsheet.",
        "cells",
    ),
    "column-others": NN_(
        "{cells} cell holds something else: {type}.", "{cells} cells hold something else: {type}.", "cells"
    ),
    "column-notes": NN_(
        "{cells} cell tells of it in words or among other things: {type}.",
        "{cells} cells tell of it in words or among other things: {type}.",
        "cells",
    ),
    "column-children": NN_("{cells} cell is of a child under 14.", "{cells} cells are of children under 14.", "cells"),
    "column-together": N_("Together with the other columns it points to one person."),
    "kind-title": N_("Its name and titles speak for it: {texts}."),
    "kind-header": N_("Headers that speak for it: {texts}."),
    "kind-types": N_("What its columns hold together speaks for it."),
    "kind-cells": N_("Words in its cells that speak for it: {texts}."),
    "kind-unsure": N_("Nothing in it tells clearly what its rows are."),
    "column-core": N_("The header names a price or a secret of the firm."),
}
