"""What we claim about speed, as programs that anyone can run: `./onda bench`.

How to read the table they print: docs/reference/benchmarks.md.
"""
