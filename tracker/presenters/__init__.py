"""From models to what a page, a feed or a message shows: labels, voices, addresses, figures."""
