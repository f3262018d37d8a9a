"""Sentences for destruction orders."""

from app.domain.marks import NN_
from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "order-not-found": N_("There is no destruction order {order} in this vault. Nothing was changed."),
    "nothing-to-destroy": N_(
        "None of the records may be destroyed today ({blocked} left out). No order was made. The reasons:"
    ),
    "in-open-orders": N_(
        "What was chosen ({blocked}) is in destruction orders that are not finished: {orders}. No order was made. Go "
        "on with them, or withdraw them first."
    ),
    "nothing-left-to-destroy": N_("Of what was chosen nothing is left to destroy. No order was made."),
    "order-not-approved": N_(
        "Order {order} is not approved yet. Nothing was destroyed. An approver has to sign it first."
    ),
    "order-approved-already": N_("Order {order} is approved already. Nothing was changed. It can be executed."),
    "order-under-way": N_("Order {order} is just being executed. Nothing was changed. Wait until that is over."),
    "order-executed": N_("Order {order} has been executed already: what it listed is gone. Nothing was changed."),
    "order-not-executed": N_("Order {order} is not executed yet, so there is nothing to witness. Nothing was changed."),
    "order-withdrawn": N_("Order {order} was withdrawn. Nothing was changed. Prepare a new order."),
    "order-appraised-already": N_("Order {order} is appraised already. Nothing was changed. It can be approved."),
    "nothing-to-appraise": N_(
        "{operator} can sign order {order} in no capacity that is still open. Nothing was changed. Somebody with "
        "another role has to sign."
    ),
    "capacity-signed": N_("Order {order} is signed as {capacity} already. Nothing was changed."),
    "department-signed": N_("Order {order} is witnessed for {department} already. Nothing was changed."),
    "appraisal-missing": N_(
        "The firm requires that accounting files are appraised before they are approved, and order {order} is not "
        "signed as {capacities}. Nothing was changed. Have it appraised."
    ),
    "order-certified": N_(
        "Order {order} is certified already; its certificate says what was known then. Nothing was recorded."
    ),
    "paper-not-counted": N_("How many volumes of paper files were destroyed? Nothing was recorded."),
    "paper-names-somebody": N_(
        "This names a customer or holds a person's number, and it would stay on the certificate. Nothing was recorded. "
        "Say what the files are, for example “Contracts 2016 to 2018, box 3”."
    ),
    "day-to-come": N_("{day} is still to come. Nothing was recorded. Give the day on which it was done."),
    "holder-missing": N_("Who holds the copy? Nothing was recorded. Name the holder."),
    "copy-of-nothing": N_("No record was found by these words or numbers, so no copy was recorded. Look for others."),
    "copy-not-found": N_("There is no known copy {copy}. Nothing was recorded."),
    "proof-missing": N_(
        "What {file} sent as proof is missing: without it nothing proves that the copy is gone. Nothing was recorded."
    ),
    "proof-too-large": N_("{file} is larger than {limit} MB. Nothing was recorded. Use a smaller scan."),
    "copy-still-there": N_("{file} still lies where it was made. Nothing was recorded. Remove it first."),
    "vault-holds-records": NN_(
        "{records} record in the vault is neither destroyed nor handed over. Nothing was changed. Destroy it by an "
        "order, or hand it over to whoever keeps it on; what the law keeps can't end with the vault.",
        "{records} records in the vault are neither destroyed nor handed over. Nothing was changed. Destroy them by an "
        "order, or hand them over to whoever keeps them on; what the law keeps can't end with the vault.",
        "records",
    ),
    "orders-open": N_(
        "These destruction orders are not finished: {orders}. Nothing was changed. Finish or withdraw them."
    ),
    "ending-signed": N_("Everybody has signed already. Nothing was changed. The vault's end can be carried out."),
    "ending-not-signed": N_("The vault's end is not signed yet by: {roles}. Nothing was destroyed."),
    "ending-altered": N_(
        "A signature under the vault's end does not hold. Nothing was destroyed. Have the vault checked, then sign "
        "again."
    ),
    "own-ending": N_(
        "{operator} signed the vault's end as handler and can't sign it in another role. Nothing was changed. Somebody "
        "else has to sign."
    ),
    "confirmation-differs": N_("That is not the firm's name, {firm}. Nothing was destroyed. Type it exactly."),
    "folder-inside-vault": N_("The folder {folder} lies inside the vault and would go with it. Nothing was destroyed."),
    "vault-holds-foreign": N_(
        "{file} lies in the vault's folder and is not the vault's. Nothing was destroyed. Move it elsewhere, then give "
        "the same command again."
    ),
    "vault-end-incomplete": N_(
        "{file} in the vault's folder can't be removed, so no certificate is issued. The vault's keys are destroyed. "
        "Remove what holds the file, then give the same command again."
    ),
    "vault-ended": N_("This vault has ended: it was destroyed as a whole. Its certificate is {file}."),
    "no-order-to-report": N_("There is no destruction order that this paper could be about. Nothing was written."),
    "watermark-too-long": N_("A watermark has at most {most} characters; this one has {length}. Nothing was written."),
    "report-of-no-order": N_(
        "A report “{kind}” is not about one order. Nothing was written. Leave the order away, or choose another report."
    ),
    "own-order": N_(
        "{operator} prepared order {order} and can neither approve nor witness it. Nothing was changed. "
        "Somebody else has to sign."
    ),
    "cooling-off": N_(
        "Order {order} is in its cooling-off time: it can be executed from {earliest_on}. Nothing was destroyed."
    ),
    "notice-not-given": N_(
        "The firm promises its customers a notice before it destroys their data, and none is recorded for order "
        "{order}. Nothing was destroyed. Give the notice, or change the setting notice-before-destruction."
    ),
    "nobody-can-witness": N_(
        "Order {order} needs a witness's signature, and no operator can give it. Nothing was destroyed. "
        "Add an operator with the role of witness."
    ),
    "order-returned": NN_(
        "Order {order} is not as it was approved: {left} of its {listed} record may be destroyed now. Nothing was "
        "destroyed. The order was drawn up again over what may be destroyed and has to be approved again. The reasons:",
        "Order {order} is not as it was approved: {left} of its {listed} records may be destroyed now. Nothing was "
        "destroyed. The order was drawn up again over what may be destroyed and has to be approved again. The reasons:",
        "listed",
    ),
    "order-emptied": NN_(
        "The {records} record of order {order} may not be destroyed any more: it was frozen, changed or destroyed "
        "after it was approved. Nothing was destroyed, and the order was withdrawn.",
        "None of the {records} records of order {order} may be destroyed any more: they were frozen, changed or "
        "destroyed after it was approved. Nothing was destroyed, and the order was withdrawn.",
        "records",
    ),
    "order-outdated": N_(
        "Records of order {order} were changed or frozen while it was being executed. Nothing was destroyed. "
        "Execute it again: it is decided anew then."
    ),
    "order-altered": N_(
        "The list of order {order}, or a signature under it, is not what was signed. Nothing was destroyed. "
        "Have the vault checked and prepare a new order."
    ),
    "control-incomplete": NN_(
        "The control search found only {found} of {values} value in the present database, so that it proves nothing. "
        "Nothing was destroyed, the order is still approved. Have the vault checked and execute it again.",
        "The control search found only {found} of {values} values in the present database, so that it proves nothing. "
        "Nothing was destroyed, the order is still approved. Have the vault checked and execute it again.",
        "values",
    ),
    "residue-found": NN_(
        "Reading back found {values} value and {terms} words of the index of the records in the new database. It was "
        "thrown away: nothing was destroyed, the order is still approved. Please report this mistake of the program.",
        "Reading back found {values} values and {terms} index words of the records in the new database. It was thrown "
        "away: nothing was destroyed, the order is still approved. Please report this mistake of the program.",
        "values",
    ),
    "page-unreadable": N_(
        "Page {page} of the file {file} cannot be decrypted. Nothing was destroyed. Have the vault checked."
    ),
}
