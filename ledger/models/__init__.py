"""Tables of the history, and what every recorded noun has in common."""

from ledger.models.chain import Chain
from ledger.models.erasure import Erasure
from ledger.models.history import PRIVATE_FIELDS, HistoryEntry, HistoryValue
from ledger.models.recorded import Recorded, StaleVersion, recorded_models

__all__ = [
    "PRIVATE_FIELDS",
    "Chain",
    "Erasure",
    "HistoryEntry",
    "HistoryValue",
    "Recorded",
    "StaleVersion",
    "recorded_models",
]
