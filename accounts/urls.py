"""Addresses under /LANG/accounts/."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.account.urls")), path("", include("allauth.usersessions.urls"))]
