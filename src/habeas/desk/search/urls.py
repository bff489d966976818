"""Addresses of lists and search."""

from __future__ import annotations

from django.urls import path

from habeas.desk.search import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("search/", views.search, name="search"),
    path("search/statements.csv", views.export, name="search-export"),
]
