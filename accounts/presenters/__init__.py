"""What a page shows of people and their organisations. Presenters do not query."""
