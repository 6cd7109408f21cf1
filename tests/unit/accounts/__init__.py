"""Unit tests of `accounts`."""
