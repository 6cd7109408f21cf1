"""Pages where people write, signed in."""
