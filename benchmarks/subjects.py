"""What is measured: the pages that people read most, and the write that costs most."""

from collections import Counter
from itertools import count, cycle

from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from accounts.models import Membership
from benchmarks.forms import fields_of
from benchmarks.measuring import Subject
from tracker.models import Commitment, Milestone

REPORT = {
    "completion": "limited",
    "text": "La dependencia publicó el registro de tres provincias.",
    "difficulties": "Faltan los datos de una provincia.",
    "next_step": "Reunir los datos que faltan.",
}


def subjects(large, small):
    """Return what to measure in a large plan; one write also in a plan a tenth of its size."""
    factory = RequestFactory()
    commitments = cycle(
        Commitment.objects.filter(plan=large).select_related("plan").order_by("uid")[:100]
    )
    milestones = cycle(
        Milestone.objects.filter(commitment__plan=large)
        .select_related("commitment__plan")
        .order_by("uid")[:100]
    )
    page = count(1)
    pages = max(large.commitments.count() // 25, 1)
    listed = reverse("commitments", args=[large.slug])
    person = _owner(large).user
    signed_in = {"HTTP_COOKIE": _Writer(person).cookies()}

    def reading(path, **headers):
        return lambda n: [factory.get(path(), **headers) for _ in range(n)]

    def next_commitment():
        return next(commitments).get_absolute_url()

    return [
        Subject("plan page", reading(large.get_absolute_url), goal=1.7),
        Subject(
            "list of 25 commitments",
            reading(lambda: f"{listed}?page={next(page) % pages + 1}"),
            goal=1.7,
        ),
        Subject("the same, searched", reading(lambda: f"{listed}?q=agua"), goal=1.7),
        Subject("commitment page", reading(next_commitment), goal=1.5),
        Subject(
            "the same, signed in",
            reading(next_commitment, **signed_in),
            goal=1.3,
            against="commitment page",
        ),
        Subject("milestone page", reading(lambda: next(milestones).get_absolute_url()), goal=1.5),
        Subject(
            "history page", reading(lambda: reverse("plan_history", args=[large.slug])), goal=1.5
        ),
        Subject("repeat read", _again(factory, next_commitment), status=304, goal=0.12),
        Subject("publish a report", Reports(large).requests, status=302, goal=1.0),
        Subject("the same, plan of a tenth", Reports(small).requests, status=302, goal=1.0),
    ]


def _again(factory, next_path):
    """Return requests by a reader who has the page already."""

    def requests(n):
        made = []
        for _ in range(n):
            path = next_path()
            tag = Client().get(path).get("ETag", "")
            made.append(factory.get(path, HTTP_IF_NONE_MATCH=tag))
        return made

    return requests


def _owner(plan):
    """Return the membership of the person whose organisation owns most milestones."""
    owned = Milestone.objects.filter(commitment__plan=plan, commitment__state="in_force")
    (busiest,) = Counter(owned.values_list("owner", flat=True)).most_common(1)
    return Membership.objects.select_related("user", "organisation").get(organisation=busiest[0])


class _Writer:
    """A signed-in person with a browser."""

    def __init__(self, user):
        self.client = Client()
        user = get_user_model().objects.get(pk=user.pk)
        self.client.force_login(user)

    def cookies(self):
        return "; ".join(f"{name}={each.value}" for name, each in self.client.cookies.items())


class Reports:
    """Prepares reports by one owner, each on another milestone, as filled-in forms."""

    def __init__(self, plan):
        owner = _owner(plan)
        self._writer = _Writer(owner.user)
        owned = Milestone.objects.filter(
            commitment__plan=plan, owner=owner.organisation, commitment__state="in_force"
        )
        self._owned = owned.count()
        self._milestones = cycle(owned.select_related("commitment__plan").order_by("uid"))

    def requests(self, n):
        """Return up to n requests: two reports on one milestone would meet in a conflict."""
        return [self._request(next(self._milestones)) for _ in range(min(n, self._owned))]

    def _request(self, milestone):
        commitment = milestone.commitment
        with translation.override("es"):
            path = reverse(
                "report_milestone",
                args=[commitment.plan.slug, commitment.number, milestone.number],
            )
        shown = self._writer.client.get(path)
        sent = fields_of(shown.content.decode()) | REPORT
        return RequestFactory().post(path, sent, HTTP_COOKIE=self._writer.cookies())
