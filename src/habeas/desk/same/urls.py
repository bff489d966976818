"""Addresses of pairs."""

from __future__ import annotations

from django.urls import path

from habeas.desk.same import views

urlpatterns = [
    path("same/", views.page, name="pairs"),
    path("same/decide/", views.decide, name="decide-pair"),
]
