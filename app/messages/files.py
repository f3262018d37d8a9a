"""Sentences for files read in or written out, and for rows that were not imported."""

from app.domain import row_faults
from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "file-not-found": N_("There is no file {file}. Nothing was read."),
    "file-is-folder": N_("{file} is a folder, not a file. Choose the files in it."),
    "file-empty": N_(
        "The file {file} is empty (0 bytes). Nothing was read in. Ask whoever gave it to you for it again."
    ),
    "file-held": N_(
        "The file {file} can't be read: another program holds it, or permission is missing. Close it in "
        "Excel or WPS, then try again."
    ),
    "file-unknown-type": N_(
        "{file} is no table that can be read here. Readable are workbooks (.xlsx, .xlsm, .xls, .xlsb, .ods, .et), "
        "text tables (.csv, .tsv, .txt), address cards (.vcf), and folders and zip files of them."
    ),
    "file-owner-mark": N_(
        "{file} is the mark that Excel or WPS leaves beside a file while it is open there, not a table. Choose "
        "{other} itself, closed."
    ),
    "file-is-zip": N_("{file} is a zip file of files, not a table. The tables in it come in one by one."),
    "zip-encrypted": N_(
        "The zip file {file} has a password. Nothing was read in. Unpack it with its password and give the files in it."
    ),
    "zip-part-too-large": N_(
        "{file} in the zip file {zip} is too large to be read from there. Unpack it and give it by itself."
    ),
    "zip-unusual": N_(
        "{file} is packed into {zip} in a way that can't be undone here. Unpack it and give it by itself."
    ),
    "zip-in-zip": N_("{file} is a zip file inside a zip file. It was not opened. Unpack it and give it by itself."),
    "zip-empty": N_("The zip file {file} has no table in it. Nothing was read in."),
    "folder-empty": N_("The folder {file} has no table in it. Nothing was read in."),
    "folder-too-many": N_("The folder {file} has more than {most} files. Choose a folder further down."),
    "zip-too-many": N_("The zip file {file} has more than {most} tables. Unpack it and give the folder."),
    "files-unreadable": N_("{count} of the files found could not be read: {names}. The others were read in."),
    "no-cards": N_("{file} has no address card in it. Nothing was read in."),
    "file-wrong-type": N_(
        "The content of {file} is not what its name says. Nothing was read in. Open it in Excel or WPS and "
        "save it as .xlsx, or correct its ending."
    ),
    "file-sylk": N_(
        "{file} is a workbook of the old exchange format SYLK. Nothing was read in. Open it in Excel and save it as "
        ".xlsx."
    ),
    "file-web-page": N_(
        "{file} is a web page without a table that can be read here. Open it in Excel or WPS and save it as .xlsx."
    ),
    "file-encrypted": N_("{file} is protected by a password. Nothing was read in. Give its password."),
    "file-encrypted-old": N_(
        "{file} has a password of a kind that can't be undone here. Open it in Excel or WPS, save it as .xlsx, then "
        "import that."
    ),
    "file-password-wrong": N_(
        "The password does not open {file}. Nothing was read in. Ask who set it, and give it again."
    ),
    "file-damaged": N_(
        "{file} is damaged or cut short. Nothing was read in. Copy it again from where it came from, or "
        "open it in Excel or WPS, let it be repaired and save it anew."
    ),
    "file-unreadable": N_(
        "{file} can't be read as a workbook. Nothing was read in. Open it in Excel or WPS and save it as .xlsx."
    ),
    "file-no-workbook": N_("{file} holds no workbook. Nothing was read in."),
    "file-bomb": N_("{file} would swell far beyond its size when unpacked, as no office file does. It was not opened."),
    "file-hostile": N_("{file} has parts that no office program writes and that could do harm. It was not opened."),
    "no-sheets": N_("The workbook {file} has no sheet with rows. Nothing was read in."),
    "no-rows": N_("Nothing that can be read as a record was found in {file}. Nothing was imported."),
    "sheet-too-large": N_(
        "The sheet “{sheet}” in {file} reaches too far to be read at once. Delete the empty rows and columns "
        "behind the data, or split it."
    ),
    "file-too-large": N_(
        "The sheets of {file} reach too far to be read at once. Delete the empty rows and columns behind the "
        "data, or save it as .xlsx."
    ),
    "sheet-incomplete": N_(
        "The sheet “{sheet}” in {file} was only partly readable, so nothing of it was read in. Open it in "
        "Excel or WPS and save it anew."
    ),
    "several-tables": N_(
        "In the sheet “{sheet}” of {file} another table begins in row {row}, below thousands of rows."
        " Put it on a sheet of its own. Nothing was read in."
    ),
    "form-unclear": N_(
        "The sheet “{sheet}” in {file} is a form, but in row {row} it can't be told which value belongs to which label."
        " Nothing was read in. Put each value right behind its label, or make a table with the labels as its header."
    ),
    "line-not-text": N_(
        "Line {row} of {file} is neither in UTF-8 nor in GBK, so its characters can't be told. Nothing was read in. "
        "Open the file in a text editor, correct that line, and save all of it as UTF-8."
    ),
    "not-text": N_("{file} is not text in any known encoding. Nothing was read in."),
    "csv-broken": N_(
        "{file} can't be cut into cells at row {row}: a cell there has more than 131,072 characters. "
        "Nothing was read in."
    ),
    "too-many-columns": N_(
        "{file} has more than 16,384 columns in row {row}, more than a sheet can have. Nothing was read in."
    ),
    "cell-too-long": N_("{file} has a cell of more than 131,072 characters in row {row}. Nothing was read in."),
    "sheet-not-found": N_("{file} has no sheet “{sheet}”. Its sheets are: {sheets}."),
    "header-not-found": N_("No column of {file} has the header “{header}”. Nothing was imported."),
    "header-row-beyond": N_(
        "Row {row} can't be the header of {file}: there is nothing below it. Nothing was imported."
    ),
    "bad-sort": N_("Lists can be sorted by {sorts}, not by “{sort}”."),
    "unknown-record": N_("There is no record {uid} in this vault."),
    "nothing-selected": N_("No records were named. Give their numbers or words to search for."),
    # Why a row was not imported: shown beside its number.
    **row_faults.TEMPLATES,
}
