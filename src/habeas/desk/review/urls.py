"""Addresses of the reading screen."""

from __future__ import annotations

from django.urls import path

from habeas.desk.review import views, who

urlpatterns = [
    path("keys/", views.keys, name="keys"),
    path("reports/<digest:digest>/", views.report, name="report"),
    path("reports/<digest:digest>/original/", views.original, name="original"),
    path("reports/<digest:digest>/add/", views.add, name="add-statement"),
    path("reports/<digest:digest>/accept-rest/", views.accept_rest, name="accept-rest"),
    path("reports/<digest:digest>/who/", who.who, name="who"),
    path("reports/<digest:digest>/who/mean/", who.mean, name="mean"),
    path("reports/<digest:digest>/who/undo/", who.undo, name="undo-meaning"),
    path("out-of-date/", views.outdated, name="outdated"),
    path("reports/<digest:digest>/out-of-date/", views.settle, name="settle-outdated"),
    path("reports/<digest:digest>/<key:statement>/", views.decide, name="decide"),
]
