"""What the pages of imports say: sentences, figures and choices for the state an import is in."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from saas.kit import clock, files
from saas.kit.errors import DomainError, FieldError, sentence
from saas.kit.i18n import _, _n
from saas.kit.web import Form
from saas.ui.filters import age, number
from tenants.imports import source
from tenants.imports.errors import EmptyUpload
from tenants.imports.mapping import FIELDS
from tenants.imports.models import Import
from tenants.imports.reading import tables
from tenants.imports.reading.encodings import NAMES
from tenants.orders.wording import HOLDS

ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp932": "Shift_JIS (CP932)", "gb18030": "GB18030",
             "cp1251": "Windows-1251", "cp1252": "Windows-1252", "euc-jp": "EUC-JP", "koi8-r": "KOI8-R", "cp866": "CP866"}


def with_missing_file(form: Form[Any], sent: FileStorage | None) -> Form[Any]:
    """The upload form, telling that no file was chosen."""
    if not sent:
        form.errors = [FieldError("/file", EmptyUpload.code)]
    return form


def kind_name(kind: str) -> str:
    return {"orders": _("Orders"), "products": _("Products"), "stock": _("Stock")}[kind]


def delimiter_name(delimiter: str) -> str:
    return {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar")}.get(delimiter, delimiter)


def about(the: Import) -> str:
    """One line: how the file is read, and as what."""
    reading = the.reading
    if not reading:
        return ""
    profile = str(source.profile_of(the).label) if the.profile or the.mapping else _("format not recognised")
    if reading["kind"] == "sheet":
        return _("Sheet “%(sheet)s”; %(profile)s", sheet=reading["sheet"], profile=profile)
    return _("%(encoding)s, separated by %(delimiter)s; %(profile)s", encoding=ENCODINGS.get(reading["encoding"], reading["encoding"]),
             delimiter=delimiter_name(reading["delimiter"]), profile=profile)


def steps(the: Import) -> list[dict[str, Any]]:
    """File, columns, check, apply: where the import stands."""
    place = {"uploaded": 1, "mapping": 1, "failed": 1, "checking": 2, "checked": 2, "applying": 3, "cancelled": 3}.get(the.state, 4)
    names = (_("File"), _("Columns"), _("Check"), _("Apply"))
    return [{"label": name, "past": n < place, "current": n == place} for n, name in enumerate(names)]


def figures(the: Import) -> list[dict[str, Any]]:
    """Rows read, ready or done, there already, to correct."""
    done = {"label": _("Done"), "told": _pieces(the)} if the.state in ("applying", "applied", "undoing", "undone") else {
        "label": _("Ready"), "told": _pieces(the)}
    return [{"label": _("Rows read"), "value": number(the.rows_read), "told": records_told(the)}, {**done, "value": number(the.done)},
            {"label": _("There already"), "value": number(the.again), "told": _("nothing changes")},
            {"label": _("To correct"), "value": number(the.refused), "told": _("left out")}]


def records_told(the: Import) -> str:
    count = the.records_total if the.records_total is not None else the.next_record
    if the.kind == "orders":
        return _n("%(num)s order", "%(num)s orders", count)
    return _n("%(num)s record", "%(num)s records", count)


def _pieces(the: Import) -> str:
    """Of how many pieces stock is held: for orders."""
    pieces = the.summary.get("pieces")
    return _("%(held)s of %(pieces)s pieces held", held=number(the.summary.get("held", 0)), pieces=number(pieces)) if pieces else ""


def holds(the: Import) -> list[tuple[str, str]]:
    """How many orders wait (or will wait) for a person, by reason, the most first; an order may have several."""
    found = sorted(the.summary.get("holds", {}).items(), key=lambda pair: -pair[1])
    return [(str(HOLDS[kind]), _n("%(num)s order", "%(num)s orders", count)) for kind, count in found]


def progress(the: Import) -> str:
    """3,120 of about 12,400 rows."""
    if not the.rows_total:
        return _n("%(num)s row", "%(num)s rows", the.rows_read)
    return _("%(read)s of %(total)s rows", read=number(min(the.rows_read, the.rows_total)), total=number(the.rows_total))


def left(the: Import) -> str:
    """How long it may still take, from how it went so far."""
    if not the.started_at or not the.rows_total or the.rows_read < 200:
        return ""
    passed = clock.now() - the.started_at
    return _("about %(time)s left", time=age(passed * (the.rows_total - the.rows_read) / the.rows_read)) if the.rows_read < the.rows_total else ""


def failure(the: Import) -> str:
    """Why the file couldn't be worked on."""
    return sentence(the.failure["code"], the.failure.get("data") or {}) if the.failure else ""


