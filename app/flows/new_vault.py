"""Setting up a vault: the firm, what it does, who works with it, where it lies, the recovery code."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.firm import Firm, Profile, checked_firm_name, checked_uscc, is_doubtful_uscc, opening_profile
from app.domain.operators import operator_name
from app.domain.words import Closure
from app.errors import UserError
from app.flows.flow import Flow, Problem, Work
from app.services.creation import Created
from app.services.secrets import Secret

SUFFIX = ".qingdang"
# The program takes six characters; a person is asked for more, because this passphrase guards other people's data.
LEAST_LETTERS = 8
BAD_IN_NAMES = set('\\/:*?"<>|')

Create = Callable[[Path, Firm, str, Secret], Created]


def _none() -> Secret:
    return Secret("")


@dataclass(frozen=True, slots=True)
class NewVault:
    """What has been entered so far. `created` is there once the vault is."""

    firm: str = ""
    uscc: str = ""
    closure: Closure | None = None
    profile: Profile = field(default_factory=Profile)
    day_is_readable: bool = True
    operator: str = ""
    passphrase: Secret = field(default_factory=_none)
    repeated: Secret = field(default_factory=_none)
    folder: Path | None = None
    created: Created | None = None
    code_kept: bool = False
    doubt_accepted: bool = False

    @property
    def vault(self) -> Path | None:
        """The vault's own folder inside the chosen one, named after the firm."""
        if self.folder is None:
            return None
        name = "".join("_" if letter in BAD_IN_NAMES else letter for letter in self.firm.strip()).strip(". ")
        return self.folder / f"{name or 'vault'}{SUFFIX}"


class NewVaultFlow(Flow[NewVault]):
    """Steps: firm, profile, operator, place (which makes the vault), code."""

    def __init__(self, create: Create, today: date, folder: Path | None = None) -> None:
        self._create = create
        self._today = today
        super().__init__(NewVault(folder=folder))

    def steps(self) -> tuple[str, ...]:
        return ("firm", "profile", "operator", "place", "code")

    def problems(self, step: str) -> tuple[Problem, ...]:
        checks: dict[str, Callable[[], list[Problem]]] = {
            "firm": self._firm,
            "profile": self._profile,
            "operator": self._operator,
            "place": self._place,
            "code": self._code,
        }
        return tuple(checks[step]())

    def work(self, step: str) -> Work | None:
        state = self.state
        if step != "place" or state.vault is None or state.closure is None:
            return None
        vault, firm = state.vault, Firm(state.firm, state.uscc, state.closure, state.profile)
        return lambda _progress: self._create(vault, firm, state.operator, state.passphrase)

    def finish(self, step: str, result: Any) -> bool:
        if step == "place":
            self.change(created=result, repeated=Secret(""))
        return True

    def is_final(self, step: str) -> bool:
        return step == "code"

    def choose_closure(self, closure: Closure) -> None:
        """Choose why the firm is closed; the day the service ended follows until somebody changes it."""
        proposed = opening_profile(closure, self._today).service_ended_on
        self.change(closure=closure, profile=replace(self.state.profile, service_ended_on=proposed))

    def _firm(self) -> list[Problem]:
        found = []
        if not _accepted(checked_firm_name, self.state.firm):
            found.append(Problem("firm", "bad-firm-name"))
        if not _accepted(checked_uscc, self.state.uscc):
            found.append(Problem("uscc", "bad-uscc"))
        elif is_doubtful_uscc(checked_uscc(self.state.uscc)) and not self.state.doubt_accepted:
            found.append(Problem("uscc", "doubtful-uscc"))
        if self.state.closure is None:
            found.append(Problem("closure", "closure-missing"))
        return found

    def _profile(self) -> list[Problem]:
        if not self.state.day_is_readable:
            return [Problem("service_ended_on", "bad-day")]
        ended = self.state.profile.service_ended_on
        return [Problem("service_ended_on", "in-the-future")] if ended and ended > self._today else []

    def _operator(self) -> list[Problem]:
        found = []
        if not _accepted(operator_name, self.state.operator):
            found.append(Problem("operator", "bad-operator-name"))
        if weight(self.state.passphrase) < LEAST_LETTERS:
            found.append(Problem("passphrase", "weak-passphrase"))
        elif self.state.passphrase != self.state.repeated:
            found.append(Problem("repeated", "passphrases-differ"))
        return found

    def _place(self) -> list[Problem]:
        if self.state.created is not None:
            return []
        if self.state.vault is None:
            return [Problem("folder", "folder-missing")]
        return [Problem("folder", "target-exists")] if self.state.vault.exists() else []

    def _code(self) -> list[Problem]:
        return [] if self.state.code_kept else [Problem("code_kept", "code-not-kept")]


def weight(passphrase: Secret) -> int:
    """How many characters a passphrase has, a Han character counting as two."""
    text = passphrase.reveal().decode(errors="replace")
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _accepted(check: Callable[[str], str], typed: str) -> bool:
    try:
        check(typed)
    except UserError:
        return False
    return True
