"""Words that a steward can hide: whoever reads the column finds it empty while the hold lasts.

Hiding where words are read, and not where they are shown, is what makes it hold on every page, in
every feed, form and e-mail, those to come included. What must see the words says so (`unveiled`).
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils import timezone

_lifted = ContextVar("veil_lifted", default=False)


@contextmanager
def unveiled():
    """Read hidden words as they are: for what records or checks them, and for the two keys."""
    token = _lifted.set(True)
    try:
        yield
    finally:
        _lifted.reset(token)


class Veiled(models.Model):
    """A row with words that can be hidden. `held_until` is kept beside the hold that says so."""

    held_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_held(self):
        """Return whether its words are hidden now. A hold ends by the clock; nobody has to act."""
        return self.held_until is not None and self.held_until > timezone.now()

    def refresh_from_db(self, *args, **kwargs):
        # Django copies the values from a second instance: copied through the veil they would be lost.
        with unveiled():
            super().refresh_from_db(*args, **kwargs)

    @classmethod
    def words(cls):
        """Return the names of the columns that hold somebody's words."""
        return tuple(field.name for field in cls._meta.fields if isinstance(field, Words))


class _BehindTheVeil(DeferredAttribute):
    def __get__(self, instance, cls=None):
        value = super().__get__(instance, cls)
        if instance is None or not value or _lifted.get() or not instance.is_held:
            return value
        return self.field.emptied(value)

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class Words(models.Field):
    """A column of somebody's words. To the database, to forms and to migrations a plain one."""

    descriptor_class = _BehindTheVeil

    def emptied(self, value):
        """Return what is left of a value without its words."""
        return ""

    def texts(self, value):
        """Return the words of a value, each text by itself."""
        return [value] if value else []

    def pre_save(self, model_instance, add):
        # What is hidden is written back as it is, never as it is shown.
        with unveiled():
            return super().pre_save(model_instance, add)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.plain}", args, kwargs


class WordsText(Words, models.TextField):
    plain = "TextField"


class WordsChar(Words, models.CharField):
    plain = "CharField"


class WordsURL(Words, models.URLField):
    plain = "URLField"


def tables_of_words():
    """Return every table that has a column of somebody's words."""
    return [
        model
        for model in apps.get_models()
        if any(isinstance(field, Words) for field in model._meta.local_fields)
    ]
