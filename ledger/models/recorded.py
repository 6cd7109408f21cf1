import datetime as dt
import uuid

from django.apps import apps
from django.db import models

from ledger.hashing import instant


class StaleVersion(Exception):
    """Somebody else changed the row since the person at hand last saw it.

    `current` is the row as it is now, so that a page can show both texts.
    """

    def __init__(self, current):
        super().__init__(f"{current} was changed meanwhile")
        self.current = current


class Recorded(models.Model):
    """A row whose whole life is in the history.

    `RECORDED` names the fields that the history keeps. Everything a reader can see belongs
    there: `rebuild_check` folds the history and compares it with the rows.
    """

    RECORDED: tuple[str, ...] = ()
    # Whether people's input can break a constraint of the table. Asking costs queries.
    CHECKS_CONSTRAINTS = True

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def reference(self):
        """Return the stable text by which the history names this row."""
        return str(self.uid)

    @property
    def subject_type(self):
        return self._meta.model_name

    def recorded_values(self):
        """Return `{field: value}` as the history writes it: integers, strings, lists, null."""
        return {name: written(getattr(self, name)) for name in self.RECORDED}

    @classmethod
    def recorded_rows(cls):
        """Return the rows that must be in the history, with their relations loaded."""
        relations = [
            name
            for name in cls.RECORDED
            if getattr(cls._meta.get_field(name), "many_to_one", False)
        ]
        return cls._base_manager.select_related(*relations).order_by("pk")

    def compare_and_swap(self, seen_version, **fields):
        """Check `fields` and write them if nobody changed the row since `seen_version`.

        Works alike on SQLite and PostgreSQL, unlike a row lock. Raises StaleVersion, and
        ValidationError before anything is written.
        """
        if seen_version != self.version:
            raise StaleVersion(type(self)._base_manager.get(pk=self.pk))
        for name, value in fields.items():
            setattr(self, name, value)
        self._check(fields)
        if not self._swap(seen_version, fields):
            raise StaleVersion(type(self)._base_manager.get(pk=self.pk))
        self.version = seen_version + 1

    def _check(self, fields):
        """Run Django's validation for the changed fields, and every constraint of the row."""
        untouched = {field.name for field in self._meta.fields} - set(fields)
        self.clean_fields(exclude=untouched)
        self.clean()
        self.validate_unique(exclude=untouched)
        if self.CHECKS_CONSTRAINTS:
            self.validate_constraints()

    def _swap(self, seen_version, fields):
        """Return whether the row still had `seen_version` and was written.

        A kind of entry has two tables: the one that holds `version` decides, and goes first.
        """
        model = type(self)
        holder = model._meta.get_field("version").model
        own = {n: v for n, v in fields.items() if model._meta.get_field(n).model is holder}
        rest = {n: v for n, v in fields.items() if n not in own}
        swapped = holder._base_manager.filter(uid=self.uid, version=seen_version).update(
            version=seen_version + 1, **own
        )
        if swapped and rest:
            model._base_manager.filter(pk=self.pk).update(**rest)
        return bool(swapped)


def written(value):
    """Return a field's value as the history writes it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dt.datetime):
        return instant(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Recorded):
        return value.reference
    if isinstance(value, models.Manager):
        return sorted(row.reference for row in value.all())
    if isinstance(value, list | tuple):
        return [written(item) for item in value]
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    return str(value)


def recorded_models():
    """Return every concrete model that keeps its life in the history."""
    return [model for model in apps.get_models() if issubclass(model, Recorded) and model.RECORDED]
