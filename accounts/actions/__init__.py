"""Every WRITE about people and organisations: one function, one history entry."""
