"""Mails, wanted and unwanted, written by a small grammar."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

from ..about import OURS, About
from ..shapes import Messages

ABOUT = About(
    "Mails with headers, plain text and HTML, some of them spam, written by a small grammar.",
    source=OURS,
    licence="BSD-3-Clause",
    made_up=True,
)

#: Words that sentences are filled with, in wanted and unwanted mails alike.
_WORDS: Mapping[str, Sequence[str]] = {
    name: words.split("|")
    for name, words in {
        "person": "Ada|Ben|Chen|Dora|Emil|Fatima|Goran|Hana|Igor|Jun|Karin|Liam|Mei|Nadia|Omar|Priya|Quinn|Rosa|Sven|Tara",
        "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
        "hour": "nine|ten|half past eleven|noon|two|three|a quarter to five",
        "place": "the office|the station|the library|room 214|the lab|the park|the cinema|the airport",
        "thing": "report|draft|budget|slides|data|schedule|contract|patch|photos|notes|invoice|recipe|form|proposal",
        "goods": "laptop|camera|headphones|jacket|watch|phone|bicycle|novel|kettle|backpack|printer|lamp",
        "trouble": "a crash|a typo|a wrong total|a missing page|a broken link|a slow query|a failing test|a leak",
        "pill": "Vigorol|Slimaxin|Dormital|Nutriva|Calmex|Hairon",
        "bank": "Northbank|Union Savings|First Harbour|City Trust|Atlas Credit",
        "much": "$1,500,000|$850,000|4.2 million dollars|$12,000|£750,000|$95,000",
        "little": "$19.99|$5|$49|£12.50|$120|€30|$8.75",
        "share": "70%|50%|85%|30%|20%|15%|90%",
        "number": "3|12|47|214|1,024|2|88|365|15|9",
    }.items()
}

_Pool = Sequence[str]

#: Sentences that tell nothing about the mail.
_NEUTRAL: _Pool = (
    "Thank you for your time.",
    "I hope this finds you well.",
    "Please let me know if you have any questions.",
    "You can reply to this message until {day}.",
    "See {url} for more.",
    "There is more information on our page: {url}",
    "We have not heard from you since {day}.",
    "This will take only {number} minutes.",
    "Here is the link again: {url}",
    "Please have a look at it soon.",
    "The offer from last week still stands.",
    "Your account was updated on {day}.",
    "I am writing to you about the {goods}.",
    "It is free for everybody.",
    "We look forward to hearing from you.",
    "The price is {little}.",
    "Do not miss it.",
    "Best wishes for the new year.",
)

#: Kinds of wanted mails: their weight, subjects and sentences.
_HAM: Mapping[str, tuple[int, _Pool, _Pool]] = {
    "work": (
        6,
        ("{thing} for {day}", "Re: {thing}", "Meeting on {day}", "Re: meeting", "Comments on the {thing}", "Question"),
        (
            "Can we meet in {place} on {day} at {hour}?",
            "I have attached the {thing} with my comments.",
            "{person} found {trouble} in the {thing}.",
            "Could you send me the {thing} before {day}?",
            "Let us move the meeting to {day}, since {person} is travelling.",
            "The {thing} needs another look at section {number}.",
            "I agree with {person} on the {thing}.",
            "We are {number} days behind the schedule.",
            "Who takes notes on {day}?",
            "The client asks for the {thing} again.",
        ),
    ),
    "family": (
        4,
        ("{day}", "photos", "Re: dinner on {day}", "hello from {person}", "trip"),
        (
            "Shall we pick you up at {place} on {day}?",
            "{person} sends her love.",
            "Mum says that the {goods} is still at our place.",
            "The photos of {person}'s birthday are at {url}",
            "Are you coming for dinner on {day}?",
            "I have lost the recipe, can you send it?",
            "The children ask when you will visit us.",
            "Do not forget to call grandma.",
            "It rained all week, so we stayed in.",
        ),
    ),
    "list": (
        4,
        ("[dev] {trouble}", "Re: [dev] release {number}", "[users] install problem", "Re: [users] {thing}"),
        (
            "I see {trouble} with version {number} on Debian.",
            "> Does it happen with the {thing} as well?",
            "The patch at {url} works for me.",
            "Please open an issue with the traceback.",
            "> I have tried that on {number} machines.",
            "Building from source fails at step {number}.",
            "This was fixed on {day}; please update.",
            "The documentation at {url} says the opposite.",
            "+1 from me for the release.",
        ),
    ),
    "shop": (
        3,
        ("Your order {number}", "Receipt for your {goods}", "Your {goods} is on its way", "Reminder: booking on {day}"),
        (
            "Your order of one {goods} was sent on {day}.",
            "The total of {little} was charged to your card.",
            "Track your parcel here: {url}",
            "You can return the {goods} within {number} days.",
            "Order number {number}, delivery to {place}.",
            "Your booking for {day} is confirmed.",
            "The invoice is attached.",
        ),
    ),
    "newsletter": (
        3,
        ("News of this month", "{goods} of the week: {share} off", "What is new in version {number}", "Weekly digest"),
        (
            "This week members save {share} on every {goods}.",
            "Our shop opens on {day} at {hour}.",
            "Read the interview with {person}: {url}",
            "You get this because you subscribed; unsubscribe at {url}",
            "New in our library: {number} books about machine learning.",
            "Register for the free course on {day}.",
            "Click here to see all articles: {url}",
            "Upcoming concerts at {place}.",
        ),
    ),
}

#: Kinds of unwanted mails.
_SPAM: Mapping[str, tuple[int, _Pool, _Pool]] = {
    "pills": (
        4,
        ("{pill} {share} OFF", "Feel young again", "Lose {number} pounds in a week", "No prescription needed"),
        (
            "Buy {pill} now and save {share}!",
            "No prescription needed, discreet shipping!!!",
            "Lose weight while you sleep with {pill}.",
            "Doctors are amazed at this natural remedy.",
            "Order today: {url}",
            "100% satisfaction guaranteed or your money back!",
            "Only {little} for {number} pills, click {url}",
        ),
    ),
    "money": (
        4,
        ("Urgent business proposal", "Dear friend", "Transfer of {much}", "YOUR INHERITANCE"),
        (
            "I am a lawyer at {bank} and need your help with a transfer of {much}.",
            "My late client left {much} without an heir.",
            "You will receive {share} of the sum for your assistance.",
            "Please send your full name, address and bank account.",
            "This transaction is one hundred percent legal and confidential.",
            "God bless you, my dear friend.",
        ),
    ),
    "prize": (
        4,
        ("CONGRATULATIONS!!!", "You have WON {much}", "Claim your free {goods}", "Final notice: your prize"),
        (
            "You are the lucky winner of {much}!!!",
            "Claim your FREE {goods} now: {url}",
            "Your address was drawn from {number} million.",
            "Hurry, this offer ends {day}!",
            "Click here to claim your prize: {url}",
            "Congratulations, you have been selected!",
        ),
    ),
    "phishing": (
        4,
        ("Your {bank} account is locked", "Security alert", "Verify your account", "Invoice {number} overdue"),
        (
            "We noticed unusual activity on your {bank} account.",
            "Verify your password within {number} hours at {url}",
            "Your account will be suspended on {day}.",
            "Confirm your card number here: {url}",
            "Failure to act will result in closure of your account.",
            "Dear customer, your mailbox is {share} full.",
        ),
    ),
    "work": (
        3,
        ("Work from home", "Earn {much} a year", "Job offer", "Re: your application"),
        (
            "Earn {much} a month from home, no experience needed!",
            "We pay weekly, {share} commission guaranteed.",
            "Be your own boss and quit your job on {day}.",
            "Our clients made {much} in {number} days with this simple trick.",
            "Limited places, sign up at {url}",
            "Low rates on loans, no credit check, approved in {number} minutes.",
        ),
    ),
    "chatty": (
        4,
        ("Re: {thing}", "hello", "photos", "Question", "Meeting on {day}"),
        (
            "I have attached the {thing}, please open it.",
            "Remember me? We met at {place}.",
            "Look what I found about you: {url}",
            "The {goods} that you asked for is at {url}",
            "I saw your profile and would like to talk.",
            "Are you free on {day}? My page is {url}",
        ),
    ),
}

_SITES = {
    "ham": ("example.org", "news.example.com", "shop.example.net", "lists.example.org", "photos.example.com"),
    "spam": (
        "best-deals.example",
        "win-now.example",
        "secure-login.example",
        "news.example.com",
        "photos.example.com",
        "shop.example.net",
    ),
}
_SENDERS = {
    "ham": ("example.org", "uni.example.edu", "mail.example.com", "shop.example.net"),
    "spam": ("mail.example.com", "promo.example", "freemail.example", "alerts.example", "shop.example.net"),
}

#: The share of sentences that tell nothing, and the shares of mails as HTML and as both.
_TELL_NOTHING = 0.5
_HTML = {"ham": (0.2, 0.1), "spam": (0.45, 0.1)}

_GREETINGS = ("Hi,", "Hello,", "Dear {person},", "Dear customer,", "Good morning,", "")
_CLOSINGS = ("Best,\n{person}", "Regards,\n{person}", "Thanks,\n{person}", "The team", "{person}", "")


def load(rows: int = 2000, seed: int = 42, spam: float = 0.3) -> Messages:
    """Mails, some of them spam: **made up**, addresses and sites included.

    Parameters
    ----------
    rows : int
        How many mails.
    seed : int
        The same seed makes the same mails; another one makes others of the same kinds.
    spam : float
        The share of spam.

    Returns
    -------
    Messages
        `texts`, whole mails with headers in an order without meaning, and `y`, 0 for ham and 1 for spam. Python's
        `email.message_from_string` reads them. Bodies are plain text, HTML or both, with web addresses, numbers and prices.

    Notes
    -----
    Sentences are drawn for each mail from those of its kind and from some that tell nothing. Newsletters and receipts have
    prices, offers and links as spam has; some spam is as short and friendly as a note from a colleague. So no rule is right
    for every mail.
    """
    import numpy as np

    if rows < 1 or not 0 <= spam <= 1:
        raise ValueError(f"emails needs at least one row and a share of spam from 0 to 1, not {rows} and {spam}.")
    rng = random.Random(seed)  # noqa: S311 - made-up mails are no secret
    y = np.zeros(rows, np.uint8)
    y[: round(rows * spam)] = 1
    order = list(range(rows))
    rng.shuffle(order)
    y = y[order]
    return Messages([_mail("spam" if label else "ham", rng) for label in y], y, ("ham", "spam"))


def _mail(label: str, rng: random.Random) -> str:
    """One mail with its headers."""
    kinds = _SPAM if label == "spam" else _HAM
    kind = rng.choices(list(kinds), [weight for weight, _, _ in kinds.values()])[0]
    _, subjects, sentences = kinds[kind]
    body = [_filled(_typed(rng.choice(_NEUTRAL if rng.random() < _TELL_NOTHING else sentences), label, rng), label, rng)
            for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5, 6)))]  # fmt: skip
    greeting, closing = (_filled(rng.choice(pool), label, rng) for pool in (_GREETINGS, _CLOSINGS))
    subject = _filled(rng.choice(subjects), label, rng)
    first = datetime(2025, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - Python 3.11 has both, this one is known better
    date = first + timedelta(minutes=rng.randrange(60 * 24 * 365))
    sender = rng.choice(_WORDS["person"])
    headers = [
        f"From: {sender} <{sender.lower()}{rng.randrange(1, 99)}@{rng.choice(_SENDERS[label])}>",
        f"To: you{rng.randrange(1, 9)}@example.org",
        f"Subject: {subject}",
        f"Date: {format_datetime(date)}",
        f"Message-ID: <{rng.randrange(10**12):012d}@{rng.choice(_SENDERS[label])}>",
        "MIME-Version: 1.0",
    ]
    plain = "\n\n".join(part for part in (greeting, " ".join(body), closing) if part) + "\n"
    html_only, both = _HTML[label]
    drawn = rng.random()
    if drawn < both:
        mark = f"=={rng.randrange(10**10):010d}=="
        parts = [_part("plain", plain), _part("html", _html(greeting, body, closing))]
        content = [f'Content-Type: multipart/alternative; boundary="{mark}"', ""]
        content += [line for part in parts for line in (f"--{mark}", part)] + [f"--{mark}--", ""]
        return "\n".join(headers + content)
    return "\n".join(
        [*headers, _part("html", _html(greeting, body, closing)) if drawn < both + html_only else _part("plain", plain)]
    )


def _typed(sentence: str, label: str, rng: random.Random) -> str:
    """A template as it is typed: spam shouts now and then."""
    if label == "spam" and rng.random() < 0.12:
        return re.sub(r"\{(\w+)\}|[^{}]+", lambda found: found[0] if found[1] else found[0].upper(), sentence)
    return sentence


def _filled(template: str, label: str, rng: random.Random) -> str:
    """A template with words in place of its names."""

    def word(found: re.Match[str]) -> str:
        if found[1] == "url":
            site = rng.choice(_SITES[label])
            return f"{rng.choice(('http', 'https'))}://{site}/{rng.choice('abcdefgh')}{rng.randrange(10, 9999)}"
        return rng.choice(_WORDS[found[1]])

    text = re.sub(r"\{(\w+)\}", word, template)
    return text[:1].upper() + text[1:] if text[:4] != "http" else text


def _html(greeting: str, body: Sequence[str], closing: str) -> str:
    """The same text as a web page, with links and a little style."""
    linked = [re.sub(r"(https?://\S+)", r'<a href="\1">\1</a>', sentence) for sentence in body]
    paragraphs = [part.replace("\n", "<br>") for part in (greeting, " ".join(linked), closing) if part]
    inside = "\n".join(f"<p>{part}</p>" for part in paragraphs)
    return f'<html><body style="font-family: sans-serif">\n{inside}\n</body></html>\n'


def _part(kind: str, text: str) -> str:
    return f'Content-Type: text/{kind}; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n{text}'
