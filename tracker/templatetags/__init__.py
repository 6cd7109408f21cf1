"""What templates may call: small tags and filters without queries and without decisions."""
