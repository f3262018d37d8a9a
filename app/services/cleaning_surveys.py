"""What cleaning would change in a file that is not imported yet: read whole, nothing kept, nothing changed."""

from collections.abc import Mapping
from pathlib import Path

from app.domain.cleanings import Cleaning, CleaningReport, added_up
from app.domain.mappings import SheetChoice
from app.domain.records import SheetPlan
from app.formats.table_files import open_table_file
from app.formats.tables import OpenSheet
from app.jobs import Progress
from app.services.cleaning import RowCleaner
from app.services.sheet_plans import Wishes, planned_rows, planned_tables

_COUNTED = 1000


def survey_cleaning(
    path: Path,
    *,
    sheets: Mapping[str, SheetChoice] | None = None,
    password: str | None = None,
    progress: Progress | None = None,
) -> CleaningReport:
    """Counts and examples of every cleaning over all sheets, read as `sheets` say.

    Raises what ImportService.run raises for a file that can't come in, and Cancelled.
    """
    progress = progress or Progress()
    wishes = Wishes(sheets=sheets or {})
    reports = []
    with open_table_file(path, password) as file:
        for index in range(len(file.sheets)):
            for page, plan in planned_tables(file.open(index), wishes, path.name):
                progress.start("import.clean", page.rows_total or 0)
                reports.append(_report(page, plan, progress))
    return added_up(reports)


def _report(page: OpenSheet, plan: SheetPlan, progress: Progress) -> CleaningReport:
    cleaner = RowCleaner(plan, list(Cleaning))
    for count, (number, cells, _) in enumerate(planned_rows(page, plan), 1):
        cleaner.clean(number, cells)
        if count % _COUNTED == 0:
            progress.advance(_COUNTED)
    return cleaner.report()
