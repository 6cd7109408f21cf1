"""Rules of the repository itself: what a reviewer would otherwise have to look for each time."""
