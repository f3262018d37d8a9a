"""Sentences for rule packs, classification, holds and plan."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "rule-pack-not-toml": N_("The rule file {file} can't be read: {problem}. The program's own files were changed."),
    "rule-pack-missing-key": N_("The rule file {file} lacks “{key}” in rule {rule}. It is not used."),
    "rule-pack-wrong-type": N_("In the rule file {file}, “{key}” of rule {rule} has the wrong form: {value}."),
    "rule-pack-unknown-key": N_("The rule file {file} has “{key}” in rule {rule}, which the program does not know."),
    "rule-pack-unknown-word": N_(
        "In the rule file {file}, “{key}” of rule {rule} is “{value}”, which the program does not know."
    ),
    "rule-pack-contradiction": N_("In the rule file {file}, rule {rule} contradicts itself in “{key}”."),
    "rule-pack-duplicate": N_("The rule pack has rule {rule} twice. It is not used."),
    "rule-pack-empty": N_("The rule pack has no rules. It is not used."),
    "calendar-too-far": N_("Working days in {year} can't be counted yet: its holidays are not known."),
    "unknown-group": N_("The proposals have changed since they were shown (group {group}). Look at them again."),
    "unknown-rule": N_("The rule pack has no rule {rule} that a record can have. Nothing was changed."),
    "no-such-record": N_("There is no record number {record} in this vault."),
    "hold-without-reason": N_("A hold needs a reason. Nothing was frozen."),
    "hold-reason-too-long": N_("The reason has {length} characters; at most {most} are kept. Nothing was frozen."),
    "hold-until-past": N_("The expected end {until} is over already. Nothing was frozen."),
    "nothing-to-hold": N_("No record was found that could be frozen."),
    "unknown-hold": N_("There is no hold {hold}."),
    "hold-lifted-already": N_("Hold {hold} has been lifted already. Nothing was changed."),
}
