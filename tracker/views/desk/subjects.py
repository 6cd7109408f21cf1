"""What an address of the desk speaks of. What a person may not see is a 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from tracker.queries import desk, proposals
from tracker.queries.decided_words import published_words


def commitment_or_404(request, plan, number):
    return get_object_or_404(desk.commitments_for(request.user), plan__slug=plan, number=number)


def milestone_or_404(request, plan, number, milestone):
    return get_object_or_404(
        desk.milestones_for(request.user),
        commitment__plan__slug=plan,
        commitment__number=number,
        number=milestone,
    )


def seat_or_404(request, plan, number, seat):
    place = {"commitment__plan__slug": plan, "commitment__number": number}
    return get_object_or_404(desk.seats_for(request.user), uid=seat, **place)


def proposal_or_404(request, uid):
    return get_object_or_404(proposals.for_user(request.user), uid=uid)


def words_or_404(request, noun, uid):
    found = published_words(request.user, noun, uid)
    if found is None:
        raise Http404
    return found


def public_entry_or_404(request, uid):
    return get_object_or_404(desk.entries_for(request.user).public(), uid=uid)
