"""Why an import can't be taken back any more: what was done with its records since."""

from app.domain.marks import N_

TEMPLATES: dict[str, str] = {
    "import-classified": N_("{count} of its records are classified."),
    "import-held": N_("{count} of its records were put under a freeze."),
    "import-listed": N_("{count} of its records are listed in a destruction order."),
    "import-corrected": N_("{count} of its cells were corrected."),
    "record-held": N_("It is frozen: lift the freeze first."),
    "record-listed": N_("It is listed in a destruction order: withdraw the order first."),
    "record-packed": N_("It is archived or handed over, and the package is sealed."),
    "import-attached": N_("{count} scans or paper files are attached to its records."),
    "import-joined": N_("{count} of its customers were joined with another one by hand."),
    "import-handed-over": N_("{count} of its records are listed in a transfer."),
    "import-noticed": N_("{count} letters were prepared for its customers."),
    "import-destroyed": N_("{count} of its records are destroyed."),
}
