"""What cleaning would change in a file that is not imported yet: read whole, nothing kept, nothing changed."""

from collections.abc import Mapping
from pathlib import Path

from app.domain.cleanings import Cleaning, CleaningReport, added_up
from app.domain.mappings import SheetChoice
from app.formats.table_files import open_table_file
from app.jobs import Progress
from app.services.cleaning import RowCleaner
from app.services.sheet_plans import Wishes, plan_sheet, planned_rows

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
            page = file.open(index)
            plan = plan_sheet(page, wishes, path.name)
            if plan is None:
                continue
            progress.start("import.clean", page.rows_total or 0)
            cleaner = RowCleaner(plan, list(Cleaning))
            for count, (number, cells, _) in enumerate(planned_rows(page, plan), 1):
                cleaner.clean(number, cells)
                if count % _COUNTED == 0:
                    progress.advance(_COUNTED)
            reports.append(cleaner.report())
    return added_up(reports)
