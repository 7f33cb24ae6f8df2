"""The desk's pages for tables: out as a file, in by way of a preview of every change."""

import hashlib
import json
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editorial.audit.log import record_event
from editorial.models import AuditAction, User, VersionReason
from editorial.publishing.bulk import ChangeContext
from editorial.tables import uploads
from editorial.tables.exporting import export_table
from editorial.tables.files import FORMATS, MAX_FILE, Sheet, read_table
from editorial.tables.importing import TableImport
from editorial.tables.selected import (
    FILE_NAME,
    MAX_SELECTED,
    changeable_fields,
    file_of,
    in_words,
    value_field,
)
from editorial.tables.table import Table, tables

ERRORS_SHOWN = 200


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the tables that this account may take out or in."""
    found = [
        {"table": table, "may_change": request.user.has_perm(table.permission_to_change)}
        for table in tables().values()
        if request.user.has_perm(table.permission_to_view)
    ]
    return _page(request, "index", _("Export and import"), tables=found, endings=list(FORMATS))


@require_safe
def export(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """Give a whole table as a file, and log that it was.

    Raise Http404 for a table that does not exist.
    """
    table = _table(request, name, "view")
    if ending not in FORMATS:
        raise Http404
    write, content_type = FORMATS[ending]
    response = HttpResponse(write(export_table(table)), content_type=content_type)
    file_name = f"{name}-{timezone.localdate():%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["Cache-Control"] = "no-store"
    _log(request, AuditAction.EXPORTED, table)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, name: str) -> HttpResponse:
    """Ask for a file, show every change that it would make, then make them all or none."""
    table = _table(request, name, "change")
    if request.method != "POST":
        return _form(request, table)
    if "token" in request.POST:
        return _confirm(request, table)
    return _preview_upload(request, table)


@require_POST
def change_selected(request: HttpRequest, name: str) -> HttpResponse:
    """Ask which field of the selected records changes, then into what; then show every change.

    From there it is an import like any other.
    """
    return change_records(request, _table(request, name, "change"), request.POST.getlist("key"))


def change_records(request: HttpRequest, table: Table, keys: Iterable[str]) -> HttpResponse:
    """Answer for these records, ``MAX_SELECTED`` at most, whoever may change the table."""
    keys, fields = list(islice(keys, MAX_SELECTED)), changeable_fields(table)
    column = request.POST.get("column", "")
    context = {"table": table, "keys": keys, "fields": fields, "column": column}
    title = _("Change one field of the selected")
    if column not in fields:
        return _page(request, "selected", title, form=None, **context)
    sent = request.POST if "value_follows" in request.POST else None
    form = forms.Form(sent)
    form.fields["value"] = value_field(table, column)
    if not form.is_valid():
        return _page(request, "selected", title, form=form, **context)
    content = file_of(table, keys, column, form.cleaned_data["value"])
    return _preview(request, table, content, FILE_NAME, is_selection=True)


def _preview_upload(request: HttpRequest, table: Table) -> HttpResponse:
    try:
        content, file_name = _read_upload(request)
    except ValidationError as error:
        return _refuse(request, table, error.messages)
    return _preview(request, table, content, file_name)


def _preview(
    request: HttpRequest,
    table: Table,
    content: bytes,
    file_name: str,
    *,
    is_selection: bool = False,
) -> HttpResponse:
    try:
        tried = _check_import(request, table, read_table(content, file_name))
    except ValidationError as error:
        return _refuse(request, table, error.messages)
    if tried.errors:
        return _refuse(request, table, tried.errors)
    token = uploads.keep(
        content,
        table=table.name,
        ending=file_name.rpartition(".")[2].lower(),
        account=_account(request).pk,
        preview=_fingerprint(tried),
    )
    context = {"table": table, "tried": tried, "rows": tried.rows, "token": token}
    title = _("Look before you import: %(table)s")
    if is_selection:
        title = _("Look before you change: %(table)s")
        context |= {"rows": in_words(table, tried.rows), "back": _list_url(table)}
    title %= {"table": table.label}
    return _page(request, "preview", title, is_selection=is_selection, **context)


def _read_upload(request: HttpRequest) -> tuple[bytes, str]:
    upload = request.FILES.get("file")
    if upload is None:
        raise ValidationError(_("Choose a file."))
    if upload.size is None or upload.size > MAX_FILE:
        raise ValidationError(_("This file is too large."))
    return upload.read(), upload.name or ""


def _confirm(request: HttpRequest, table: Table) -> HttpResponse:
    try:
        name, content, preview = uploads.take(
            request.POST["token"], table=table.name, account=_account(request).pk
        )
    except uploads.NotKept:
        return _refuse(request, table, [_("This preview has expired. Choose the file again.")])
    is_selection = "is_selection" in request.POST
    sheet = read_table(content, name)
    tried = _check_import(request, table, sheet, is_selection=is_selection)
    with transaction.atomic():
        if tried.is_outdated():
            sheet = read_table(content, name)
            tried = _check_import(request, table, sheet, is_selection=is_selection)
        if _fingerprint(tried) != preview:
            tried.errors = [_("The records changed since the preview. Choose the file again.")]
        tried.write()
    if tried.errors:
        return _refuse(request, table, tried.errors)
    _log(request, AuditAction.IMPORTED, table)
    text = _("Saved: %(saved)s. New: %(new)s. Proposed, waits for approval: %(proposed)s.")
    messages.success(request, text % tried.outcome())
    return HttpResponseRedirect(_list_url(table) if is_selection else reverse("desk_tables"))


def _check_import(
    request: HttpRequest, table: Table, sheet: Sheet, *, is_selection: bool = False
) -> TableImport:
    """Return what an import would change; nothing is written for it, so that nobody waits."""
    tried = TableImport(table, _change_context(request, is_selection=is_selection))
    tried.check(sheet)
    return tried


def _fingerprint(tried: TableImport) -> str:
    """Return what a preview showed, so that nothing else is written than what was seen."""
    digest = hashlib.sha256(json.dumps(tried.errors).encode())
    for row in tried.rows:
        digest.update(json.dumps([row.key, row.changes]).encode())
    return digest.hexdigest()


def _table(request: HttpRequest, name: str, action: str) -> Table:
    table = tables().get(name)
    if table is None:
        raise Http404
    asked = table.permission_to_view if action == "view" else table.permission_to_change
    if not request.user.has_perm(asked):
        _log(request, AuditAction.REFUSED, table)
        raise PermissionDenied
    return table


def _account(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _change_context(request: HttpRequest, *, is_selection: bool) -> ChangeContext:
    account = _account(request)
    reason, note = VersionReason.IMPORTED, _("Import")
    if is_selection:
        reason, note = VersionReason.SAVED, _("The same change for several at once")
    return ChangeContext(account, account.get_username(), reason, note=note)


def _list_url(table: Table) -> str:
    options = table.model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist")


def _log(request: HttpRequest, action: AuditAction, table: Table) -> None:
    record_event(action, actor=request.user, label=table.model._meta.label, key=table.name)


def _form(request: HttpRequest, table: Table, errors: list[str] | None = None) -> HttpResponse:
    title = _("Import: %(table)s") % {"table": table.label}
    shown = (errors or [])[:ERRORS_SHOWN]
    hidden = len(errors or []) - len(shown)
    return _page(request, "form", title, table=table, errors=shown, hidden=hidden)


def _refuse(request: HttpRequest, table: Table, errors: list[str]) -> HttpResponse:
    """Say why nothing was imported, and log that it was refused."""
    _log(request, AuditAction.REFUSED, table)
    response = _form(request, table, errors)
    response.status_code = 422
    return response


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    context |= {**admin.site.each_context(request), "title": title}
    return TemplateResponse(request, f"admin/editorial/tables/{template}.html", context)
