"""Derived tables that are kept beside the record for speed announce here how to check them.

Each check takes nothing and yields a `verification.Drift` for every derived row that is not what
the record makes of it. `rebuild_check` runs them all.
"""

from collections.abc import Callable, Iterable

from ledger.verification import Drift

projection_checks: list[Callable[[], Iterable[Drift]]] = []
