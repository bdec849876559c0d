"""The import command, as its contract says."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Generator, Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from reportlab.pdfgen.canvas import Canvas

from statements.bulk import FileResult, InputFile, Options, import_files
from statements.ingest.readers import ocr
from statements.management.commands import import_statements
from statements.models import Mention, Paragraph, Source, Speech

pytestmark = pytest.mark.django_db

SEED = settings.SEEDS_DIR / "000_b7eea9aefa540b14.txt"
GOOD = "Statement by Mr. Ito Ren\n\n3 March 2019\n\nMr. President,\n\nWe support the treaty.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good file, an empty one and rubbish, and a good one further down."""
    folder = tmp_path / "in"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "deeper" / "d.txt").write_text(GOOD.replace("Ito", "Sato"), encoding="utf-8")
    (folder / ".hidden").write_text("Not a statement.", encoding="utf-8")
    return folder


def run(*arguments: object, report: Path | None = None) -> tuple[int, list[dict[str, Any]]]:
    """Exit status and report lines."""
    options = ["--report", str(report)] if report else []
    status = 0
    try:
        call_command(
            "import_statements",
            *map(str, arguments),
            *options,
            stdout=StringIO(),
            stderr=StringIO(),
        )
    except CommandError as error:
        status = error.returncode
    lines = report.read_text(encoding="utf-8").splitlines() if report and report.exists() else []
    return status, [json.loads(line) for line in lines]


def write_csv(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_seed_is_stored_whole() -> None:
    assert run(SEED) == (0, [])
    speech = Speech.objects.get()
    assert speech.speaker is not None
    assert speech.event is not None
    assert speech.event.part_of is not None
    assert (speech.speaker.name, speech.speaker_honorific) == ("Zhang Jun", "Amb.")
    assert speech.represents is not None
    assert speech.represents.code == "CHN"
    assert speech.event.part_of.name == "Virtual Counter-Terrorism Week"
    assert speech.iso_date == "2020-07-10"
    assert (speech.language, speech.status) == ("en", "published")
    assert bytes(speech.source.data) == SEED.read_bytes()
    assert speech.source.state == "stored"
    assert 24 <= speech.paragraphs.count() <= 26
    for mention in Mention.objects.exclude(paragraph=None).select_related("paragraph"):
        assert mention.paragraph is not None
        assert mention.paragraph.text[mention.start : mention.end] == mention.surface
        assert mention.paragraph.speech_id == mention.speech_id


def test_a_folder_goes_on_after_bad_files_and_says_so(folder: Path, tmp_path: Path) -> None:
    status, lines = run(folder, report=tmp_path / "report.jsonl")
    assert status == 2
    assert [(Path(line["path"]).name, line["status"]) for line in lines] == [
        ("a.txt", "imported"),
        ("b.txt", "failed"),
        ("c.bin", "failed"),
        ("d.txt", "imported"),
    ]
    assert "empty" in lines[1]["error"]
    assert all(set(line) == set(lines[0]) for line in lines)
    assert Speech.objects.count() == 2


def test_the_same_bytes_again_change_nothing(folder: Path, tmp_path: Path) -> None:
    run(folder)
    before = list(Speech.objects.values("pk", "updated_at"))
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    status, lines = run(folder, report=tmp_path / "report.jsonl")
    assert status == 2
    assert [line["status"] for line in lines] == [
        *("duplicate", "failed", "failed", "duplicate", "duplicate")
    ]
    assert list(Speech.objects.values("pk", "updated_at")) == before


def test_a_deleted_statement_does_not_come_back(folder: Path) -> None:
    run(folder / "a.txt")
    Speech.objects.all().delete()
    assert run(folder / "a.txt")[0] == 0
    assert not Speech.objects.exists()


def test_a_dry_run_reads_and_stores_nothing(folder: Path, tmp_path: Path) -> None:
    _, lines = run(folder / "a.txt", "--dry-run", report=tmp_path / "report.jsonl")
    assert [line["status"] for line in lines] == ["parsed"]
    assert lines[0]["speaker"] == {"name": "Ito Ren", "honorific": "Mr.", "role": None}
    assert not Speech.objects.exists()
    assert not Source.objects.exists()


def test_drafts_are_stored_unpublished(folder: Path) -> None:
    run(folder / "a.txt", "--draft")
    assert Speech.objects.get().status == "draft"


def test_fail_fast_stops_at_the_first_bad_file(folder: Path, tmp_path: Path) -> None:
    status, lines = run(folder, "--fail-fast", report=tmp_path / "report.jsonl")
    assert status == 2
    assert [line["status"] for line in lines] == ["imported", "failed"]


def test_metadata_wins_over_what_is_found(folder: Path, tmp_path: Path) -> None:
    rows = write_csv(
        folder / "metadata.csv",
        {
            "path": "a.txt",
            "title": "Given title",
            "speaker": "Mr. MUSYOKA",
            "represents": "Republic of Kenya",
            "on_behalf_of": "Group of 77|African Union",
            "event": "A debate",
            "event_part_of": "A week",
            "date": "1999-05",
            "place": "Nairobi",
            "language": "fr",
            "source_url": "https://example.org/a",
            "licence": "CC0-1.0",
        },
    )
    status, lines = run(folder / "a.txt", "--metadata", rows, report=tmp_path / "report.jsonl")
    assert status == 0
    line = lines[0]
    assert line["title"] == "Given title"
    assert line["speaker"]["name"] == "MUSYOKA"
    assert line["represents"] == {"kind": "country", "code": "KEN", "name": "Kenya"}
    assert [group["kind"] for group in line["on_behalf_of"]] == ["organization"] * 2
    assert line["event"] == {"name": "A debate", "part_of": "A week", "place": "Nairobi"}
    assert (line["date"], line["date_precision"], line["language"]) == ("1999-05", "month", "fr")
    speech = Speech.objects.get()
    assert speech.iso_date == "1999-05"
    assert speech.source.licence == "CC0-1.0"
    assert Paragraph.objects.filter(language="fr").count() == speech.paragraphs.count()


def test_a_country_that_is_not_known_is_left_empty_with_a_warning(
    folder: Path, tmp_path: Path
) -> None:
    rows = write_csv(folder / "metadata.csv", {"path": "a.txt", "represents": "Atlantis"})
    _, lines = run(folder / "a.txt", "--metadata", rows, report=tmp_path / "report.jsonl")
    assert lines[0]["represents"] is None
    assert "Atlantis" in lines[0]["warnings"][0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("path,colour\na.txt,red\n", "line 1: unknown column “colour”"),
        ("title\nA\n", "line 1: there is no column “path”"),
        ("path,title\na.txt,A\nmissing.txt,B\n", "line 3: missing.txt does not exist"),
        ("path,date\na.txt,2020-02-31\n", "line 2: "),
        ("path,title\na.txt\n", "line 2: the number of cells"),
        ("path,title\na.txt,A\na.txt,B\n", "line 3: a.txt is named twice"),
        ("path,source_url\na.txt,javascript:alert(1)\n", "line 2: "),
    ],
)
def test_a_bad_metadata_file_is_an_error_named_by_line(
    folder: Path, content: str, message: str
) -> None:
    path = folder / "metadata.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        call_command("import_statements", str(folder), "--metadata", str(path))
    assert message in str(caught.value)
    assert caught.value.returncode == 1
    assert not Speech.objects.exists()


