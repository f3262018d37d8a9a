"""Characters that the fonts lack: from the user's own font where it has them, else boxes that are listed."""

import subprocess
import sys
from pathlib import Path

import reportlab

# In another process: which fonts there are holds for a whole program, and other tests have none of the user's.
_SCRIPT = """
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
import pikepdf
from reports.renderer import PdfRenderer
from tests.helpers.archive_rules import faults
from tests.helpers.evidence import FIRM, closure
from tests.helpers.pdf_text import fonts_of, text_of
from tests.helpers.signing_keys import document_key
firm = replace(FIRM, name="Łódź 咨询有限公司")
made = PdfRenderer(Path(sys.argv[1])).report(closure(firm=firm), "zh", ".pdf", document_key()).content
with pikepdf.open(BytesIO(made)) as pdf:
    names = sorted({str(font.BaseFont).split("+")[-1] for font in fonts_of(pdf)})
text = text_of(made)
print("Łódź咨询有限公司" in text, "U+0141" in text, len(names), faults(made))
"""


def printed(font: Path) -> str:
    command = [sys.executable, "-c", _SCRIPT, str(font)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    return done.stdout.strip()


def test_the_users_own_font_draws_what_ours_lack() -> None:
    """Vera, which comes with reportlab, has the Polish letter that the Chinese fonts have not."""
    own = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    assert printed(own) == "True False 4 []"


def test_without_one_the_character_is_a_box_and_listed(tmp_path: Path) -> None:
    """A file that is no font changes nothing."""
    broken = tmp_path / "fallback.ttf"
    broken.write_bytes(b"no font at all")
    assert printed(broken) == "True True 3 []"
    assert printed(tmp_path / "missing.ttf") == "True True 3 []"
    assert printed(tmp_path) == "True True 3 []"
    assert printed(tmp_path / ("f" * 300)) == "True True 3 []", "a path that can't even be asked for"
