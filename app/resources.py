"""Where the program's own data files are: rules, fonts, catalogues, samples, pages."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, e.g. resource("fonts", "NotoSansSC-Regular.ttf")."""
    return ROOT.joinpath(*parts)
