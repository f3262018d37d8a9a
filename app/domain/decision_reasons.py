"""Why records keep the decision that a person wanted to change, in words."""

from app.domain.marks import NN_

TEMPLATES: dict[str, str] = {
    "decision-waiting": NN_(
        "{records} record has no rule yet: classify it first.",
        "{records} records have no rule yet: classify them first.",
        "records",
    ),
    "decision-packed": NN_(
        "{records} record is in an archive package already, which is sealed.",
        "{records} records are in an archive package already, which is sealed.",
        "records",
    ),
    "decision-handed-over": NN_(
        "{records} record is handed over already.", "{records} records are handed over already.", "records"
    ),
    "decision-listed": NN_(
        "{records} record is on a destruction order's list: withdraw the order first.",
        "{records} records are on a destruction order's list: withdraw the order first.",
        "records",
    ),
    "decision-other-kind": NN_(
        "{records} record is of a kind that the rule does not cover.",
        "{records} records are of a kind that the rule does not cover.",
        "records",
    ),
    "decision-same": NN_(
        "{records} record has this rule and day already.",
        "{records} records have this rule and day already.",
        "records",
    ),
    "decision-gone": NN_("{records} record is gone.", "{records} records are gone.", "records"),
}
"""By code, each for so many records."""
