"""The archive certificate 归档证书: what a sealed archive package holds, how long it is kept, and how to check it."""

from datetime import date

from app.domain.evidence import ArchiveEvidence, ArchiveGroup
from app.domain.labels import CLOSURES
from app.domain.words import Kind, Role
from reports.language import made_with
from reports.package_parts import extent, groups_table, package_size
from reports.page import Composed
from reports.press import Press
from reports.proof import certified, page_key
from reports.seals import Seal


def archive_certificate(evidence: ArchiveEvidence, press: Press) -> Composed:
    """The certificate's pages; the caller makes them an archive file and signs it."""
    lang, t = press.language, press.language.t
    title = t("Archive Certificate")
    press.title(title, lang.day(lang.local_day(evidence.issued_at)))
    _facts(evidence, press)
    _contents(evidence, press)
    _limits(press)
    with press.together():
        press.heading(lang.heading(3, t("Signatures")))
        press.seals(
            [
                Seal(lang.label(Role.HANDLER), evidence.made_by, (lang.minute(evidence.issued_at),)),
                press.seal(
                    t("Personal information handler (seal)"), evidence.firm.name, evidence.issued_at, page_key(evidence)
                ),
            ]
        )
    return certified(press, evidence, title, 4, [(t("SHA-256 of the package"), evidence.package_sha256)])


def _facts(evidence: ArchiveEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    press.facts(
        [
            (t("Personal information handler"), f"{evidence.firm.name}\n{evidence.firm.uscc}"),
            (t("Occasion"), t(CLOSURES[evidence.firm.closure])),
            (t("Package"), evidence.package),
            (t("Size"), package_size(evidence, lang)),
            (t("Extent"), press.bold(extent(evidence, lang))),
            (t("Rule pack"), evidence.pack_version),
            (t("Prepared by"), evidence.made_by),
            (t("Made at"), lang.minute(evidence.issued_at)),
        ]
    )
    press.note(made_with(evidence.issued_at, evidence.program_version, t))


def _contents(evidence: ArchiveEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    press.heading(lang.heading(1, t("What the package holds, and how long it is kept")))
    groups_table(sorted(evidence.groups, key=_place), press)


def _place(group: ArchiveGroup) -> tuple[int, str, bool, date]:
    """Kinds in their order, rules by name, the first to end first, the permanent last."""
    return list(Kind).index(group.kind), group.rule or "", group.permanent, group.retain_until or date.max


def _limits(press: Press) -> None:
    lang, t = press.language, press.language.t
    press.heading(lang.heading(2, t("What the package is, and what it is not")))
    press.items(
        [
            t(
                "The package is one encrypted file. It opens with the passphrase of an operator of the vault at the "
                "time it was written, or with the recovery code; whoever keeps it needs one of them as well."
            ),
            t(
                "The same records stay in the vault until they are destroyed there. A destruction in the vault does "
                "not reach this package: it is listed as a surviving copy from then on."
            ),
            t(
                "The days of keeping are those of the rules on the day of issue. They end no period by themselves: "
                "destruction needs an order of its own."
            ),
        ]
    )
