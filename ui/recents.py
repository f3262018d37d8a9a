"""The vaults opened lately on this computer: where, which firm, when."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from app.settings import Settings

KEY = "recent-vaults"
DEMOS = "demo-vaults"
MOST = 12


@dataclass(frozen=True, slots=True)
class Recent:
    """A vault that was open: its folder, the firm's name, the closure's word, the instant (ISO 8601)."""

    path: str
    firm: str
    closure: str
    opened_at: str


class Recents:
    """The list, newest first; the user may clear it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def all(self) -> list[Recent]:
        kept = self._settings.get(KEY, [])
        return [found for entry in kept if (found := _read(entry)) is not None] if isinstance(kept, list) else []

    def note(self, path: str, firm: str, closure: str) -> None:
        """Put a vault first."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        others = [recent for recent in self.all() if recent.path != path]
        self._write([Recent(path, firm, closure, now), *others][:MOST])

    def forget(self, path: str) -> None:
        self._write([recent for recent in self.all() if recent.path != path])

    def clear(self) -> None:
        self._write([])

    def note_demo(self, path: str) -> None:
        """Remember that this vault is the demo's: its passphrase may be shown."""
        kept = self._settings.get(DEMOS, [])
        self._settings.set(DEMOS, [*(kept if isinstance(kept, list) else []), path][-MOST:])

    def is_demo(self, path: str) -> bool:
        kept = self._settings.get(DEMOS, [])
        return isinstance(kept, list) and path in kept

    def _write(self, recents: list[Recent]) -> None:
        self._settings.set(KEY, [asdict(recent) for recent in recents])


def _read(entry: Any) -> Recent | None:
    if not isinstance(entry, Mapping):
        return None
    values = [entry.get(name) for name in ("path", "firm", "closure", "opened_at")]
    if not all(isinstance(value, str) for value in values):
        return None
    found = Recent(*map(str, values))
    try:
        datetime.fromisoformat(found.opened_at)
    except ValueError:
        return None
    return found
