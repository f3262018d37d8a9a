"""The layers of the design hold: import-linter's contracts, and the table behind them."""

import tomllib

import grimp
import pytest
from importlinter.cli import lint_imports

from tests.architecture.layer_table import Breach, LayerTable
from tests.architecture.tree import ROOT, expect_none

# The design gives each of these packages to one place; a row that lets another place have one is a mistake.
OWNERS = {
    "PySide6": {"ui", "ui.main"},
    "cryptography": {"app.vault"},
    "openpyxl": {"app.formats", "reports"},
    "pikepdf": {"reports"},
    "pyhanko": {"reports"},
    "python_calamine": {"app.formats"},
    "reportlab": {"reports"},
    "sqlcipher3": {"app.storage.connection"},
    "typer": {"app.cli", "app.commands"},
}


def _table() -> LayerTable:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (contract,) = (contract for contract in contracts if contract["type"] == LayerTable.type_name)
    return LayerTable(contract["name"], session_options={}, contract_options=contract)


def _graph(*imports: tuple[str, str]) -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported, line_number=7, line_contents="")
    return graph


def _breaches(*imports: tuple[str, str]) -> list[Breach]:
    found: list[Breach] = _table().check(_graph(*imports), verbose=False).metadata["breaches"]
    return found


def test_contracts_are_kept(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize(("package", "owners"), OWNERS.items())
def test_package_belongs_to_its_layer(package: str, owners: set[str]) -> None:
    rows = _table()._table()
    assert {row for row, allowed in rows.items() if package in allowed} == owners


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("app.domain.plan", "app.services.planning"),
        ("app.domain.plan", "cryptography"),
        ("app.services.imports", "ui.tables.model"),
        ("app.storage.records", "sqlcipher3"),
        ("reports.page", "app.storage.records"),
        ("ui.screens.plan", "app.bootstrap"),
        ("ui.screens.plan", "reports.certificate"),
    ],
)
def test_table_finds_an_import_against_the_design(importer: str, imported: str) -> None:
    assert _breaches((importer, imported)) == [Breach(importer, imported, 7)]


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("app.domain.plan", "datetime"),
        ("app.services.imports", "app.formats.spreadsheets"),
        ("app.storage.connection", "sqlcipher3"),
        ("app.vault.keys", "app.vault.secret"),
        ("ui.main", "app.bootstrap"),
        ("ui.main", "app"),
    ],
)
def test_table_allows_what_the_design_allows(importer: str, imported: str) -> None:
    graph = _graph((importer, imported))
    expect_none(breach for breach in _table().check(graph, verbose=False).metadata["breaches"] if breach.imported)


def test_module_without_a_row_is_found() -> None:
    assert _breaches(("app.somewhere", "datetime")) == [Breach("app.somewhere", "")]
