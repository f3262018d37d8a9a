"""The evidence of the lists of archived records, collected in the unit of work that issues them."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from app.domain.archive_lists import ArchiveListEvidence, ListForm, Volume, VolumeItem
from app.domain.retention import Rule, RulePack
from app.domain.words import Kind
from app.services.masking import masked_title
from app.services.report_figures import Collector
from app.storage.listings import ListingStore, VolumeRow, day_of


def volume_catalogue(collector: Collector) -> ArchiveListEvidence:
    """案卷目录: what every archive package holds, volume by volume."""
    return _collected(collector, ListForm.VOLUMES)


def file_catalogue(collector: Collector) -> ArchiveListEvidence:
    """卷内目录: the records of every volume."""
    return _collected(collector, ListForm.FILES)


def handover_list(collector: Collector) -> ArchiveListEvidence:
    """移交清册: the volumes with their periods, to be signed by who hands over, takes over and supervises."""
    return _collected(collector, ListForm.HANDOVER)


def _collected(collector: Collector, form: ListForm) -> ArchiveListEvidence:
    store, head = collector.uow.listings, collector.head()
    rows = store.volumes()
    copies = list(dict.fromkeys(row.copy for row in rows))
    numbers: dict[tuple[object, ...], str] = {}
    volumes = []
    for copy, members in groupby(rows, key=lambda row: row.copy):
        for at, row in enumerate(members, start=1):
            number = f"{copies.index(copy) + 1:02}-{at:03}"
            numbers[row.copy, row.kind, row.rule, row.year] = number
            volumes.append(_volume(row, number, collector.session.pack, head.today))
    return ArchiveListEvidence(
        head=head,
        form=form,
        packages=len(copies),
        records=sum(row.records for row in rows),
        gone=store.gone(),
        volumes=tuple(volumes),
        items=tuple(_items(store, numbers)) if form is ListForm.FILES else (),
    )


def _volume(row: VolumeRow, number: str, pack: RulePack, today: date) -> Volume:
    rule = next((one for one in pack.rules if one.id == row.rule), None)
    start = day_of(row.trigger_date)
    return Volume(
        number=number,
        package=row.package,
        kind=Kind(row.kind) if row.kind else None,
        rule=row.rule,
        title=rule.title if rule else "",
        year=row.year,
        records=row.records,
        attachments=row.attachments,
        first=day_of(row.first),
        last=day_of(row.last),
        required=_period(rule),
        permanent=bool(rule and rule.permanent),
        kept_years=_whole_years(start, today) if start else None,
        retain_until=day_of(row.retain_until),
    )


def _period(rule: Rule | None) -> str:
    """The rule's period as a number with its unit; "" where it sets none."""
    if rule is None or rule.permanent:
        return ""
    lengths = ((rule.years, "y"), (rule.months, "m"), (rule.days, "d"))
    return next((f"{count}{unit}" for count, unit in lengths if count), "")


def _whole_years(start: date, today: date) -> int:
    return max(0, today.year - start.year - ((today.month, today.day) < (start.month, start.day)))


def _items(store: ListingStore, numbers: dict[tuple[object, ...], str]) -> Iterator[VolumeItem]:
    for key, members in groupby(store.items(), key=lambda row: (row.copy, row.kind, row.rule, row.year)):
        for at, row in enumerate(members, start=1):
            title = masked_title(row.title)
            yield VolumeItem(numbers[key], at, row.uid.hex(), title, day_of(row.day), row.source, row.row)
