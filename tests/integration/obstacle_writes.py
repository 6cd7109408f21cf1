"""What everybody of the cast tries to say of obstacles, and who may."""

import uuid

from tests import factories
from tracker.actions import embargoes, entries, sharing

MODULES = (sharing,)


def describe(here, by):
    factories.describe(here.commitment, by)


def describe_elsewhere(here, by):
    factories.describe(here.other_commitment, by)


def describe_as_the_other_side(here, by):
    factories.describe(here.commitment, by, type="political", same_as=here.obstacle)


def act_on_agenda(here, by):
    factories.act_on_agenda(here.obstacle, by)


def resolve(here, by):
    factories.resolve(here.obstacle, by)


def correct_description(here, by):
    factories.describe(here.commitment, by, corrects=here.obstacle)


def share(here, by):
    sharing.share(entry=here.obstacle_draft, by=by, seen_version=here.obstacle_draft.version)


def take_back_from_the_table(here, by):
    embargoes.take_back(entry=here.shared, by=by, seen_version=here.shared.version)


def publish_from_the_table(here, by):
    embargoes.publish_now(entry=here.shared, by=by, seen_version=here.shared.version)


def stage(here):
    """One of government, one that its writer has not published, one that lies with the table."""
    here.obstacle = factories.describe(here.commitment, here.amina)
    here.obstacle_draft = draft(here)
    here.shared = sharing.share(entry=draft(here), by=here.lucia, seen_version=1)


def draft(here, **fields):
    """Return a draft of Lucía's."""
    return entries.save_draft(
        kind="obstacle",
        subject=here.commitment,
        by=here.lucia,
        uid=uuid.uuid4(),
        seen_version=0,
        **{**factories.obstacles.DESCRIBED, **fields},
    )


PRIVATE = {share, take_back_from_the_table}
ALLOWED = {
    share: {"lucia"},
    take_back_from_the_table: {"lucia"},
    publish_from_the_table: {"lucia"},
    describe: {"amina", "lucia"},
    describe_elsewhere: {"omar"},
    act_on_agenda: {"lucia"},
    resolve: {"amina"},
    correct_description: {"amina"},
}
