"""Addresses of signing."""

from __future__ import annotations

from django.urls import path

from habeas.desk.signing import desk, views

urlpatterns = [
    path("campaigns/<int:number>/moderate/", desk.moderate, name="moderate"),
    path("campaigns/<int:number>/moderate/<int:pk>/undo/", desk.undo, name="undo-removal"),
    path("campaigns/<int:number>/deliver/", desk.deliver, name="deliver"),
    path("campaigns/<int:number>/deliver/<int:pk>/", desk.given, name="given"),
    path("act/confirm/<str:token>/", views.confirm, name="act-confirm"),
    path("act/<slug:slug>/<slug:language>/sign/", views.sign, name="act-sign"),
    path("act/<slug:slug>/<slug:language>/signed/", views.signed, name="act-signed"),
]
