"""People and the organisations they act for. Knows nothing of plans."""
