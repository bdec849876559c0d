"""Find which lines of a title block are the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from statements.ingest.dates import find_dates
from statements.ingest.hyphens import HyphenJoiner, is_broken_word
from statements.ingest.kinds import BODY, Entry, Kind, begins_with_date, classify, without_marks
from statements.ingest.layout import Layout
from statements.ingest.lines import Line, starts_small
from statements.ingest.names import is_name, split_honorific
from statements.ingest.wording import goes_on_below, last_word
from statements.ingest.wordsets import words

_BEFORE_OFFICES = words(
    "deputy alternate acting permanent special assistant first second third senior vice prime"
    " foreign high chief adjoint premier"
)
_DASHES = ("-", "–", "—")
# A line that begins so goes on with a title above it, even over a blank line.
_CONNECTS = re.compile(
    r"(?:by|on\s+behalf\s+of|at|before|to\s+the|in\s+the|during|under|for\s+the|of\s+the|with\s+the"
    r"|on\s+(?:agenda|the\s+occasion|item)|sur|au\s+nom|devant|lors|en\s+nombre|en\s+el|en\s+la|ante"
    r"|por|par|sobre"
    r"|em\s+nome|perante|(?:de|du|des|del|d[aeo]s?|von)(?=\s*\Z)|от\s+имени|на|أمام|خلال|في)\b",
    re.IGNORECASE,
)
_BY_LINE = re.compile(r"(?:by|par|por)\b", re.IGNORECASE)
_BARE_KIND = re.compile(
    r"\W*(?:\w+\s+)?(?:statement|remarks|address|speech|intervention|intervención|déclaration"
    r"|declaración|discours|discurso|allocution|بيان|كلمة|خطاب|مداخلة|выступление)\W*\Z",
    re.IGNORECASE,
)
# What is a title without more: the meeting below it is none of it.
_WHOLE_KIND = re.compile(
    r"\W*(?:(?:second|first|national)\s+)?(?:rights?\s+of\s+reply|explanation\s+of\s+(?:vote"
    r"|position)(?:\s+(?:before|after)\s+the\s+vote)?"
    r"|droit\s+de\s+réponse|derecho\s+de\s+réplica)\W*",
    re.IGNORECASE,
)
# "S/PV.8931", "A/75/PV.4", "CD/PV.1500", "E/2020/SR.6": records of meetings.
_RECORD = re.compile(
    r"\b[A-Z]{1,2}(?:/[\w.-]+)*/(?:PV|SR|VR)\.\d"
    r"|\A(?:(?:official|verbatim|summary|provisional|final)\s+)?(?:verbatim\s+|summary\s+)?records?"
    r"(?:\s+of\s+the\s.*\bmeeting)?\Z",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\W*(?:home|inicio|início|accueil|startseite|start|главная|الرئيسية|首页)\b", re.IGNORECASE
)
# "Norlandia at the UN — Facebook", "Norlandia on X:", "@NorlandiaUN · 3 May", "3 May · 🌐".
_POST = re.compile(
    r"(?:[—–|/•-]|\bon|\(|\A)\s*(?:facebook|twitter|x|linkedin|telegram|instagram|threads|bluesky"
    r"|mastodon|weibo|vk|вконтакте)\b\W*\Z|\A(?:facebook|twitter|telegram|linkedin|instagram)\s*[:|—–]|(?:\A|\s|\()@\w{3,30}(?:\W|\Z)(?!\w+\.)|·\s*[🌐🌍🌎🌏👥]",
    re.IGNORECASE,
)
_DELIVERED_BY = re.compile(
    r"\W*(?:\w+\s+){0,3}(?:as\s+)?(?:delivered|given|made|presented|read)\s+by\b|\W*[يت]لقي(?:ه"
    r"|ها)\b",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(
    r"\bby\b|\b(?:de|par|por|du|del|do|da)\s+(?:(?:la|el|l[’'])\s*)?(?:m\.|mme|mlle|s\.\s?e\."
    r"|sr\.?|sra\.?|embaja|embaixa|ambassad)",
    re.IGNORECASE,
)
# Segments of one line, as "Myanmar - Statement by X - Security Council - 5 May 2018".
_DASHED = re.compile(r"\s[-–—]\s")
_NEVER_IN_TITLE = {Kind.DATE, Kind.NOTE, Kind.NOISE, Kind.LABEL, Kind.LEAD_IN, Kind.PROSE}
_NEVER_TITLE = _NEVER_IN_TITLE | {Kind.LETTERHEAD, Kind.STATE, Kind.PLACE, Kind.PERSON, Kind.GROUP}
_FEWEST_WORDS_OF_HEADLINE = 3
_FEWEST_WORDS_OF_EVENT_HEADLINE = 6
_MOST_WORDS_OF_LABEL = 3
_MOST_LINES_OF_POST = 4
_MOST_LINES_OF_SYMBOL = 2
_MOST_LINES_OF_SPEAKER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBlock:
    """The lines of a title block with their kinds, and which of them are the title.

    `begin` and `end` are indices of `entries`, both 0 where no line is a title; `title_lines` are
    the lines of the title without the breaks at a full line; `texts` are the entries as they are
    stored, the lines of the title as one. `doubt` says why another line might be the title.
    """

    entries: tuple[Entry, ...] = ()
    begin: int = 0
    end: int = 0
    title_lines: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    doubt: str | None = None

    @property
    def title(self) -> str | None:
        return " ".join(self.title_lines).rstrip(" |") or None

    @property
    def others(self) -> list[Entry]:
        """The entries that are not of the title, nor the title once more."""
        title = self.title
        rest = (*self.entries[: self.begin], *self.entries[self.end :])
        return [entry for entry in rest if entry.text.rstrip(" |") != title]


def read_title_block(lines: Sequence[Line], layout: Layout) -> TitleBlock:
    """The kinds of the lines, and the title among them."""
    entries = classify(lines)
    labelled = next((i for i, e in enumerate(entries) if e.field == "title" and e.value), None)
    if labelled is not None:
        return TitleBlock(
            entries=entries,
            begin=labelled,
            end=labelled + 1,
            title_lines=(entries[labelled].value,),
            texts=tuple(_joined([line]) for line in lines),
        )
    if _is_record(entries):
        return TitleBlock(entries=entries, texts=tuple(_joined([line]) for line in lines))
    begin, doubt = _title_begin(entries)
    if begin is None:
        return TitleBlock(entries=entries, texts=tuple(_joined([line]) for line in lines))
    end = _title_end(entries, begin, layout)
    texts = (
        *(_joined([line]) for line in lines[:begin]),
        _joined(lines[begin:end]),
        *(_joined([line]) for line in lines[end:]),
    )
    if goes_on_below(entries[end - 1].text):
        return TitleBlock(entries=entries, texts=texts)
    return TitleBlock(
        entries=entries,
        begin=begin,
        end=end,
        title_lines=_unwrapped(lines[begin:end], entries[begin:end], layout),
        texts=texts,
        doubt=doubt,
    )


def _is_record(entries: Sequence[Entry]) -> bool:
    """Whether the block is the head of a meeting's record: its speeches have no titles."""
    if any(_RECORD.match(entry.text) for entry in entries[:_MOST_LINES_OF_SYMBOL]):
        return True
    return any(_RECORD.search(entry.text) for entry in entries) and not any(
        entry.kind is Kind.SPEECH for entry in entries
    )


