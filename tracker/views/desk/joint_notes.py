"""The page on which both sides write the joint note on a milestone."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.actions import joint_note_drafts, joint_note_presence, joint_notes
from tracker.authorization.joint_notes import may_read_note, may_write_note
from tracker.forms.entries import place
from tracker.forms.joint_notes import JointNoteForm, conflict_names, decided, number_in
from tracker.merging import merge, merged
from tracker.presenters.joint_note_conflicts import note_parts, whole_change
from tracker.presenters.joint_note_presence import present_lines
from tracker.presenters.joint_notes import NoteHead, saved_text
from tracker.queries.joint_notes import present, text_at, working
from tracker.views.desk import subjects
from tracker.views.desk.writing import refuse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, plan, number, milestone):
    """Show the text to write on; a POST saves it, or keeps it as one's own draft."""
    milestone = subjects.milestone_or_404(request, plan, number, milestone)
    verdict = may_write_note(request.user, milestone)
    if request.method != "POST":
        return _open(request, milestone, verdict)
    if "autosave" in request.POST:
        return _autosave(request, milestone)
    if not verdict:
        return refuse(request, verdict.reason)
    form, problems = _sent(request, milestone)
    if form.is_valid():
        for problem in problems:
            form.add_error("text", problem)
    if not form.is_valid():
        return _show(request, milestone, verdict, form, status=422)
    if "draft" in request.POST:
        return _keep(request, milestone, verdict, form)
    return _save(request, milestone, verdict, form)


def reading_or_404(request, plan, number, milestone):
    """Return the milestone and the organisation in whose name a person reads its working text.

    For everybody else there is no such page.
    """
    milestone = subjects.milestone_or_404(request, plan, number, milestone)
    verdict = may_read_note(request.user, milestone)
    if not verdict:
        raise Http404
    return milestone, verdict.organisation


def _open(request, milestone, verdict):
    try:
        joint_note_presence.arrive(milestone=milestone, by=request.user)
    except NotAllowed:
        raise Http404 from None
    if not verdict:
        return _show(request, milestone, verdict, None)
    found = working(milestone, request.user)
    numbers = {"uid": uuid.uuid4(), "base": found.latest, "version": 0}
    source = found.newest
    if found.draft:
        source = found.draft
        numbers |= {"base": found.draft.base, "version": found.draft.version}
    written = {
        "text": source.text if source else "",
        "language": source.language if source else request.user.language,
    }
    return _show(request, milestone, verdict, JointNoteForm(initial=numbers | written), found=found)


def _sent(request, milestone):
    """Return the form that was sent; the choices of a conflict page are one text by now."""
    sent, problems = request.POST, []
    if "mine-text" in sent:
        since, base = number_in(sent, "since"), number_in(sent, "base")
        sent = sent.copy()
        sent["text"] = sent["mine-text"]
        if since is not None and base is not None:
            texts = text_at(milestone, since), text_at(milestone, base)
            sent["text"], problems = decided(sent, *texts)
    return JointNoteForm(sent, initial={"language": request.user.language}), problems


def _show(request, milestone, verdict, form, status=200, found=None, **more):
    found = found or working(milestone, request.user)
    head = NoteHead(milestone, found, verdict.organisation if verdict else None)
    here = present(timezone.now(), milestone=milestone)
    with timezone.override(milestone.plan.timezone):
        context = {
            "form": form,
            "head": head,
            "refusal": verdict.reason,
            "present": present_lines(here, request.user),
            **{"saved": "", "changes": [], "other": "", **more},
        }
        return render(request, "tracker/desk/joint_note.html", context, status=status)


def _keep(request, milestone, verdict, form):
    """Keep the text as the person's own draft."""
    try:
        _keep_draft(request, milestone, form)
    except StaleVersion as stale:
        form.renew_draft(stale.current.version)
        return _show(request, milestone, verdict, form, 409, other=stale.current.text)
    messages.success(request, _("Your text is kept. Nobody else sees it until you save it."))
    return redirect(request.path)


