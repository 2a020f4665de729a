"""What is said when a case is closed: what is left, and what is asked later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ikdesk.incidents.close_model import Later, Left
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, listed, quoted, short_date


def lacking_words(what: Sequence[str]) -> str:
    """What is not filled in, in a sentence; "" where nothing is."""
    return _("Ikke fylt ut: {what}.").format(what=listed(list(what))) if what else ""


def not_told_words(whom: Sequence[str]) -> str:
    """Whom nobody has said were told; "" where nobody is left."""
    return _("Ikke krysset av for beskjed: {whom}.").format(whom=listed(list(whom))) if whom else ""


def later_words(left: Sequence[Left], chosen: Mapping[Key, Later]) -> Iterator[str]:
    """What will be asked later, one sentence for each measure."""
    for one in left:
        later = chosen.get(one.id, Later())
        name = quoted(one.title)
        if later.day is not None:
            yield _("{day} spør IKdesk om {title} virket.").format(day=short_date(later.day), title=name)
        elif later.why:
            yield _("{title} blir ikke fulgt videre her: {why}").format(title=name, why=later.why)
        else:
            yield _("{title} har ingen dag. Da spør ikke IKdesk om det virket.").format(title=name)
        if one.deadline is not None and not one.done:
            yield _("{title} har frist {day}.").format(title=name, day=short_date(one.deadline))
