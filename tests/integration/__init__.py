"""Tests that cross layers."""
