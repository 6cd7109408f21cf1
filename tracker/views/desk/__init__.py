"""Pages where people write, signed in. One URL per verb; `writing` is the one path of all kinds."""
