"""Other people's programs that judge a PDF: PDFBox Preflight (PDF/A-1b), qpdf, poppler's pdftotext.

`dev.py test` installs them where Debian's packages can be had.
"""

import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

_JARS = Path("/usr/share/java")
_NEEDED = (
    "preflight",
    "pdfbox2",
    "xmpbox",
    "fontbox2",
    "commons-logging",
    "commons-io",
    "javax.activation",
    "jaxb-api",
)
_CLASSES = ":".join(str(_JARS / f"{name}.jar") for name in _NEEDED)


def has_checkers() -> bool:
    """Whether all of them are there."""
    programs = all(shutil.which(name) for name in ("java", "qpdf", "pdftotext"))
    return programs and (_JARS / "preflight.jar").is_file()


def preflight(files: Sequence[Path], folder: Path) -> dict[str, list[str]]:
    """What PDFBox Preflight says against each file as PDF/A-1b, by the file's name; `folder` is for its own use."""
    listed = folder / "files.txt"
    listed.write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
    command = ["java", "-Djava.util.logging.config.file=/dev/null", "-cp", _CLASSES]
    command += ["org.apache.pdfbox.preflight.Validator_A1b", "xml", "group", str(listed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    result = folder / f"{listed.name}.preflight.xml"
    assert result.is_file(), done.stderr
    tree = ET.parse(result)  # noqa: S314 - our own run's result
    return {
        Path(str(one.get("name"))).name: []
        if _is_valid(one)
        else [_said(error) for error in one.iter("error")] or ["?"]
        for one in tree.iter("preflight")
    }


def _is_valid(result: ET.Element) -> bool:
    found = result.find("isValid")
    return found is not None and found.text == "true"


def _said(error: ET.Element) -> str:
    return f"{error.findtext('code')}: {error.findtext('details')}"


def qpdf_check(file: Path) -> list[str]:
    """What qpdf says against the file."""
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    said = [line for line in (done.stdout + done.stderr).splitlines() if "WARNING" in line or "ERROR" in line.upper()]
    return [] if done.returncode == 0 else said or [f"exit {done.returncode}"]


def copied_text(file: Path) -> str:
    """All text as poppler gives it, in the order in which it was drawn, without blanks."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"]
    return "".join(subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8").split())
