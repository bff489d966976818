"""Addresses of the ledger of demands."""

from __future__ import annotations

from django.urls import path

from habeas.desk.demands import views

urlpatterns = [
    path("demands/", views.demands, name="demands"),
    path("demands/new/", views.make, name="make-demand"),
    path("demands/st/<key:statement>/", views.found, name="demand"),
    path("demands/own/<int:number>/", views.own, name="own-demand"),
    path("demands/act/<int:number>/", views.of_campaign, name="campaign-demand"),
    path("demands.json", views.as_json, name="demands-json"),
    path("demands.csv", views.as_csv, name="demands-csv"),
    path("demands.ics", views.calendar, name="demands-calendar"),
]
