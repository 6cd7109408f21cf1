"""The demonstration plans on a test database, beside the small world."""

import time_machine
from django.db.models import F, Value
from django.db.models.functions import Concat

from accounts.models import User
from tracker import demo


def load_demonstration(now, **options):
    """Load beside the small world, whose people have the same addresses as those of the example."""
    User.objects.update(email=Concat(Value("world-"), F("email")))
    with time_machine.travel(now, tick=False):
        return demo.load(now=now, into_empty=False, **options)
