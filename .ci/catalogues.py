"""Message catalogues: collects the program's msgids, merges the fragments of each language, compiles and checks them.

A fragment is resources/locale/LANGUAGE/AREA.po, written by hand; all fragments of a language become one
LC_MESSAGES/qingdang.mo. Used by dev.py (`compile`, `report`, `check`) and by tests/architecture/test_catalogues.py.
"""

import os
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
RULES = ROOT / "resources" / "rules"
PACKAGES = ("app", "reports", "ui")
SOURCE_LANGUAGE = "en"  # of the msgids: it needs no translations, and has some where a plural or a short form differs
# What marks a msgid in the code, in xgettext's notation.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "N_", "t", "tr", "gettext")),
    "ngettext": (1, 2),
    "NN_": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# A half-width comma, colon, bracket or the like beside a Chinese character, and exclamation marks anywhere.
CHINESE = r"[\u3400-\u9fff]"
BAD_PUNCTUATION = re.compile(rf"{CHINESE}[,;:?()]|[,;?()]{CHINESE}|\.{{3}}")
EXCLAMATION = re.compile(r"[!！]")

# Things that are counted: where a number stands before one of them, English tells one from many.
COUNTED = re.compile(
    r"\{(?!(?:most|notice)\})\w+\} (?:more |other |destroyed |rejected |signed |database |attachment )?"
    r"(?:attachments|cells|children|codes|copies|customers|days|documents|entries|events|files|groups|hours|items|"
    r"labels|letters|matters|minutes|months|names|notices|numbers|objections|operators|orders|packages|pages|people|"
    r"persons|records|rows|scans|seconds|sheets|signatures|slips|tables|tasks|values|volumes|years)\b"
)

Key = tuple[str, str]  # context or "", msgid (the singular)


@dataclass(frozen=True, slots=True)
class Used:
    """A msgid as the code has it, and where."""

    key: Key
    plural: str
    place: str


