"""Addresses of the worklists."""

from __future__ import annotations

from django.urls import path

from habeas.desk.worklists import views

urlpatterns = [
    path("worklists/", views.worklists, name="worklists"),
    path("worklists/<int:number>/", views.matter, name="matter"),
    path("worklists/<int:number>/find/", views.find, name="write-finding"),
]
