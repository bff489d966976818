"""All addresses of the desk. Every route has a row in `policy/routes.toml`, or it answers nobody."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from habeas.desk import addresses, home

addresses.register()

urlpatterns = [
    path("", home.home, name="home"),
    path("language/", set_language, name="set_language"),
    path("account/", include("allauth.urls")),
    path("", include("habeas.desk.people.urls")),
    path("", include("habeas.desk.inbox.urls")),
    path("", include("habeas.desk.review.urls")),
    path("", include("habeas.desk.search.urls")),
    path("", include("habeas.desk.registers.urls")),
    path("", include("habeas.desk.exports.urls")),
    path("", include("habeas.desk.access.urls")),
    path("", include("habeas.desk.cases.urls")),
    path("", include("habeas.desk.same.urls")),
    path("", include("habeas.desk.release.urls")),
    path("", include("habeas.desk.worklists.urls")),
    path("", include("habeas.desk.submissions.urls")),
    path("", include("habeas.desk.demands.urls")),
    path("", include("habeas.desk.contacts.urls")),
    path("", include("habeas.desk.mailing.urls")),
    path("", include("habeas.desk.signing.urls")),
    path("", include("habeas.desk.letters.urls")),
    path("", include("habeas.desk.actions.urls")),
]
