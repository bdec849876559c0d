"""The authority data: countries, organizations, themes, documents and the rules for their names.

Plain CSV files with a header, described in `seeds/README.md`. One reading of them feeds both the
rows of the database and the recogniser.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from statements.recognition.spans import EntityRef, Kind
from statements.recognition.spellings import spellings
from statements.recognition.words import comparable

NameKind = Literal[
    "official", "short", "acronym", "alias", "former", "demonym", "signal", "spelling"
]
RuleKind = Literal[
    "ambiguous", "never", "any_case", "not_in_capitals", "not_after", "not_before", "only_before"
]

EVERY_COUNTRY = "*country"
#: ISO 639-2 for several languages: of a name that is looked for in texts of any.
MANY = "mul"
_OTHER_LANGUAGES = "other_languages"
# "Zaire (1971–1997)", "Burma (–1989)", "Zimbabwe Rhodesia (1979)"
_YEARS = re.compile(r"^(?P<text>.+) \((?P<first>\d{4})?(?:(?P<to>–)(?P<last>\d{4})?)?\)$")
_LOOKS_DATED = re.compile(r"\([^()]*\d{4}[^()]*\)$")
_CODES: Mapping[Kind, tuple[re.Pattern[str], str]] = {
    "country": (re.compile(r"[A-Z]{3,4}"), "CHN"),
    "organization": (re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "un-women"),
    "theme": (re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "debt-relief"),
    "document": (re.compile(r"[A-Z]+/\S+(?: \S+)*|[a-z0-9]+(?:-[a-z0-9]+)*"), "rome-statute"),
}
_STATUSES = ("member", "observer", "territory", "historical", "other")
_FORMS = (
    ("status", re.compile("|".join(_STATUSES)), "member"),
    ("iso2", re.compile(r"[A-Z]{2}"), "AF"),
    ("existed", re.compile(r"\d{4}–\d{4}"), "1945–1992"),
    ("m49", re.compile(r"\d{3}"), "004"),
    ("year", re.compile(r"\d{4}"), "1968"),
    ("symbol", re.compile(r"[ASE]/\S[^|]*"), "A/RES/2200(XXI)"),
    ("url", re.compile(r"https://\S+"), "https://www.un.org/en/about-us/un-charter"),
)
_LANGUAGE_COLUMNS = {f"name_{code}": code for code in ("fr", "es", "ru", "zh", "ar")}


class AuthorityError(ValueError):
    """The authority data cannot be used: says in which file, on which line and why."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        where = path.name if line is None else f"{path.name}, line {line}"
        super().__init__(f"{where}: {problem}")


@dataclass(frozen=True, slots=True)
class AuthorityName:
    """One name of an entity; a `case_sensitive` one is found only exactly as written.

    `language` is ISO 639-1. A "signal" is not a name but a word that shows a theme, a "spelling" is
    another name in another spelling, made by rule. The years are
    those in which a former name was first and last in use, None where that is not told.
    """

    text: str
    kind: NameKind
    language: str = "en"
    case_sensitive: bool = False
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """One entity: `code` is unique within `kind`, `name` is the one to show and the first of
    `names`, `part_of` is a code of the same kind, `facts` are the other columns of its row."""

    kind: Kind
    code: str
    name: str
    names: tuple[AuthorityName, ...]
    part_of: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def ref(self) -> EntityRef:
        return EntityRef(self.kind, self.code, self.name)


@dataclass(frozen=True, slots=True)
class NameRule:
    """When a name is a mention in running text; `words` are folded neighbours for some rules.

    "ambiguous" names belong to several entities and are decided for none of them.
    """

    name: str
    rule: RuleKind
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ResolutionNumbers:
    """Facts that date resolutions: the last number the Security Council gave in each year, and
    the session (a Roman numeral, or as "S-VI") of General Assembly resolutions before 1976."""

    last_of_year: tuple[tuple[int, int], ...] = ()
    assembly_sessions: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Authorities:
    """All authority data. `not_mentions` are phrases within which no shorter name is a mention."""

    entities: tuple[Authority, ...]
    not_mentions: tuple[str, ...] = ()
    rules: tuple[NameRule, ...] = ()
    resolutions: ResolutionNumbers = field(default_factory=ResolutionNumbers)

    def of_kind(self, kind: Kind) -> tuple[Authority, ...]:
        return tuple(entity for entity in self.entities if entity.kind == kind)


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def many(self, column: str) -> list[str]:
        return [value for part in self[column].split("|") if (value := part.strip())]

    def number(self, column: str) -> int:
        try:
            return int(self[column])
        except ValueError:
            raise self.error(f"{column} “{self[column]}” is not a number.") from None

    def error(self, problem: str) -> AuthorityError:
        return AuthorityError(self.path, self.line, problem)