def _title_begin(entries: Sequence[Entry]) -> tuple[int | None, str | None]:
    """The first line of the title, and why it may be another."""
    speech = _speech_line(entries)
    if speech is None and (account := _account_end(entries)):
        return _headline_of_post(entries, account), None
    if speech is None:
        return _unannounced_title(entries), None
    headline = _headline_above(entries, speech)
    if headline is None:
        return speech, None
    text = entries[speech].text
    if _is_byline(text) or (
        (_tells_only_who(text) or _ends_with_date(text)) and _reads_like_headline(entries[headline])
    ):
        return headline, "The line that names the kind of statement stands below it."
    return speech, None


def _account_end(entries: Sequence[Entry]) -> int:
    """The index after the account and the time at the head of a post on a social network."""
    marks = [i for i, e in enumerate(entries[:_MOST_LINES_OF_POST]) if _POST.search(e.text)]
    return marks[-1] + 1 if marks else 0


def _headline_of_post(entries: Sequence[Entry], account: int) -> int | None:
    """The first line below the account that is long enough to be a headline; posts need none."""
    for index, entry in enumerate(entries[account:], account):
        long_enough = len(entry.text.split()) >= _FEWEST_WORDS_OF_EVENT_HEADLINE
        is_time = "·" in entry.text and bool(find_dates(entry.text))
        if long_enough and not is_time and _may_be_title(entry) and not entry.text.endswith(":"):
            return index
    return None


