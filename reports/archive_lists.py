"""The lists of archived records: 案卷目录, 卷内目录, 移交清册."""

from collections.abc import Sequence
from itertools import groupby

from app.domain.archive_lists import ArchiveListEvidence, ListForm, Volume, VolumeItem
from app.i18n import N_
from reports.chapters import Chapter, Field, Form, Report, Row, Signer
from reports.language import DASH, Language, length_of_keeping

_TITLES = {
    ListForm.VOLUMES: N_("Catalogue of Volumes"),
    ListForm.FILES: N_("Catalogue of Files in Volumes"),
    ListForm.HANDOVER: N_("Hand-Over List of Archived Files"),
}


def archive_list(evidence: ArchiveListEvidence, lang: Language) -> Report:
    """The list's content for PDF and workbook."""
    t, number = lang.t, lang.number
    volumes = number(len(evidence.volumes))
    counted = t("{records}; volumes: {volumes}", records=number(evidence.records), volumes=volumes)
    handover = evidence.form is ListForm.HANDOVER
    hands = (t("Who hands over"), t("Who takes over"), t("Who supervises")) if handover else ()
    chapters = [_handover(evidence, lang) if handover else _volumes(evidence, lang)]
    if evidence.form is ListForm.FILES:
        chapters += _files(evidence, lang)
    return Report(
        title=t(_TITLES[evidence.form]),
        head=evidence.head,
        facts=(
            (t("Archive packages"), number(evidence.packages)),
            (t("Records"), counted),
            (t("Archived, destroyed in the vault since"), number(evidence.gone)),
        ),
        chapters=tuple(chapters),
        signers=tuple(Signer(role) for role in hands),
        number_label=t("Document No."),
        landscape=True,
    )


def volume_title(volume: Volume, lang: Language) -> str:
    """What a volume is called: kind, rule and year."""
    parts = (lang.label(volume.kind), lang.t(volume.title) if volume.title else "", volume.year)
    return " · ".join(part for part in parts if part and part != DASH) or DASH


def _volumes(evidence: ArchiveListEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Volumes"),
        sheet=t("Volumes"),
        intro=t("A volume is what one archive package holds of one kind, rule and year."),
        fields=(
            Field(t("Volume No."), weight=0),
            Field(t("Title"), weight=2),
            Field(t("First date"), Form.DAY, weight=0),
            Field(t("Last date"), Form.DAY, weight=0),
            Field(t("Records"), Form.NUMBER, weight=0, summed=True),
            Field(t("Attachments"), Form.NUMBER, weight=0, summed=True),
            Field(t("Retention period"), weight=0),
            Field(t("Package"), weight=1.2),
        ),
        rows=[
            (
                volume.number, volume_title(volume, lang), volume.first, volume.last, volume.records,
                volume.attachments, _required(volume, lang), volume.package,
            )
            for volume in evidence.volumes
        ],
        empty=t("Nothing has been archived."),
        running=True,
    )  # fmt: skip


def _handover(evidence: ArchiveListEvidence, lang: Language) -> Chapter:
    """The columns are those that the Accounting Archives Measures, article 12, ask of such a list."""
    t = lang.t
    return Chapter(
        title=t("What is handed over"),
        sheet=t("Hand-over"),
        intro=t(
            "The files listed here are handed over in the archive packages named. Hander-over and taker-over compare "
            "them with this list, count by count, and sign below."
        ),
        fields=(
            Field(t("No."), Form.NUMBER, weight=0),
            Field(t("Name of the files"), weight=2),
            Field(t("Volume No."), weight=0),
            Field(t("Records"), Form.NUMBER, weight=0, summed=True),
            Field(t("Years"), weight=0),
            Field(t("Required period"), weight=0),
            Field(t("Kept so far, years"), Form.NUMBER, weight=0),
            Field(t("Keep until"), weight=0),
            Field(t("Package"), weight=1.2),
        ),
        rows=[_handed(at, volume, lang) for at, volume in enumerate(evidence.volumes, start=1)],
        note=t("Medium: electronic, in sealed and encrypted packages; attachments are in them with their records."),
        empty=t("Nothing has been archived."),
        running=True,
    )


def _handed(at: int, volume: Volume, lang: Language) -> Row:
    until = lang.t("permanently") if volume.permanent else lang.iso(volume.retain_until)
    return (
        at, volume_title(volume, lang), volume.number, volume.records, volume.year, _required(volume, lang),
        volume.kept_years, until, volume.package,
    )  # fmt: skip


def _required(volume: Volume, lang: Language) -> str:
    return lang.t("permanent") if volume.permanent else length_of_keeping(volume.required, lang)


def _files(evidence: ArchiveListEvidence, lang: Language) -> list[Chapter]:
    titles = {volume.number: volume_title(volume, lang) for volume in evidence.volumes}
    return [
        _files_of(number, titles[number], list(items), lang)
        for number, items in groupby(evidence.items, key=lambda item: item.volume)
    ]


def _files_of(number: str, title: str, items: Sequence[VolumeItem], lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Volume {number}: {title}", number=number, title=title),
        sheet=number,
        fields=(
            Field(t("No."), Form.NUMBER, weight=0, size=8),
            Field(t("Record"), weight=0, size=7),
            Field(t("Title (masked)"), weight=2, size=8),
            Field(t("Date"), Form.DAY, weight=0, size=8),
            Field(t("Source sheet"), weight=1, size=8),
            Field(t("Source row"), Form.NUMBER, weight=0, size=8),
        ),
        rows=[(item.number, item.uid, item.title, item.day, item.source, item.row) for item in items],
        dense=True,
    )
