"""A desk of its own in a folder, worked by processes of their own: many at once, and killed at any moment.

`python -m tests.desk.actions.crowd FOLDER make` makes it with an open petition; `… at-once` lets many sign at once;
`… events SEED` does random things for ever and says each one after it is done.
"""

from __future__ import annotations

import json
import os
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

DISGUISES = (
    "maria.petrak@gmail.com", "Maria.Petrak@Gmail.com", "mariapetrak@gmail.com", "m.a.r.i.a.petrak@gmail.com",
    "maria.petrak+news@gmail.com", "mariapetrak+1@googlemail.com", "MARIAPETRAK@GOOGLEMAIL.COM",
    " maria.petrak@gmail.com", "maria\u200b.petrak@gmail.com", "maria.petrak@gmail.com.", "ｍaria.petrak@gmail.com",
    "maria.petrak＠gmail.com", "maria.\u00adpetrak@gmail.com", "maria.petrak@ｇmail.com", "maria.petrak+a+b@gmail.com",
    "Mariapetrak+x@Gmail.com", "maria.petrak@googlemail.com", "mariapetra.k@gmail.com", "M.ariapetrak@gmail.com",
    "\u202amaria.petrak@gmail.com\u202c",
)  # fmt: skip
NAMES = ("Maria Petrak", "PETRAK, María", "M. Petrak", "maria  petrak", "Maria Anna Petrak")
PEOPLE = 12


def set_up(folder: Path) -> None:
    """Sets Django up for the folder, whose database is there already."""
    os.environ |= {"HABEAS_WORKSPACE": str(folder), "DJANGO_SETTINGS_MODULE": "habeas.desk.settings"}
    import django

    django.setup()


def make(folder: Path) -> None:
    """An open petition without a case under it: signing alone is looked at here."""
    from habeas.desk.start import prepare

    prepare(folder, host="127.0.0.1", port=1)
    from habeas.desk.actions.models import Campaign
    from habeas.desk.people.models import Member

    by = Member.objects.create_user("ada@example.org", "quiet river seven lamps", name="Ada", role="publisher")
    shown = {"en": {"title": "A petition", "summary": "", "paragraphs": [], "demands": [], "updates": [],
                    "sources": [], "subject": "", "prompts": []}}  # fmt: skip
    Campaign.objects.create(kind="petition", slug="crowd", state="open", language="en", by=by, shown=shown)


def taken(name: str, address: str, shown: str = "none") -> Any:
    """A form that came in."""
    from habeas.desk.actions.models import Campaign
    from habeas.desk.contacts.addresses import address as parsed
    from habeas.desk.signing import intake
    from habeas.desk.signing.limits import Origin

    whose = parsed(address)
    given = intake.Filled(name=name, address=whose.written, shown=shown, language="en", base="http://127.0.0.1")
    return intake.take(Campaign.objects.get(), given, intake.Whence(whose, Origin("n")))


def at_once() -> None:
    """Fifty signings of one person in twenty disguises and two of another in the same home, all confirmed at once."""
    from django.db import connection

    from habeas.desk.actions.models import Campaign
    from habeas.desk.signing import writes
    from habeas.desk.signing.models import Submission

    signings = [(NAMES[n % len(NAMES)], DISGUISES[n % len(DISGUISES)]) for n in range(50)]
    signings += [("Ilja Petrak", DISGUISES[0]), ("Ilja Petrak", DISGUISES[4])]

    def sign(one: tuple[str, str]) -> str:
        made = taken(*one)
        became = writes.confirm(Submission.objects.get(pk=made.pk))
        connection.close()
        return became

    with ThreadPoolExecutor(16) as crowd:
        became = list(crowd.map(sign, signings))
    print(json.dumps({"count": writes.count(Campaign.objects.get()), "confirmed": became.count("confirmed")}))


def events(seed: int) -> None:
    """Random signing, confirming, taking back, taking out and putting back. Says what each came to, when it is kept."""
    from habeas.desk.actions.models import Campaign
    from habeas.desk.people.models import Member
    from habeas.desk.signing import moderation, writes
    from habeas.desk.signing.models import Removal, Signature, Submission

    chance = random.Random(seed)
    campaign, by = Campaign.objects.get(), Member.objects.get()
    while True:
        act = chance.choices(("sign", "withdraw", "remove", "undo"), (6, 2, 1, 1))[0]
        if act == "sign":
            number = chance.randrange(PEOPLE)
            made = taken(f"Person {'abcdefghijkl'[number]}x", f"p{number}{chance.choice(('', '+x'))}@example.org")
            writes.confirm(Submission.objects.get(pk=made.pk))
        elif act == "withdraw":
            some = list(Signature.objects.filter(state="counted"))
            if some:
                writes.withdraw(chance.choice(some))
        elif act == "remove":
            some = list(Signature.objects.filter(state="counted"))
            if some:
                moderation.remove(by, campaign, moderation.Condition("one", str(chance.choice(some).pk)), "automated")
        else:
            removals = list(Removal.objects.filter(undone=None))
            if removals:
                moderation.undo(by, chance.choice(removals))
        states = "".join(one.state[0] for one in Signature.objects.order_by("id"))
        print(f"{writes.count(campaign)} {states}", flush=True)


def erase(mark: str) -> None:
    """Somebody signs, shows their name, gets mail, and has all of it removed."""
    from habeas.desk.contacts import own
    from habeas.desk.contacts.models import Contact
    from habeas.desk.signing import intake, writes
    from habeas.desk.signing.models import Submission

    made = taken(f"Vera {mark}", f"{mark}@example.org", shown="full")
    intake.answer()
    writes.confirm(Submission.objects.get(pk=made.pk))
    print("signed", flush=True)
    sys.stdin.readline()
    own.erase(Contact.objects.get())


def main() -> None:
    """What the command line says."""
    folder, what = Path(sys.argv[1]), sys.argv[2]
    if what == "make":
        make(folder)
        return
    set_up(folder)
    if what == "events":
        events(int(sys.argv[3]))
    elif what == "erase":
        erase(sys.argv[3])
    else:
        at_once()


if __name__ == "__main__":
    main()
