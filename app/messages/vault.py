"""Sentences for vault, header, operator, lock and environment errors."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    # not unlocked
    "wrong-passphrase": N_(
        "The passphrase does not open this vault for {operator}. Nothing was changed. "
        "Check the operator and the keyboard, then try again."
    ),
    "unknown-operator": N_("The vault knows no operator {operator}. Nothing was opened. Check the name."),
    "vault-in-use": N_(
        "The vault is open in another program (operator {operator}, computer {host}, since {since}). Nothing was "
        "opened. Close it there, then try again."
    ),
    "vault-closed": N_("The vault is locked. Nothing was changed. Unlock it again."),
    "recovery-code-mistyped": N_(
        "This is no recovery code: a character is wrong or missing ({characters} of {expected} were typed). "
        "Nothing was opened. Compare it with the recovery sheet."
    ),
    "recovery-code-of-another-vault": N_(
        "This recovery code belongs to another vault. Nothing was opened. Look for this vault's recovery sheet."
    ),
    "wrong-recovery-code": N_(
        "This recovery code does not open the vault: it has been replaced by a newer one. Nothing was opened. "
        "Look for the newer recovery sheet."
    ),
    # refused
    "role-forbids": N_("The role {role} may not do this. Nothing was changed. It takes: {roles}."),
    "several-operators": N_(
        "Others work with this vault too, so one person can't stand in every role. {key} was not changed."
    ),
    # wrong requests
    "vault-not-found": N_("There is no vault {vault} here. Nothing was opened. Check the folder."),
    "not-a-folder": N_("{file} is a file and no folder. Nothing was written. Name a folder."),
    "target-exists": N_("{file} exists already and was not touched. Choose another name."),
    "bad-uscc": N_(
        "The unified social credit code has 18 letters and digits, an old registration number 15 digits. "
        "Nothing was made. Check the licence."
    ),
    "bad-firm-name": N_("The firm's name is missing, too long or holds invisible characters. Nothing was made."),
    "bad-operator-name": N_(
        "An operator's name has 1 to {longest} characters, none of them invisible. Nothing was changed."
    ),
    "operator-exists": N_("There is an operator {operator} already. Nothing was changed. Choose another name."),
    "weak-passphrase": N_(
        "The passphrase is too short: at least {shortest} characters, a Chinese one counting as two. "
        "Nothing was changed."
    ),
    "unknown-setting": N_("There is no setting {key}. Nothing was changed."),
    "bad-setting": N_("{value} can't be the value of {key}, which takes {expected}. Nothing was changed."),
    # damage
    "not-a-vault": N_("The folder {vault} is no vault. Nothing was changed. Check the folder."),
    "header-missing": N_(
        "The vault {vault} has lost its header vault.json, without which nobody can open it. Nothing was changed. "
        "Put the file back, or restore a backup."
    ),
    "header-damaged": N_(
        "The vault's header is damaged. Nothing was changed. Put back an undamaged vault.json of the same "
        "day, or restore a backup."
    ),
    "header-forged": N_(
        "The vault's header was written by somebody who can't open the vault. Nothing was opened or changed. "
        "Find out who had the folder, then restore a backup."
    ),
    "header-newer": N_(
        "The vault was made by a newer version of the program (form {found}, this one knows {known}). "
        "Nothing was changed. Install the newer version."
    ),
    "vault-newer": N_(
        "The vault was last opened by a newer version of the program (data {found}, this one knows {known}). "
        "Nothing was changed. Install the newer version."
    ),
    "database-missing": N_(
        "The vault's database {file} is missing. Nothing was changed. Put the file back, or restore a backup."
    ),
    "database-damaged": N_(
        "The vault's database is damaged or belongs to another vault. Nothing was changed. Restore a backup."
    ),
    "next-generation-damaged": N_(
        "What was to become the vault's new database did not pass its check and was thrown away. The vault is as it "
        "was. Try again; if it happens again, check the disk."
    ),
    "checkpoint-unreadable": N_("A signed checkpoint of the audit log can't be read: it was changed or is none."),
    # environment
    "read-only-vault": N_(
        "The vault's folder can't be written, so it is open for reading only. Nothing was changed. "
        "Copy it to a place that you may write, or ask for the right to."
    ),
    "read-only-old-vault": N_(
        "The vault comes from an older version and has to be brought up to date first, but its folder can't be "
        "written. Nothing was changed. Copy it to a place that you may write."
    ),
    "no-lock-here": N_(
        "The file system of {file} can't keep a second program away, so the vault was not opened. "
        "Move it to a disk of this computer."
    ),
    "not-enough-memory": N_(
        "The computer has too little free memory for this. Nothing was changed. Close other programs, then try again."
    ),
    "disk-full": N_("The disk is full. What was under way was taken back. Make room, then try again."),
    "no-permission": N_(
        "You may not read or write {file} or its folder. Nothing was changed. "
        "Ask for the right, or choose another place."
    ),
    "name-too-long": N_("The name {file} is too long for this disk. Nothing was written. Choose a shorter one."),
    "disk-error": N_(
        "The disk could not be read or written. What was under way was taken back. Check the disk, and whether an "
        "antivirus or sync program holds the file; then try again."
    ),
    "delivery-waits": N_(
        "The vault has recorded {file}, but the file could not be put in its place. Make sure that its folder or disk "
        "is there and can be written, then open the vault again: the file is put there then."
    ),
    "database-not-opened": N_(
        "The vault's database could not be opened. Nothing was changed. Check whether another program holds the file "
        "and whether you may read it."
    ),
}
