"""The file of a signed rule pack: JSON with the pack's TOML files as one payload, and a detached JWS over its bytes."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import Damaged, UserError

FORM = "qingdang-rules/1"
SUFFIX = ".qdrules"
_LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PackFile:
    """`payload` is the JSON object of names and TOML texts, `jws` its detached signature (RFC 7515, appendix F)."""

    payload: str
    jws: str

    def texts(self) -> dict[str, str]:
        """The pack's files by name; Damaged("rule-pack-file") where the payload is no such object."""
        try:
            found = json.loads(self.payload)
        except (ValueError, RecursionError) as error:
            raise Damaged("rule-pack-file") from error
        if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
            raise Damaged("rule-pack-file")
        return found

    def token(self) -> str:
        """The whole compact JWS, with the payload put back in its place."""
        head, middle, signature = (*self.jws.split("."), "", "", "")[:3]
        if middle or not head or not signature:
            raise Damaged("rule-pack-file")
        body = urlsafe_b64encode(self.payload.encode()).rstrip(b"=").decode()
        return f"{head}.{body}.{signature}"

    def content(self) -> bytes:
        """The file's bytes."""
        return json.dumps({"form": FORM, "payload": self.payload, "jws": self.jws}, ensure_ascii=False).encode()


def pack_payload(texts: Mapping[str, str]) -> str:
    """The files of a pack as they are signed: names in order, no blanks."""
    return json.dumps(dict(sorted(texts.items())), ensure_ascii=False, separators=(",", ":"))


def detached(token: str) -> str:
    """A compact JWS without its payload."""
    head, _, signature = token.split(".")
    return f"{head}..{signature}"


def read_pack_file(path: Path) -> PackFile:
    """Raises UserError("file-not-found"), Damaged("rule-pack-file") where it is no file of a rule pack."""
    try:
        if path.stat().st_size > _LARGEST:
            raise Damaged("rule-pack-file")
        found = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise UserError("file-not-found", file=str(path)) from error
    except (OSError, ValueError, RecursionError) as error:
        raise Damaged("rule-pack-file") from error
    if not isinstance(found, dict) or found.get("form") != FORM:
        raise Damaged("rule-pack-file")
    payload, jws = found.get("payload"), found.get("jws")
    if not isinstance(payload, str) or not isinstance(jws, str):
        raise Damaged("rule-pack-file")
    return PackFile(payload, jws)
