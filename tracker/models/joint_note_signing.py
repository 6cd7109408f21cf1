from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from tracker.models.joint_note import JointNote, JointNoteRevision, OfJointNote
from tracker.models.moderated import Moderated
from tracker.models.veil import WordsText


class SignatureQuerySet(models.QuerySet):
    def standing(self):
        """Leave out the signatures that were taken back."""
        return self.filter(taken_back_at=None)


class JointNoteSignature(OfJointNote):
    """One side stands by one exact revision of a joint note."""

    RECORDED = (
        "note",
        "number",
        "side",
        "organisation",
        "organisation_name",
        "taken_back_at",
    )

    note = models.ForeignKey(JointNote, on_delete=models.PROTECT, related_name="signatures")
    number = models.PositiveIntegerField(_("revision"))
    side = models.CharField(max_length=20, choices=Side)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=300)
    signatory = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["note", "number", "pk"]
        verbose_name = _("signature of a joint note")
        verbose_name_plural = _("signatures of joint notes")
        constraints = [
            models.UniqueConstraint(
                fields=["note", "number", "side"],
                condition=Q(taken_back_at=None),
                name="joint_note_signature_one_per_side",
            ),
        ]

    def __str__(self):
        return f"{self.get_side_display()} · {self.organisation_name}"


class AgreedNote(Moderated, OfJointNote):
    """A text that both sides signed: public from that moment, whatever is written afterwards.

    The next agreed text stands in its place and leaves it readable. It is withdrawn by both, with a
    reason: one side asks, the other says yes.
    """

    class State(models.TextChoices):
        AGREED = "agreed", _("agreed")
        WITHDRAWAL_ASKED = "withdrawal_asked", _("agreed, one side asks to withdraw it")
        WITHDRAWN = "withdrawn", _("withdrawn")

    NOUN = "agreed"
    PLAN = "note__milestone__commitment__plan"
    PLACE = ("government", "civil_society", "revision")
    # Whoever has the salt can try whether a text is the one that the fingerprint was taken of.
    REPEATED = {"text": ("salt",), "withdrawal_reason": ("reason",)}

    # With the salt anybody can recompute the fingerprint that the history held of the revision.
    RECORDED = (
        "note",
        "number",
        "text",
        "language",
        "government",
        "government_name",
        "civil_society",
        "civil_society_name",
        "salt",
        "state",
        "withdrawal_side",
        "withdrawal_reason",
        "agreed_at",
        "withdrawn_at",
    )

    note = models.ForeignKey(JointNote, on_delete=models.PROTECT, related_name="agreed_texts")
    revision = models.OneToOneField(
        JointNoteRevision, on_delete=models.PROTECT, related_name="agreed"
    )
    number = models.PositiveIntegerField(_("revision"))
    text = WordsText(_("text"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    government = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    government_name = models.CharField(max_length=300)
    civil_society = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    civil_society_name = models.CharField(max_length=300)
    salt = models.CharField(_("salt of the fingerprint"), max_length=32)
    state = models.CharField(max_length=20, choices=State, default=State.AGREED)
    withdrawal_side = models.CharField(
        _("who asked to withdraw it"), max_length=20, choices=Side, blank=True
    )
    withdrawal_reason = WordsText(blank=True, max_length=4000)
    agreed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["note", "-number"]
        verbose_name = _("agreed text of a joint note")
        verbose_name_plural = _("agreed texts of joint notes")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="agreed", withdrawal_side="", withdrawn_at=None)
                | (
                    (
                        Q(state="withdrawal_asked", withdrawn_at=None)
                        | Q(state="withdrawn", withdrawn_at__isnull=False)
                    )
                    & (~Q(withdrawal_reason="") | Q(redaction__isnull=False))
                ),
                name="agreed_note_withdrawn_with_reason",
            ),
        ]

    def __str__(self):
        return str(_("Agreed text, revision %(number)s") % {"number": self.number})

    def get_absolute_url(self):
        return f"{self.milestone.joint_note_url}#revision-{self.number}"

    @property
    def is_withdrawn(self):
        return self.state == self.State.WITHDRAWN
