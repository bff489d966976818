"""Addresses of registers."""

from __future__ import annotations

from django.urls import path

from habeas.desk.registers import views

urlpatterns = [
    path("registers/", views.registers, name="registers"),
    path("registers/<int:number>/", views.register, name="register"),
    path("registers/<int:number>/look/", views.look, name="register-look"),
    path("registers/<int:number>/check/", views.check, name="register-check"),
    path("registers/<int:number>/rows/", views.rows, name="register-rows"),
    path("registers/<int:number>/import/", views.take_in, name="register-import"),
    path("registers/<int:number>/discard/", views.discard, name="register-discard"),
]
