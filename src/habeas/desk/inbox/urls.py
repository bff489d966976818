"""Addresses of the inbox."""

from __future__ import annotations

from django.urls import path

from habeas.desk.inbox import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/files/", views.add_files, name="add-files"),
    path("inbox/addresses/", views.add_addresses, name="add-addresses"),
    path("inbox/<int:number>/again/", views.again, name="ask-again"),
    path("inbox/text/", views.add_text, name="add-text"),
    path("inbox/testimony/", views.testimony, name="testimony"),
    path("inbox/sources/", views.sources, name="confidential-sources"),
]
