"""Addresses of the desk in the small world, and what people send there."""

from ledger.models import HistoryEntry
from tests.sending import text_of
from tracker.models import Entry

DESK = "/en/desk/"
WATER = f"{DESK}plans/vereda/commitments/1/"
REPORT = f"{WATER}milestones/1/report/"
OWN_REPORT = f"{WATER}milestones/2/report/"
OBSERVE = f"{WATER}milestones/1/observe/"
EMBED = f"{WATER}embed/"
ASSESS = f"{WATER}assess/"
RIPPLE = f"{WATER}ripple/"

REPORTED = {
    "completion": "substantial",
    "text": "Publicamos la primera versión.",
    "evidence__1__url": "https://datos.vereda.example/a.csv",
    "evidence__1__title": "El archivo",
}
OBSERVED = {
    "type": "disputes",
    "text": "Faltan dos archivos.",
    "seen_by": "data_test",
    "completion": "limited",
}
ASSESSED = {"report_title": "Informe de resultados", "completion": "limited", "text": "Ver p. 12."}
RIPPLED = {
    "title": "El mostrador ya no pide copias.",
    "text": "Antes pedía tres copias; ahora ninguna.",
    "layer": "public_service",
    "type": "service",
    "contribution": "El registro publicado las hace innecesarias.",
}
FOUND = {
    "finding": "corroborates",
    "text": "Fuimos a verlo.",
    "evidence__1__url": "https://fotos.vereda.example/mostrador",
    "evidence__1__title": "El mostrador",
}
EMBEDDED = {
    "rung": "regulation",
    "text": "El reglamento manda publicar los análisis.",
    "since_date": "2026-03-01",
    "since_precision": "month",
    "keeper_name": "MINAGUA",
    "evidence__1__url": "https://datos.vereda.example/reglamento",
    "evidence__1__title": "El reglamento",
}
REVERSED = {
    "text": "El reglamento se derogó.",
    "lost_date": "2026-06-01",
    "evidence__1__url": "https://datos.vereda.example/abrogacion",
    "evidence__1__title": "La abrogación",
}
DECIDED = {
    "outcome": "embedded",
    "why": "El reglamento lo manda.",
    "keeper_name": "MINAGUA",
    "watch": "Que no se derogue.",
}
FOLLOWED_UP = {"mark": "6", "verdict": "degraded", "text": "Abre dos días por semana."}
ANSWERED = {"outcome": "taken_up", "text": "Los agregamos."}

# What a browser says of a form that stood on our own page: without it no text is given back.
FROM_HERE = {"Origin": "http://testserver"}


def entry_at(response):
    """Return the entry to which a form that was published leads."""
    assert response.status_code == 302, text_of(response)
    return Entry.objects.get(uid=response["Location"].rstrip("/").rpartition("/")[2])


def entry_page(entry, verb):
    """Return the address of a verb about an entry: respond, edit, correct, discard, withdraw."""
    return f"{DESK}entries/{entry.uid}/{verb}/"


def recorded():
    return HistoryEntry.objects.count()
