"""Where a commitment comes from and where it goes on."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.models import Commitment, Lineage
from tracker.presenters.wording import Wording, worded


@dataclass(frozen=True)
class LineageView:
    """`direction` is earlier or later; without another commitment it was dropped (`url` "")."""

    direction: str
    kind_label: str
    title: Wording | None
    number: int | None
    url: str
    plan: str
    note: Wording
    source: str


def lineage_view(link: Lineage, commitment: Commitment) -> LineageView:
    is_later = link.earlier_id == commitment.pk
    other = link.later if is_later else link.earlier
    return LineageView(
        direction="later" if is_later else "earlier",
        kind_label=_label(link, is_later),
        title=worded(other, "title") if other else None,
        number=other.number if other else None,
        url=other.get_absolute_url() if other else "",
        plan=f"{worded(other.plan, 'jurisdiction')} {other.plan.period}" if other else "",
        note=worded(link, "note"),
        source=link.source,
    )


def _label(link: Lineage, is_later: bool) -> str:
    """Return the kind of the link as seen from this commitment."""
    later = {
        Lineage.Kind.CONTINUED: _("Continued in"),
        Lineage.Kind.EXPANDED: _("Expanded in"),
        Lineage.Kind.NARROWED: _("Narrowed in"),
        Lineage.Kind.SPLIT: _("Split into"),
        Lineage.Kind.MERGED: _("Merged into"),
        Lineage.Kind.REPLACED: _("Replaced by"),
        Lineage.Kind.DROPPED: _("Dropped, no later commitment"),
        Lineage.Kind.THEMATIC: _("Same subject later, no formal link found"),
    }
    earlier = {
        Lineage.Kind.CONTINUED: _("Continues"),
        Lineage.Kind.EXPANDED: _("Expands"),
        Lineage.Kind.NARROWED: _("Narrows"),
        Lineage.Kind.SPLIT: _("Split off from"),
        Lineage.Kind.MERGED: _("Merges"),
        Lineage.Kind.REPLACED: _("Replaces"),
        Lineage.Kind.DROPPED: _("Dropped, no later commitment"),
        Lineage.Kind.THEMATIC: _("Same subject earlier, no formal link found"),
    }
    return (later if is_later else earlier)[Lineage.Kind(link.kind)]
