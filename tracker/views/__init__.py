"""Thin: a request becomes one read or one call of an action, and a page."""
