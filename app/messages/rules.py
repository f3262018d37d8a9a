"""Sentences for rule packs, classification, holds and plan."""

from app.domain.marks import NN_
from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "classify-nothing-to-undo": N_("No classification stands that could be taken back. Nothing was changed."),
    "classify-used": NN_(
        "Something else was done already with the {records} record of the last classification: it is archived, handed "
        "over, on an order's list or decided otherwise by hand. Nothing was changed.",
        "Something else was done already with {used} of the {records} records of the last classification: they are "
        "archived, handed over, on an order's list or decided otherwise by hand. Nothing was changed.",
        "records",
    ),
    "unknown-own-rule": N_("This rule of the firm's own is gone already. Nothing was changed."),
    "rule-pack-not-toml": N_("The rule file {file} can't be read: {problem}. The program's own files were changed."),
    "rule-pack-missing-key": N_("The rule file {file} lacks “{key}” in rule {rule}. It is not used."),
    "rule-pack-wrong-type": N_("In the rule file {file}, “{key}” of rule {rule} has the wrong form: {value}."),
    "rule-pack-unknown-key": N_("The rule file {file} has “{key}” in rule {rule}, which the program does not know."),
    "rule-pack-unknown-word": N_(
        "In the rule file {file}, “{key}” of rule {rule} is “{value}”, which the program does not know."
    ),
    "rule-pack-contradiction": N_("In the rule file {file}, rule {rule} contradicts itself in “{key}”."),
    "rule-pack-duplicate": N_("The rule pack has rule {rule} twice. It is not used."),
    "rule-pack-file": N_("This is no file of a rule pack, or it is damaged. Nothing was changed."),
    "rule-pack-signature": N_(
        "The rule pack's signature does not hold: it was changed after it was signed. It is not used."
    ),
    "rule-pack-publisher": N_(
        "The rule pack is signed with another key ({key}) than that of the program's publisher. It is not used."
    ),
    "rule-pack-not-newer": N_(
        "The rule pack {version} is not newer than {present}, by which the vault decides. Nothing was changed."
    ),
    "rule-pack-unreadable": N_(
        "The rule pack {version} of this vault can't be used by this program; it decides by its own rules. "
        "Use a newer program, or take the pack again."
    ),
    "own-period-basis": N_(
        "Keeping records of {rule} longer needs a written basis. Nothing was changed. Name the paper."
    ),
    "own-period-years": N_("{years} is no period in years; at most {most} are kept. Nothing was changed."),
    "own-period-not-longer": NN_(
        "{years} year is not longer than what the law asks for {rule}: only a longer period can be the firm's own. "
        "Nothing was changed.",
        "{years} years are not longer than what the law asks for {rule}: only a longer period can be the firm's own. "
        "Nothing was changed.",
        "years",
    ),
    "own-period-duty-to-delete": N_(
        "Records of {rule} are to be deleted when their period is over (Personal Information Protection Law, article "
        "47): no rule of the firm's own goes before that duty. Nothing was changed."
    ),
    "rule-pack-empty": N_("The rule pack has no rules. It is not used."),
    "locked-search": N_(
        "The search finds only records of several people that may only be stored ({records}): until their statutory "
        "period is over, nothing else is done with them (Personal Information Protection Law, article 47(2)). Nothing "
        "is shown. Look up one person, or one record by its id."
    ),
    "locked-export": NN_(
        "The {records} record may only be stored: until its statutory period is over, nothing else is done with it "
        "(Personal Information Protection Law, article 47(2)). No file was written.",
        "All {records} records may only be stored: until their statutory period is over, nothing else is done with "
        "them (Personal Information Protection Law, article 47(2)). No file was written.",
        "records",
    ),
    "unknown-task": N_("The closing plan has no task “{task}” for this firm. Its tasks: {tasks}."),
    "task-day-ahead": N_("A task can't be done on {day}: that day is still to come. Nothing was entered."),
    "task-waits": N_("The task “{task}” waits for others that are not done: {tasks}. Nothing was entered."),
    "task-lasts": N_("The task “{task}” takes its days: it is over on {until}, not before. Nothing was entered."),
    "task-not-done": N_("The task “{task}” is not entered as done. Nothing was changed."),
    "evidence-too-long": N_("The reference has {length} characters; at most {most} are kept. Nothing was entered."),
    "evidence-names-person": N_(
        "The reference holds personal information ({type}). It outlives every destruction, so give a number or the "
        "name of a paper instead. Nothing was entered."
    ),
    "calendar-too-far": N_("Working days in {year} can't be counted yet: its holidays are not known."),
    "unknown-group": N_("The proposals have changed since they were shown (group {group}). Look at them again."),
    "unknown-rule": N_("The rule pack has no rule {rule} that a record can have. Nothing was changed."),
    "grade-below-law": N_(
        "Article 28 of the PIPL calls this sensitive, so it can't be graded general: {types}. Nothing was changed."
    ),
    "bad-words": N_(
        "At most {most} words are kept, each of at most {longest} characters and none empty. Nothing was changed."
    ),
    "bad-combination": N_(
        "At most {most} combinations are kept, each of two kinds of personal information or more. Nothing was changed."
    ),
    "unknown-type": N_("There is no kind of information {type} in the grading table. Nothing was changed."),
    "unknown-grade": N_("There is no grade {grade}; the grades are {known}. Nothing was changed."),
    "decision-nothing-wanted": N_(
        "Neither a rule nor a first day was given, so there is nothing to decide otherwise. Nothing was changed."
    ),
    "decision-basis-missing": N_(
        "Changing a decision needs a written basis. Nothing was changed. Name the paper that says so."
    ),
    "decision-basis-too-long": N_(
        "The written basis has {length} characters; at most {most} are kept. Nothing was changed."
    ),
    "decision-basis-names-somebody": N_(
        "The written basis holds a person's number or address. It outlives the records, so give the number or the name "
        "of a paper instead. Nothing was changed."
    ),
    "decision-unchanged": N_("None of these records can be decided so. Nothing was changed."),
    "unknown-plan-group": N_(
        "The plan has no group {group}; it has {groups}. Nothing was changed. `plan VAULT` shows them in this order."
    ),
    "no-such-record": N_("There is no record number {record} in this vault."),
    "hold-without-reason": N_("A hold needs a reason. Nothing was frozen."),
    "hold-reason-too-long": N_("The reason has {length} characters; at most {most} are kept. Nothing was frozen."),
    "hold-until-past": N_("The expected end {until} is over already. Nothing was frozen."),
    "nothing-to-hold": N_("No record was found that could be frozen."),
    "unknown-hold": N_("There is no hold {hold}."),
    "hold-lifted-already": N_("Hold {hold} has been lifted already. Nothing was changed."),
}
