"""The structure tree of a tagged PDF, written into the file from a document's structure (ISO 32000-1, 14.7)."""

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from reports.structure import Element, Link, Structure

_PRINTED = 4


def write_tree(pdf: Pdf, structure: Structure) -> None:
    """Give the file its tree, the way back from each page's content to it, and the order of tabs."""
    pages = [page.obj for page in pdf.pages]
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    written: dict[int, Object] = {}
    top.K = Array([_written(pdf, structure.root, top, pages, written)])
    numbers: list[int | Object] = []
    for at, page in enumerate(pages):
        owners = structure.pages[at] if at < len(structure.pages) else []
        page.StructParents, page.Tabs = at, Name.S
        numbers.extend([at, pdf.make_indirect(Array([written[id(owner)] for owner in owners]))])
    for number, link in enumerate(structure.links, start=len(pages)):
        numbers += [number, _linked(pdf, link, number, pages, written[id(link.element)])]
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    top.ParentTreeNextKey = len(pages) + len(structure.links)
    pdf.Root.StructTreeRoot = top
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def add_field(pdf: Pdf, field: Object, page: Object, said: str) -> None:
    """Give a form's field its place at the tree's end; nothing in a file without one."""
    if "/StructTreeRoot" not in pdf.Root:
        return
    top = pdf.Root.StructTreeRoot
    document, number = top.K[0], int(top.ParentTreeNextKey)
    reference = Dictionary(Type=Name.OBJR, Obj=field, Pg=page)
    form = pdf.make_indirect(Dictionary(S=Name.Form, P=document, Pg=page, K=reference, Alt=String(said)))
    document.K.append(form)
    field.StructParent = number
    top.ParentTree.Nums.append(number)
    top.ParentTree.Nums.append(form)
    top.ParentTreeNextKey = number + 1


def _written(pdf: Pdf, element: Element, parent: Object, pages: Sequence[Object], written: dict[int, Object]) -> Object:
    """The element as an object of the file with all that is in it; `written` remembers it by its identity."""
    here = pdf.make_indirect(Dictionary(S=Name(f"/{element.role}"), P=parent))
    written[id(element)] = here
    contents = [kid[0] for kid in element.kids if isinstance(kid, tuple)]
    page = contents[0] if contents else None
    if page is not None:
        here.Pg = pages[page]
    kids = [
        _written(pdf, kid, here, pages, written) if isinstance(kid, Element) else _content(kid, page, pages)
        for kid in element.kids
    ]
    if kids:
        here.K = kids[0] if len(kids) == 1 and not isinstance(element.kids[0], Element) else Array(kids)
    if element.alt:
        here.Alt = String(element.alt)
    if element.scope:
        here.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
    if element.box:
        here.A = Dictionary(O=Name.Layout, BBox=Array([round(edge, 2) for edge in element.box]))
    return here


def _linked(pdf: Pdf, link: Link, number: int, pages: Sequence[Object], around: Object) -> Object:
    """The link as an annotation of its page, and as an element, which it returns."""
    page, to = pages[link.page], pages[link.to_page]
    annotation = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            F=_PRINTED,
            Rect=Array([round(edge, 2) for edge in link.box]),
            Border=Array([0, 0, 0]),
            Dest=Array([to, Name.XYZ, 0, round(link.top, 2), 0]),
            StructParent=number,
        )
    )
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(annotation)
    here = pdf.make_indirect(Dictionary(S=Name.Link, P=around, Pg=page))
    here.K = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
    kids = around.K
    around.K = Array([*(kids if isinstance(kids, Array) else [kids]), here])
    return here


def _content(mark: tuple[int, int], page: int | None, pages: Sequence[Object]) -> int | Object:
    """Marked content by its number; with its page where that is another one than the element's."""
    at, number = mark
    return number if at == page else Dictionary(Type=Name.MCR, Pg=pages[at], MCID=number)
