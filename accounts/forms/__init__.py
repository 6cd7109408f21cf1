"""Forms about one's own account: they ask and normalise, and never write."""
