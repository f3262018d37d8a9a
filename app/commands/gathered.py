"""What is printed of files that were found in folders and zip files, and of those that were left out."""

import sys
from collections.abc import Iterable
from typing import Any

from app.commands.hints import hints
from app.commands.invocation import Invocation
from app.errors import Damaged
from app.messages.sentences import describe
from app.services.gathering import LeftOut, TakenIn


def give_taken_in(call: Invocation, run: TakenIn[Any], result: dict[str, Any], lines: Iterable[str]) -> int:
    """Print what came of the files, and those left out; the exit code says whether one should have come in."""
    left = [_left_out(call, one) for one in run.skipped]
    wrong = [_left_out(call, one) for one in run.unreadable]
    if run.gathered_more:
        result["skipped"] = left
    if not wrong:
        call.give(result, [*lines, *(f"{one['file']} · {one['message']}" for one in left)])
        return 0
    names = call.tr(", ").join(one["file"] for one in wrong)
    error = Damaged("files-unreadable", count=len(wrong), names=names)
    told = {"code": error.code, "message": describe(error, call.catalogue), **error.params, "unreadable": wrong}
    call.give({**result, "error": told}, [*lines, *(f"{one['file']} · {one['message']}" for one in [*left, *wrong])])
    if not call.common.json:
        said = [told["message"], *hints((one["code"] for one in wrong), call.catalogue)]
        sys.stderr.write("".join(f"{line}\n" for line in said))
    return error.exit_code


def _left_out(call: Invocation, one: LeftOut) -> dict[str, Any]:
    return {"file": one.file, "code": one.error.code, "message": describe(one.error, call.catalogue)}
