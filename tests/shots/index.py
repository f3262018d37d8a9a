"""The page on which the pictures stand side by side."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Qingdang: pictures</title>
<style>
body {{ font: 14px sans-serif; margin: 24px; }} h2 {{ font-size: 15px; margin: 24px 0 8px; }}
figure {{ display: inline-block; margin: 0 12px 12px 0; }} img {{ width: 420px; border: 1px solid #ccc; }}
figcaption {{ font-size: 12px; color: #555; }}
</style>
{body}
</html>
"""


def write_index(folder: Path, variants: Sequence[str]) -> int:
    """Write index.html: one row a picture's name, one column a variant; how many pictures there are."""
    names = sorted({path.stem for variant in variants for path in (folder / variant).glob("*.png")})
    count = 0
    rows = []
    for name in names:
        shown = [variant for variant in variants if (folder / variant / f"{name}.png").is_file()]
        count += len(shown)
        figures = "".join(_figure(variant, name) for variant in shown)
        rows.append(f"<h2>{escape(name)}</h2>\n{figures}")
    (folder / "index.html").write_text(_PAGE.format(body="\n".join(rows)), encoding="utf-8")
    return count


def _figure(variant: str, name: str) -> str:
    place = f"{variant}/{escape(name)}.png"
    picture = f'<img src="{place}" alt="{escape(name)}" loading="lazy">'
    return f'<figure><a href="{place}">{picture}</a><figcaption>{variant}</figcaption></figure>'
