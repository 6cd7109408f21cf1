"""The two parts of a load, in order of time: the example as it was lived, then the archive."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone, translation

from tracker.demo import people, sign_ins
from tracker.demo.archive import load_archive
from tracker.demo.example import Example
from tracker.models import Plan


class NotEmpty(Exception):
    """The database already has plans: demonstration data never mixes with them."""


@dataclass
class Loaded:
    """What a load made. `sign_ins` are those of the example's cast."""

    plans: list[Plan] = field(default_factory=list)
    sign_ins: list[dict[str, str]] = field(default_factory=list)


@transaction.atomic
def load(*, now=None, archive=True, example=True, into_empty=True):
    """Load the archive and the example into an empty database, all of it or nothing.

    `now` is the moment at which the example is under way. Raises NotEmpty, unless a test asks
    for the demonstration beside its own plans.
    """
    if into_empty and Plan.objects.exists():
        raise NotEmpty
    now = now or timezone.now()
    loaded = Loaded()
    with translation.override(None):
        lived = Example(now) if example else None
        loader = people.open_loader(lived.opening() if lived else now)
        if lived:
            loaded.plans.append(lived.load(loader))
            loaded.sign_ins = sign_ins.open_sign_ins(lived.cast())
        if archive:
            loaded.plans += load_archive(loader, now)
        loader = people.lay_down_rights(loader, now)
        # Without the example nobody is left to shut the loader's account, which by now may do
        # nothing and never had a password.
        if lived:
            lived.close(loader, now)
    return loaded
