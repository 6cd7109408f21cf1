"""What the proofs share: a small world with many milestones, and what must be true afterwards."""

import argparse
import contextlib
import io
import json

from django.core.management import call_command


def build(milestones):
    """Make the small world of the tests, with more milestones for the same owner. Returns their keys."""
    from tests import factories, world
    from tracker.models import Milestone

    world.build()
    here = world.load()
    ministry = here.organisations["ministerio-del-agua"]
    for number in range(3, milestones + 1):
        factories.add_milestone(here.commitment, here.pat, number=number, owner=ministry)
    owned = Milestone.objects.filter(commitment=here.commitment, owner=ministry)
    return list(owned.order_by("number").values_list("pk", flat=True))


def begin_notes(keys):
    """Let Lucía write the first lines of each milestone's joint note."""
    from tests import factories, world
    from tracker.models import Milestone

    lucia = world.load().lucia
    for milestone in Milestone.objects.filter(pk__in=keys).select_related("commitment__plan"):
        factories.write_note(milestone, lucia)


def is_whole():
    """Return whether the history verifies and every row is what the history says."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            call_command("verify_history", verbosity=0)
            call_command("rebuild_check", verbosity=0)
        except SystemExit as end:
            return not end.code
    return True


def parser(name, document):
    """Return what every proof can be asked."""
    options = argparse.ArgumentParser(prog=f"./onda bench {name}", description=document)
    options.add_argument(
        "--postgres", action="store_true", help="on a throw-away PostgreSQL server"
    )
    options.add_argument("--milestones", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--json", action="store_true", help="print one JSON document")
    return options


def tell(result, as_json):
    """Print what came of it. Returns the exit status."""
    if as_json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name.replace('_', ' '):<30} {value}")
    return 0 if result["proven"] else 1
