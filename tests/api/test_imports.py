"""Files through the API: as large as a file may be, and brought once however often they are sent."""

import io

from werkzeug.test import TestResponse

from saas.kit import db
from tests.api.conftest import Program
from tests.cast import Member

FILE = b"sku,title\nMUG,Mug\n"


def _sent(program: Program, data: bytes, boundary: str, **headers: str) -> TestResponse:
    """The file as another run of the same client would send it: the boundary is a new one each time."""
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="kind"\r\n\r\nproducts\r\n--{boundary}\r\n'
    head += 'Content-Disposition: form-data; name="file"; filename="goods.csv"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
    sent = {"Authorization": f"Bearer {program.token}", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return program.app.test_client().post("/api/v1/imports", input_stream=io.BytesIO(body), content_length=len(body), headers=sent,
                                          content_type=f"multipart/form-data; boundary={boundary}")


def test_the_same_file_sent_again_with_its_key_is_brought_once(acme: Program, ann: Member) -> None:
    first = _sent(acme, FILE, "one", Idempotency_Key="monday")
    again = _sent(acme, FILE, "two", Idempotency_Key="monday")
    assert (first.status_code, again.status_code) == (202, 202) and again.json == first.json
    assert again.headers["Idempotent-Replayed"] == "true"
    other = _sent(acme, FILE + b"CUP,Cup\n", "three", Idempotency_Key="monday")
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")
    with ann.at_work(read_only=True):
        assert db.rows("SELECT count(*) FROM import") == [(1,)]


def test_only_a_file_may_be_larger_than_a_body(acme: Program) -> None:
    large = FILE + b"#" * (33 << 20)
    assert _sent(acme, large, "one").status_code == 202
    assert acme.post("/orders", large).status_code == 413