def _speech_line(entries: Sequence[Entry]) -> int | None:
    """The first line that names a kind of speech, and says more or goes on below."""
    named = [index for index, entry in enumerate(entries) if entry.kind is Kind.SPEECH]
    for index in named:
        text = entries[index].text
        below = entries[index + 1] if index + 1 < len(entries) else None
        goes_on = below is not None and _CONNECTS.match(below.text)
        if _is_repeated(text, entries[index + 1 :]):
            continue
        if (" " in text.strip() and not text.endswith(":")) or goes_on:
            return index
    if named and _unannounced_title(entries[: named[0]]) is not None:
        return None
    return named[0] if named else None


def _is_repeated(text: str, below: Sequence[Entry]) -> bool:
    """Whether the label of a section comes again within the title below it."""
    label = text.casefold().strip()
    if len(label.split()) > _MOST_WORDS_OF_LABEL:
        return False
    return any(e.kind is Kind.SPEECH and label in e.text.casefold() != label for e in below)


def _unannounced_title(entries: Sequence[Entry]) -> int | None:
    fitting = [i for i, entry in enumerate(entries) if _may_be_title(entry)]
    masthead = masthead_end(entries)
    fitting = [i for i in fitting if i >= masthead] or fitting
    fitting = [i for i in fitting if not _is_site_name(entries, i, fitting)] or fitting
    longer = [i for i in fitting if len(entries[i].text.split()) > 1]
    return next(iter([*longer, *fitting]), None)


def _is_site_name(entries: Sequence[Entry], index: int, fitting: Sequence[int]) -> bool:
    """Whether the line stands right above a menu and a line as long may be the title below it."""
    below = entries[index + 1] if index + 1 < len(entries) else None
    length = len(entries[index].text.split())
    return (
        below is not None
        and below.kind is Kind.NOISE
        and not below.gap
        and any(i > index and len(entries[i].text.split()) >= length for i in fitting)
    )


def masthead_end(entries: Sequence[Entry]) -> int:
    """The index after the lines at the top that stand with a letterhead or a menu, or above one."""
    end = next((i for i, entry in enumerate(entries) if i and entry.gap), 0)
    above_menu = end > 0 and _is_menu(entries[end])
    head = entries[: end + above_menu]
    is_masthead = any(entry.kind in (Kind.LETTERHEAD, Kind.NOISE) for entry in head)
    return end if is_masthead else 0


def _is_menu(entry: Entry) -> bool:
    """Whether the line is a row of a site's sections: "HOME NEWS OPINION VIDEOS"."""
    text = entry.text
    in_capitals = text.isupper() and len(text.split()) >= _FEWEST_WORDS_OF_HEADLINE
    return entry.kind is Kind.NOISE and (in_capitals or bool(_HOME.match(text)))


def _may_be_title(entry: Entry) -> bool:
    if entry.field is not None or (entry.kind is Kind.SPEECH and " " not in entry.text.strip()):
        return False
    if entry.kind is Kind.PERSON:
        return (
            bool(BODY.search(entry.text))
            and len(entry.text.split()) >= _FEWEST_WORDS_OF_EVENT_HEADLINE
        )
    return entry.kind not in _NEVER_TITLE


