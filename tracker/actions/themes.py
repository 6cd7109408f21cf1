from django.db import transaction
from django.utils import timezone

from accounts.authorization.verdicts import require
from tracker.actions.writing import change, create, only
from tracker.authorization.frame import may_change_theme, may_describe_plan
from tracker.kinds import Kind
from tracker.models import Theme


@transaction.atomic
def add_theme(*, plan, by, now=None, **fields):
    """Add a theme to a plan. Raises NotAllowed, ValidationError."""
    now = now or timezone.now()
    acting = require(may_describe_plan(by, plan, now))
    theme = Theme(plan=plan, **only(fields, ("slug", "title_es", "title_en")))
    return create(Kind.THEME_ADDED, theme, by=by, organisation=acting, now=now)


@transaction.atomic
def change_theme(*, theme, by, seen_version, reason="", now=None, **fields):
    """Change a theme's titles. Raises NotAllowed, StaleVersion, ValidationError."""
    now = now or timezone.now()
    theme = Theme.objects.select_related("plan__secretariat").get(pk=theme.pk)
    acting = require(may_change_theme(by, theme, now))
    return change(
        Kind.THEME_CHANGED,
        theme,
        only(fields, ("title_es", "title_en")),
        seen_version=seen_version,
        by=by,
        organisation=acting,
        reason=reason,
        now=now,
    )
