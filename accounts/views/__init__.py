"""Pages about one's own account. The flows are django-allauth's; what people read is ours."""
