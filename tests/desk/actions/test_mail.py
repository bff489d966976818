"""The queue of mail: each message goes once, or says that nobody knows; slowly enough, and never too late."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage as EmailMessageOfDjango
from django.urls import reverse

from habeas.desk.mailing import bounces, writes
from habeas.desk.mailing.backend import Backend
from habeas.desk.mailing.models import Mail, Pace, Returned
from habeas.desk.mailing.sending import portion
from habeas.desk.mailing.writes import Message, Posting
from habeas.desk.mailing.writes import post as post_
from habeas.network.mail import Letter, MailServer, MailServerError, Taken
from tests.desk.actions.conftest import Post as Office
from tests.desk.actions.making import at
from tests.desk.conftest import SignedIn

pytestmark = pytest.mark.django_db
NOON = at("2026-03-01")


def _post(to: str, kind: str = "confirm", **more: object) -> Mail:
    return post_(Posting(kind, **more), Message(to, "A subject", "Words.\n"), NOON)  # type: ignore[arg-type]


def _state(mail: Mail) -> tuple[str, str]:
    mail.refresh_from_db()
    return mail.state, mail.code


def _always(mail: Mail) -> bool:
    return True


def _send(office: Office, minutes: float = 0) -> dict[str, int]:
    return dict(portion(office[1], _always, NOON + timedelta(minutes=minutes)))


def test_a_message_is_taken_once_and_only_once(post: Office) -> None:
    mail = _post("vera@example.org")
    assert _send(post) == {"sent": 1}
    assert _send(post, 10) == {}
    assert (_state(mail), post[0].to()) == (("sent", "250 2.0.0"), ["vera@example.org"])
    assert post[0].got[0].get_content().strip() == "Words."


def test_what_is_refused_for_good_is_not_tried_again(post: Office) -> None:
    mail = _post("refuse@example.org")
    assert _send(post) == {"never": 1}
    assert _send(post, 600) == {}
    assert _state(mail) == ("refused", "550 5.1.1")
    assert post[0].tries["refuse@example.org"] == 1


def test_what_is_refused_for_now_is_tried_again_with_longer_and_longer_pauses(post: Office) -> None:
    mail = _post("later@example.org")
    assert _send(post) == {"later": 1}
    assert _send(post, 4.9) == {}
    assert _send(post, 5) == {"later": 1}
    assert _send(post, 14.9) == {}
    assert _send(post, 15) == {"sent": 1}
    assert _state(mail)[0] == "sent"


def test_where_no_answer_comes_nobody_knows_and_it_is_not_sent_again(post: Office) -> None:
    mail = _post("silent@example.org")
    assert _send(post) == {"unknown": 1}
    assert _send(post, 600) == {}
    assert (_state(mail)[0], len(post[0].got)) == ("unknown", 1)


def test_a_slow_server_is_waited_for(post: Office) -> None:
    assert (_post("slow@example.org").state, _send(post)) == ("waiting", {"sent": 1})


@pytest.mark.parametrize(("stage", "comes_to"), [("claimed", "sent"), ("words", "unknown")])
def test_what_a_worker_left_half_done_is_sent_or_said_to_be_unknown(post: Office, stage: str, comes_to: str) -> None:
    mail = _post("vera@example.org")
    assert writes.claim(mail, NOON)
    if stage == "words":
        writes.words_go(mail)
    assert _send(post, 14) == {}
    _send(post, 16)
    assert (_state(mail)[0], len(post[0].got)) == (comes_to, int(comes_to == "sent"))


def test_two_workers_do_not_take_the_same_message() -> None:
    mail = _post("vera@example.org")
    other = Mail.objects.get(pk=mail.pk)
    assert [writes.claim(mail, NOON), writes.claim(other, NOON)] == [True, False]


def test_the_pace_holds_to_the_message(post: Office) -> None:
    Pace(pk=1, per_minute=3).save()
    for number in range(5):
        _post(f"n{number}@example.org")
    assert _send(post) == {"sent": 3}
    assert _send(post, 0.9) == {}
    assert _send(post, 1) == {"sent": 2}


def test_one_target_gets_no_more_than_its_share_of_an_hour_and_holds_up_nobody(post: Office) -> None:
    for _number in range(4):
        _post("minister@example.org", "letter", lane="target:1", per_hour=2)
    _post("other@example.org", "letter", lane="target:2", per_hour=2)
    assert _send(post) == {"sent": 3}
    assert _send(post, 59) == {}
    assert _send(post, 60) == {"sent": 2}


def test_links_that_people_wait_for_go_before_letters(post: Office) -> None:
    Pace(pk=1, per_minute=1).save()
    _post("minister@example.org", "letter")
    _post("vera@example.org")
    _send(post)
    assert post[0].to() == ["vera@example.org"]


def test_a_server_that_is_away_costs_no_try() -> None:
    mail = _post("vera@example.org")
    with MailServer("smtp://127.0.0.1:9", seconds=1) as server:
        assert dict(portion(server, _always, NOON)) == {"unreached": 1}
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == ("waiting", 0)


def test_another_machine_is_spoken_to_with_encryption_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []

    class Line:
        def __init__(self, host: str, port: int, timeout: float) -> None:
            spoken.append(host)

        def ehlo_or_helo_if_needed(self) -> None: ...

        def starttls(self, context: object) -> None:
            raise OSError("no TLS here")

    monkeypatch.setattr("habeas.network.mail.smtplib.SMTP", Line)
    server = MailServer("smtp://mail.example.org")
    with pytest.raises(MailServerError):
        server.send(Letter("desk@example.org", "vera@example.org", b"secret"), lambda: spoken.append("words"))
    assert spoken == ["mail.example.org"]


def _returned(mail: Mail, action: str = "failed", status: str = "5.1.1") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "MAILER-DAEMON@example.org", "desk@localhost", "Undelivered"
    made.set_content("It could not be delivered.")
    made.make_mixed()
    whole = made.as_bytes().replace(b"multipart/mixed", b'multipart/report; report-type="delivery-status"')
    boundary = whole.split(b'boundary="', 1)[1].split(b'"', 1)[0]
    status_part = (
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        b"Final-Recipient: rfc822; x@example.org\r\nAction: " + action.encode() + b"\r\nStatus: " + status.encode()
    )
    head = b"Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" + mail.pk.hex.encode() + b"@localhost>\r\n"
    parts = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n\r\n" for part in (status_part, head))
    return whole.replace(b"--" + boundary + b"--", parts + b"--" + boundary + b"--")


def test_a_message_that_came_back_is_known_by_its_own_number_and_noted_once(post: Office) -> None:
    mail = _post("vera@example.org")
    _send(post)
    data = _returned(mail)
    assert dict(bounces.take_in([data], NOON)) == {"failed": 1}
    assert dict(bounces.take_in([data], NOON)) == {"known": 1}
    assert _state(mail) == ("bounced", "5.1.1")


def test_a_report_of_a_delay_changes_nothing(post: Office) -> None:
    mail = _post("vera@example.org")
    _send(post)
    assert dict(bounces.take_in([_returned(mail, "delayed", "4.4.1")], NOON)) == {"delayed": 1}
    assert _state(mail)[0] == "sent"


def test_what_is_nobodys_is_counted_and_changes_nothing(signed_in: SignedIn) -> None:
    file = SimpleUploadedFile("box", b"From a@b.example Mon Mar  2 10:00:00 2026\nSubject: hello\n\nwords\n")
    page = signed_in("publisher").post(reverse("mail-returned"), {"file": file}).content.decode()
    assert "nobody&#x27;s: 1" in page
    assert not Returned.objects.exclude(mail=None).exists()


def test_a_mailbox_file_is_taken_apart_into_its_messages() -> None:
    one = b"From a@b.example Mon Mar  2 10:00:00 2026\nSubject: %d\n\nwords\n"
    assert len(list(bounces.split(one % 1 + one % 2 + one % 3))) == 3


def test_what_a_server_says_beside_its_code_is_not_kept(post: Office) -> None:
    mail = _post("vera@example.org")
    writes.settle(mail, Taken("never", "550 5.1.1"), NOON)
    assert Mail.objects.get(pk=mail.pk).code == "550 5.1.1"


def test_the_desks_own_messages_go_by_the_same_way(post: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Backend, "_server", lambda self: post[1])
    message = EmailMessageOfDjango("Forgotten", "A link", to=["ada@example.org", "refuse@example.org"])
    assert Backend(fail_silently=True).send_messages([message]) == 1
    with pytest.raises(MailServerError, match="550"):
        Backend().send_messages([message])
    assert post[0].to()[0] == "ada@example.org, refuse@example.org"


@pytest.mark.parametrize(
    "to", ["wörter@example.org", "o'neil@example.org", "a!#$%&*/=?^_`{|}~b@example.org", "用户@example.org"]
)
@pytest.mark.parametrize("name", ["Vera", 'A "quoted", name', "\u202eevil", "ليلى حداد", "x" * 120])
def test_no_address_and_no_name_holds_up_the_others(post: Office, to: str, name: str) -> None:
    first = post_(Posting("letter"), Message(to, "S " * 200, "Words.\n", reply_to=to, name=name), NOON)
    second = _post("vera@example.org", "letter")
    _send(post)
    assert _state(first)[0] in ("sent", "refused")
    assert _state(second)[0] == "sent"


def test_a_message_sealed_with_a_lost_key_holds_up_nobody(post: Office) -> None:
    lost = _post("lost@example.org")
    Mail.objects.filter(pk=lost.pk).update(sealed=b"x" * 60)
    kept = _post("vera@example.org")
    assert _send(post) == {"never": 1, "sent": 1}
    assert (_state(lost), _state(kept)[0]) == (("refused", "unsendable"), "sent")
