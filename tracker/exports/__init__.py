"""Rows of the record as files. They hold no more than the pages that offer them."""
