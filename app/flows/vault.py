"""What flows and window work with while a vault is open; app/bootstrap.py puts the real ones together."""

from typing import Protocol

from app.services.audit import AuditService
from app.services.checkup import CheckupService
from app.services.operators import OperatorService
from app.services.session import Session
from app.services.settings import SettingService


class Services(Protocol):
    """The services of one open vault."""

    @property
    def session(self) -> Session: ...
    @property
    def operators(self) -> OperatorService: ...
    @property
    def settings(self) -> SettingService: ...
    @property
    def audit(self) -> AuditService: ...
    @property
    def checkup(self) -> CheckupService: ...

    def close(self) -> None:
        """Close the vault; nothing works afterwards."""
        ...
