"""The window's words for what the audit log and the checks say in codes."""

from app.i18n import N_

ACTIONS: dict[str, str] = {
    "vault.create": N_("Vault made"),
    "vault.behind": N_("Vault found older than its last known state"),
    "vault.behind-accepted": N_("Older state of the vault accepted"),
    "operator.add": N_("Operator added"),
    "operator.passphrase": N_("Passphrase changed"),
    "operator.recover": N_("Opened with the recovery code"),
    "operator.recovery-code": N_("Recovery code renewed"),
    "settings.change": N_("Settings changed"),
}
CHECKS: dict[str, str] = {
    "pages": N_("Database pages"),
    "structure": N_("Database structure"),
    "foreign-keys": N_("References between records"),
    "audit-chain": N_("Audit log"),
    "audit-checkpoints": N_("Checkpoints of the audit log"),
    "signatures": N_("Signatures on orders"),
    "attachments": N_("Attachments"),
    "header": N_("Vault header"),
    "operators": N_("Operators' key slots"),
}