def _headline_above(entries: Sequence[Entry], speech: int) -> int | None:
    """The nearest line above that stands alone and reads like the title of a page."""
    for index in range(speech - 1, -1, -1):
        entry = entries[index]
        if entry.kind is Kind.PROSE:
            return None
        if entry.kind in (Kind.OTHER, Kind.EVENT) and entry.field is None and "|" not in entry.text:
            return index if _is_headline(entries, index) else None
    return None


def _is_headline(entries: Sequence[Entry], index: int) -> bool:
    entry, below = entries[index], entries[index + 1]
    above = entries[index - 1] if index else None
    fewest = (
        _FEWEST_WORDS_OF_EVENT_HEADLINE if entry.kind is Kind.EVENT else _FEWEST_WORDS_OF_HEADLINE
    )
    words = entry.text.split()
    reads_like_sentence = entry.kind is Kind.OTHER and (
        sum(word[0].islower() for word in words) * 2 >= len(words)
    )
    stands_alone = (
        below.gap > 0
        or below.kind in (Kind.NOISE, Kind.DATE, Kind.LABEL)
        or (reads_like_sentence and not entry.text.endswith(":"))
    )
    begins = above is None or entry.gap > 0 or above.kind in (Kind.NOISE, Kind.LABEL, Kind.DATE)
    return (
        len(entry.text.split()) >= fewest and stands_alone and begins and not entry.text.isupper()
    )


def _is_byline(text: str) -> bool:
    """Whether the line that names a kind of speech is plainly the byline of a headline above:
    "Statement delivered by …", a sentence, a dateline, a row of topic, speaker, forum and date."""
    if _DELIVERED_BY.match(text) or text.endswith(".") or begins_with_date(text):
        return True
    return len(_DASHED.findall(text)) > 1 and bool(find_dates(text))


def _tells_only_who(text: str) -> bool:
    """Whether the line says by whom the statement is, but neither where nor on what."""
    about = re.search(r"\b(?:on(?!\s+behalf)|about|regarding)\b", text, re.IGNORECASE)
    return bool(_BY_WHOM.search(text)) and not about


def _ends_with_date(text: str) -> bool:
    """Whether the line tells place and day, too, as the line below a headline does."""
    dates = find_dates(text)
    return bool(dates) and not text[dates[-1][0][1] :].strip(" .)]")


def _reads_like_headline(entry: Entry) -> bool:
    """Whether the line is a headline, not the name of a site: it has a colon or words in small."""
    long_words = [word for word in entry.text.split() if len(word) > 3]
    return ": " in entry.text or any(word.islower() and word[0].isalpha() for word in long_words)


def _title_end(entries: Sequence[Entry], begin: int, layout: Layout) -> int:
    """The index after the last line of the title."""
    spacing = layout.spacing if layout.wrapped else 0
    if begin + 1 < len(entries) and _dangles(entries[begin].text):
        spacing = max(spacing, min(entries[begin + 1].gap, 1))
    end = begin + 1
    while end < len(entries) and _goes_on(entries, begin, end, spacing):
        end += 1
    return end


