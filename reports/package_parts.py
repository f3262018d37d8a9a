"""What the certificates of an archive package and of a handed-over one say alike: its size, its extent, its groups."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.evidence import ArchiveGroup
from reports.columns import Column
from reports.language import DASH, Language, byte_size
from reports.press import Press


class Sealed(Protocol):
    """Evidence of a sealed package, whoever it is for."""

    @property
    def records(self) -> int: ...

    @property
    def customers(self) -> int: ...

    @property
    def attachments(self) -> int: ...

    @property
    def package_bytes(self) -> int: ...


def extent(evidence: Sealed, lang: Language) -> str:
    """How much is in the package."""
    return lang.t(
        "Records: {records}; customers: {customers}; attachments: {attachments}",
        records=lang.number(evidence.records),
        customers=lang.number(evidence.customers),
        attachments=lang.number(evidence.attachments),
    )


def package_size(evidence: Sealed, lang: Language) -> str:
    """How large the package is, to the byte and to be read."""
    size = byte_size(evidence.package_bytes)
    return lang.t("{bytes} bytes ({size})", bytes=lang.number(evidence.package_bytes), size=size)


def groups_table(groups: Sequence[ArchiveGroup], press: Press) -> None:
    """What is in the package by kind, rule and end of keeping, in this order, with the sum."""
    lang, t = press.language, press.language.t
    columns = [
        Column(t("Kind"), weight=2),
        Column(t("Rule"), weight=1.5),
        Column(t("Records"), align="right"),
        Column(t("Keep until"), weight=1.5),
    ]
    rows = [
        [
            lang.label(group.kind),
            group.rule or DASH,
            lang.number(group.records),
            t("permanently") if group.permanent else lang.iso(group.retain_until),
        ]
        for group in groups
    ]
    press.table(columns, rows, total=[t("Total"), "", lang.number(sum(group.records for group in groups)), ""])
