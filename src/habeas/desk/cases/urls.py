"""Addresses of case files. A case goes by the key of any of its people."""

from __future__ import annotations

from django.urls import path

from habeas.desk.cases import attaching, views, watching

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/<key:person>/", views.case, name="case"),
    path("watches/", watching.watches, name="watches"),
    path("watches/<int:number>/done/", watching.done, name="watch-done"),
    path("cases/<key:person>/watch/", views.write_watch, name="case-watch"),
    path("cases/<key:person>/note/", views.write_note, name="case-note"),
    path("cases/<key:person>/consent/", views.write_consent, name="case-consent"),
    path("cases/<key:person>/risk/", views.write_risk, name="case-risk"),
    path("cases/<key:person>/files/", attaching.attach, name="case-files"),
    path("cases/<key:person>/files/<int:number>/", attaching.one, name="case-file"),
    path("cases/<key:person>/files/<int:number>/change/", attaching.change, name="case-file-change"),
    path("cases/<key:person>/public/", views.public, name="case-public"),
    path("cases/<key:person>/public/switch/", views.switch, name="case-switch"),
    path("cases/<key:person>/public/page/", views.public_page, name="case-public-page"),
    path("cases/style.css", views.style, name="case-style"),
    path("cases/<key:person>/restrict/", views.restrict, name="restrict-case"),
]
