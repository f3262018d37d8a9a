"""What is to be known of a sheet before and after it is imported: the words, by code."""

from app.domain.marks import N_

SHEET_SIGNS: dict[str, str] = {
    "form": N_("a form, fields: {n}"),
    "hidden-sheet": N_("hidden sheet"),
    "hidden-rows": N_("has hidden rows"),
    "mixed": N_("lines in two encodings, UTF-8 and GBK"),
    "pictures": N_("its pictures are not read in"),
    "formulas": N_("formulas without saved values: open it in Excel or WPS and save it"),
    "no-header": N_("no header row found"),
    "gap": N_("empty column amid it: two tables?"),
    "dittos": N_("ditto marks are filled in"),
    "said-above": N_("what stands above or below it is kept"),
    "no-customer": N_("no customer column"),
}
"""Each may ask for {n}, the number of the sheet's columns."""
