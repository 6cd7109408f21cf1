"""The small world that most tests play in: the cast, one plan, two commitments, two milestones."""

import datetime as dt
from types import SimpleNamespace

from accounts.models import Organisation, User
from tests import factories
from tracker.models import Commitment, Milestone, Plan

NOW = dt.datetime(2026, 11, 23, 16, 0, tzinfo=dt.UTC)
CAST = ("amina", "omar", "lucia", "tomas", "pat", "irene")


def build():
    """Make the world through the same actions as people do."""
    ministry = factories.add_organisation("ministry", "ministerio-del-agua", acronym="MINAGUA")
    audit = factories.add_organisation("autonomous_body", "auditoria", acronym="AUD")
    rios = factories.add_organisation("cso", "rios-claros", acronym="Ríos Claros")
    mira = factories.add_organisation("cso", "mira-el-gasto", acronym="Mira")
    forum = factories.add_organisation("secretariat", "foro", acronym="Foro")
    reviewer = factories.add_organisation("reviewer", "revisor", acronym="MRI")
    for name, organisation in zip(
        CAST, (ministry, audit, rios, mira, forum, reviewer), strict=True
    ):
        factories.add_member(organisation, name.capitalize())
    pat = User.objects.get(name="Pat")
    plan = factories.add_plan(pat, slug="vereda")
    water = factories.add_commitment(plan, pat, number=1, title_es="Agua", title_en="Water")
    spending = factories.add_commitment(plan, pat, number=2, title_es="Gasto", title_en="Spending")
    factories.give_seat(water, ministry, pat, "leads")
    factories.give_seat(water, rios, pat, "expert")
    factories.give_seat(spending, audit, pat, "leads")
    factories.add_milestone(water, pat, number=1, owner=ministry, title_es="Publicar los análisis")
    factories.add_milestone(water, pat, number=2, owner=rios, title_es="Recorrer las plantas")


def load():
    """Return the world's rows, fresh; build it first where a database was emptied."""
    if not Plan.objects.filter(slug="vereda").exists():
        build()
    commitments = {
        c.number: c
        for c in Commitment.objects.filter(plan__slug="vereda").select_related(
            "plan__secretariat", "status"
        )
    }
    milestones = {
        m.number: m
        for m in Milestone.objects.filter(commitment=commitments[1]).select_related(
            "owner", "status", "commitment__plan__secretariat"
        )
    }
    people = {user.name.lower(): user for user in User.objects.filter(is_operator=False)}
    return SimpleNamespace(
        plan=commitments[1].plan,
        commitment=commitments[1],
        other_commitment=commitments[2],
        milestone=milestones[1],
        cso_milestone=milestones[2],
        organisations={o.slug: o for o in Organisation.objects.all()},
        operator=User.objects.get(is_operator=True),
        **{name: people[name] for name in CAST},
    )
