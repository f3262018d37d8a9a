"""Every code that the window shows has its word."""

import ast
import re

from app.domain.audit_words import ACTIONS
from app.domain.words import Disposition, OrderState
from app.flows.closing import SAME_STEP
from app.storage import histories
from tests.architecture.tree import called_name, sources_of
from ui.main import parts
from ui.screens.overview import STEPS
from ui.words import CHECKS, GATE_PLACES, GATES, HISTORY, WHY

LOGS = {"append", "log", "_log", "_note", "_commit"}
ACTION = re.compile(r"[a-z]+\.[a-z-]+")


def _first_words(file: str, names: set[str]) -> set[str]:
    """The constant first arguments of these calls in a file of the program."""
    source = next(source for source in sources_of("app") if source.name == file)
    return {
        call.args[0].value
        for call in source.calls()
        if called_name(call) in names and call.args
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def test_every_logged_action_has_a_word() -> None:
    logged = {
        argument.value
        for source in sources_of("app")
        for call in source.calls()
        if called_name(call) in LOGS
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and ACTION.fullmatch(argument.value)
    }
    assert logged - set(ACTIONS) == set()
    assert len(logged) > 20


def test_every_gate_has_a_name() -> None:
    assert _first_words("app/domain/gates.py", {"Gate", "_waiting"}) <= set(GATES)


def test_every_check_has_a_name() -> None:
    assert _first_words("app/services/checkup.py", {"_check", "Check"}) <= set(CHECKS)


def test_every_event_of_a_record_has_a_word() -> None:
    told = set(re.findall(r"(?:, | )'([a-z-]+)',", histories._RECORD))
    assert told - {"record.show"} - set(HISTORY) == set()
    assert {"imported", "destroyed"} <= told


def test_every_next_step_has_its_words() -> None:
    finished = {OrderState.CERTIFIED, OrderState.WITHDRAWN}
    orders = {f"order-{state}" for state in OrderState if state not in finished | SAME_STEP.keys()}
    assert (_first_words("app/flows/closing.py", {"Next"}) - {""}) | orders == set(STEPS)


def test_every_disposition_says_why() -> None:
    assert set(WHY) == set(Disposition)


def test_every_gate_leads_to_a_place() -> None:
    assert set(GATES) == set(GATE_PLACES)
    assert set(GATE_PLACES.values()) <= {one.name for one in parts().places}
