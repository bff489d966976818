"""Addresses of campaigns: the desk's under `campaigns/`, everybody's under `act/`."""

from __future__ import annotations

from django.urls import path

from habeas.desk.actions import feeds, pages, parts, views

urlpatterns = [
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/new/", views.start, name="start-campaign"),
    path("campaigns/<int:number>/", views.campaign, name="campaign"),
    path("campaigns/<int:number>/set/", views.settings, name="set-campaign"),
    path("campaigns/<int:number>/language/", views.add_language, name="campaign-language"),
    path("campaigns/<int:number>/text/<slug:language>/", views.text, name="campaign-text"),
    path("campaigns/<int:number>/open/", views.open_campaign, name="open-campaign"),
    path("campaigns/<int:number>/pause/", views.pause, name="pause-campaign"),
    path("campaigns/<int:number>/close/", views.close, name="close-campaign"),
    path("campaigns/<int:number>/part/<slug:what>/", parts.part, name="campaign-part"),
    path("campaigns/<int:number>/part/<slug:what>/<int:pk>/", parts.one_part, name="campaign-one-part"),
    path("campaigns/<int:number>/part/<slug:what>/<int:pk>/remove/", parts.remove_part, name="remove-campaign-part"),
    path("campaigns/<int:number>/news/<int:pk>/send/", parts.send_news, name="send-news"),
    path("act/", pages.index, name="act-index"),
    path("act/campaigns.json", feeds.as_json, name="act-json"),
    path("act/campaigns.csv", feeds.as_csv, name="act-csv"),
    path("act/demands.json", feeds.demands_as_json, name="act-demands-json"),
    path("act/demands.csv", feeds.demands_as_csv, name="act-demands-csv"),
    path("act/news.atom", feeds.feed, name="act-feed"),
    path("act/<slug:slug>/campaign.json", feeds.one_as_json, name="act-one-json"),
    path("act/<slug:slug>/news.atom", feeds.one_feed, name="act-feed-one"),
    path("act/<slug:slug>/<slug:language>/snippet/", feeds.snippet, name="act-snippet"),
    path("act/<slug:slug>/", pages.campaign, name="act"),
    path("act/<slug:slug>/<slug:language>/", pages.one_page, name="act-page"),
]
