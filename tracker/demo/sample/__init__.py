"""Synthetic plans of any size, to measure and to try the site with.

Their words mean nothing and say so; their history verifies and their statuses are right.
"""

from tracker.demo.sample.making import Size, make

__all__ = ["Size", "make"]
