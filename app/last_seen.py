"""What this computer last saw of each vault: how long its audit log was, and its root. No names, no data."""

import hashlib
import json
from pathlib import Path

from app.services.last_seen import Seen
from app.settings import keep_whole, settings_folder

_MOST = 200


class SeenOnThisComputer:
    """Kept beside the user's settings, outside every vault, so that a vault's folder put back as a whole is noticed.

    What can't be read counts as nothing seen, and what can't be written is not: neither keeps a vault from opening.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or settings_folder()) / "last-seen.json"

    def get(self, history: str) -> Seen | None:
        """What was seen of a vault's history; None for one that is not known here."""
        found = self._read().get(_name(history))
        try:
            return Seen(int(found["size"]), str(found["root"])) if isinstance(found, dict) else None
        except (KeyError, ValueError):
            return None

    def put(self, history: str, seen: Seen) -> None:
        """Remember this from now on; of very many vaults the ones seen longest ago are forgotten."""
        known = self._read()
        known.pop(_name(history), None)
        known[_name(history)] = {"size": seen.size, "root": seen.root}
        keep_whole(self._path, json.dumps(dict(list(known.items())[-_MOST:]), indent=1))

    def _read(self) -> dict[str, object]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}


def _name(history: str) -> str:
    """Not the vault's own id: the file says nothing of which vaults there are."""
    return hashlib.sha256(history.encode()).hexdigest()[:32]
