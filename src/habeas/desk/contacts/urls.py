"""Addresses of one's own data."""

from __future__ import annotations

from django.urls import path

from habeas.desk.contacts import views

urlpatterns = [
    path("act/own/", views.ask, name="act-own"),
    path("act/own/asked/", views.asked, name="act-own-asked"),
    path("act/own/<str:token>/", views.page, name="act-own-page"),
]
