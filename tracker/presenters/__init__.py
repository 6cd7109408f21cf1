"""What a page, a feed or an e-mail shows of a model: labels, voices, addresses, reasons.

Presenters read what was loaded for them and ask no further questions of the database.
"""
