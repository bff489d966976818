"""Addresses of publishing."""

from __future__ import annotations

from django.urls import path

from habeas.desk.release import views

urlpatterns = [
    path("publish/", views.releases, name="releases"),
    path("publish/prepare/", views.prepare, name="prepare-release"),
    path("publish/rule/", views.rule, name="publishing-rule"),
    path("publish/<int:number>/", views.release, name="release"),
    path("publish/<int:number>/go/", views.publish, name="publish"),
]
