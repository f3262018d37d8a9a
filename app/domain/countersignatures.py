"""Who signs an issued document further: a certificate with its key from a PKCS#12 file."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Countersigner:
    """`file` is the PKCS#12 file's content; `reason` is shown beside the name."""

    file: bytes = field(repr=False)
    password: bytes = field(repr=False)
    file_name: str
    reason: str = ""