def load_authorities(folder: Path) -> Authorities:
    """Read the CSV files of `folder`.

    Raises AuthorityError where a file is missing, is not UTF-8, lacks a column, gives a code
    twice or in a wrong form, names an unknown parent or member, makes an entity part of itself,
    gives years that do not follow each other, rules on an unknown name, or lets two entities claim
    a name without a rule.
    """
    rows = [
        *_entities(folder / "countries.csv", _country),
        *_entities(folder / "organizations.csv", _organization),
        *_entities(folder / "themes.csv", _theme),
        *_entities(folder / "documents.csv", _document),
    ]
    _check_codes(rows)
    _check_parents(rows)
    _check_facts(rows)
    _check_facts_of_one(rows)
    _check_members(rows)
    names = {name.text for entity, _ in rows for name in entity.names}
    rules = tuple(_rules(folder / "name_rules.csv", {comparable(name) for name in names}))
    _check_claims(rows, rules)
    return Authorities(
        entities=tuple(entity for entity, _ in rows),
        not_mentions=tuple(_phrases(folder / "not_mentions.csv", names)),
        rules=rules,
        resolutions=ResolutionNumbers(
            last_of_year=_last_of_year(folder / "security_council_resolutions.csv"),
            assembly_sessions=_assembly_sessions(folder / "general_assembly_resolutions.csv"),
        ),
    )


