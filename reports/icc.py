"""The sRGB colour profile that a PDF/A names as its output intent, made from the standard's figures.

ICC.1:2001-04 (version 2.4, because PDF/A-1 accepts no version 4) and IEC 61966-2-1.
"""

import struct
from functools import cache

# Colorants adapted to D50 and the tone curve's corner points, from IEC 61966-2-1 and ICC's sRGB notes.
WHITE = (0.9642, 1.0, 0.8249)
RED = (0.4360747, 0.2225045, 0.0139322)
GREEN = (0.3850649, 0.7168786, 0.0971045)
BLUE = (0.1430804, 0.0606169, 0.7141733)
CURVE_POINTS = 1024


@cache
def srgb_profile() -> bytes:
    """A complete monitor profile of about 2.5 KB, always the same bytes."""
    curve = _curve()
    tags = [
        (b"desc", _description("sRGB IEC61966-2.1")),
        (b"cprt", b"text" + bytes(4) + b"No copyright, use freely\x00"),
        (b"wtpt", _xyz(WHITE)),
        (b"rXYZ", _xyz(RED)),
        (b"gXYZ", _xyz(GREEN)),
        (b"bXYZ", _xyz(BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    directory, data = _tables(tags)
    size = 128 + len(directory) + len(data)
    return _header(size) + directory + data


def _header(size: int) -> bytes:
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(4)
    head += bytes(4) + bytes(4) + bytes(4) + bytes(8) + struct.pack(">I", 0)
    head += struct.pack(">3i", *(_fixed(value) for value in WHITE))
    return head.ljust(128, b"\x00")


def _tables(tags: list[tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
    """The tag directory and the tagged data; equal data is stored once."""
    start = 128 + 4 + 12 * len(tags)
    data = b""
    places: dict[bytes, int] = {}
    directory = struct.pack(">I", len(tags))
    for name, content in tags:
        if content not in places:
            places[content] = start + len(data)
            data += content + bytes(-len(content) % 4)
        directory += struct.pack(">4sII", name, places[content], len(content))
    return directory, data


def _description(text: str) -> bytes:
    ascii_text = text.encode("ascii") + b"\x00"
    return b"desc" + bytes(4) + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(4 + 4 + 2 + 1 + 67)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(_fixed(value) for value in values))


def _curve() -> bytes:
    points = [round(_linear(i / (CURVE_POINTS - 1)) * 65535) for i in range(CURVE_POINTS)]
    return b"curv" + bytes(4) + struct.pack(f">I{CURVE_POINTS}H", CURVE_POINTS, *points)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _fixed(value: float) -> int:
    return round(value * 65536)
