"""The sentences of the whole-vault check and of what is said about a vault when it is opened, by code.

Chinese stands in resources/locale/zh/vault.po.
"""

from app.domain.marks import N_, NN_

TEMPLATES: dict[str, str] = {
    # said at opening
    "vault-behind": N_(
        "The database is older than the vault's header remembers: an earlier copy of the file was put back, or the "
        "last changes were lost. Find out why before you go on."
    ),
    "vault-read-only": N_("The folder can't be written, so the vault is open for reading only."),
    "cloud-folder": N_(
        "The vault lies in a folder that is copied to a cloud: older copies stay there, and a destruction does not "
        "reach them. Move it to a folder of this computer alone."
    ),
    "network-folder": N_(
        "The vault lies on a network folder: copies and backups of it may be out of reach, and two people could open "
        "it at once. Move it to a disk of this computer."
    ),
    # the whole-vault check
    "check-unreadable": N_("This could not be checked, because what it needs is damaged."),
    "check-pages": NN_(
        "{pages} database page read, {problems} changed or damaged.",
        "{pages} database pages read, {problems} of them changed or damaged.",
        "pages",
    ),
    "check-structure": NN_(
        "The database's structure was followed; {problems} fault found.",
        "The database's structure was followed; {problems} faults found.",
        "problems",
    ),
    "check-foreign-keys": N_("All references between records were followed; {problems} lead nowhere."),
    "check-values": N_("All days, lists and code words in the database can be read."),
    "check-values-broken": N_("Days, lists or code words in the database can't be read any more, in {columns}."),
    "check-audit-chain": NN_(
        "{events} event computed again; it begins the log.",
        "{events} events computed again; each goes on from the one before.",
        "events",
    ),
    "check-audit-broken": N_("Event {seq} of the audit log, or one before it, was changed, removed or moved."),
    "check-checkpoints": NN_(
        "{checkpoints} signed checkpoint, a beginning of the log as it is now.",
        "{checkpoints} signed checkpoints, each a beginning of the log as it is now.",
        "checkpoints",
    ),
    "check-checkpoint-broken": NN_(
        "The checkpoint signed at {size} event is not a beginning of the log as it is now.",
        "The checkpoint signed at {size} events is not a beginning of the log as it is now.",
        "size",
    ),
    "check-checkpoint-missing": NN_(
        "The checkpoint signed at {size} event is missing, though the log tells of a file that carries it.",
        "The checkpoint signed at {size} events is missing, though the log tells of a file that carries it.",
        "size",
    ),
    "check-signatures": NN_(
        "{signatures} signature on orders, {problems} broken.",
        "{signatures} signatures on orders, {problems} of them broken.",
        "signatures",
    ),
    "check-header": NN_(
        "The log has {size} event; the header last saw {expected}.",
        "The log has {size} events; the header last saw {expected}.",
        "size",
    ),
    "check-header-older": NN_(
        "The log has {size} event. An older state of the vault was put back, and nobody has accepted that yet.",
        "The log has {size} events. An older state of the vault was put back, and nobody has accepted that yet.",
        "size",
    ),
    "check-operators": NN_(
        "{known} operator in the database, {slots} with a key slot.",
        "{known} operators in the database, {slots} with a key slot.",
        "known",
    ),
}
