"""Both voices of many subjects at once: the number of queries does not grow with the list."""

from tracker.models import Commitment, Milestone

VOICES = ("government_entry", "civil_society_entry", "independent_entry")


def with_voices(queryset):
    """Load the status of commitments or milestones, with the entries behind each voice."""
    return queryset.select_related("status", *(f"status__{voice}" for voice in VOICES))


def commitments_of(plan):
    """Return a plan's commitments with both voices, in the order of their numbers."""
    return with_voices(Commitment.objects.filter(plan=plan)).order_by("number")


def milestones_of(commitment):
    """Return a commitment's milestones with owner and both voices, in order."""
    milestones = Milestone.objects.filter(commitment=commitment).select_related("owner")
    return with_voices(milestones).order_by("number")
