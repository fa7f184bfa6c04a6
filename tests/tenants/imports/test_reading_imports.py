"""What the pages of imports read, and what a chunk leaves behind."""

import pytest

from saas.kit.errors import NotFound
from saas.kit.jobs.registry import LeaseLost
from tenants.imports.failed import failed_rows_file, guarded
from tenants.imports.kinds import KINDS, chunk_of
from tenants.imports.operations import apply_chunk, begin, check_chunk, fail, finish, undo_chunk
from tenants.imports.queries import get_import, list_imports, list_problems, problem_kinds, reasons
from tenants.imports.source import options_of
from tenants.orders.operations import preview_orders
from tests.browser import signed_in
from tests.cast import Member, order, stocked
from tests.conftest import World
from tests.tenants.imports.bringing import bring, bring_and_apply, shopify, work_off

BROKEN = shopify(2, 1) + b"#9,x,paid,USD,,,,2026-13-45,two,Mug,abc,MUG-0,,,,,,,\n#8,=cmd|x,paid,USD,,,,2026-11-01,0,Mug,1,MUG-0,,,,,,,\n"


def test_imports_are_listed_newest_first_and_problems_in_the_files_order(world: World, ann: Member) -> None:
    first, second = bring(ann, shopify(1), "a.csv"), bring(ann, BROKEN, "b.csv")
    work_off(world)
    with ann.at_work(read_only=True):
        assert [row.id for row in list_imports().rows] == [second, first]
        newest = list_imports(limit=1)
        assert [row.id for row in list_imports(cursor=newest.next, limit=1).rows] == [first]
        assert [p.row_no for p in list_problems(second).rows] == [4, 4, 4, 5]
        assert len(list_problems(second, list_problems(second, limit=3).next).rows) == 1
        assert dict(problem_kinds(second))["cell_not_whole"] == 2
        assert set(reasons(second)) == {4, 5}


def test_another_companys_import_is_not_there(world: World, ann: Member, zoe: Member) -> None:
    import_id = bring(zoe, shopify(1))
    with pytest.raises(NotFound), ann.at_work(read_only=True):
        get_import(import_id + 1000)
    with pytest.raises(NotFound), ann.at_work(read_only=True):
        get_import(import_id)


def test_refused_rows_come_back_as_a_file_that_can_be_imported(world: World, ann: Member) -> None:
    the = bring_and_apply(world, ann, BROKEN)
    with ann.at_work(read_only=True):
        file, name = failed_rows_file(get_import(the.id))
    text = file.read().decode()
    assert name == "orders-to-correct.csv" and text.count("\n") == 3 and "'=cmd|x" in text
    again = bring_and_apply(world, ann, text.replace("two", "2").replace("abc", "3.00").replace("2026-13-45", "2026-11-05").replace(",0,Mug", ",1,Mug").encode())
    assert (again.done, again.refused) == (2, 0)


def test_the_file_of_refused_rows_leaves_nothing_behind(world: World, ann: Member) -> None:
    the = bring_and_apply(world, ann, BROKEN.replace(b"Notes", b"=1+1"))
    kept = [path for path in world.settings.files_dir.rglob("*") if path.is_file()]
    answer = signed_in(world.app, ann.email).get(f"/t/acme/imports/{the.id}/failed-rows")
    assert answer.mimetype == "text/csv" and ",'=1+1," in answer.text and "'=cmd|x" in answer.text
    assert [path for path in world.settings.files_dir.rglob("*") if path.is_file()] == kept


@pytest.mark.parametrize(("cell", "kept"), [("=1+1", "'=1+1"), ("-12.50", "-12.50"), ("+7 495", "'+7 495"), ("@x", "'@x"), ("Tea", "Tea")])
def test_formulas_are_guarded_and_numbers_are_not(cell: str, kept: str) -> None:
    assert guarded(cell) == kept


def test_only_the_attempt_that_began_may_write(world: World, ann: Member) -> None:
    """A worker that was paused and overtaken finds its fence fallen."""
    import_id = bring(ann, shopify(2))
    with ann.at_work():
        the = begin(import_id, "first:1", "checking")
    with ann.at_work():
        begin(import_id, "second:2", "checking")
    record = {"reference": "#1", "rows": [2], "read": 1, "lines": [{"sku": "X", "title": "X", "quantity": 1}], "customer": {}}
    chunk = chunk_of(KINDS["orders"], [record], options_of(the))
    for late in (lambda: check_chunk(the, chunk), lambda: apply_chunk(the, chunk), lambda: finish(the, "checked"), lambda: undo_chunk(the)):
        with pytest.raises(LeaseLost), ann.at_work():
            late()
    with ann.at_work():
        fail(import_id, "worker_lost", {})
        assert get_import(import_id).state == "failed"


def test_a_preview_says_what_placing_would_and_writes_nothing(ann: Member) -> None:
    stocked(ann, MUG=3)
    with ann.at_work():
        done, again, refused = preview_orders([order("A-1", MUG=5), order("A-1", MUG=5), order("A-2", NONE=1)])
    assert (done.value.pieces, done.value.held, again.status, refused.error.code) == (5, 3, "again", "unknown_sku")
