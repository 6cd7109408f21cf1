"""Eight ways to lose what one typed, tried on every form in which something can be typed."""
