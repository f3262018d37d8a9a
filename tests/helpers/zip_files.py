"""Zip files as different programs write them."""

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

_LOCAL, _CENTRAL, _END = "<IHHHHHIIIHH", "<IHHHHHHIIIHHHHHII", "<IHHHHIIH"


def zip_file(path: Path, parts: Mapping[str, bytes], encoding: str = "utf-8", *, flags: int = 0) -> Path:
    """Parts stored, their names in this encoding without a word about it, as WinRAR and Windows do in China."""
    body, directory = b"", b""
    for name, content in parts.items():
        raw, check, place = name.encode(encoding), zlib.crc32(content), len(body)
        sizes = (check, len(content), len(content), len(raw), 0)
        body += struct.pack(_LOCAL, 0x04034B50, 20, flags, 0, 0, 0, *sizes) + raw + content
        head = struct.pack(_CENTRAL, 0x02014B50, 20, 20, flags, 0, 0, 0, *sizes, 0, 0, 0, 0, place)
        directory += head + raw
    end = struct.pack(_END, 0x06054B50, 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    path.write_bytes(body + directory + end)
    return path
