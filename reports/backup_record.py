"""The backup and restore record 备份与恢复记录: every backup that was written, and every restoring from one."""

from hashlib import sha256

from app.domain.evidence import canonical
from app.domain.labels import COPY_STATUSES
from app.domain.plan_evidence import BackupEvidence
from reports.chapters import Chapter, Field, Form, Report
from reports.language import Language


def backup_record(evidence: BackupEvidence, lang: Language) -> Report:
    """The record's content for PDF and workbook."""
    t, content = lang.t, canonical(evidence)
    return Report(
        title=t("Backup and Restore Record"),
        head=evidence.head,
        facts=(
            (t("Backups"), lang.number(len(evidence.backups))),
            (t("Restorings"), lang.number(len(evidence.restores))),
        ),
        chapters=(_backups(evidence, lang), _restores(evidence, lang)),
        attachment=content,
        digest=sha256(content).hexdigest(),
    )


def _backups(evidence: BackupEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Backups"),
        sheet=t("Backups"),
        intro=t(
            "Each backup is encrypted and was read back after writing. One from before a destruction still holds what "
            "was destroyed, until it is destroyed itself."
        ),
        fields=(
            Field(t("Made"), Form.INSTANT, weight=0, size=8),
            Field(t("By"), weight=0.6, size=8),
            Field(t("File"), weight=2, size=8),
            Field(t("Records"), Form.NUMBER, weight=0, size=8),
            Field(t("Expires"), Form.DAY, weight=0, size=8),
            Field(t("State"), weight=0, size=8),
            Field("SHA-256", weight=1.2, size=6),
        ),
        rows=[
            (
                one.copy.made_at,
                one.made_by,
                one.copy.file,
                one.copy.records,
                one.copy.expires_on,
                lang.named(one.copy.status, COPY_STATUSES),
                one.sha256,
            )
            for one in evidence.backups
        ],
        dense=True,
        empty=t("No backup was made."),
    )


def _restores(evidence: BackupEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Restorings"),
        sheet=t("Restorings"),
        fields=(
            Field(t("Restored at"), Form.INSTANT, weight=0),
            Field(t("By")),
            Field(t("Backup of"), Form.INSTANT, weight=0),
            Field(t("Records"), Form.NUMBER),
            Field(t("Destroyed again"), Form.NUMBER),
        ),
        rows=[
            (one.at, one.operator, one.backup_made_at, one.records, one.destroyed_again) for one in evidence.restores
        ],
        empty=t("The vault was never restored from a backup."),
    )
