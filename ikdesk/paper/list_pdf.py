"""The long list of events as a tagged, archivable PDF; for use inside the unit only."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from reportlab.platypus import Flowable

from ikdesk.kernel.words import _, many
from ikdesk.paper import look
from ikdesk.paper.blocks import says
from ikdesk.paper.columns import SAMPLE, columns_of, fitting
from ikdesk.paper.finish import Meta, finish
from ikdesk.paper.flowables import Heading, P
from ikdesk.paper.furniture import Furniture
from ikdesk.paper.grid import Grid, Plan
from ikdesk.paper.pdf import _ONE_AT_A_TIME, Press
from ikdesk.paper.safe_text import plain
from ikdesk.paper.saving import Tick, never_mind, save_bytes
from ikdesk.paper.story import Listing, Table, words


def write_list_pdf(
    listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], path: Path, tick: Tick = never_mind, *,
    password: str = "",
) -> Path:  # fmt: skip
    """Write a long list as one tagged table; time and memory grow in step with the rows.

    Args:
        listing: what the list is.
        pages: the rows, some at a time, each a value for every field.
        path: where it shall lie.
        tick: told how many rows are read and drawn (each counts twice); may raise Cancelled, then no file is left.
        password: opens it; "" for none.

    Returns:
        Where it lies: "name (2).pdf" if the wanted file is open in another program.

    Raises:
        Problem: it cannot be saved there.
    """
    with _ONE_AT_A_TIME:
        drawn = draw_list(listing, pages, tick)
        gc.collect()  # the drawn pages hang together in circles: let go of them before the file is opened anew
        data = finish(drawn, _meta(listing), password=password)
    return save_bytes(path, data)


def draw_list(listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], tick: Tick = never_mind) -> bytes:
    """The tagged pages, not finished yet."""
    sheet = look.WIDE
    plan = _plan(listing, pages, sheet, tick)
    press = Press(Furniture(listing.unit, listing.title, listing.when, listing.language, sheet), tick, 0)
    press.rows_before = plan.last_number + 1
    press.steps = 2 * max(listing.total, press.rows_before)
    story: list[Flowable] = [
        *([P(listing.unit, "unit")] if says(listing.unit) else []),
        Heading(listing.title, "h1", level=1, anchor="top"),
        P(listing.subtitle or many("{n} rad", "{n} rader", plan.last_number + 1), "subtitle"),
    ]
    story.append(Grid(plan) if plan.rows else P(str(_("Listen er tom."))))
    data, _count = press.build(story)
    return data


def _plan(listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], sheet: look.Sheet, tick: Tick) -> Plan:
    """The list broken into lines; the widths are taken from the first rows."""
    table = Table("list", listing.title, listing.fields, (), widths=listing.widths)
    texts = _texts(table, listing, pages, tick)
    sample = list(islice(texts, SAMPLE))
    if listing.widths:
        widths = [width * sheet.text_width / sum(listing.widths) for width in listing.widths]
    else:
        widths = fitting(table, sample, sheet.text_width)
    return Plan(columns_of(table, widths), chain(sample, texts), sheet=sheet)


def _texts(table: Table, listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], tick: Tick) -> Iterable[list[str]]:
    done = 0
    for page in pages:
        for row in page:
            yield [words(value, field, table, listing.codebook) for value, field in zip(row, table.fields, strict=True)]
        done += len(page)
        tick(done, 2 * max(listing.total, done))


def _meta(listing: Listing) -> Meta:
    title, author, subject = (
        " ".join(plain(text, look.glyphs()).split())
        for text in (listing.title, listing.author, listing.subtitle or listing.title)
    )
    return Meta(title, author, subject, listing.when, listing.language)
