"""The people who work with a vault."""

import unicodedata
from dataclasses import dataclass

from app.domain.words import Role
from app.errors import UserError

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Operator:
    """A person with a name and a role, whose passphrase opens the vault."""

    name: str
    role: Role


def operator_name(typed: str) -> str:
    """The name as it is kept: NFKC, trimmed, inner spaces single. Raises UserError("bad-operator-name")."""
    name = " ".join(unicodedata.normalize("NFKC", typed).split())
    if not name or len(name) > LONGEST_NAME or any(unicodedata.category(letter).startswith("C") for letter in name):
        raise UserError("bad-operator-name", longest=LONGEST_NAME)
    return name