def _autosave(request, milestone):
    """Answer `autosave.js`, which keeps the draft while its writer types."""
    form = JointNoteForm(request.POST, initial={"language": request.user.language})
    if not form.is_valid():
        return _not_kept(422, next(iter(form.errors.values()))[0])
    try:
        draft = _keep_draft(request, milestone, form)
    except NotAllowed as refusal:
        return _not_kept(403, refusal)
    except StaleVersion:
        return _not_kept(409, _("another window of yours keeps a different text."))
    with timezone.override(milestone.plan.timezone):
        now = timezone.localtime(draft.saved_at)
        said = _("Kept for you alone at %(time)s.") % {"time": f"{now:%H:%M}"}
        return JsonResponse({"version": draft.version, "message": said})


def _not_kept(status, reason):
    said = _("Not saved yet, your text is still here: %(reason)s") % {"reason": reason}
    return JsonResponse({"message": said}, status=status)


def _keep_draft(request, milestone, form):
    cleaned = form.cleaned_data
    return joint_note_drafts.keep_draft(
        milestone=milestone,
        by=request.user,
        base=cleaned["base"],
        text=cleaned["text"],
        language=cleaned["language"],
        seen_version=cleaned["version"],
    )


def _save(request, milestone, verdict, form):
    cleaned = form.cleaned_data
    try:
        revision = joint_notes.save_revision(
            milestone=milestone,
            text=cleaned["text"],
            language=cleaned["language"],
            base=cleaned["base"],
            by=request.user,
            uid=cleaned["uid"],
        )
    except NotAllowed as refusal:
        return refuse(request, refusal)
    except ValidationError as error:
        place(form, error)
        return _show(request, milestone, verdict, form, status=422)
    except StaleVersion as stale:
        return _meet(request, milestone, verdict, form, stale.current)
    if revision.uid == cleaned["uid"]:
        words = _("Revision %(number)s is saved.")
    else:
        words = _("Nothing differs from revision %(number)s, so nothing was saved.")
    messages.success(request, words % {"number": revision.number})
    return redirect(request.path)


def _meet(request, milestone, verdict, form, newest):
    """Answer somebody whose text met what somebody else saved meanwhile.

    What the two changed in different places is laid together for them to confirm; where both changed
    the same paragraphs they choose. Either page saves on top of the newest revision.
    """
    cleaned = form.cleaned_data
    if newest is None or cleaned["base"] >= newest.number:
        # Numbers that no page of ours gave: whatever there is, this text began apart from it.
        form.renew_numbers()
        return _show(request, milestone, verdict, form, status=422)
    base, mine = text_at(milestone, cleaned["base"]), cleaned["text"]
    with timezone.override(milestone.plan.timezone):
        saved = saved_text(newest)
    parts = merge(base, newest.text, mine)
    numbers = {
        "uid": str(uuid.uuid4()),
        "base": str(newest.number),
        "version": str(cleaned["version"]),
    }
    if any(part.is_conflict for part in parts):
        return _choose(request, milestone, verdict, form, newest, base, numbers, saved)
    data = {**numbers, "text": merged(parts), "language": cleaned["language"]}
    changes = whole_change(base, newest.text, saved, newest.language)
    again = JointNoteForm(initial=data)
    return _show(request, milestone, verdict, again, 409, saved=saved, changes=changes)


def _choose(request, milestone, verdict, form, newest, base, numbers, saved):
    cleaned = form.cleaned_data
    head = NoteHead(milestone, working(milestone, request.user), verdict.organisation)
    with timezone.override(milestone.plan.timezone):
        context = {
            "head": head,
            "saved": saved,
            "parts": note_parts(
                base, newest.text, cleaned["text"], cleaned["language"], saved, conflict_names()
            ),
            "carried": {
                **numbers,
                "since": cleaned["base"],
                "mine-text": form.data["text"],
                "language": cleaned["language"],
            },
        }
        return render(request, "tracker/desk/joint_note_conflict.html", context, status=409)
