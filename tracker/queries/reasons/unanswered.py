"""My own proposals that nobody answered in time: they may be published alone."""

from tracker.queries.reasons.theirs import proposed

CODE = "unanswered"
WAITS = True


def found(reader):
    yield proposed(reader).filter(reader.compared("commitment__", "answer_by__lt"))
