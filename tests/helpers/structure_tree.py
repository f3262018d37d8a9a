"""A tagged PDF as a reader that speaks gets it: the tree with each element's text, and what stands outside of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "EI"})
_MAPPED = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>")


@dataclass
class Spoken:
    """An element: its own text, its children in order, and what is said in a figure's place."""

    role: str
    text: str = ""
    alt: str = ""
    scope: str = ""
    children: list["Spoken"] = field(default_factory=list)

    def every(self, *roles: str) -> list["Spoken"]:
        """All elements of these roles below this one, in reading order."""
        found = [self] if self.role in roles else []
        return found + [one for child in self.children for one in child.every(*roles)]

    @property
    def whole(self) -> str:
        """The text of the element and of all in it."""
        return self.text + "".join(child.whole for child in self.children)


@dataclass
class Contents:
    """What a page draws: text by its number, text among artifacts, and operators that stand in neither."""

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: str = ""
    loose: list[str] = field(default_factory=list)


def contents_of(page: Page) -> Contents:
    """The page's content sorted by its marks; marks within marks count as loose."""
    found, stack, decode = Contents(), list[int | None](), dict[int, str]()
    maps = {name: _characters(font) for name, font in page.obj.Resources.get("/Font", Dictionary()).items()}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in ("BDC", "BMC"):
            if stack:
                found.loose.append("marks within marks")
            is_artifact = operands[0] == Name.Artifact
            stack.append(None if is_artifact else int(operands[1].MCID))
            if not is_artifact:
                found.marked.setdefault(int(operands[1].MCID), "")
        elif operator == "EMC":
            stack.pop()
        elif operator == "Tf":
            decode = maps[str(operands[0])]
        elif operator in _SHOWS or operator in _PAINTS:
            text = "".join(decode.get(code, "") for code in bytes(operands[0])) if operator in _SHOWS else ""
            if not stack:
                found.loose.append(f"{operator} {text}")
            elif (number := stack[-1]) is None:
                found.artifacts += text
            else:
                found.marked[number] += text
    if stack:
        found.loose.append("marks left open")
    return found


def spoken(content: bytes) -> Spoken:
    """The tree with its text; AssertionError where it does not fit the pages or its own way back."""
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = [contents_of(page) for page in pdf.pages]
        top = pdf.Root.StructTreeRoot
        numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        _way_back(pdf, pages)
        return _read(top.K[0], None, numbers, pages)


def loose(content: bytes) -> list[str]:
    """What stands outside of tree and artifacts, with its page from 1."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [f"{at}: {one}" for at, page in enumerate(pdf.pages, start=1) for one in contents_of(page).loose]


def _way_back(pdf: Pdf, pages: list[Contents]) -> None:
    """Each mark's owner names it among its children."""
    flat = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = {int(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}
    for page, found in zip(pdf.pages, pages, strict=True):
        of_page = owners[int(page.obj.StructParents)]
        assert sorted(found.marked) == list(range(len(of_page)))
        for number, owner in enumerate(of_page):
            assert (page.obj.objgen, number) in set(_marks(owner, page.obj.objgen))


def _marks(element: Object, page: tuple[int, int]) -> Iterator[tuple[tuple[int, int], int]]:
    """The element's own marks as (page, number); only of this page, where it has very many."""
    for kid in _kids(element):
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif kid.get("/Type") == Name.MCR and kid.Pg.objgen == page:
            yield page, int(kid.MCID)


def _kids(element: Object) -> list[Object | int]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _read(element: Object, parent: Object | None, numbers: dict[tuple[int, int], int], pages: list[Contents]) -> Spoken:
    assert parent is None or element.P.objgen == parent.objgen
    attributes = element.get("/A", Dictionary())
    here = Spoken(
        str(element.S)[1:], alt=str(element.get("/Alt", "")), scope=str(attributes.get("/Scope", ""))[1:]
    )  # fmt: skip
    for kid in _kids(element):
        if isinstance(kid, int):
            here.text += pages[numbers[element.Pg.objgen]].marked[kid]
        elif kid.get("/Type") == Name.MCR:
            here.text += pages[numbers[kid.Pg.objgen]].marked[int(kid.MCID)]
        elif kid.get("/Type") != Name.OBJR:
            here.children.append(_read(kid, element, numbers, pages))
    return here


def _characters(font: Object) -> dict[int, str]:
    mapped = _MAPPED.findall(font.ToUnicode.read_bytes().partition(b"beginbfchar")[2])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in mapped}
