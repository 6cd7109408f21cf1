"""Every address of the site with everything it can be about: whatever is added is walked too."""

import re
import uuid
from itertools import product
from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.urls.exceptions import NoReverseMatch
from django.utils import translation

from tracker.admin import site
from tracker.models import Seat
from tracker.models.moderated import moderated_models


class Address(NamedTuple):
    """`name` is the view's, with `:verb` behind it for a move of the administration."""

    name: str
    parameters: frozenset


VIEWS, TABLES = {}, {}

# The identifier of nothing, as each engine writes it, where a query asks for it.
NOTHING = uuid.UUID(int=7)
ASKED_FOR = re.compile(rf'"(\w+)"\."uid" = \'(?:{NOTHING}|{NOTHING.hex})\'')


def name_of(path):
    """Return the name of the address of a path, with the verb of a move."""
    match = resolve(path.partition("?")[0])
    verb = match.kwargs.get("verb")
    return f"{match.view_name}:{verb}" if verb else match.view_name


def addresses():
    """Return every address of the site but the administration's."""
    return sorted(a for a in _walk(get_resolver(), "", frozenset()) if a.name)


def _walk(resolver, namespace, above):
    for pattern in resolver.url_patterns:
        parameters = above | set(pattern.pattern.regex.groupindex)
        if not isinstance(pattern, URLResolver):
            VIEWS[f"{namespace}{pattern.name or ''}"] = pattern.callback
            yield Address(f"{namespace}{pattern.name or ''}", parameters)
        elif pattern.namespace != "admin":
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, below, parameters)


def takes_forms(address_name):
    """Return whether an address takes a POST, by what its view says of itself."""
    view = VIEWS[address_name]
    if hasattr(view, "view_class"):
        return hasattr(view.view_class, "post")
    while view is not None:
        names = view.__code__.co_freevars if hasattr(view, "__code__") else ()
        if "request_method_list" in names:
            return "POST" in view.__closure__[names.index("request_method_list")].cell_contents
        view = getattr(view, "__wrapped__", None)
    return True  # it does not say


def paths(address, here):
    """Yield the paths of an address, with all that the small world can put into it."""
    yield from _paths(
        address, {name: values_of(name, address, here) for name in address.parameters}
    )


def _paths(address, values):
    for chosen in product(*values.values()):
        with translation.override("en"):
            try:
                yield reverse(address.name, kwargs=dict(zip(values, chosen, strict=True)))
            except NoReverseMatch:  # a value of another kind
                continue


def values_of(parameter, address, here):
    """Return what can stand in a parameter of an address. A new one needs a line here."""
    known = {
        "plan": lambda: ["vereda"],
        "number": lambda: [1],
        "milestone": lambda: [1],
        "slug": lambda: ["rios-claros"],
        "organisation": lambda: ["rios-claros"],
        "seat": lambda: list(Seat.objects.order_by("pk").values_list("uid", flat=True)),
        "noun": lambda: sorted(model.NOUN for model in moderated_models()),
        "move": lambda: ["take", "miss", "invite", "leave"],
        "uid": lambda: uids(tables_of(address, here)),
        "pk": lambda: [1],
        "revision": lambda: [1, 2, 3],
        "uidb36": lambda: ["1"],
        "key": lambda: ["set-password"],
    }
    assert parameter in known, f"tests/integration/addresses.py: what can “{parameter}” be?"
    return known[parameter]()


def uids(tables):
    """Return the identifiers of everything in some tables, and that of nothing."""
    found = {NOTHING}
    for model in apps.get_models():
        if model._meta.db_table in tables:
            found |= set(model._base_manager.values_list("uid", flat=True))
    return sorted(found)


def tables_of(address, here):
    """Return the tables in which an address looks for an identifier: all, if it never got so far."""
    if address not in TABLES:
        others = {n: values_of(n, address, here) for n in address.parameters if n != "uid"}
        asked = [_asked(path, here) for path in _paths(address, {**others, "uid": [NOTHING]})]
        TABLES[address] = set().union(*asked) or {
            model._meta.db_table
            for model in apps.get_models()
            if any(field.name == "uid" for field in model._meta.fields)
        }
    return TABLES[address]


def _asked(path, here):
    """Return the tables that were searched for the identifier of nothing, whoever asked."""
    found = set()
    for name in ("pat", "amina", "lucia", "operator", None):
        browser = Client()
        if name:
            browser.force_login(getattr(here, name))
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        found |= {table for query in queries for table in ASKED_FOR.findall(query["sql"])}
    return found


def doors():
    """Return `{name: path}` of every page of the administration on which something can be done."""
    found = {}
    for model, noun in site._registry.items():
        prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found[f"{prefix}_add"] = reverse(f"{prefix}_add")
        row = model._base_manager.order_by("-pk").first()
        if row is None:
            continue
        found[f"{prefix}_change"] = reverse(f"{prefix}_change", args=[row.pk])
        for move in noun.all_moves() if hasattr(noun, "all_moves") else ():
            found[f"{prefix}_move:{move.verb}"] = reverse(
                f"{prefix}_move", args=[row.pk, move.verb]
            )
    return found
