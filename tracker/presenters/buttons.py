"""What a reader may do here, as buttons. One that is refused stays visible, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.authorization.verdicts import Verdict, deny
from tracker import workflow
from tracker.authorization import entries as rules
from tracker.authorization import speaking
from tracker.authorization.joint_notes import may_read_note, may_write_note
from tracker.authorization.lasting import may_close, may_embed, may_follow_up, may_reverse
from tracker.models import Commitment, Entry, Milestone, Observation, Plan, Settlement
from tracker.presenters import ripple_buttons, settling_buttons


@dataclass(frozen=True)
class Button:
    """`id` is unique on the page; `main` is the first thing that the reader may do."""

    id: str
    label: str
    url: str
    allowed: bool
    reason: str
    main: bool = False


@dataclass(frozen=True)
class Buttons:
    """`reason` stands once for all that are refused, when it is the same for each. `quick` are
    links that begin an observation with what it does already chosen."""

    buttons: list[Button] = field(default_factory=list)
    reason: str = ""
    sign_in_url: str = ""
    quick: list[dict[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.buttons or self.sign_in_url)


# Second thoughts about one's own words are never the first thing to do.
SECONDARY = frozenset({"correct", "withdraw", "discard", "word"})


def offered(
    offers: Sequence[tuple[str, str, str, Verdict]], quick: Sequence[dict[str, str]] = ()
) -> Buttons:
    """Return offers `(name, label, url, verdict)` as buttons."""
    made: list[Button] = []
    for name, label, url, verdict in offers:
        first = not any(button.main for button in made)
        main = verdict.allowed and first and name.partition("-")[0] not in SECONDARY
        made.append(Button(f"do-{name}", label, url, verdict.allowed, verdict.reason, main))
    refused = [button.reason for button in made if not button.allowed]
    shared = len(set(refused)) == 1 and (len(refused) > 1 or len(made) == 1)
    return Buttons(made, refused[0] if shared else "", quick=list(quick))


def for_visitors(subject: Commitment | Milestone, path: str) -> Buttons:
    """Offer to sign in, where something can be written."""
    plan, commitment = subject.plan, subject.commitment
    if plan.nature == Plan.Nature.ARCHIVE or not (plan.is_open and commitment.is_open):
        return Buttons()
    return Buttons(sign_in_url=f"{reverse('account_login')}?next={quote(path)}")


def on_subject(user: Any, subject: Commitment | Milestone, path: str) -> Buttons:
    """Return the buttons of a commitment or a milestone: report, observe, assess."""
    if not user.is_authenticated:
        return for_visitors(subject, path)
    plan, number = subject.plan.slug, subject.commitment.number
    if isinstance(subject, Milestone):
        kind, place = "milestone", [plan, number, subject.number]
    else:
        kind, place = "commitment", [plan, number]
    observe, may_observe = (
        reverse(f"observe_{kind}", args=place),
        speaking.may_observe(user, subject),
    )
    offers = [
        (
            "report",
            _("Report progress"),
            reverse(f"report_{kind}", args=place),
            speaking.may_report(user, subject),
        ),
        ("observe", _("Register an observation"), observe, may_observe),
    ]
    if isinstance(subject, Milestone):
        offers.append(_joint_note(user, subject))
    else:
        offers.append(_lasting(user, subject, place))
        if closing := may_close(user, subject):
            url = reverse("decide_closing", args=place)
            offers.append(("close", _("Decide how it leaves the plan"), url, closing))
        offers.append(
            (
                "assess",
                _("Add an assessment"),
                reverse("assess_commitment", args=place),
                speaking.may_assess(user, subject),
            )
        )
        offers.append(ripple_buttons.record(user, subject))
    return offered(offers, _quick(observe) if may_observe else [])


def _lasting(user: Any, commitment: Commitment, place: list[Any]) -> tuple[str, str, str, Verdict]:
    """Offer what is asked of a plan that is in force, or of one that has ended."""
    if commitment.plan.is_over:
        url = reverse("follow_up", args=place)
        return "follow-up", _("Say what is left of it"), url, may_follow_up(user, commitment)
    return (
        "embed",
        _("Say what is embedded"),
        reverse("embed", args=place),
        may_embed(user, commitment),
    )


def on_joint_note(user: Any, milestone: Milestone, path: str) -> Buttons:
    """Return the button of the page of the agreed texts."""
    if not user.is_authenticated:
        return for_visitors(milestone, path)
    return offered([_joint_note(user, milestone)])


def _joint_note(user: Any, milestone: Milestone) -> tuple[str, str, str, Verdict]:
    commitment = milestone.commitment
    url = reverse(
        "edit_joint_note", args=[commitment.plan.slug, commitment.number, milestone.number]
    )
    verdict = may_write_note(user, milestone)
    reading = deny("") if verdict else may_read_note(user, milestone)
    if reading:
        return "note", _("Read the joint note as it is being written"), url, reading
    return "note", _("Write the joint note together"), url, verdict


def _quick(observe: str) -> list[dict[str, str]]:
    kinds = {
        Observation.Type.CONFIRMS: pgettext("verb", "Confirm"),
        Observation.Type.DISPUTES: pgettext("verb", "Dispute"),
        Observation.Type.QUESTION: pgettext("verb", "Ask"),
        Observation.Type.ADVICE: pgettext("verb", "Advise"),
    }
    return [{"label": label, "url": f"{observe}?type={kind}"} for kind, label in kinds.items()]


def on_entry(user: Any, entry: Entry, path: str, settlements: Sequence[Settlement] = ()) -> Buttons:
    """Return the buttons of a public entry: answer it, correct it, withdraw it; and of what was said
    of its answers."""
    if not user.is_authenticated:
        return for_visitors(entry.subject, path)
    offers = []
    if entry.kind == Entry.Kind.OBSERVATION:
        offers.append(
            (
                "respond",
                _("Answer this observation"),
                reverse("respond", args=[entry.uid]),
                speaking.may_respond(user, entry.detail),
            )
        )
        offers += settling_buttons.offers(user, entry.detail, settlements)
    if entry.kind == Entry.Kind.RIPPLE:
        offers += ripple_buttons.about(user, entry.detail)
    if entry.kind == Entry.Kind.EMBEDDING and not entry.is_withdrawn and not entry.corrected_by:
        url, lost = reverse("reverse", args=[entry.uid]), may_reverse(user, entry.detail)
        offers.append(("reverse", _("Say that it holds no more"), url, lost))
    if entry.is_withdrawn:
        return offered(offers)
    corrected = deny(_("It was corrected already. Correct the correction instead."))
    verdict = corrected if entry.corrected_by else rules.may_correct(user, entry)
    if not entry.is_documented:
        url = reverse("correct", args=[entry.uid])
        offers.append(("correct", _("Correct it"), url, verdict))
    if any(move.verb == "withdraw" for move in workflow.possible(workflow.ENTRY, entry.state)):
        url = reverse("withdraw", args=[entry.uid])
        offers.append(("withdraw", _("Withdraw it"), url, rules.may_withdraw(user, entry)))
    return offered(offers)


def on_draft(user: Any, entry: Entry) -> Buttons:
    """Return the buttons of a draft: go on writing (the form publishes), throw it away; or of what
    waits for its day: publish it now, take it back."""
    if entry.is_embargoed:
        return _on_embargoed(user, entry)
    edit = reverse("edit_draft", args=[entry.uid])
    discard = reverse("discard_draft", args=[entry.uid])
    publish = rules.may_publish(user, entry)
    writing = _("Go on writing and publish") if publish else _("Go on writing")
    offers = [
        ("edit", writing, edit, rules.may_edit_draft(user, entry)),
        ("discard", _("Discard the draft"), discard, rules.may_discard_draft(user, entry)),
    ]
    if not publish:
        offers.insert(0, ("publish", _("Publish"), edit, publish))
    return offered(offers)


def _on_embargoed(user: Any, entry: Entry) -> Buttons:
    now, back = (reverse(name, args=[entry.uid]) for name in ("publish_now", "take_back"))
    return offered(
        [
            ("take-back", _("Take it back to a draft"), back, rules.may_take_back(user, entry)),
            ("publish-now", _("Publish it now"), now, rules.may_publish(user, entry)),
        ]
    )
