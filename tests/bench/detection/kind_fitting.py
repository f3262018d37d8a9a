"""Fits the weights by which a sheet's kind is told, and says how well they do on styles left out of the fitting.

`python -m tests.bench.detection.kind_fitting` writes resources/detect/kind_weights.txt; with `measure` it first leaves
out each author's lines in turn, and a fifth of all styles in turn. Fitted on: kind_sheets*.txt, kind_words.txt, the
tuned half of the first generator, the held-out sheets that detection was mended by and the fresh ones that are there to
mend by; never on the reported half nor on a set that is still to be measured.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from random import Random

from app.detect import columns, headers, kind_signs, kinds, layout, neighbours
from app.detect.kind_signs import Seen
from app.domain.words import Kind, PiType
from tests.bench.detection import fresh_sheets, held_sheets, line_sheets, office
from tests.bench.detection.truth import TrueSheet

_HERE = Path(__file__).parent
_WEIGHTS = _HERE.parents[2] / "resources" / "detect" / "kind_weights.txt"
# Who wrote the lines: an author left out stands in for sheets that nobody here has seen.
AUTHORS = (
    "kind_sheets",
    "kind_sheets_trades",
    "kind_sheets_professions",
    "kind_sheets_speech",
    "kind_sheets_circles",
    "kind_sheets_closing",
    "kind_sheets_desks",
    "kind_sheets_programs",
    "kind_sheets_bare",
)
_DRAWS = 6
_FOLDS = 5
_ROUNDS = 4
_STEP = 0.02
_SURE = 0.995  # belief in the right kinds from which an example has nothing more to teach
_FLAT = 1e-3
_SEED = 20
_OF_PERSONS = (
    "性别",
    "年龄",
    "出生日期",
    "民族",
    "身份证号",
    "证件号码",
    "手机",
    "联系电话",
    "家庭住址",
    "微信",
    "单位",
    "籍贯",
)
_LEAST_OF_CELLS = 3  # what cells repeat is shown to a person, be it little
_LEAST = 6  # hundredths below which a weight says nothing


@dataclass(frozen=True, slots=True)
class Example:
    """A sheet's features and its right kinds; `style` is what it is left out by."""

    style: str
    features: tuple[str, ...]
    kinds: frozenset[Kind]
    weight: float = 1.0


def written(author: str, random: Random) -> list[Example]:
    """Examples of an author's lines: some of a line's headers below one of its titles, or below none."""
    made = []
    for number, line in enumerate(_lines(f"{author}.txt")):
        told, titles, heads = (part.strip() for part in line.split("|"))
        right = frozenset(map(Kind, told.split(",")))
        for draw in range(_DRAWS):
            kept = [random.choice(head.split("//")) for head in heads.split() if random.random() < 0.8]
            if draw % 2 and Kind.BASIC not in right:
                kept += _persons(random, kept)
            named = [random.choice(titles.split())] if random.random() < 0.6 else ["Sheet1"]
            made.append(_example(f"{author} {number}", named, [_told(head) for head in kept], right))
    return made


def whole(author: str) -> list[Example]:
    """Each of the author's lines once, with its first title and all of its headers: what is measured."""
    made = []
    for number, line in enumerate(_lines(f"{author}.txt")):
        told, titles, heads = (part.strip() for part in line.split("|"))
        columns = [_told(head.split("//")[0]) for head in heads.split()]
        made.append(_example(f"{author} {number}", titles.split()[:1], columns, frozenset(map(Kind, told.split(",")))))
    return made


def _persons(random: Random, kept: Sequence[str]) -> list[str]:
    """Headers that say more of the person whom a sheet tells of: what happened stays what it is."""
    if not any(_told(head).type is PiType.PERSON_NAME for head in kept):
        return []
    return random.sample(_OF_PERSONS, random.randint(1, 5))


def _told(header: str) -> Seen:
    """A column of which only the header is known holds what the header says."""
    hint = headers.hint(header)
    kind = hint.type if hint else PiType.OTHER
    return Seen(header, kind, kind, 10, {})


