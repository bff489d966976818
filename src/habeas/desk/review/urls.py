"""Addresses of the reading screen."""

from __future__ import annotations

from django.urls import path

from habeas.desk.review import views

urlpatterns = [
    path("keys/", views.keys, name="keys"),
    path("reports/<digest:digest>/", views.report, name="report"),
    path("reports/<digest:digest>/original/", views.original, name="original"),
    path("reports/<digest:digest>/add/", views.add, name="add-statement"),
    path("reports/<digest:digest>/mean/", views.mean, name="mean"),
    path("out-of-date/", views.outdated, name="outdated"),
    path("reports/<digest:digest>/out-of-date/", views.settle, name="settle-outdated"),
    path("reports/<digest:digest>/<key:statement>/", views.decide, name="decide"),
]
