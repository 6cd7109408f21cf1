"""The texts that both sides agreed on about one milestone."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from tracker.authorization.joint_notes import may_ask_to_withdraw_note
from tracker.models import Milestone
from tracker.presenters import buttons
from tracker.presenters.agreed_notes import JointNoteView
from tracker.presenters.moderation import keys
from tracker.queries.decided_words import decided_about
from tracker.queries.joint_notes import agreed_of, is_being_written
from tracker.queries.milestone_page import visible_milestone
from tracker.views.public.validators import public_page


@public_page
def joint_note(request, plan, number, milestone):
    try:
        found = visible_milestone(request.user, plan, number, milestone)
    except Milestone.DoesNotExist:
        raise Http404 from None
    agreed = agreed_of(found)
    may_withdraw = bool(agreed) and bool(may_ask_to_withdraw_note(request.user, agreed[0]))
    view = JointNoteView(found, agreed, is_being_written(found, agreed), may_withdraw)
    with timezone.override(found.plan.timezone):
        context = {
            "page": view,
            "buttons": buttons.on_joint_note(request.user, found, request.path),
            "keys": keys(request.user, decided_about(agreed)),
            "plan_nav": view.plan_nav,
        }
        return render(request, "tracker/public/joint_note.html", context)
