"""What `./onda` does. Standard library only, because it runs before anything is installed.

Three modules run later, inside the environment, and may use it: `prepare` (Django), `messages` (Babel)
and `pictures` (Playwright).
"""
