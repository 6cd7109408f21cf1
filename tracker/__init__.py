"""The project: settings, and everything about plans, commitments and the two voices on them."""
