"""Administration: one more view of the same actions. One file per noun."""
