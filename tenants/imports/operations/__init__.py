"""The verbs of imports."""

from tenants.imports.operations.passes import apply_chunk, begin, check_chunk, fail, finish
from tenants.imports.operations.starting import LARGEST, apply_import, cancel_import, read_as, start_import
from tenants.imports.operations.undoing import undo_chunk, undo_import

__all__ = ["LARGEST", "apply_chunk", "apply_import", "begin", "cancel_import", "check_chunk", "fail", "finish", "read_as",
           "start_import", "undo_chunk", "undo_import"]
