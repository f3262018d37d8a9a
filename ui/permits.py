"""Buttons that only some roles may press: greyed for the others, with who may in the tooltip."""

from app.domain.labels import label
from app.domain.permissions import Action, may, roles_for
from ui.context import AppContext
from ui.widgets.buttons import Button


def permit(context: AppContext, made: Button, action: Action) -> Button:
    """Bind a button to an action: it follows the operator's role, whoever joins, and a vault open for reading only."""
    made.bar_while(lambda: refusal(context, action))
    context.changed.connect(made.recheck)
    return made


def refusal(context: AppContext, action: Action) -> str:
    """Why the operator may not do this, "" where it may."""
    if not context.is_unlocked:
        return ""
    session = context.services.session
    if session.read_only:
        return context.tr("The vault is open for reading only.")
    if may(session.operator.role, action, one_person=session.is_one_person()):
        return ""
    roles = context.tr(", ").join(context.tr(label(role)) for role in roles_for(action))
    return context.tr("Your role does not allow this. It takes: {roles}.").format(roles=roles)
