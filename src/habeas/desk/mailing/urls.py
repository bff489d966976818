"""Addresses of mail."""

from __future__ import annotations

from django.urls import path

from habeas.desk.mailing import views

urlpatterns = [
    path("mail/", views.mail, name="mail"),
    path("mail/pace/", views.set_pace, name="mail-pace"),
    path("mail/returned/", views.returned, name="mail-returned"),
]
