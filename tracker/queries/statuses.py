"""Both voices of many subjects at once: the number of queries does not grow with the list."""

VOICES = ("government_entry", "civil_society_entry", "independent_entry")


def with_voices(queryset):
    """Load the status of commitments or milestones, with the entries behind each voice."""
    return queryset.select_related("status", *(f"status__{voice}" for voice in VOICES))