@dataclass(slots=True)
class Language:
    """The merged fragments of one language, with what is wrong in them."""

    code: str
    catalog: Catalog
    places: dict[Key, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def key_of(message: Message) -> Key:
    """The context and singular of a catalogue's message."""
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", singular


def translations(message: Message) -> tuple[str, ...]:
    """The message's translation, or one a plural form; empty strings where there is none."""
    if message.fuzzy or not message.string:
        return ("",)
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def used_messages() -> dict[Key, Used]:
    """All msgids of the code, by key."""
    found: dict[Key, Used] = {}
    for package in PACKAGES:
        folder = ROOT / package
        rows = extract_from_dir(str(folder), [("**.py", "python")], keywords=KEYWORDS)
        for name, line, message, _comments, context in rows:
            singular, plural = (message, "") if isinstance(message, str) else (message[0], message[1])
            used = Used((context or "", singular), plural, f"{package}/{Path(name).as_posix()}:{line}")
            found.setdefault(used.key, used)
    return found


def rule_texts() -> set[str]:
    """Every text of the rule pack: what is shown of it is looked up in the catalogue by its English wording."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for part in value.values():
                yield from texts(part)
        elif isinstance(value, list):
            for part in value:
                yield from texts(part)

    files = sorted(RULES.rglob("*.toml"))
    return {text for path in files for text in texts(tomllib.loads(path.read_text(encoding="utf-8")))}


def languages() -> list[str]:
    """The languages that have fragments."""
    return sorted(folder.name for folder in LOCALE.glob("*") if any(folder.glob("*.po")))


def fragments(language: str) -> list[Path]:
    """The language's hand-written files, in a fixed order."""
    return sorted((LOCALE / language).glob("*.po"))


def merged(code: str) -> Language:
    """All fragments of a language in one; the first translation of a msgid stands, another one is a fault."""
    language = Language(code, Catalog(locale=code, domain="qingdang", fuzzy=False))
    for path in fragments(code):
        try:
            with path.open("rb") as stream:
                fragment = read_po(stream, locale=code, abort_invalid=True)
        except (PoFileError, UnicodeDecodeError) as error:
            language.faults.append(f"{path.name}: {error}")
            continue
        for message in fragment:
            if message.id:
                _take(language, message, f"{path.name}:{message.lineno or 0}")
    return language


def _take(language: Language, message: Message, place: str) -> None:
    key = key_of(message)
    before = language.catalog.get(key[1], key[0] or None)
    if before is None:
        language.catalog.add(message.id, message.string, context=message.context, flags=message.flags)
        language.places[key] = place
    elif translations(before) != translations(message):
        language.faults.append(f"{place}: {key[1]!r} is translated otherwise at {language.places[key]}")


def compiled(code: str) -> Path:
    """Where a language's compiled catalogue lies."""
    return LOCALE / code / "LC_MESSAGES" / "qingdang.mo"


def is_stale(code: str) -> bool:
    """Whether a fragment is newer than the compiled catalogue, or one was added or removed since."""
    target = compiled(code)
    if not target.exists():
        return True
    made = target.stat().st_mtime_ns
    return any(path.stat().st_mtime_ns > made for path in (LOCALE / code, *fragments(code)))


def compile_language(language: Language) -> None:
    """Write the compiled catalogue; whoever reads meanwhile finds the old one or the new one, whole."""
    target = compiled(language.code)
    target.parent.mkdir(exist_ok=True)
    staged = target.with_name(f"{target.name}.{os.getpid()}")
    with staged.open("wb") as stream:
        write_mo(stream, language.catalog)
    staged.replace(target)


def compile_stale() -> list[str]:
    """Bring every language's compiled catalogue up to date; returns the languages that were written."""
    stale = [code for code in languages() if is_stale(code)]
    for code in stale:
        compile_language(merged(code))
    return stale


def placeholders(text: str) -> set[str]:
    """The names in braces; a text that is no format string has none."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name}
    except ValueError:
        return set()


def faults_of(message: Message, place: str, code: str) -> Iterator[str]:
    """What is wrong with one translation: other placeholders, or punctuation that the house style does not have."""
    _, singular = key_of(message)
    sources = (singular,) if isinstance(message.id, str) else message.id
    wanted = {frozenset(placeholders(source)) for source in sources}
    for text in translations(message):
        if text and frozenset(placeholders(text)) not in wanted:
            yield f"{place}: other placeholders than in {singular!r}: {text!r}"
        if code == "zh" and (BAD_PUNCTUATION.search(text) or EXCLAMATION.search(text)):
            yield f"{place}: half-width punctuation or an exclamation mark: {text!r}"


def lacks_a_singular(use: Used) -> bool:
    """Whether a message counts things and would say "1 records"."""
    return not use.plural and COUNTED.search(use.key[1]) is not None


def faults(language: Language, used: dict[Key, Used], spare: set[str]) -> list[str]:
    """All that is wrong with a language: faults of form, msgids without translation, translations nobody asks for.

    `spare` are texts that may be looked up without being marked in the code.
    """
    found = list(language.faults)
    translated = {key_of(message): message for message in language.catalog if message.id}
    for key, use in used.items():
        message = translated.get(key)
        if message is None or not all(translations(message)):
            if language.code != SOURCE_LANGUAGE:
                found.append(f"{use.place}: no {language.code} translation of {key[1]!r}")
        elif bool(use.plural) != (not isinstance(message.id, str)):
            found.append(f"{use.place}: plural in one place and not in the other: {key[1]!r}")
    for key, message in translated.items():
        found.extend(faults_of(message, language.places[key], language.code))
        if key not in used and key[1] not in spare:
            found.append(f"{language.places[key]}: nobody asks for {key[1]!r}")
    found.extend(
        f"{use.place}: exclamation mark in {key[1]!r}" for key, use in used.items() if EXCLAMATION.search(key[1])
    )
    found.extend(
        f"{use.place}: no form for one of them: {key[1]!r}" for key, use in used.items() if lacks_a_singular(use)
    )
    return found


def all_faults() -> list[str]:
    """The faults of every language; Chinese is always among them."""
    used, spare = used_messages(), rule_texts()
    return [fault for code in sorted({"zh", *languages()}) for fault in faults(merged(code), used, spare)]


def main() -> int:
    """`compile` writes what is stale; `report` writes all and lists faults; `check` also fails on them."""
    command = sys.argv[1] if len(sys.argv) > 1 else "report"
    if command == "compile":
        compile_stale()
        return 0
    for code in languages():
        compile_language(merged(code))
    found = all_faults()
    print("\n".join([*found, f"{len(used_messages())} messages, {len(found)} faults"]))
    return 1 if found and command == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
