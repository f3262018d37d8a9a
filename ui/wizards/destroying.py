"""The wizard that destroys records, from a choice to the certificate; an order is taken up where it stands."""

from array import array

from PySide6.QtWidgets import QWidget

from app.flows.destroying import DestroyFlow
from app.services.order_results import OrderStatus
from ui.context import AppContext
from ui.wizards.choose_page import ChoosePage
from ui.wizards.destroy_pages import ApprovePage, CheckPage
from ui.wizards.execution_pages import CertificatePage, ExecutePage, ReadBackPage
from ui.wizards.wizard import FlowWizard


def destroy_wizard(context: AppContext, parent: QWidget, shown: object) -> FlowWizard:
    """The wizard; `shown` may be the numbers of selected records, or an order to go on with."""
    ids = shown if isinstance(shown, array) and len(shown) else None
    status = shown if isinstance(shown, OrderStatus) else None
    flow = DestroyFlow(context.services, context.language, ids, status)
    pages = {
        "choose": ChoosePage(context, flow),
        "check": CheckPage(context, flow),
        "approve": ApprovePage(context, flow),
        "execute": ExecutePage(context, flow),
        "readback": ReadBackPage(context, flow),
        "certificate": CertificatePage(context, flow),
    }

    def heading() -> str:
        title = context.tr("Destroy records")
        return f"{title} · {flow.state.order}" if flow.state.order else title

    return FlowWizard(context, parent, heading, flow, pages)
