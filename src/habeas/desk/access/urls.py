"""Addresses of restrictions."""

from __future__ import annotations

from django.urls import path

from habeas.desk.access import views

urlpatterns = [
    path("restrictions/", views.restrictions, name="restrictions"),
    path("restrictions/<int:number>/", views.restriction, name="restriction"),
    path("reports/<digest:digest>/restrict/", views.restrict, name="restrict-report"),
]
