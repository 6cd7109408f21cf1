"""Administration: one more view of the same actions. One file per noun."""

from accounts.admin.memberships import MembershipAdmin
from accounts.admin.organisations import OrganisationAdmin
from accounts.admin.users import UserAdmin
from accounts.models import Membership, Organisation, User
from ledger.models import HistoryEntry
from tracker.admin.commitment_texts import CommitmentTextAdmin
from tracker.admin.commitments import CommitmentAdmin
from tracker.admin.entries import EntryAdmin
from tracker.admin.history import HistoryAdmin
from tracker.admin.lineage import LineageAdmin
from tracker.admin.milestones import MilestoneAdmin
from tracker.admin.plans import PlanAdmin
from tracker.admin.seats import SeatAdmin
from tracker.admin.site import site
from tracker.admin.themes import ThemeAdmin
from tracker.models import (
    Commitment,
    CommitmentText,
    Entry,
    Lineage,
    Milestone,
    Plan,
    Seat,
    Theme,
)

site.register(Organisation, OrganisationAdmin)
site.register(User, UserAdmin)
site.register(Membership, MembershipAdmin)
site.register(Plan, PlanAdmin)
site.register(Theme, ThemeAdmin)
site.register(Commitment, CommitmentAdmin)
site.register(CommitmentText, CommitmentTextAdmin)
site.register(Milestone, MilestoneAdmin)
site.register(Seat, SeatAdmin)
site.register(Lineage, LineageAdmin)
site.register(Entry, EntryAdmin)
site.register(HistoryEntry, HistoryAdmin)
