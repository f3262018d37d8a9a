"""Sentences for wrong calls of the command line."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "option-needs-value": N_("{option} needs a value after it. Nothing was done."),
    "option-missing": N_("{option} is missing. Nothing was done. `--help` after the command shows what it takes."),
    "usage": N_("The call was not understood: {detail} Nothing was done."),
    "command-missing": N_("A further command is needed here. Nothing was done. `--help` lists them."),
    "unknown-command": N_("There is no command “{command}”. Nothing was done. `--help` lists the commands."),
    "unknown-option": N_("There is no option {option} here. Nothing was done. `--help` lists the options."),
    "option-takes-no-value": N_("{option} takes no value. Nothing was done."),
    "options-exclude": N_("Give only one of {options}. Nothing was done."),
    "too-many-arguments": N_("There is more than the command takes: {words}. Nothing was done."),
    "not-a-choice": N_("The value of {option} is none of {choices}. Nothing was done."),
    "out-of-bounds": N_("{option} takes a whole number {bound}. Nothing was done."),
    "bad-value": N_("The value of {option} is not of the right form. Nothing was done."),
    "bad-language": N_("There is no language “{language}”; --lang takes zh or en. Nothing was done."),
    "bad-pair": N_("“{text}” is not KEY=VALUE. No setting was changed."),
    "bad-map": N_("“{text}” is not FIELD=HEADER. Nothing was imported. The fields are: {fields}."),
    "map-twice": N_(
        "“{text}” gives a field or a column that another --map gives already. Nothing was imported. Give each once."
    ),
    "bad-suffix": N_("The file {file} has an ending that can't be written here. Nothing was written. Use: {suffixes}."),
    "passphrase-needed": N_(
        "No passphrase was given. Nothing was opened. Use --passphrase-file FILE or the variable {variable}."
    ),
    "passphrases-differ": N_("The two passphrases are not the same. Nothing was made. Type them again."),
    "passphrase-file-unreadable": N_("The passphrase file {file} can't be read as text. Nothing was opened."),
    "passphrase-file-empty": N_("The first line of the passphrase file {file} is empty. Nothing was opened."),
    "name-not-text": N_(
        "A name that was given (of a file, a folder, a person) is not written in this computer's encoding. Nothing was "
        "changed. Rename the file or folder, then try again."
    ),
    "output-unwritable": N_(
        "The answer could not be written: the output is closed, or its disk is full. "
        "What the command was to do is done."
    ),
    "no-display": N_(
        "There is no display here, so no window can open. Nothing was done. The commands work without one: "
        "`qingdang --help` lists them."
    ),
}
