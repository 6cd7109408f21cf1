"""The record's memory: an append-only, hash-chained history that anybody can verify.

What belongs here: the tables of the chain, the hashing rules, the one function that appends,
verification and export. Nothing here knows plans, people or organisations; it stores their
names and sides as they were when something was written.
"""
