"""Reads that span models. They return plain rows or QuerySets and never write."""