def _rows(path: Path, columns: Sequence[str]) -> Iterator[_Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise AuthorityError(path, 1, f"the column “{missing[0]}” is missing.")
            for values in reader:
                if None in values or None in values.values():
                    raise AuthorityError(
                        path, reader.line_num, "the row has not as many values as the header."
                    )
                stripped = {column: value.strip() for column, value in values.items()}
                yield _Row(path, reader.line_num, stripped)
    except FileNotFoundError:
        raise AuthorityError(path, None, "the file is missing.") from None
    except UnicodeDecodeError:
        raise AuthorityError(path, _line_of_bad_bytes(path), "the file is not UTF-8.") from None
    except csv.Error as error:
        raise AuthorityError(
            path, reader.reader.line_num, f"the file is not CSV: {error}."
        ) from None


def _line_of_bad_bytes(path: Path) -> int | None:
    """The file is read in blocks, so its reader cannot tell."""
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return None


@dataclass(frozen=True, slots=True)
class _Layout:
    """How rows of one file become entities: names of a kind from each column of names."""

    kind: Kind
    names: tuple[tuple[str, NameKind, bool], ...]
    facts: tuple[str, ...] = ()
    parents: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        own = ("code", "name", *(["part_of"] if self.parents else []))
        return (*own, *(column for column, _, _ in self.names), *self.facts)


_country = _Layout(
    kind="country",
    names=(
        ("formal_name", "official", False),
        ("aliases", "alias", False),
        ("acronyms", "acronym", True),
        ("former_names", "former", False),
        ("demonyms", "demonym", False),
        *((column, "short", False) for column in _LANGUAGE_COLUMNS),
    ),
    facts=("iso2", "m49", "status", "existed", "region", "subregion", "capitals"),
)
_organization = _Layout(
    kind="organization",
    names=(
        ("acronym", "acronym", True),
        ("aliases", "alias", False),
        ("acronyms", "acronym", True),
        ("former_names", "former", False),
        (_OTHER_LANGUAGES, "alias", False),
    ),
    facts=("category", "members"),
    parents=True,
)
_theme = _Layout(
    kind="theme",
    names=(("signals", "signal", False), ("acronyms", "signal", True)),
    facts=("unbis_domain",),
    parents=True,
)
_document = _Layout(
    kind="document",
    names=(("aliases", "alias", False), ("acronyms", "acronym", True)),
    facts=("year", "symbol", "url"),
)


def _entities(path: Path, layout: _Layout) -> Iterator[tuple[Authority, _Row]]:
    for row in _rows(path, layout.columns):
        for column in ("code", "name"):
            if not comparable(row[column]):
                raise row.error(f"{column} is empty.")
        yield (
            Authority(
                kind=layout.kind,
                code=row["code"],
                name=row["name"],
                names=tuple(_with_spellings(_names(row, layout))),
                part_of=(row["part_of"] or None) if layout.parents else None,
                facts={column: row[column] for column in layout.facts if row[column]},
            ),
            row,
        )


def _names(row: _Row, layout: _Layout) -> Iterator[AuthorityName]:
    shown: NameKind = "short" if layout.kind == "country" else "official"
    yield AuthorityName(row["name"], shown)
    # A theme's name may be a signal too; it is looked for only as one.
    given = {(row["name"], "en", False)}
    for column, kind, case_sensitive in layout.names:
        language = MANY if column == _OTHER_LANGUAGES else _LANGUAGE_COLUMNS.get(column, "en")
        several = column not in _LANGUAGE_COLUMNS
        for value in row.many(column) if several else filter(None, [row[column]]):
            text, first, last = _dated(row, value) if kind == "former" else (value, None, None)
            if not comparable(text):
                raise row.error(f"“{text}” has no word.")
            if (key := (text, language, kind == "signal")) not in given:
                given.add(key)
                # A former acronym ("OAU") is in the column of former names.
                may_be_acronym = kind == "former" or language == MANY
                exact = case_sensitive or (may_be_acronym and _looks_like_acronym(text))
                yield AuthorityName(text, kind, language, exact, first, last)


def _with_spellings(names: Iterable[AuthorityName]) -> Iterator[AuthorityName]:
    given = list(names)
    yield from given
    known = {name.text for name in given}
    for name in given:
        if name.language == "en" and name.kind != "signal" and not name.case_sensitive:
            for text in spellings(name.text):
                if text not in known:
                    known.add(text)
                    yield AuthorityName(text, "spelling")


def _dated(row: _Row, value: str) -> tuple[str, int | None, int | None]:
    """A former name without its years, and these."""
    found = _YEARS.match(value)
    if found is None:
        if _LOOKS_DATED.search(value):
            raise row.error(f"the years of “{value}” are not as in “Zaire (1971–1997)”.")
        return value, None, None
    first, last = (int(year) if year else None for year in found.group("first", "last"))
    if not found["to"]:
        last = first
    if last is None or (first is not None and first > last):
        raise row.error(f"the years of “{value}” are not as in “Zaire (1971–1997)”.")
    return found["text"], first, last


def _looks_like_acronym(text: str) -> bool:
    return " " not in text and sum(sign.isupper() for sign in text) > 1


def _rules(path: Path, names: Collection[str]) -> Iterator[NameRule]:
    for row in _rows(path, ("name", "rule", "words", "reason")):
        if row["rule"] not in get_args(RuleKind):
            raise row.error(
                f"“{row['rule']}” is no rule; the rules are {', '.join(get_args(RuleKind))}."
            )
        words = frozenset(comparable(word) for word in row["words"].split())
        if bool(words) is not (row["rule"] in ("not_after", "not_before", "only_before")):
            raise row.error(f"the rule {row['rule']} and its words do not go together.")
        if row["name"] != EVERY_COUNTRY and comparable(row["name"]) not in names:
            raise row.error(f"“{row['name']}” is a name in none of the other files.")
        for name in (row["name"], *spellings(row["name"])):
            yield NameRule(name, cast("RuleKind", row["rule"]), words)


def _phrases(path: Path, names: Collection[str]) -> Iterator[str]:
    for row in _rows(path, ("phrase", "reason")):
        if not comparable(row["phrase"]):
            raise row.error("phrase is empty.")
        if row["phrase"] in names:
            raise row.error(f"“{row['phrase']}” is itself a name, which could never be found.")
        yield row["phrase"]


def _check_codes(rows: Iterable[tuple[Authority, _Row]]) -> None:
    lines: dict[tuple[str, str], int] = {}
    for entity, row in rows:
        form, example = _CODES[entity.kind]
        if not form.fullmatch(entity.code):
            raise row.error(f"the code “{entity.code}” is not as in “{example}”.")
        first = lines.setdefault((entity.kind, entity.code.casefold()), row.line)
        if first != row.line:
            raise row.error(f"the code “{entity.code}” is on line {first} already.")


def _check_facts_of_one(rows: Iterable[tuple[Authority, _Row]]) -> None:
    """A code of a list outside belongs to one country."""
    holders: dict[tuple[str, str], str] = {}
    for entity, row in rows:
        for fact in ("iso2", "m49"):
            if value := entity.facts.get(fact):
                holder = holders.setdefault((fact, value), entity.code)
                if holder != entity.code:
                    raise row.error(f"the {fact} “{value}” is that of {holder} already.")


def _check_parents(rows: Sequence[tuple[Authority, _Row]]) -> None:
    parents = {(entity.kind, entity.code): entity.part_of for entity, _ in rows}
    for entity, row in rows:
        if entity.part_of and (entity.kind, entity.part_of) not in parents:
            raise row.error(f"part_of “{entity.part_of}” is no code of this file.")
        met, above = {entity.code}, entity.part_of
        while above and above not in met:
            met.add(above)
            above = parents.get((entity.kind, above))
        if above:
            raise row.error(f"“{entity.code}” cannot be part of itself, by way of “{above}”.")


def _check_facts(rows: Iterable[tuple[Authority, _Row]]) -> None:
    for entity, row in rows:
        for fact, form, example in _FORMS:
            if (value := entity.facts.get(fact)) and not form.fullmatch(value):
                raise row.error(f"{fact} “{value}” is not as in “{example}”.")
        if (entity.facts.get("status") == "historical") is not ("existed" in entity.facts):
            raise row.error("existed goes with the status historical.")


def _check_members(rows: Sequence[tuple[Authority, _Row]]) -> None:
    countries = {entity.code for entity, _ in rows if entity.kind == "country"}
    for entity, row in rows:
        if entity.kind != "organization":
            continue
        members = row.many("members")
        for code in members:
            if code not in countries:
                raise row.error(f"the member “{code}” is no code of countries.csv.")
        if len(set(members)) < len(members):
            raise row.error("a member is named twice.")


def _check_claims(rows: Sequence[tuple[Authority, _Row]], rules: Sequence[NameRule]) -> None:
    undecided = {comparable(rule.name) for rule in rules if rule.rule == "ambiguous"}
    claims: dict[tuple[str, str], Authority] = {}
    for entity, row in rows:
        for name in entity.names:
            if name.language not in ("en", MANY):
                continue
            if entity.kind == "theme" and name.kind != "signal":
                continue
            form = comparable(name.text)
            if form in undecided:
                continue
            key = (name.text, "exact") if name.case_sensitive else (form, "folded")
            other = claims.setdefault(key, entity)
            if (other.kind, other.code) != (entity.kind, entity.code):
                raise row.error(
                    f"“{name.text}” is a name of {other.kind} {other.code} and of {entity.kind} "
                    f"{entity.code}: take one away or rule it ambiguous in name_rules.csv."
                )


def _last_of_year(path: Path) -> tuple[tuple[int, int], ...]:
    years: list[tuple[int, int]] = []
    for row in _rows(path, ("year", "last_number")):
        year, number = row.number("year"), row.number("last_number")
        if years and (year != years[-1][0] + 1 or number < years[-1][1]):
            raise row.error("years must follow one another and numbers must not fall.")
        years.append((year, number))
    return tuple(years)


def _assembly_sessions(path: Path) -> Mapping[int, str]:
    return {row.number("number"): row["session"] for row in _rows(path, ("number", "session"))}
