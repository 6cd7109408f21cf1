"""Every WRITE to a plan's record: one function, one check of who and when, one history entry.

Actions take keyword arguments only; `by` is the person, `now` the clock. They raise NotAllowed,
WrongState, StaleVersion or ValidationError, and nothing is half-written.
"""
