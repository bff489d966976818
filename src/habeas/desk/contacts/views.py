"""The pages on which people see, take back and remove what is kept of them."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from habeas.desk.actions.rendering import frame, public
from habeas.desk.actions.said import later, no_link
from habeas.desk.contacts import own
from habeas.desk.contacts.addresses import Address, AddressError, address
from habeas.desk.contacts.models import Contact
from habeas.desk.contacts.writes import take_back
from habeas.desk.signing.limits import origin
from habeas.desk.signing.writes import withdraw


class AskForm(forms.Form):
    """Whose data somebody asks for."""

    address = forms.CharField(max_length=320, widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}))

    def clean_address(self) -> Address:
        """An address that mail can be sent to."""
        try:
            return address(str(self.cleaned_data["address"]))
        except AddressError:
            raise forms.ValidationError(_("Please give an e-mail address such as name@example.org.")) from None


@public
def ask(request: HttpRequest) -> HttpResponse:
    """Asks for the address to send the link to."""
    form = AskForm(request.POST or None, label_suffix="")
    form.fields["address"].label = _("Your e-mail address")
    if request.method == "POST" and form.is_valid():
        whence = origin(request).network
        if own.flooded(whence):
            return later()
        whose: Address = form.cleaned_data["address"]
        base = f"{request.scheme}://{request.get_host()}"
        own.ask(whose, whence, own.Asked(whose.written, str(translation.get_language()), base))
        return redirect("act-own-asked")
    return frame("act/own_ask.html", form=form, status=400 if form.errors else 200)


@public
def asked(request: HttpRequest) -> HttpResponse:
    """What everybody sees who asked."""
    lines = [_("If anything is kept of this address, a message with a link is on its way to it.")]
    return frame("act/said.html", head=_("Look at your messages"), lines=lines)


@public
def page(request: HttpRequest, token: str) -> HttpResponse:
    """All that is kept of somebody, with a button for each thing that they can do about it."""
    contact = own.of_token(token)
    if contact is None:
        return no_link(_("It may be too old, or nothing is kept of you any more."))
    act = request.POST.get("act", "")
    if act == "export":
        response = JsonResponse(own.told(contact), json_dumps_params={"ensure_ascii": False, "indent": 1})
        response.headers["Content-Disposition"] = 'attachment; filename="kept-of-you.json"'
        return response
    if act in ("erase", "block"):
        own.erase(contact, block=act == "block")
        lines = [_("Your signatures count no more, and no message that waited for you is sent.")]
        return frame("act/said.html", head=_("All of it is removed"), lines=lines)
    if act:
        _change(contact, act, request.POST.get("number", ""))
        return redirect("act-own-page", token)
    return frame("act/own.html", told=own.told(contact), days=own.GOOD_FOR.days)


def _change(contact: Contact, act: str, number: str) -> None:
    if not number.isdecimal():
        return
    if act == "withdraw":
        for signature in contact.signatures.filter(pk=int(number)):
            withdraw(signature)
    elif act == "consent":
        take_back(contact, int(number), timezone.now())
