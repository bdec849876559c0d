"""Addresses hold: what had another one before is still found under it.

The triggers of migration 0017 leave a changed slug or code behind, whoever changes it. Here it is
looked up, and changed with a word to the person where it cannot be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.db import IntegrityError, models, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from statements.models import Entity, Event, FormerAddress, Speaker, SpeakerName, Speech
from statements.recognition.spans import EntityRef

Thing = Speech | Speaker | Event | Entity

#: The longest address: the length of the columns.
MAX_LENGTH: Final = 120

_TARGETS: Final[dict[type[models.Model], str]] = {
    Speech: "speech",
    Speaker: "speaker",
    Event: "event",
    Entity: "entity",
}


class AddressError(ValueError):
    """A thing cannot have that address; the message says why."""


def kind_of(thing: Thing) -> str:
    """As `FormerAddress.Kind` has it."""
    return thing.kind if isinstance(thing, Entity) else _TARGETS[type(thing)]


def address_of(thing: Thing) -> str:
    """The slug, or the code of an entity."""
    return thing.code if isinstance(thing, Entity) else thing.slug


def successor(kind: str, address: str) -> Thing | None:
    """What had that address before; None where nothing had."""
    former = (
        FormerAddress.objects.filter(kind=kind, address=address)
        .select_related("speaker", "event", "entity")
        .first()
    )
    if former is None:
        return None
    # A statement's text is long and not needed to find it.
    if former.speech_id is not None:
        return Speech.objects.only("slug", "status").get(pk=former.speech_id)
    thing: Thing | None = former.speaker or former.event or former.entity
    return thing


def successors(kinds: Collection[str], addresses: Iterable[str]) -> dict[tuple[str, str], str]:
    """Of those that are former addresses, by kind and address, the one of today. One query."""
    rows = FormerAddress.objects.filter(kind__in=kinds, address__in=set(addresses)).values_list(
        *("kind", "address"),
        *("speech__slug", "speaker__slug", "event__slug", "entity__code"),
    )
    return {(kind, former): next(filter(None, today)) for kind, former, *today in rows}


def entities_before(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Entity]:
    """Of kinds and codes that were another's before, the entity they lead to. One query."""
    wanted = set(keys)
    rows = FormerAddress.objects.filter(
        kind__in={kind for kind, _ in wanted}, address__in={code for _, code in wanted}
    ).select_related("entity")
    return {
        (row.kind, row.address): row.entity
        for row in rows
        if row.entity is not None and (row.kind, row.address) in wanted
    }


def current_references() -> dict[tuple[str, str], EntityRef]:
    """What recognition may find under a former code, by kind and code, as it is called today."""
    rows = FormerAddress.objects.filter(entity__isnull=False).select_related("entity")
    return {(row.kind, row.address): row.entity.reference for row in rows if row.entity}


def speeches_at(slugs: Iterable[str]) -> dict[str, int]:
    """The keys of the statements that have, or had, these slugs."""
    wanted = set(slugs)
    today = Speech.objects.filter(slug__in=wanted).values_list("slug", "pk")
    before = FormerAddress.objects.filter(kind="speech", address__in=wanted)
    return {**dict(before.values_list("address", "speech")), **dict(today)}


def taken(model: type[models.Model], condition: str, value: Any) -> set[str]:
    """The slugs that a row of the model has or had, where they meet a condition such as "in"."""
    rows: Any = model._default_manager.filter(**{f"slug__{condition}": value}).order_by()
    before = FormerAddress.objects.filter(
        kind=_TARGETS[model], **{f"address__{condition}": value}
    ).order_by()
    found = rows.values_list("slug").union(before.values_list("address"), all=True)
    return {slug for (slug,) in found}


def leave_behind(old: Thing, kept: Thing) -> None:
    """Let the address of `old`, which is to be deleted, and those that it had before, lead to
    `kept`. In the transaction that deletes `old`, once its statements are those of `kept`: an
    address in use cannot be a former one."""
    target = _TARGETS[type(kept)]
    former_addresses(old).update(**{target: kept})
    FormerAddress.objects.create(kind=kind_of(old), address=address_of(old), **{target: kept})
    if isinstance(kept, Entity):
        _keep_surnames(kept)


