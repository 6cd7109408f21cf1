"""What a file that somebody sends may be, and what it may hide. Functions that know no person and no table."""
