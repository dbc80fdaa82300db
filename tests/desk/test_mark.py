"""The mark outside the database, written by processes that know nothing of each other."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from remit.store.database import mark
from remit.store.database.mark import Mark


def test_processes_that_write_it_at_the_same_time_do_not_take_it_from_each_other(tmp_path):
    path = tmp_path / "remit.mark"

    def writes(writer: int) -> None:
        for seq in range(200):
            mark.write(path, Mark(f"epo_{writer}", seq))
            assert mark.read(path) is not None, "half of a mark was read"

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(writes, range(8)))

    assert [one.name for one in tmp_path.iterdir()] == ["remit.mark"]
    assert mark.read(path).seq == 199


def test_whoever_runs_the_command_line_may_read_it(tmp_path):
    mark.write(tmp_path / "remit.mark", Mark("epo_1", 7))

    assert (tmp_path / "remit.mark").stat().st_mode & 0o777 == 0o644


def test_what_could_not_be_written_leaves_nothing_behind(tmp_path):
    in_the_way = tmp_path / "remit.mark"
    in_the_way.mkdir()

    with pytest.raises(OSError, match="directory"):
        mark.write(in_the_way, Mark("epo_1", 7))

    assert list(tmp_path.iterdir()) == [in_the_way]
