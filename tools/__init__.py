"""What `./onda` does. Standard library only, because it runs before anything is installed.

Two modules run later, inside the environment, and may use it: `prepare` (Django) and `messages` (Babel).
"""
