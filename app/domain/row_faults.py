"""Why a row of a file was not imported: the sentences, by code.

Chinese stands in resources/locale/zh/files.po. Each may ask for {header}, the name of the column that is meant.
"""

from app.domain.marks import N_

TEMPLATES: dict[str, str] = {
    "bad-id": N_(
        "“{header}”: the ID number's digits or its check digit are wrong. Compare it with the document and correct it."
    ),
    "rounded-number": N_(
        "“{header}”: the number was rounded by a spreadsheet, so its last digits are lost. Enter it again as text."
    ),
    "bad-date": N_("“{header}”: there is no such date in the calendar."),
    "error-cell": N_("“{header}”: the cell shows a spreadsheet error instead of a value."),
    "too-many-cells": N_(
        "The row has more cells than the header has columns; mostly a delimiter stands inside a value."
    ),
    "open-quote": N_(
        "A quotation mark in the row is never closed, so its cells can't be told apart for certain. Compare them."
    ),
    "total-row": N_("A row of totals, not a record."),
    "signature-row": N_("A line of signatures or remarks below the table, not a record."),
    "repeated-header": N_("The header repeated, not a record."),
    "group-row": N_("The heading of some of the rows, such as a month, not a record."),
    "number-only": N_("Only a running number, and nothing else in the row."),
}