def single_words() -> list[Example]:
    """Examples of kind_words.txt: a word in a title, in a header or in the cells, alone."""
    made = []
    for line in _lines("kind_words.txt"):
        told, place, weight, texts = line.split("\t")
        for text in texts.split():
            features = tuple(f"{at}:{part}" for part in {*kind_signs.parts(text), f"={text}"} for at in place)
            made.append(Example(f"word {text}", features, frozenset({Kind(told)}), weight=float(weight)))
    return made


def generated(sheets: Iterable[TrueSheet], prefix: str) -> list[Example]:
    """Examples of whole sheets, read as detection reads them."""
    return [
        _example(f"{prefix} {true.style}", *seen(true), true.kinds) for true in sheets if len(true.kinds) < len(Kind)
    ]


def seen(true: TrueSheet) -> tuple[list[str], list[Seen]]:
    """A sheet's titles and columns as app.detect.sheets hands them on."""
    found = layout.find(true.rows)
    data = true.rows[found.first_row - 1 :]
    width = len(found.headers)
    cut = [[row[place] if place < len(row) else "" for row in data] for place in range(width)]
    told = [columns.evidence(header, column) for header, column in zip(found.headers, cut, strict=True)]
    types = [columns.decide(one) for one in told]
    changed = neighbours.refine(types, told, cut)
    return [true.name, *layout.titles(true.rows, found)], [
        Seen(one.header, changed.get(index, kind), one.hint, one.total, one.counts)
        for index, (one, kind) in enumerate(zip(told, types, strict=True))
    ]


def _example(style: str, titles: Sequence[str], columns: Sequence[Seen], right: frozenset[Kind]) -> Example:
    found = kind_signs.signs(titles, columns)
    return Example(style, tuple(sorted({feature for sign in found for feature in sign.features})), right)


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def common(examples: Sequence[Example]) -> list[Example]:
    """The examples without the features that one style alone has: what occurs once says nothing of other sheets."""
    styles: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for feature in example.features:
            styles[feature].add(example.style)
    return [
        replace(example, features=tuple(feature for feature in example.features if len(styles[feature]) > 1))
        for example in examples
    ]


def fit(examples: Sequence[Example]) -> dict[str, list[float]]:
    """Weights by feature: softmax with AdaGrad steps, on what is not sure yet; any of an example's kinds is right."""
    random = Random(_SEED)
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(Kind))
    squares: dict[str, list[float]] = defaultdict(lambda: [1e-2] * len(Kind))
    order = common(examples)
    for _ in range(_ROUNDS):
        random.shuffle(order)
        for example in order:
            slopes = _slopes(example, weights)
            for feature in example.features if slopes else ():
                row, square = weights[feature], squares[feature]
                for place, slope in slopes:
                    square[place] += slope * slope
                    row[place] -= _STEP * slope / sqrt(square[place])
    return dict(weights)


def _slopes(example: Example, weights: Mapping[str, list[float]]) -> list[tuple[int, float]]:
    """By which places of its features' weights the example is told worse, and how much; none where it is sure."""
    beliefs = kinds.shares(_points(example, weights))
    right = [kind in example.kinds for kind in kinds.KINDS]
    whole = sum(belief for belief, fits in zip(beliefs, right, strict=True) if fits)
    if whole > _SURE:
        return []
    slopes = (
        example.weight * (belief - (belief / whole if fits else 0.0))
        for belief, fits in zip(beliefs, right, strict=True)
    )
    return [(place, slope) for place, slope in enumerate(slopes) if abs(slope) > _FLAT]


def _points(example: Example, weights: Mapping[str, list[float]]) -> list[float]:
    rows = [weights[feature] for feature in example.features if feature in weights]
    return [sum(column) for column in zip(*rows, strict=True)] or [0.0] * len(Kind)


