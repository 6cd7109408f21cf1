from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.entry import Entry
from tracker.models.veil import WordsText


class Observation(Entry):
    """What a civil society organisation at the table saw, asks or advises."""

    class Type(models.TextChoices):
        CONFIRMS = "confirms", _("Confirms")
        DISPUTES = "disputes", _("Disputes")
        QUESTION = "question", _("Question")
        ADVICE = "advice", _("Advice")
        NOTE = "note", _("Note")
        PRAISE = "praise", _("Praise")

    class Change(models.TextChoices):
        SAME = "same", _("Same as before")
        SLIGHTLY_BETTER = "slightly_better", _("Slightly better")
        SUBSTANTIALLY_BETTER = "substantially_better", _("Substantially better")
        WORSE = "worse", _("Worse")

    class Seen(models.TextChoices):
        SITE_VISIT = "site_visit", _("Site visit")
        DATA_TEST = "data_test", _("Data test")
        INFORMATION_REQUEST = "information_request", _("Information request")
        INTERVIEW = "interview", _("Interview")
        DOCUMENTS = "documents", _("Documents")

    # A confirmation, a note or praise asks for nothing unless it says so.
    ASKING = (Type.DISPUTES, Type.QUESTION, Type.ADVICE)
    # Days for the answer, where its writer names none.
    ANSWER_DAYS = 30

    RECORDED = (
        *Entry.RECORDED,
        "type",
        "change",
        "seen_by",
        "seen_date",
        "asks",
        "answer_by",
    )

    type = models.CharField(_("kind of observation"), max_length=10, choices=Type, blank=True)
    change = models.CharField(_("perceived change"), max_length=25, choices=Change, blank=True)
    seen_by = models.CharField(_("how it was seen"), max_length=20, choices=Seen, blank=True)
    seen_date = models.DateField(_("seen on"), null=True, blank=True)
    asks = WordsText(_("answer asked for"), blank=True, max_length=2000)
    answer_by = models.DateField(_("answer asked by"), null=True, blank=True)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")

    def last_answer(self):
        """Return the newest answer that stands, neither withdrawn nor corrected, or None."""
        return self.responses.standing().order_by("-said_date", "-published_at", "-pk").first()

    def due_date(self, answer):
        """Return the day after which there should be an answer: the one promised, or asked for."""
        return (answer.promised_date if answer else None) or self.answer_by

    def problems(self, evidence):
        found = super().problems(evidence)
        if not self.type:
            found["type"] = _("Choose what your observation does.")
        if not self.seen_by:
            found["seen_by"] = _("Choose how you know it.")
        if self.seen_date and self.seen_date > self.said_date:
            found["seen_date"] = _("This date lies in the future.")
        if self.answer_by and self.answer_by < self.said_date:
            found["answer_by"] = _("This date has passed.")
        if self.answer_by and not (self.asks.strip() or self.type in self.ASKING):
            found["asks"] = _("Say what you want answered by that date.")
        return found