def former_addresses(thing: Thing) -> QuerySet[FormerAddress]:
    """All that lead to it, the latest first."""
    return FormerAddress.objects.filter(Q(**{_TARGETS[type(thing)]: thing}))


def readdress(thing: Thing, address: str) -> None:
    """Give a thing another address; the one it had leads to it from now on.

    Raises AddressError where it may not have that one.
    """
    check_address(thing, address)
    field = "code" if isinstance(thing, Entity) else "slug"
    try:
        with transaction.atomic():
            # Not save(), which would write the whole row as it was read.
            type(thing)._default_manager.filter(pk=thing.pk).update(**{field: address})
            if isinstance(thing, Entity):
                _keep_surnames(thing)
    except IntegrityError as error:
        # Another person was quicker.
        check_address(thing, address)
        raise AddressError(_("This address was taken meanwhile. Choose another one.")) from error
    setattr(thing, field, address)


def _keep_surnames(entity: Entity) -> None:
    """Let who is known by surname only, and for whom they spoke by a former code, be found by the
    code of today too: a file that names it is of the same speaker."""
    code = Entity.objects.values_list("code", flat=True).get(pk=entity.pk).lower()
    former = former_addresses(entity).values_list(Lower("address"), flat=True)
    # Two kinds of entities may have one code: by its statements it is told whose speaker one is.
    speakers = Speaker.objects.filter(
        pk__in=Speech.objects.filter(represents=entity).values("speaker")
    )
    scopes = list(former)
    rows: Any = speakers.filter(scope__in=scopes).values_list("pk", "name_key", "name")
    names: Any = SpeakerName.objects.filter(scope__in=scopes, speaker__in=speakers).values_list(
        "speaker", "name_key", "name"
    )
    # Who has that name there stays another: nobody is merged silently.
    others = set(Speaker.objects.filter(scope=code).values_list("name_key", flat=True))
    SpeakerName.objects.bulk_create(
        [
            SpeakerName(speaker_id=pk, name_key=key, name=name, scope=code)
            for pk, key, name in dict.fromkeys([*rows, *names])
            if key not in others
        ],
        ignore_conflicts=True,
    )


def check_address(thing: Thing, address: str) -> None:
    """Raise AddressError where the thing, which may be unsaved, may not have that address."""
    if isinstance(thing, Entity):
        _check_code(thing, address)
    else:
        _check_slug(address)
    if _in_use(thing, address):
        raise AddressError(
            _("“%(address)s” is the address of another one. Choose one that is free.")
            % {"address": address}
        )
    before = successor(kind_of(thing), address)
    if before is not None and before.pk != thing.pk:
        raise AddressError(
            _(
                "“%(address)s” was the address of “%(thing)s” and still leads there: "
                "links that people have printed must hold. Choose one that was never used."
            )
            % {"address": address, "thing": before}
        )


def _check_slug(slug: str) -> None:
    try:
        validate_unicode_slug(slug)
    except ValidationError as error:
        raise AddressError(
            _("An address has letters, digits, hyphens and underscores, no spaces or other marks.")
        ) from error
    _check_length(slug)


def _check_code(entity: Entity, code: str) -> None:
    if entity.is_authority:
        raise AddressError(
            _(
                "The code is kept by the authority data in seeds/. Change it there and run "
                "manage.py load_authorities."
            )
        )
    if not code or code != " ".join(code.split()) or not code.isprintable():
        raise AddressError(_("A code has no space at its ends and no invisible characters."))
    if entity.kind != Entity.Kind.DOCUMENT and "/" in code:
        raise AddressError(_("Only the symbol of a document has a “/” in it."))
    # Browsers and servers read these as steps, and ask for another page.
    if not {"", ".", ".."}.isdisjoint(code.split("/")):
        raise AddressError(
            _("No part of a code is empty, “.” or “..”: its page could not be reached.")
        )
    _check_length(code)


def _check_length(address: str) -> None:
    if len(address) > MAX_LENGTH:
        raise AddressError(_("An address has at most %(most)d characters.") % {"most": MAX_LENGTH})


def _in_use(thing: Thing, address: str) -> bool:
    # One kind of thing has other columns than the next.
    others: Any = type(thing)._default_manager.exclude(pk=thing.pk)
    if isinstance(thing, Entity):
        return bool(others.filter(kind=thing.kind, code=address).exists())
    return bool(others.filter(slug=address).exists())
