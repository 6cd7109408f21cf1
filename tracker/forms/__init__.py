"""Validate and normalise what people send; never save."""