def test_a_metadata_file_that_is_not_utf_8_is_an_error_named_by_line(folder: Path) -> None:
    path = folder / "metadata.csv"
    path.write_bytes("path,title\na.txt,Café\n".encode("cp1252"))
    with pytest.raises(CommandError, match="line 2: the file is not UTF-8"):
        call_command("import_statements", str(folder), "--metadata", str(path))


def test_a_metadata_file_in_the_folder_is_not_taken_for_a_statement(folder: Path) -> None:
    rows = write_csv(folder / "metadata.csv", {"path": "a.txt", "title": "Given"})
    (folder / "b.txt").unlink()
    (folder / "c.bin").unlink()
    assert run(folder, "--metadata", rows)[0] == 0
    assert Speech.objects.count() == 2


def test_a_path_that_does_not_exist_is_a_usage_error(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing")[0] == 1


def test_what_is_no_file_fails_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "a-pipe")
    (folder / "b-broken-link").symlink_to(folder / "nowhere")
    (folder / os.fsdecode(b"c-\xff.txt")).write_text(GOOD, encoding="utf-8")
    status, lines = run(folder, report=tmp_path / "report.jsonl")
    assert status == 2
    assert [line["status"] for line in lines] == ["failed", "failed", "imported"]
    assert "no file that can be read" in lines[0]["error"]
    assert lines[2]["path"].endswith("c-\\xff.txt")
    assert Source.objects.get().filename == "c-.txt"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--nonsense"], "usage:"),
        ([".", "--jobs", "0"], "“0” is not a whole number from 1 up."),
    ],
)
def test_a_wrong_option_is_a_usage_error(options: list[str], message: str) -> None:
    done = subprocess.run(  # noqa: S603 - arguments of this file
        [sys.executable, "manage.py", "import_statements", *options],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert message in done.stderr


def test_a_name_is_no_command_to_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\nb.txt").write_bytes(b"")
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("import_statements", str(tmp_path), stdout=StringIO(), stderr=said)
    assert said.getvalue().startswith(f"{tmp_path}/a\\x1b[2J\\nb.txt: The file is empty")


@pytest.mark.skipif(ocr.available() is None, reason="no program for text recognition")
def test_text_recognition_is_named_as_the_option_that_it_is(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    canvas = Canvas(str(scan))
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("import_statements", str(scan), stdout=StringIO(), stderr=said)
    assert "ask for text recognition (--ocr)" in said.getvalue()


def test_too_many_different_words_are_a_clear_error(tmp_path: Path) -> None:
    words = " ".join(f"word{n:06}x" for n in range(80_000))
    path = tmp_path / "long.txt"
    path.write_text(f"{words}.", encoding="utf-8")
    status, lines = run(path, report=tmp_path / "report.jsonl")
    assert status == 2
    assert "longer than can be searched" in lines[0]["error"]
    assert not Speech.objects.exists()


def test_one_person_is_one_speaker_but_a_surname_only_within_a_delegation(tmp_path: Path) -> None:
    people = [
        ("Zhang Jun", "China"),
        ("ZHANG Jun", "China"),
        ("Mr. Lee", "Singapore"),
        ("Mr. Lee", "KOR"),
    ]
    texts = ["We support the treaty.", "Peace is near.", "Water is a right.", "Seas are shared."]
    rows = []
    for number, (speaker, represents) in enumerate(people):
        (tmp_path / f"{number}.txt").write_text(f"{texts[number]}\n", encoding="utf-8")
        rows.append({"path": f"{number}.txt", "speaker": speaker, "represents": represents})
    table = write_csv(tmp_path / "metadata.csv", *rows)
    assert run(tmp_path, "--metadata", table)[0] == 0
    speakers = list(Speech.objects.order_by("source__filename").values_list("speaker", flat=True))
    assert speakers[0] == speakers[1]
    assert len(set(speakers)) == 3


def test_data_beside_statements_is_left_out_unless_it_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    (folder / "gold.json").write_text("[1, 2]", encoding="utf-8")
    (folder / "notes.md").write_text("# Notes\n\nThese are notes.\n", encoding="utf-8")
    assert [line["status"] for line in run(folder, report=tmp_path / "r.jsonl")[1]] == ["imported"]
    named = run(folder / "notes.md", "--dry-run", report=tmp_path / "r.jsonl")[1]
    assert [line["status"] for line in named] == ["parsed"]


def test_an_archive_is_as_many_files_as_are_in_it(tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("deep/a.txt", GOOD)
        file.writestr("b.txt", "")
        file.writestr("__MACOSX/._a.txt", "nothing")
    status, lines = run(archive, report=tmp_path / "report.jsonl")
    assert status == 2
    assert [(line["path"], line["status"]) for line in lines] == [
        (f"{archive}/deep/a.txt", "imported"),
        (f"{archive}/b.txt", "failed"),
    ]
    assert Source.objects.get().filename == "a.txt"


def test_what_is_given_for_an_archive_holds_for_its_files_but_data_in_it_is_left_out(
    tmp_path: Path,
) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", GOOD)
        file.writestr("list.csv", "name,country\nIto,Japan\n")
    rows = write_csv(tmp_path / "rows.csv", {"path": "all.zip", "licence": "CC BY 4.0"})
    assert run(archive, "--metadata", rows) == (0, [])
    assert Source.objects.get().licence == "CC BY 4.0"


def test_an_archive_without_statements_is_a_failure(tmp_path: Path) -> None:
    archive = tmp_path / "none.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("list.csv", "name,country\n")
    status, (line,) = run(archive, report=tmp_path / "report.jsonl")
    assert (status, line["status"]) == (2, "failed")
    assert "empty" in line["error"]


def test_an_interrupted_import_says_what_is_stored_and_how_to_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(
        files: Iterable[InputFile], options: Options
    ) -> Generator[FileResult, None, None]:
        for result in import_files(files, options):
            yield result
            raise KeyboardInterrupt

    monkeypatch.setattr(import_statements, "import_files", interrupted)
    with pytest.raises(CommandError, match=r"1 imported.*The same command again") as caught:
        call_command("import_statements", str(folder), "--fail-fast", stdout=StringIO())
    assert caught.value.returncode == 130
    assert Speech.objects.count() == 1


def test_a_hostile_archive_is_one_failure(tmp_path: Path) -> None:
    archive = tmp_path / "up.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("../a.txt", GOOD)
    status, (line,) = run(archive, report=tmp_path / "report.jsonl")
    assert (status, line["status"]) == (2, "failed")
    assert "leads out of it" in line["error"]


def test_an_archive_is_known_by_its_bytes_and_a_folder_is_read_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "all.download", "w") as file:
        file.writestr("a.txt", GOOD)
    (folder / "b.zip").write_text(GOOD.replace("Ito", "Sato"), encoding="utf-8")
    status, lines = run(folder, report=tmp_path / "report.jsonl")
    assert status == 0
    assert [(line["format"], line["status"]) for line in lines] == [("text", "imported")] * 2


def test_one_group_under_two_names_is_one_group(folder: Path, tmp_path: Path) -> None:
    rows = write_csv(
        folder / "metadata.csv", {"path": "a.txt", "on_behalf_of": "Group of 77|G77|African Union"}
    )
    assert run(folder / "a.txt", "--metadata", rows)[0] == 0
    assert Speech.objects.get().on_behalf_of.count() == 2
