"""Who may do what (the contract's `--operator`), and the rule of two persons."""

from collections.abc import Collection
from enum import StrEnum

from app.domain.words import Role


class Action(StrEnum):
    """What an operator may be allowed to do."""

    READ = "read"  # masked
    LOOK_UP = "look-up"  # one record whole; logged
    IMPORT = "import"
    ATTACH = "attach"
    CLASSIFY = "classify"
    EXPORT = "export"
    HOLD = "hold"
    NOTICE = "notice"
    ARCHIVE = "archive"
    TRANSFER = "transfer"
    PREPARE = "prepare"
    APPROVE = "approve"
    EXECUTE = "execute"
    WITNESS = "witness"
    WITHDRAW = "withdraw"
    REPORT = "report"
    SETTINGS = "settings"
    OPERATORS = "operators"
    KEYS = "keys"
    BACKUP = "backup"


_EVERYBODY = frozenset({Action.READ, Action.REPORT, Action.BACKUP})
_MAY: dict[Role, frozenset[Action]] = {
    Role.VIEWER: _EVERYBODY,
    Role.HANDLER: frozenset(Action) - {Action.APPROVE, Action.WITNESS},
    Role.APPROVER: _EVERYBODY | {Action.LOOK_UP, Action.APPROVE, Action.HOLD, Action.SETTINGS},
    Role.WITNESS: _EVERYBODY | {Action.LOOK_UP, Action.WITNESS},
}


def may(role: Role, action: Action, *, one_person: bool) -> bool:
    """Whether the role allows the action; one person alone stands in every role (一人多岗)."""
    return one_person or action in _MAY[role]


def roles_for(action: Action) -> tuple[Role, ...]:
    """The roles that allow the action, for the message that refuses."""
    return tuple(role for role in Role if action in _MAY[role])


def is_one_person(operators: Collection[object], *, allowed: bool) -> bool:
    """Whether one person stands in every role: it is the only operator and the firm's settings do not forbid it."""
    return allowed and len(operators) == 1


def may_sign(operator: str, *, preparer: str, one_person: bool) -> bool:
    """Whether this operator may approve or witness an order: not the one who prepared it, unless it is alone."""
    return one_person or operator != preparer
