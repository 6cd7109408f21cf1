"""Administration of people and organisations: one file per noun, each change through an action.

The site that shows them registers them (`tracker.admin`).
"""
