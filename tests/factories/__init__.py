"""One function a model: each makes a row the way people do, by calling an action."""

from tests.factories.frame import (
    add_commitment,
    add_event,
    add_milestone,
    add_plan,
    add_text,
    add_theme,
    give_seat,
    link_lineage,
)
from tests.factories.people import add_member, add_organisation, an_operator
from tests.factories.proposals import accept, agree, propose
from tests.factories.words import assess, document, observe, report, respond

__all__ = [
    "accept",
    "add_commitment",
    "add_event",
    "add_member",
    "add_milestone",
    "add_organisation",
    "add_plan",
    "add_text",
    "add_theme",
    "agree",
    "an_operator",
    "assess",
    "document",
    "give_seat",
    "link_lineage",
    "observe",
    "propose",
    "report",
    "respond",
]
