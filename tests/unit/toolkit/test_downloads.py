"""Downloads: from a local server that is well, slow, forgetful, dead or lying; from no other."""

from __future__ import annotations

import gzip
import hashlib
import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from jupyterlab_homl.toolkit import datasets
from jupyterlab_homl.toolkit.datasets.about import About
from jupyterlab_homl.toolkit.datasets.download import Download, DownloadFailed, FromWeb, fetch_files, folders, kept_files
from jupyterlab_homl.toolkit.datasets.entries import housing, mnist

CONTENT = bytes(range(256)) * 2000
SHA = hashlib.sha256(CONTENT).hexdigest()


class Server(http.server.ThreadingHTTPServer):
    """Serves `CONTENT`, and misbehaves by the path that is asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[tuple[str, str | None]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        earlier = sum(path == self.path for path, _ in self.server.requests)
        self.server.requests.append((self.path, asked))
        content = {"/packed": gzip.compress(CONTENT), "/other": b"something else"}.get(self.path, CONTENT)
        if self.path == "/missing":
            self.send_error(404)
            return
        if self.path == "/busy" and not earlier:
            self.send_error(503)
            return
        begin = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.path != "/forgetful" else 0
        if begin >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(content) - begin))
        self.end_headers()
        breaks = self.path in ("/breaks", "/forgetful") and not earlier
        self.wfile.write(content[begin : begin + 100_000] if breaks else content[begin:])

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    served = Server()
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield served
    served.shutdown()
    served.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOML_DATA", str(tmp_path / "shared"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    return tmp_path / "shared"


def download(*urls: str, **options: Any) -> Download:
    file = FromWeb("thing.bin", SHA, urls, **options)
    return Download((file,), len(CONTENT), lambda files: files[0].read_bytes(), About("A thing.", "us", "MIT"))


def test_a_file_is_downloaded_once(server: Server, folder: Path) -> None:
    wanted = download(f"{server.url}/well")
    assert kept_files("thing", wanted) is None
    (path,) = fetch_files("thing", wanted)
    assert path == folder / "thing" / "thing.bin"
    assert path.read_bytes() == CONTENT
    assert fetch_files("thing", wanted) == kept_files("thing", wanted) == [path]
    assert len(server.requests) == 1
    assert [path.name for path in (folder / "thing").iterdir()] == ["thing.bin"]


def test_a_compressed_file_is_kept_unpacked(server: Server) -> None:
    (path,) = fetch_files("thing", download(f"{server.url}/packed", unpack=True))
    assert path.read_bytes() == CONTENT


def test_another_address_is_tried_when_one_is_dead_or_lies(server: Server) -> None:
    dead = "http://127.0.0.1:1/dead"
    urls = [dead, f"{server.url}/missing", f"{server.url}/other", f"{server.url}/well"]
    (path,) = fetch_files("thing", download(*urls), pause=0)
    assert path.read_bytes() == CONTENT
    assert [path for path, _ in server.requests] == ["/missing", "/other", "/well"]
    assert server.requests[-1][1] is None  # what the liar sent is not gone on from


def test_a_busy_server_is_asked_again(server: Server) -> None:
    fetch_files("thing", download(f"{server.url}/busy"), pause=0)
    assert len(server.requests) == 2


def test_an_interrupted_download_goes_on_where_it_ended(server: Server) -> None:
    (path,) = fetch_files("thing", download(f"{server.url}/breaks"), pause=0)
    assert path.read_bytes() == CONTENT
    assert server.requests == [("/breaks", None), ("/breaks", "bytes=100000-")]


def test_a_server_that_cannot_go_on_begins_anew(server: Server) -> None:
    (path,) = fetch_files("thing", download(f"{server.url}/forgetful"), pause=0)
    assert path.read_bytes() == CONTENT
    assert server.requests[1] == ("/forgetful", "bytes=100000-")


def test_what_has_arrived_is_used_in_a_later_session(server: Server, folder: Path) -> None:
    (folder / "thing").mkdir(parents=True)
    (folder / "thing" / "thing.bin.part").write_bytes(CONTENT[:1234])
    fetch_files("thing", download(f"{server.url}/well"))
    assert server.requests == [("/well", "bytes=1234-")]


def test_all_of_a_part_needs_no_more_bytes(server: Server, folder: Path) -> None:
    (folder / "thing").mkdir(parents=True)
    (folder / "thing" / "thing.bin.part").write_bytes(CONTENT)
    (path,) = fetch_files("thing", download(f"{server.url}/well"))
    assert path.read_bytes() == CONTENT


def test_what_fails_says_why_for_each_address(server: Server, folder: Path) -> None:
    wanted = download("http://127.0.0.1:1/dead", f"{server.url}/missing", f"{server.url}/other")
    with pytest.raises(DownloadFailed) as failed:
        fetch_files("thing", wanted, pause=0)
    first, dead, missing, other = str(failed.value).splitlines()
    assert first.startswith("thing could not be downloaded.")
    assert "refused" in dead
    assert "404" in missing
    assert "SHA-256 differs" in other
    assert kept_files("thing", wanted) is None
    assert not list(folder.rglob("*.bin"))


def test_a_damaged_file_is_downloaded_again(server: Server) -> None:
    wanted = download(f"{server.url}/well")
    (path,) = fetch_files("thing", wanted)
    path.write_bytes(b"damaged")
    assert kept_files("thing", wanted) is None
    assert fetch_files("thing", wanted)[0].read_bytes() == CONTENT


def test_a_shared_folder_is_read_and_the_own_one_written_where_it_may_not_be(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = download(f"{server.url}/well")
    (shared,) = fetch_files("thing", wanted)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert fetch_files("thing", wanted) == [shared]
    (own,) = fetch_files("another", wanted)
    assert own.is_relative_to(tmp_path / "own")
    assert len(folders()) == 2
    monkeypatch.delenv("HOML_DATA")
    assert len(folders()) == 1


def test_progress_is_shown(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    fetch_files("thing", download(f"{server.url}/well"), progress=True)
    assert "thing" in capsys.readouterr().out


# --- whole data sets -------------------------------------------------------------------------------------------------


def test_what_cannot_be_downloaded_is_stood_in_for_and_says_that_it_is_synthetic(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = housing.DOWNLOAD.files
    dead = replace(housing.DOWNLOAD, files=(replace(file, urls=("http://127.0.0.1:1/housing.tgz",)),))
    monkeypatch.setattr(housing, "DOWNLOAD", dead)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    table = datasets.fetch("housing", progress=False)
    assert table.equals(datasets.load("housing"))
    said = capsys.readouterr().out
    assert "housing could not be downloaded" in said
    assert "SYNTHETIC DATA: what you get for housing was made up" in said
    assert "Downloading data from" not in said
    with pytest.raises(DownloadFailed):
        datasets.fetch("housing", stand_in=False, progress=False)


def test_real_data_may_stand_in_for_more_of_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(mnist, "DOWNLOAD", replace(mnist.DOWNLOAD, files=(replace(mnist.DOWNLOAD.files[0], urls=()),)))
    assert len(datasets.fetch("mnist", progress=False).X) == 5000
    said = capsys.readouterr().out
    assert "mnist5k, which comes with the course, stands in for mnist" in said
    assert "SYNTHETIC" not in said


def test_what_was_fetched_is_loaded(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = {
        name: np.zeros((3, 28, 28) if name[0] == "x" else 3, np.uint8) for name in ("x_train", "y_train", "x_test", "y_test")
    }
    np.savez(tmp_path / "made.npz", **arrays)  # type: ignore[arg-type]
    made = (tmp_path / "made.npz").read_bytes()
    with pytest.raises(FileNotFoundError, match=r'datasets.fetch\("mnist"\) downloads it \(12 MB\). load\("mnist5k"\) works'):
        datasets.load("mnist")
    monkeypatch.setitem(globals(), "CONTENT", made)
    file = FromWeb("mnist.npz", hashlib.sha256(made).hexdigest(), (f"{server.url}/mnist.npz",))
    monkeypatch.setattr(mnist, "DOWNLOAD", replace(mnist.DOWNLOAD, files=(file,)))
    fetched = datasets.fetch("mnist", progress=False)
    assert fetched.X_train.shape == (3, 28, 28)
    assert datasets.load("mnist").X_test.shape == (3, 28, 28)


def test_what_comes_with_the_course_needs_no_download() -> None:
    with pytest.raises(ValueError, match=r'penguins needs no download: load\("penguins"\)'):
        datasets.fetch("penguins")


@pytest.mark.parametrize("name", datasets.names())
def test_addresses_are_encrypted_and_hashes_whole(name: str) -> None:
    entry: Any = __import__(f"jupyterlab_homl.toolkit.datasets.entries.{name}", fromlist=["x"])
    found: Any = getattr(entry, "DOWNLOAD", SimpleNamespace(files=(), stand_in=None))
    for file in found.files:
        assert len(file.sha256) == 64
        assert file.urls
        assert all(url.startswith("https://") for url in file.urls)
    assert found.stand_in is None or datasets.load(found.stand_in, **found.stand_in_options) is not None
