"""Threads and bringing messages in, without a window."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.feedback import DateOrder, MessagesReview, Source
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.house import House

ORDERS = {
    "day": DateOrder.DAY_FIRST,
    "month": DateOrder.MONTH_FIRST,
    "year": DateOrder.YEAR_FIRST,
}

Subparsers = argparse._SubParsersAction


def register(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """``threads list`` and ``threads show``."""
    threads = commands.add_parser("threads", help="what people write about")
    deeds = threads.add_subparsers(dest="what", metavar="WHAT", required=True)
    deeds.add_parser("list", help="all threads, the latest first").set_defaults(deed=list_threads)
    show = deeds.add_parser("show", help="the messages of one thread")
    show.add_argument("thread", type=int, metavar="NUMBER")
    show.set_defaults(deed=show_thread)


def register_import(imports: Subparsers[argparse.ArgumentParser]) -> None:
    """``import whatsapp`` and ``import mail``."""
    for name, source, help_text in (
        ("whatsapp", Source.WHATSAPP, "exported chats, .txt or .zip"),
        ("mail", Source.MAIL, "messages, .eml or .mbox"),
    ):
        parser = imports.add_parser(name, help=help_text)
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--thread", type=int, metavar="NUMBER", help="into this thread")
        parser.add_argument("--subject", default="", help="into a new thread of this name")
        parser.add_argument(
            "--review", action="store_true", help="say what would be taken, and store nothing"
        )
        parser.set_defaults(deed=bring_in, source=source, order=None)
        if source is Source.WHATSAPP:
            parser.add_argument(
                "--order",
                choices=sorted(ORDERS),
                help="how the chat writes dates, if it leaves that in doubt",
            )


def list_threads(house: House, args: argparse.Namespace, out: Output) -> None:
    """All threads of the inspection."""
    now = house.clock()
    threads = house.feedback.threads(inspection_of(house, args).id)
    out.table(
        ("No.", "Subject", "Messages", "Unanswered", "Last"),
        [
            (
                str(thread.id),
                thread.subject,
                str(thread.message_count),
                str(thread.unanswered or ""),
                said_when(thread.last_at, now) if thread.last_at else "",
            )
            for thread in threads
        ],
        json_rows=[asdict(thread) for thread in threads],
        empty="There is no thread yet.",
    )


def show_thread(house: House, args: argparse.Namespace, out: Output) -> None:
    """The messages of one thread.

    Raises:
        Explained: there is no such thread.
    """
    now = house.clock()
    thread = house.feedback.thread(args.thread)
    messages = house.feedback.messages(thread.id)
    out.say(f"{thread.subject}\n")
    out.table(
        ("When", "Who", "What", "Became"),
        [
            (
                said_when(message.received_at, now),
                message.sender,
                message.text,
                ", ".join(f"{extract.kind} {extract.label}" for extract in message.extracts),
            )
            for message in messages
        ],
        json_rows=[asdict(message) for message in messages],
        empty="There is no message in it yet.",
    )


def bring_in(house: House, args: argparse.Namespace, out: Output) -> None:
    """Review the files and, unless only that was asked for, store what is new.

    Raises:
        Explained: nothing of it can be read.
    """
    inspection = inspection_of(house, args)
    order = ORDERS[args.order] if args.order else None
    review = house.feedback.review(args.files, inspection.id, order=order, source=args.source)
    _say_review(review, out)
    stored = 0
    if not args.review and review.drafts:
        stored = house.feedback.bring_in(inspection.id, review, thread_id=args.thread, subject=args.subject)
        out.say(f"Brought in: {stored}.")
    elif not args.review:
        out.say("There is nothing new to bring in.")
    out.result(
        {
            "file_name": review.file_name,
            "new": len(review.drafts),
            "stored": stored,
            "duplicates": review.duplicates,
            "date_order": review.date_order,
            "is_order_sure": review.is_order_sure,
            "senders": [asdict(match) for match in review.senders],
            "left_out": len(review.left_out),
            "refusals": [asdict(refusal) for refusal in review.refusals],
        }
    )


def _say_review(review: MessagesReview, out: Output) -> None:
    now = review.last_at
    out.say(f"{review.file_name}: {len(review.drafts)} new, {review.duplicates} already here.")
    if review.first_at and now:
        out.say(f"From {review.first_at:%d %b %Y} to {now:%d %b %Y}.")
    if review.date_order:
        doubt = "" if review.is_order_sure else " (it would read as well the other way: see --order)"
        out.say(f"Dates are read as {review.date_order.value}{doubt}.")
    for match in review.senders:
        out.say(f"  {match.sender}: {match.count}, {match.person or 'nobody on the list of people'}")
    if review.left_out:
        out.say(f"Lines that are no messages: {len(review.left_out)}.")
    for refusal in review.refusals:
        out.say(f"  {refusal.place}: {refusal.reason}")
