"""Addresses of the pages about people."""

from __future__ import annotations

from django.urls import path

from habeas.desk.people import views

urlpatterns = [
    path("people/", views.members, name="members"),
    path("people/invite/", views.invite, name="invite"),
    path("people/invitations/<int:number>/withdraw/", views.withdraw, name="withdraw-invitation"),
    path("people/<int:number>/", views.member, name="member"),
    path("people/desk/", views.desk, name="desk-settings"),
    path("people/audit/", views.audit, name="audit"),
    path("join/<str:secret>/", views.join, name="join"),
    path("session/", views.session, name="session"),
]
