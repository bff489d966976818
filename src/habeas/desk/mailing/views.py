"""The desk's page of mail: what waits, what came of the rest, how fast it goes, and what came back."""

from __future__ import annotations

from collections import Counter

from django import forms
from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from habeas.desk.access.reads import viewer
from habeas.desk.audit.models import note
from habeas.desk.mailing import bounces
from habeas.desk.mailing.models import Mail, Pace

TROUBLED = (Mail.State.REFUSED, Mail.State.BOUNCED, Mail.State.UNKNOWN)
SHOWN = 100


class PaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """How fast mail goes."""

    class Meta:
        model = Pace
        fields = ("per_minute",)


class ReturnedForm(forms.Form):
    """A file with messages that came back."""

    file = forms.FileField(label=gettext_lazy("A message (.eml) or a mailbox file (mbox)"))


def mail(request: HttpRequest) -> HttpResponse:
    """Where the mail stands."""
    return _page(request, None)


def _page(request: HttpRequest, done: Counter[str] | None, form: ReturnedForm | None = None) -> HttpResponse:
    counts = Mail.objects.values_list("kind", "state").annotate(n=Count("id")).order_by("kind", "state")
    kinds, states = dict(Mail.Kind.choices), dict(Mail.State.choices)
    context = {
        "rows": [(kinds[kind], states[state], number) for kind, state, number in counts],
        "trouble": Mail.objects.filter(state__in=TROUBLED).order_by("-ended")[:SHOWN],
        "pace": PaceForm(instance=Pace.present()),
        "form": form or ReturnedForm(),
        "done": sorted(done.items()) if done is not None else None,
        "server": bool(settings.RUN.mail),
    }
    return render(request, "mailing/mail.html", context, status=400 if form is not None and form.errors else 200)


def set_pace(request: HttpRequest) -> HttpResponse:
    """How fast mail goes from now on."""
    form = PaceForm(request.POST, instance=Pace.present())
    if form.is_valid():
        form.instance.pk = 1
        form.save()
        note(viewer(request), "pace of mail set", "mail", str(form.instance.per_minute))
    return redirect("mail")


def returned(request: HttpRequest) -> HttpResponse:
    """Takes in a file of what came back."""
    form = ReturnedForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, None, form)
    done = bounces.take_in(bounces.split(form.cleaned_data["file"].read()))
    note(viewer(request), "returned mail taken in", "mail", str(sum(done.values())))
    return _page(request, done)
