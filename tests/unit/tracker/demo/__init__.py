"""Tests of the loading of demonstration data that need no database."""
