"""Why something lies on a person's desk: one module a reason.

A reason has a `CODE`, `WAITS` (whether it is counted beside “My desk” on every page) and
`found(reader)`, which yields querysets of rows annotated with the `day` that counts (or none).
`listing` asks them all at once. To add one: its module, its entry in `listing.REASONS`, and how it
is told in `presenters/desk_reasons.py`.
"""
