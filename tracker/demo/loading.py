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
def load(*, now=None, archive=True, example=True):
    """Load the archive and the example into an empty database, all of it or nothing.

    Raises NotEmpty. `now` is the day on which the example is under way.
    """
    if Plan.objects.exists():
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
        # Without the example nobody is there to close the loader's account. It has no password.
        if lived:
            lived.close(loader, now)
    return loaded