def undone(the: Import) -> str:
    undo = the.summary.get("undo") or {}
    return _("%(done)s undone. %(refused)s could not be undone: they have shipped or changed since.", done=number(undo.get("done", 0)),
             refused=number(undo.get("refused", 0)))


def apply_label(the: Import) -> str:
    if the.kind == "orders":
        return _n("Place %(num)s order", "Place %(num)s orders", the.done)
    if the.kind == "products":
        return _n("Save %(num)s product", "Save %(num)s products", the.done)
    return _n("Set stock of %(num)s row", "Set stock of %(num)s rows", the.done)


def working_title(the: Import) -> str:
    return {"checking": _("Checking"), "applying": _("Applying"), "undoing": _("Undoing")}[the.state]


def profile_choices() -> list[tuple[str, str]]:
    return [(profile.key, str(profile.label)) for profile in source.profiles()]


def column_choices(columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A column with its first value, so that nobody has to open the file to know it."""
    return [(name, _("%(column)s: %(value)s", column=name, value=value[:40]) if value else name) for name, value in columns]


def pairs(names: list[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def looked(the: Import) -> dict[str, Any]:
    """Columns with a first value each, and what may be chosen: for the mapping form. Empty while it works."""
    if the.working or not the.reading or the.state in ("applied", "undone"):
        return {}
    try:
        how, path = source.reading_of(the), files.path_of(the.file_key)
        columns = [name for name in tables.columns(path, how) if name]
        first = next(tables.rows(path, how), (0, []))[1]
    except DomainError:
        return {}
    named = {ENCODINGS.get(name, name): name for name in (*NAMES, *filter(None, [how.encoding]))}  # the one it has, of two with one label
    return {"columns": list(zip(columns, [*first, *[""] * len(columns)], strict=False)), "suggested": source.suggested(columns, the.kind), "fields": FIELDS[the.kind],
            "profiles": [(p.key, str(p.label)) for p in source.profiles(the.kind)],
            "encodings": [(name, label) for label, name in named.items()], "sheets": how.sheets}


def read_now(the: Import) -> dict[str, Any]:
    """How the file is read now, for the form that corrects it."""
    return {"profile": the.profile, "encoding": the.reading.get("encoding", ""), "delimiter": the.reading.get("delimiter", ""),
            "header_row": the.reading.get("header"), "sheet": the.reading.get("sheet", ""), "columns": the.mapping.get("columns") or {},
            "currency": the.mapping.get("currency", ""), "channel": the.options.get("channel", ""),
            "create_skus": the.options.get("create_skus", True), "triage": the.options.get("triage", True)}


def reading_from(typed: MultiDict[str, str]) -> Mapping[str, Any]:
    """The mapping form as the input reads it: fields named column.<field>; choices that no file has are left out."""
    plain = {k: v for k, v in typed.items() if k in ("profile", "encoding", "delimiter", "header_row", "sheet", "currency", "channel") and v}
    if plain.get("delimiter") == "tab":
        plain["delimiter"] = "\t"
    return {**plain, "columns": {k.removeprefix("column."): v for k, v in typed.items() if k.startswith("column.") and v},
            "create_skus": "create_skus" in typed, "triage": "triage" in typed}
