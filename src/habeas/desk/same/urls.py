"""Addresses of pairs."""

from __future__ import annotations

from django.urls import path

from habeas.desk.same import views, wholes

urlpatterns = [
    path("same/", views.page, name="pairs"),
    path("same/decide/", views.decide, name="decide-pair"),
    path("same/<key:person>/", wholes.page, name="whole-case"),
    path("same/<key:person>/merge/", wholes.merge, name="merge-cases"),
    path("same/<key:person>/split/", wholes.split, name="split-case"),
    path("same/<key:person>/undo/", wholes.undo, name="undo-whole-case"),
]
