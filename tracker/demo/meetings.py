"""How people of the example meet, agree on something, keep it or not, and wait for each other."""

import uuid

from accounts.models import Organisation
from tracker.actions import agreements, dependencies, meetings
from tracker.models import Agreement, Meeting, Milestone


def meet(act, commitment, day, who):
    """Call a meeting for a day; with minutes in the file it took place that day. Returns it."""
    plan = commitment.plan
    meeting = meetings.call_meeting(
        plan=plan,
        commitments=[] if act.get("forum") else [commitment],
        uid=uuid.uuid4(),
        title=act["title"],
        date=day,
        time=None,
        place=act.get("place", ""),
        link="",
        agenda=act.get("agenda", "").strip(),
        **who,
    )
    if "minutes" not in act:
        return meeting
    return meetings.publish_minutes(
        meeting=meeting,
        minutes=act["minutes"].strip(),
        present=list(Organisation.objects.filter(slug__in=act["present"]).order_by("pk")),
        seen_version=meeting.version,
        **who,
    )


def agree(act, meeting, commitment, day, who):
    """Note what one organisation does by a day. Returns the agreement."""
    meeting = Meeting.objects.with_all().get(pk=meeting.pk)
    return agreements.note_agreement(
        meeting=meeting,
        text=act["text"].strip(),
        owner=Organisation.objects.get(slug=act["owner"]),
        due_date=day,
        due_precision="day",
        commitment=commitment if commitment in meeting.tables else None,
        uid=uuid.uuid4(),
        **who,
    )


def keep(act, agreement, day, who):
    """Say that an agreement was kept on a day."""
    agreement = Agreement.objects.with_all().get(pk=agreement.pk)
    agreements.keep_agreement(
        agreement=agreement,
        kept_date=day,
        note=act["text"].strip(),
        seen_version=agreement.version,
        **who,
    )


def void(act, agreement, who):
    """Declare an agreement void."""
    agreement = Agreement.objects.with_all().get(pk=agreement.pk)
    agreements.void_agreement(
        agreement=agreement, reason=act["reason"], seen_version=agreement.version, **who
    )


def wait(act, milestone, who):
    """Say that a milestone waits for another one of its commitment."""
    on = Milestone.objects.select_related("commitment__plan").get(
        commitment=milestone.commitment, number=act["on"]
    )
    dependencies.declare_dependency(
        milestone=milestone, on=on, text=act["text"].strip(), uid=uuid.uuid4(), **who
    )