def _goes_on(entries: Sequence[Entry], begin: int, index: int, spacing: int) -> bool:
    """Whether the line at `index` goes on with the title before it."""
    before, entry = entries[index - 1], entries[index]
    if before.kind in (Kind.NOTE, Kind.LEAD_IN) or before.text.endswith("|"):
        return False
    if entry.gap and begins_with_date(entry.text):
        return False
    dangles = _dangles(before.text) or is_broken_word(before.text, entry.text)
    if _is_inner_byline(entries, begin, index, spacing):
        return True
    if entry.kind in _NEVER_IN_TITLE:
        return dangles and entry.kind is Kind.DATE and not entry.gap
    if dangles:
        return True
    if entry.kind is Kind.PLACE:
        return before.text.endswith(",") and not entry.gap and index - begin > 1
    is_delivered_by = bool(_DELIVERED_BY.match(entry.text))
    connects = bool(_CONNECTS.match(entry.text)) and not is_delivered_by
    if is_delivered_by and _BARE_KIND.match(entries[begin].text):
        return True
    if _BY_LINE.match(entry.text) and entries[begin].kind is not Kind.SPEECH:
        return False
    if entry.gap > spacing:
        return (
            (connects or (starts_small(entry.text) and not find_dates(entry.text)))
            and not before.text.endswith(".")
            and not is_delivered_by
        )
    if entry.kind is Kind.EVENT and _WHOLE_KIND.fullmatch(entries[begin].text):
        return connects
    if entry.kind is Kind.SPEECH:
        return before.text.endswith((",", ":"))
    if entry.kind in (Kind.PERSON, Kind.STATE):
        of_office = entry.kind is Kind.STATE and before.kind is Kind.OFFICE
        return connects or of_office or before.kind is Kind.PERSON
    if entry.kind is Kind.LETTERHEAD:
        return before.kind in (Kind.OFFICE, Kind.PERSON) and _names_speaker(entries[begin:index])
    return True


def _is_inner_byline(entries: Sequence[Entry], begin: int, index: int, spacing: int) -> bool:
    """Whether "delivered by", alone or with the name, stands within a title that goes on below:
    "Joint statement / delivered by / H.E. Ms. X / at the …".
    """
    entry = entries[index]
    if entries[begin].kind is not Kind.SPEECH or entry.kind is not Kind.LABEL:
        return False
    if not _DELIVERED_BY.match(entry.text) or entry.text.endswith(":"):
        return False  # with a colon it is a field of a form
    if entry.value and entry.gap > spacing:
        return False
    for below in entries[index + 1 : index + 1 + _MOST_LINES_OF_SPEAKER]:
        if below.kind in _NEVER_IN_TITLE or (entry.value and below.gap > spacing):
            return False
        if _CONNECTS.match(below.text) and not _BY_LINE.match(below.text):
            return True
    return False


def _names_speaker(entries: Sequence[Entry]) -> bool:
    return any(re.search(r"\bby\b", entry.text, re.IGNORECASE) for entry in entries)


def _dangles(text: str) -> bool:
    """Whether the line cannot be the end of a title: "STATEMENT BY", "at the", "Statement"."""
    if text.endswith(_DASHES) and not text.startswith(_DASHES):
        return True
    if not split_honorific(f"{text} ")[1]:
        return True
    return goes_on_below(text) or bool(_BARE_KIND.match(text))


def _unwrapped(title: Sequence[Line], entries: Sequence[Entry], layout: Layout) -> tuple[str, ...]:
    """The lines of the title as they were meant, without the breaks at a full line."""
    meant: list[str] = []
    for index, line in enumerate(title):
        text = without_marks(" ".join(line.text.split()))
        full = (
            index
            and layout.wrapped
            and layout.room_left(title[index - 1], line) <= 0
            and (
                _dangles(meant[-1])
                or last_word(meant[-1]) in _BEFORE_OFFICES
                or _breaks_name(meant[-1], text)
                or entries[index].kind in (Kind.OTHER, Kind.PLACE)
            )
        )
        if full and is_broken_word(meant[-1], text):
            meant[-1] += text
        elif full:
            meant[-1] += f" {text}"
        else:
            meant.append(text)
    return tuple(meant)


def _breaks_name(before: str, after: str) -> bool:
    """Whether a line ends between the names of one person: "Ambassador Dana" and "Petrova, …"."""
    *_, title, name = ["", *before.split()[-2:]]
    return (
        bool(split_honorific(f"{title} {name}")[0])
        and is_name(name, alone=True)
        and is_name(after.replace(",", " ").split(maxsplit=1)[0], alone=True)
    )


def _joined(lines: Sequence[Line]) -> str:
    texts = [line.text for line in lines]
    return HyphenJoiner(texts).join(texts)
