"""Two people wrote: what the second one is told, with nothing of theirs lost.

The history knows what the first one changed. What the second one did not touch takes the first one's
value; what both changed keeps the second one's text, with the first one's beside it.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ledger.models import HistoryEntry
from ledger.models.recorded import written


def changes_since(row, version):
    """Return the history entries of a row after a version, and `{field: value before them}`."""
    entries = list(
        HistoryEntry.objects.filter(subject_uid=row.uid, subject_version__gt=version)
        .order_by("subject_version")
        .prefetch_related("values")
    )
    before = {}
    for entry in entries:
        for field, (old, _new) in entry.changes().items():
            before.setdefault(field, old)
    return entries, before


def merged(data, current, form):
    """Return the form's data on top of `current`, and a ValidationError that says what happened.

    `data` is what was sent, `form` the valid form of it, `current` the row as it is now.
    """
    entries, before = changes_since(current, form.seen_version())
    data, told, taken = data.copy(), {}, []
    data[form.add_prefix("seen")] = str(current.version)
    for name, mine in form.values().items():
        if not hasattr(current, name):
            continue
        theirs = getattr(current, name)
        recorded = name in current.RECORDED
        if written(mine) == written(theirs) or (recorded and name not in before):
            continue
        if recorded and written(mine) == before[name]:
            _put(data, form, name, theirs)
            taken.append(str(form.fields[name].label))
        else:
            told[name] = [
                _("Now it says “%(theirs)s”. What you wrote is kept here: save again to use yours.")
                % {"theirs": shown(current, name)}
            ]
    told[NON_FIELD_ERRORS] = [_what_happened(entries, taken)]
    return data, ValidationError(told)


def _what_happened(entries, taken):
    sentences = [who_changed(entries)]
    if taken:
        sentences.append(
            _("These fields, which you had not changed, show their text: %(fields)s.")
            % {"fields": ", ".join(capfirst(name) for name in taken)}
        )
    sentences.append(_("Nothing that you wrote is lost. Read it again, then save."))
    return " ".join(sentences)


def who_changed(entries):
    """Return a sentence that says who changed the row, and when."""
    if not entries:
        return _("Somebody changed this while you were writing.")
    last = entries[-1]
    return _("%(organisation)s changed this while you were writing, at %(time)s UTC.") % {
        "organisation": last.organisation_name or _("An operator of the site"),
        "time": f"{last.at:%Y-%m-%d %H:%M}",
    }


def shown(row, name):
    """Return a column's value as somebody would say it."""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return _("(empty)") if value in (None, "") else str(value)


def _put(data, form, name, value):
    """Write a value into the data of a form, as its control would have sent it."""
    field = form.fields[name]
    key = form.add_prefix(name)
    if isinstance(value, bool):
        data.setlist(key, ["on"] if value else [])
        return
    if hasattr(value, "_meta") and not hasattr(field, "by"):
        value = value.pk
    value = field.widget.format_value(field.prepare_value(value))
    data.setlist(key, [str(item) for item in (value if isinstance(value, list) else [value or ""])])
