"""Why an import can't be taken back any more: what was done with its records since."""

from app.domain.marks import N_, NN_

TEMPLATES: dict[str, str] = {
    "import-classified": NN_(
        "{count} of its records is classified.", "{count} of its records are classified.", "count"
    ),
    "import-held": NN_(
        "{count} of its records was put under a freeze.", "{count} of its records were put under a freeze.", "count"
    ),
    "import-listed": NN_(
        "{count} of its records is listed in a destruction order.",
        "{count} of its records are listed in a destruction order.",
        "count",
    ),
    "import-corrected": NN_("{count} of its cells was corrected.", "{count} of its cells were corrected.", "count"),
    "record-held": N_("It is frozen: lift the freeze first."),
    "record-listed": N_("It is listed in a destruction order: withdraw the order first."),
    "record-packed": N_("It is archived or handed over, and the package is sealed."),
    "import-attached": NN_(
        "{count} scan or paper file is attached to its records.",
        "{count} scans or paper files are attached to its records.",
        "count",
    ),
    "import-joined": NN_(
        "{count} of its customers was joined with another one by hand.",
        "{count} of its customers were joined with another one by hand.",
        "count",
    ),
    "import-handed-over": NN_(
        "{count} of its records is listed in a transfer.", "{count} of its records are listed in a transfer.", "count"
    ),
    "import-noticed": NN_(
        "{count} letter was prepared for its customers.", "{count} letters were prepared for its customers.", "count"
    ),
    "import-destroyed": NN_("{count} of its records is destroyed.", "{count} of its records are destroyed.", "count"),
}
