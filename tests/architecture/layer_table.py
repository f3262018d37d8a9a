"""The import-linter contract behind the layer table in pyproject.toml."""

import sys
from dataclasses import dataclass

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


@dataclass(frozen=True, slots=True)
class Breach:
    """One import that the table does not allow, or a module that no row covers (`imported` is empty)."""

    importer: str
    imported: str
    line: int = 0


def within(module: str, package: str) -> bool:
    """Whether the module is the package or lies below it."""
    return module == package or module.startswith(f"{package}.")


class LayerTable(Contract):
    """Each row is "package: what it may import"; the longest matching row decides for a module.

    What is named includes what lies below it; a package may always import itself, and the standard
    library is free. A module without a row is a breach: a new place must say where it belongs.
    """

    type_name = "layer_table"

    rows = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """The breaches of the whole graph, sorted, under the metadata key "breaches"."""
        table = self._table()
        roots = {name.split(".")[0] for name in table}
        breaches = [
            breach
            for module in sorted(graph.modules)
            if module.split(".")[0] in roots
            for breach in _breaches(module, graph, table)
            if breach.imported not in roots  # the root packages' own __init__: a docstring and the version
        ]
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line a breach."""
        for breach in check.metadata["breaches"]:
            if breach.imported:
                output.print_error(f"{breach.importer} may not import {breach.imported} (line {breach.line})")
            else:
                output.print_error(f"{breach.importer} has no row in the layer table of pyproject.toml")

    def _table(self) -> dict[str, tuple[str, ...]]:
        rows: list[str] = self.rows  # type: ignore[assignment]  # the base class puts the parsed value in place
        split = (row.partition(":") for row in rows)
        return {package.strip(): tuple(allowed.split()) for package, _, allowed in split}


def _breaches(module: str, graph: ImportGraph, table: dict[str, tuple[str, ...]]) -> list[Breach]:
    package = max((name for name in table if within(module, name)), key=len, default="")
    if not package:
        return [] if "." not in module else [Breach(module, "")]
    allowed = (package, *table[package])
    return [
        Breach(module, imported, graph.get_import_details(importer=module, imported=imported)[0]["line_number"])
        for imported in sorted(graph.find_modules_directly_imported_by(module))
        if imported.split(".")[0] not in sys.stdlib_module_names
        if not any(within(imported, name) for name in allowed)
    ]
