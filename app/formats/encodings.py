"""Which encoding a text file is in, told from all its bytes, short files too."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from app.errors import Damaged

_CHUNK = 1 << 20
_SAMPLE = 256 << 10
_FEW_ZEROS = 4
# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a page may call itself in plain letters; UTF-16 has none.
_DECLARABLE = frozenset({"utf-8", "utf8", "gb18030", "big5", "big5-hkscs", "us-ascii"})
_LETTER = re.compile("[A-Za-z]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_USUAL = re.compile("[\t\r\n -~\u3000-\u9fff\uff01-\uff5e]")
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})


def encoding_of(source: BinaryIO, name: str) -> str:
    """The codec that decodes the whole file: UTF-8, UTF-16, UTF-32, GB18030, Big5, at last Windows-1252.

    Raises Damaged "not-text".
    """
    source.seek(0)
    sample = source.read(_SAMPLE)
    marked = next((codec for mark, codec in _MARKS if sample.startswith(mark)), None)
    candidates = [marked] if marked else _unmarked(sample)
    for codec in candidates:
        if _decodes(source, codec):
            return codec
    raise Damaged("not-text", file=name)


def _unmarked(sample: bytes) -> list[str]:
    zeros = sample.count(0)
    low, high = sample[1::2].count(0), sample[::2].count(0)
    wide = "utf-16-le" if low > high else "utf-16-be"
    if zeros and (_is_wide(sample, wide) or (max(low, high) >= 10 * min(low, high) and zeros * 50 >= len(sample))):
        return [wide]
    if zeros > _FEW_ZEROS and max(low, high) >= 10 * min(low, high):
        return []
    # Old programs fill up the fields and the ends of their exports with zeros; spreadsheets leave them out.
    sample = sample.replace(b"\0", b"")
    if (zeros and not sample) or not is_plain(sample):
        return []
    chinese = ("big5", "gb18030") if _is_big5(sample) else ("gb18030", "big5")
    western = ("cp1252",) if _is_western(sample) else ()
    return [*chinese, "utf-8"] if is_chance(sample) else ["utf-8", *chinese, *western]


def _is_wide(sample: bytes, codec: str) -> bool:
    """Whether two bytes a character make a Chinese text of it; 一 and others have a zero where letters have none."""
    text = sample[: len(sample) // 2 * 2].decode(codec, errors="replace")
    return len(_USUAL.findall(text)) > 0.95 * len(text)


def is_plain(sample: bytes) -> bool:
    """Whether there are no control characters in it, as in every text of single and double bytes."""
    return sample.translate(None, _CONTROLS) == sample


def is_common_gb(sample: bytes) -> bool:
    """Whether most of its characters, read as GB18030, are common ones."""
    found, common = _double_bytes(sample, 0x81, (0xB0, 0xD7), trail_from=0xA1)
    return not found or 2 * common > found


def _decodes(source: BinaryIO, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for chunk in chunks(source):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def chunks(source: BinaryIO) -> Iterator[bytes]:
    """The file from its beginning, a megabyte at a time."""
    source.seek(0)
    while chunk := source.read(_CHUNK):
        yield chunk


def _is_big5(sample: bytes) -> bool:
    """Whether most characters are common ones read as Big5 and rare ones read as GB.

    Each encoding has its common characters in one block: GB 2312's level 1 in B0A1-D7FE, Big5's in A440-C67E.
    Text read in the wrong one falls outside that block about every other time.
    """
    gb, gb_common = _double_bytes(sample, 0x81, (0xB0, 0xD7), trail_from=0xA1)
    big5, big5_common = _double_bytes(sample, 0x81, (0xA4, 0xC6), trail_from=0x40)
    return bool(big5) and big5_common > 0.9 * big5 and gb_common < 0.7 * gb


def is_chance(sample: bytes) -> bool:
    """Whether it is UTF-8 only by chance: a few common characters of GB 2312 that read as accented letters (女, Ů).

    Such letters stand within words; the Chinese characters stand by themselves.
    """
    try:
        text = sample.decode("utf-8")
    except UnicodeDecodeError:
        return False
    found, common = _double_bytes(sample, 0x81, (0xB0, 0xD7), trail_from=0xA1)
    if not found or found != common or max(text) >= "\u0800":
        return False
    beside = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return not any(at > "\x7f" and (not at.isalpha() or _LETTER.search(before + after)) for before, at, after in beside)


def _is_western(sample: bytes) -> bool:
    """Whether it is mostly plain letters with single accented ones between them."""
    high = _HIGH.findall(sample)
    return bool(high) and len(sample) > 5 * len(high) and sum(len(one) == 1 for one in high) > 0.9 * len(high)


def _double_bytes(sample: bytes, lead_from: int, common: tuple[int, int], trail_from: int) -> tuple[int, int]:
    """How many double-byte Han characters there are, and how many of them lie in the common block.

    Punctuation (leads A1 to A3 in both encodings) is left out.
    """
    found = frequent = 0
    index, end = 0, len(sample) - 1
    while index < end:
        lead = sample[index]
        if lead < lead_from:
            index += 1
            continue
        if not 0xA1 <= lead <= 0xA3:
            found += 1
            frequent += common[0] <= lead <= common[1] and sample[index + 1] >= trail_from
        index += 2
    return found, frequent


def declared_text(source: BinaryIO, content: bytes, declared: str, name: str) -> str:
    """A whole file's text, by the encoding that it says it is in where that holds, else by its bytes.

    Raises Damaged "not-text".
    """
    # What is declared as GB2312 or GBK often has characters of GB18030.
    codec = "gb18030" if declared.lower().startswith(("gb", "x-gb")) else declared
    if codec.lower() in _DECLARABLE and not any(content.startswith(mark) for mark, _ in _MARKS):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            pass
    return content.decode(encoding_of(source, name))