def right_share(examples: Sequence[Example], weights: Mapping[str, list[float]]) -> tuple[float, list[str]]:
    """The share of examples whose best kind is right, and what went wrong: the style and the kind that it was given."""
    right, wrong = 0, []
    for example in examples:
        points = _points(example, weights)
        best = kinds.KINDS[max(range(len(Kind)), key=points.__getitem__)]
        right += best in example.kinds
        if best not in example.kinds:
            wrong.append(f"{example.style} {best}")
    return right / len(examples), wrong


def left_out(examples: Sequence[Example], always: Sequence[Example]) -> tuple[float, list[str]]:
    """How well styles do that the fitting never saw, each fifth in turn."""
    styles = sorted({example.style for example in examples})
    Random(_SEED).shuffle(styles)
    shares, wrong = [], []
    for fold in range(_FOLDS):
        out = set(styles[fold::_FOLDS])
        fitted = fit([*always, *(example for example in examples if example.style not in out)])
        share, failed = right_share([example for example in examples if example.style in out], fitted)
        shares.append(share)
        wrong += failed
    return sum(shares) / len(shares), wrong


def by_authors(examples: Sequence[Example], always: Sequence[Example]) -> Iterator[tuple[str, float, list[str]]]:
    """How well each author's lines do, as they stand, that the fitting never saw; and what went wrong."""
    for author in AUTHORS:
        rest = [example for example in examples if example.style.rsplit(" ", 1)[0] != author]
        yield author, *right_share(whole(author), fit([*always, *rest]))


def examples() -> list[Example]:
    """All that the weights are fitted on but the single words."""
    random = Random(_SEED)
    made = [example for author in AUTHORS for example in written(author, random)]
    made += generated(office.collection("tuned", range(700, 706), (8, 30)), "office")
    for file in ("first", "second", "third", "fourth"):
        made += generated(held_sheets.collection(file, range(700, 704)), file)
    for file in ("first", "second", "third"):
        made += generated(fresh_sheets.collection(file, range(700, 704)), f"fresh {file}")
    for file in line_sheets.FILES:
        for seed in range(700, 704):
            made += generated(_titled(line_sheets.sheets(file, seed), seed % 2 == 0), f"lines {file}")
    return made


def _titled(sheets: Iterable[TrueSheet], titled: bool) -> Iterable[TrueSheet]:
    """The sheets as they are, or as a program names them: what their columns say must do."""
    return sheets if titled else (replace(true, name="Sheet1") for true in sheets)


_HEAD = """\
# How much a piece of a title (t:), of a header (h:), of either (a:), of the header of persons (n:), of a word in the
# cells (v:), what the columns hold (c:) or the parts that they play (r:) speak for each kind of sheet,
# in hundredths.
# "=" begins a text that stands there whole, "~" is how it ends.
# Source: fitted by tests/bench/detection/kind_fitting.py on sheets and words written for this project.
# Licence: Apache-2.0.
# Form: feature <TAB> {kinds}, with a blank between.
"""


def write(weights: dict[str, list[float]]) -> int:
    """Write the weights that say something; their number."""
    lines = []
    for feature, row in sorted(weights.items()):
        told = [round(weight * 100) for weight in row]
        if max(map(abs, told)) >= (_LEAST_OF_CELLS if feature.startswith("v:") else _LEAST):
            lines.append(f"{feature}\t{' '.join(map(str, told))}")
    head = _HEAD.format(kinds=" ".join(kind.value for kind in kinds.KINDS))
    _WEIGHTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def measure(examples: Sequence[Example], always: Sequence[Example]) -> Iterator[str]:
    """Lines that tell how well sheets do that the fitting never saw."""
    for author, share, failed in by_authors(examples, always):
        yield f"{share:.4f} right of {author} left out"
        yield from failed
    share, failed = left_out(examples, always)
    yield f"{share:.4f} right of styles left out"
    yield from (f"{count:3} {one}" for one, count in Counter(failed).most_common(40))


if __name__ == "__main__":
    fitted_on, words = examples(), single_words()
    for told in measure(fitted_on, words) if "measure" in sys.argv[1:] else ():
        sys.stdout.write(f"{told}\n")
    sys.stdout.write(f"{write(fit([*fitted_on, *words]))} weights written\n")
