import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from ledger.hashing import new_salt
from ledger.models import Recorded
from tracker.models.milestone import Milestone
from tracker.models.seat import Seat

# Who writes a joint note together.
NOTE_SIDES = (Side.GOVERNMENT, Side.CIVIL_SOCIETY)


class JointNote(Recorded):
    """The one text that government and civil society write together on a milestone.

    `latest` is the number of its newest revision: whoever saves says which one they started from.
    """

    RECORDED = ("milestone",)

    milestone = models.OneToOneField(
        Milestone, on_delete=models.PROTECT, related_name="joint_note", verbose_name=_("milestone")
    )
    latest = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["milestone"]
        verbose_name = _("joint note")
        verbose_name_plural = _("joint notes")

    def __str__(self):
        return str(_("Joint note on milestone %(number)s") % {"number": self.milestone.label})

    def get_absolute_url(self):
        return self.milestone.joint_note_url

    @property
    def commitment(self):
        return self.milestone.commitment

    @property
    def plan(self):
        return self.commitment.plan


class OfJointNote(Recorded):
    """What a revision, a signature and an agreed text of a joint note have in common."""

    class Meta:
        abstract = True

    @property
    def milestone(self):
        return self.note.milestone

    @property
    def commitment(self):
        return self.note.commitment

    @property
    def plan(self):
        return self.note.plan


class JointNoteRevision(OfJointNote):
    """The whole text of a joint note as one person saved it.

    Until both sides signed, the words are for the two sides alone: the history holds a salted
    fingerprint of them, by which the text can be proved later and not guessed before.
    """

    RECORDED = (
        "note",
        "number",
        "base",
        "language",
        "organisation",
        "organisation_name",
        "side",
        "hat",
        "fingerprint",
    )

    note = models.ForeignKey(JointNote, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    # The revision that its author started from; 0 for an empty page.
    base = models.PositiveIntegerField(_("started from revision"))
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=300)
    side = models.CharField(max_length=20, choices=Side)
    hat = models.CharField(max_length=20, choices=Seat.Role, blank=True)
    created_at = models.DateTimeField()
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)

    class Meta:
        ordering = ["note", "number"]
        verbose_name = _("revision of a joint note")
        verbose_name_plural = _("revisions of joint notes")
        constraints = [
            models.UniqueConstraint(
                fields=["note", "number"], name="joint_note_revision_one_number"
            ),
            models.CheckConstraint(
                condition=Q(base__lt=F("number")), name="joint_note_revision_follows_base"
            ),
        ]

    def __str__(self):
        return str(_("Revision %(number)s") % {"number": self.number})

    @property
    def is_erased(self):
        """Return whether two stewards had the words taken out, which never are empty otherwise."""
        return not self.text


def fingerprint_of(text, salt):
    """Return what the history keeps of a text that is not public yet."""
    return hashlib.sha256(f"joint note\n{salt}\n{text}".encode()).hexdigest()
