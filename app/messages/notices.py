"""Sentences for notices, hand-overs and assessments."""

from app.domain.marks import NN_
from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "nobody-to-tell": N_(
        "None of the records chosen is of a customer whose personal information they hold. No notice was made."
    ),
    "notice-not-found": N_("There is no notice {notice}. Nothing was changed. `notice VAULT list` shows them."),
    "notice-text-missing": N_("{option} needs a text: the notice has to name it. Nothing was made."),
    "notice-text-too-long": N_("The text of {option} has {length} characters, {most} at most. Nothing was made."),
    "notice-published-ahead": N_(
        "{on} is still to come. Nothing was entered. Enter the publication once the notice is up."
    ),
    "notice-published-already": N_(
        "The notice {notice} is entered as published on {on}, and its periods run from there. Nothing was changed. "
        "Prepare a new notice if that day is wrong."
    ),
    "notice-day-ahead": N_("{on} is still to come. Nothing was entered. Enter it once it has happened."),
    "nothing-to-deliver": N_("Every letter of {notice} is entered already. Nothing was changed."),
    "letter-not-found": N_(
        "The customer in place {place} has no letter of {notice}, or several customers share that name or number. "
        "Nothing was changed. Give the customer's id or the letter's number."
    ),
    "notice-asks-no-consent": N_(
        "The notice {notice} asks for no consent: only a notice of a provision does. Nothing was entered."
    ),
    "nobody-named": N_("Name the customers who answered. Nothing was entered."),
    "bad-day": N_("“{text}” is no date of the form YYYY-MM-DD. Nothing was done."),
    "receipts-unreadable": N_(
        "{file} has no row of headings that names customers or letters and says how or when. Nothing was entered. Use "
        "the delivery list that lies beside the letters."
    ),
    "assessment-incomplete": N_("The question “{question}” has no answer. Nothing was entered."),
    "assessment-needs-words": N_(
        "The question “{question}” is answered with no: say what is done about it. Nothing was entered."
    ),
    "transfer-not-found": N_("There is no hand-over {order}. Nothing was changed. `transfer VAULT list` shows them."),
    "nothing-to-transfer": NN_(
        "The {records} record asked for may not be handed over today. Nothing was written. The reasons are below.",
        "None of the {records} records asked for may be handed over today. Nothing was written. The reasons are below.",
        "records",
    ),
    "transfer-names-nothing": N_(
        "By the plan nothing goes to a recipient by itself: choose the records. {free} of {records} may go today. "
        "Nothing was written. What may go, and why the rest may not:"
    ),
    "gate-closed": N_("The hand-over {order} is not allowed yet. Nothing was handed over."),
    "transfer-other-recipient": N_(
        "The notice {notice} told customers of another recipient than the hand-over {order} has. Nothing was handed "
        "over. Prepare the hand-over for that recipient, or tell the customers of this one."
    ),
    "transfer-not-executed": N_("The hand-over {order} has not been carried out, so nobody can have signed for it."),
    "transfer-executed-already": N_("The hand-over {order} has been carried out already and can't be withdrawn."),
    "transfer-withdrawn": N_("The hand-over {order} was withdrawn. Nothing was handed over. Prepare a new one."),
    "own-certificate-not-p256": N_(
        "The certificate in {file} has no P-256 key. Nothing was changed: the page that verifies could not check it. "
        "Sign issued documents further with it instead."
    ),
    "own-certificate-expired": N_("The certificate in {file} is not valid today (until {until}). Nothing was changed."),
    "own-certificate-none": N_("The vault's own certificate signs the pages already. Nothing was changed."),
    "letterhead-too-long": N_(
        "A letterhead has at most {most} lines of {longest} characters. Nothing was changed. Shorten it."
    ),
    "logo-too-large": N_(
        "{file} is too large for a logo (more than {most} MB or 40 million pixels). Nothing was changed."
    ),
    "logo-unreadable": N_(
        "{file} is no PNG or JPEG picture that can be read. Nothing was changed. Choose another file."
    ),
    "template-too-long": N_("The text has {length} characters, at most {most} are allowed. Nothing was changed."),
    "template-unknown-word": N_(
        "“{word}” stands in braces and is not one of the words that can be filled in. Nothing was changed."
    ),
    "template-braces": N_(
        "A brace stands alone in the text. Nothing was changed. Write words to fill in between two braces."
    ),
    "template-no-heading": N_(
        "Point {line} has no heading. Nothing was changed. Write each point on a line of its own: heading, colon, text."
    ),
    "template-content-missing": N_(
        "The wording leaves out what {basis} demands: {what}. Nothing was changed. Put these words in braces into the "
        "points, or leave the points to the program."
    ),
    "template-names-customer": N_(
        "The text holds a number that tells of a person ({type}). Nothing was changed: a wording is for everybody, and "
        "outlives every destruction."
    ),
    "assessment-not-found": N_("There is no assessment {number}. Nothing was written."),
    "bad-answer": N_("“{text}” is not NAME=yes, NAME=no:… or NAME=none. Nothing was entered."),
    "not-a-package": N_("{file} is a backup, no package. Nothing was taken out. `restore` makes a vault of it."),
    "wrong-package-code": N_(
        "Neither a code nor a passphrase of {file}. Nothing was taken out. Give the code that came with the package."
    ),
}
