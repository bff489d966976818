"""Addresses of lists and search."""

from __future__ import annotations

from django.urls import path

from habeas.desk.search import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("search/", views.search, name="search"),
    path("search/keep/", views.keep, name="keep-search"),
    path("search/<int:number>/drop/", views.drop, name="drop-search"),
]
