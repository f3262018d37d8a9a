"""Everything that can go wrong and that the user can do something about.

An error carries a code and parameters, never a sentence: the sentence in the user's
language is made in app/messages/, at the edge (command line, window). Anything that
is not an AppError is a bug.
"""

from typing import ClassVar, TypeAlias

Param: TypeAlias = str | int | float | None


class AppError(Exception):
    """Root of all known errors; only its subclasses are raised.

    `code` is a stable machine word ("wrong-passphrase"); `params` fill the message's
    placeholders and are printed in the JSON error object, so they hold no personal data
    beyond what the user typed or a file's own name, row and column.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, Param] = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class UserError(AppError):
    """The request itself is wrong: unknown record, bad option, impossible date (exit 2)."""

    exit_code = 2


class Refused(AppError):
    """A rule, a hold, a role or a missing approval says no (exit 3).

    `reasons` are the domain's reasons (app.domain.retention.Reason), shown one below the other.
    """

    exit_code = 3

    def __init__(self, code: str, *, reasons: tuple[object, ...] = (), **params: Param) -> None:
        super().__init__(code, **params)
        self.reasons = reasons


class NotUnlocked(AppError):
    """Wrong passphrase, unknown operator, or the vault is open elsewhere (exit 4)."""

    exit_code = 4


class Damaged(AppError):
    """A file, vault, package or certificate is damaged or not acceptable (exit 5)."""

    exit_code = 5


class EnvironmentProblem(AppError):
    """Disk full, no permission, read-only folder, file held by another program (exit 6)."""

    exit_code = 6


class Cancelled(AppError):
    """The user cancelled; shown to nobody (exit 130)."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("cancelled")
