"""Addresses of exports."""

from __future__ import annotations

from django.urls import path

from habeas.desk.exports import views

urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/make/", views.make, name="make-export"),
    path("exports/bring/", views.bring, name="bring-case"),
    path("exports/terms/", views.terms, name="export-terms"),
    path("exports/<int:number>/", views.export, name="export"),
    path("exports/<int:number>/file/", views.file, name="export-file"),
]
