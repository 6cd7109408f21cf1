"""Tests of `./onda` and what it is made of."""
