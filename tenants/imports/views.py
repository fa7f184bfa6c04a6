"""Pages of imports: bring a file, say how to read it, watch it being checked, let it take effect, take it back."""

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from saas.kit import files
from saas.kit.i18n import _
from saas.kit.inputs import read
from saas.kit.web import Door, Form
from saas.kit.web.doors import takes_files
from tenants.imports import exporting, showing  # noqa: F401  declares the list
from tenants.imports.failed import failed_rows_file
from tenants.imports.inputs import NewImport, Reading
from tenants.imports.models import Import
from tenants.imports.operations import LARGEST, apply_import, cancel_import, read_as, start_import, undo_import
from tenants.imports.queries import FindImports, get_import, list_imports, list_problems

door = Door("imports", __name__, "member", url_prefix="/t/<company>/imports", template_folder="templates")


@door.get("/")
def index() -> str:
    find = read(FindImports, {name: value for name in FindImports.model_fields if (value := request.args.get(name, "").strip())})
    return render_template("imports/index.html", find=find, page=list_imports(find, request.args.get("after")), told=showing)


@door.get("/new")
def new() -> str:
    return render_template("imports/new.html", form=Form(NewImport, None, kind=request.args.get("kind", "orders"), create_skus=True, triage=True),
                           told=showing)


@door.post("/")
@takes_files(LARGEST)
def create() -> ResponseReturnValue:
    form = Form(NewImport, {**request.form, "create_skus": str("create_skus" in request.form), "triage": str("triage" in request.form)})
    sent = request.files.get("file")
    import_id = form.submit(lambda given: start_import(sent.stream, sent.filename or "", given)) if sent else None
    if import_id:
        return redirect(url_for(".show", import_id=import_id), 303)
    return render_template("imports/new.html", form=showing.with_missing_file(form, sent), told=showing), 422


@door.get("/<int:import_id>")
def show(import_id: int) -> str:
    the = get_import(import_id)
    return _shown(the, Form(Reading, None, **showing.read_now(the)))


def _shown(the: Import, form: Form[Reading]) -> str:
    return render_template("imports/show.html", the=the, form=form, told=showing, problems=list_problems(the.id, request.args.get("after")),
                           looked=showing.looked(the))


@door.post("/<int:import_id>/reading")
def reading(import_id: int) -> ResponseReturnValue:
    form = Form(Reading, showing.reading_from(request.form))
    if form.submit(lambda how: (read_as(import_id, how), True)):
        return redirect(url_for(".show", import_id=import_id), 303)
    return _shown(get_import(import_id), form), form.status


@door.post("/<int:import_id>/apply")
def apply(import_id: int) -> ResponseReturnValue:
    apply_import(import_id)
    return redirect(url_for(".show", import_id=import_id), 303)


@door.post("/<int:import_id>/cancel")
def cancel(import_id: int) -> ResponseReturnValue:
    cancel_import(import_id)
    flash(_("The import stops after the part it is working on."))
    return redirect(url_for(".show", import_id=import_id), 303)


@door.post("/<int:import_id>/undo")
def undo(import_id: int) -> ResponseReturnValue:
    undo_import(import_id)
    return redirect(url_for(".show", import_id=import_id), 303)


@door.get("/<int:import_id>/failed-rows")
def failed_rows(import_id: int) -> ResponseReturnValue:
    the = get_import(import_id)
    file, name = failed_rows_file(the)
    return send_file(file, mimetype="text/csv", as_attachment=True, download_name=name)


@door.get("/<int:import_id>/file")
def original(import_id: int) -> ResponseReturnValue:
    the = get_import(import_id)
    return send_file(files.path_of(the.file_key), as_attachment=True, download_name=the.filename)
