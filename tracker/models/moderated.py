from typing import Any

from django.apps import apps
from django.db import models

from ledger.models import Recorded
from tracker.models.veil import Veiled, unveiled


class Moderated(Veiled, Recorded):
    """Something published in somebody's words, which stewards can hide for a while or have erased.

    What its words are its columns say (`veil.Words`); where it stands it declares here. Nothing
    else has to know it.
    """

    # Where it stands.
    plan: Any
    commitment: Any
    milestone: Any
    # How addresses and decisions call it.
    NOUN = ""
    # The way to its plan, and all that is loaded to say where it stands.
    PLAN = "commitment__plan"
    PLACE: tuple[str, ...] = ()
    # What the history keeps besides a column and would give its words away.
    REPEATED: dict[str, tuple[str, ...]] = {}

    # The last hold and the last erasure of its words, kept here to be read with it.
    hold = models.ForeignKey(
        "Hold", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    redaction = models.ForeignKey(
        "Redaction",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    is_private = False

    @classmethod
    def placed(cls):
        """Return the rows with where they stand."""
        return cls._base_manager.select_related(f"{cls.PLAN}__secretariat", *cls.PLACE)

    @classmethod
    def with_place(cls):
        """Return the rows with where they stand, all their words and what was decided about them."""
        return cls.placed().select_related("hold", "redaction")

    @classmethod
    def closed_words(cls):
        """Return the fields of its history that a hold closes."""
        also = (name for names in cls.REPEATED.values() for name in names)
        return frozenset({*cls.words(), *also})

    def recorded_values(self):
        with unveiled():
            return super().recorded_values()

    def _check(self, fields):
        # What is hidden is there all the same.
        with unveiled():
            super()._check(fields)

    @property
    def detail(self):
        """Return the row that holds the words."""
        return self

    @property
    def subject(self):
        """Return what it speaks about: a milestone, or the whole commitment."""
        return self.milestone or self.commitment

    def written_words(self):
        """Return `{field: its texts}` of what can be hidden and erased, as it is."""
        with unveiled():
            row = self.detail
            found = {
                name: row._meta.get_field(name).texts(getattr(row, name)) for name in row.words()
            }
        return {name: texts for name, texts in found.items() if texts}


def moderated_models():
    """Return every table of something that stewards can decide about; of an entry the spine."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Moderated) and model._meta.get_field("held_until").model is model
    ]


def model_of(noun):
    """Return the table of a noun. Raises KeyError."""
    return {model.NOUN: model for model in moderated_models()}[noun]
