"""Tests of the modules of `tracker`, each without the others where that is possible."""
