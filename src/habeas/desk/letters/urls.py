"""Addresses of letters."""

from __future__ import annotations

from django.urls import path

from habeas.desk.letters import desk, views

urlpatterns = [
    path("targets/", desk.target_lists, name="target-lists"),
    path("targets/<int:number>/", desk.target_list, name="target-list"),
    path("campaigns/<int:number>/letters/", desk.campaign_letters, name="campaign-letters"),
    path("act/letter/<str:token>/", views.confirm, name="act-letter"),
    path("act/answer/<str:token>/", views.answered, name="act-answer"),
    path("act/<slug:slug>/<slug:language>/write/", views.find, name="act-find"),
    path("act/<slug:slug>/<slug:language>/write/<int:number>/", views.write, name="act-write"),
    path("act/<slug:slug>/<slug:language>/written/", views.written, name="act-written"),
]
