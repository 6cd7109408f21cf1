"""WHO may do what. Each rule takes `(user, obj)` and returns a Verdict with a reason.

Rules never write and never see a request. The same rule serves the action, the button, the API
and the tests. `now` is the clock: memberships have dates.
"""
