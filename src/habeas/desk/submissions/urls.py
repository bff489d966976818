"""Addresses of submissions."""

from __future__ import annotations

from django.urls import path

from habeas.desk.submissions import views

urlpatterns = [
    path("submissions/", views.submissions, name="submissions"),
    path("cases/<key:person>/submit/", views.start, name="start-submission"),
    path("submissions/<int:number>/", views.submission, name="submission"),
    path("submissions/<int:number>/words/", views.write, name="write-submission"),
    path("submissions/<int:number>/preview/", views.preview, name="preview-submission"),
    path("submissions/<int:number>/file/<slug:slug>/", views.file, name="submission-file"),
    path("submissions/<int:number>/stage/", views.move, name="move-submission"),
    path("submissions/<int:number>/due/", views.add_due, name="submission-due"),
    path("submissions/<int:number>/due/<int:pk>/done/", views.due_done, name="submission-due-done"),
    path("submissions/<int:number>/copy/<int:pk>/", views.copy, name="submission-copy"),
]
