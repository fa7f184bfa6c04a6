"""What can be wrong with a file or one of its cells, as stable codes; the sentences are translated when shown."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class NotATable(DomainError):
    status, code, sentence = 422, "not_a_table", _l("This is a %(found)s file. Send CSV, TSV or Excel (XLSX, XLS, ODS).")


class Locked(DomainError):
    status, code, sentence = 422, "file_locked", _l("The file is locked with a password. Save it without one and send it again.")


class Damaged(DomainError):
    status, code, sentence = 422, "file_damaged", _l("The file is damaged or not what its name says.")


class TooBig(DomainError):
    status, code, sentence = 422, "file_too_big_inside", _l("The workbook is too large once unpacked. Save it as CSV and send that.")


class NoRows(DomainError):
    status, code, sentence = 422, "no_rows", _l("The file has no rows of data, only column names at most.")


class WrongEncoding(DomainError):
    status, code, sentence = 422, "wrong_encoding", _l("Row %(row)s can't be read as %(encoding)s. Choose another character encoding.")


class TooManyColumns(DomainError):
    status, code, sentence = 422, "too_many_columns", _l("The file has more than %(max)s columns.")


class CellTooLong(DomainError):
    status, code, sentence = 422, "cell_too_long", _l("Row %(row)s has a cell of more than %(max)s characters; a quote may be missing.")


class UnknownEncoding(DomainError):
    status, code, sentence = 422, "unknown_encoding", _l("The character encoding %(encoding)s isn't supported.")


class MissingValue(DomainError):
    status, code, sentence = 422, "missing_value", _l("This cell is empty, and a value is required.")


class NotANumberHere(DomainError):
    status, code, sentence = 422, "cell_not_a_number", _l("“%(value)s” isn't a number.")


class NotWhole(DomainError):
    status, code, sentence = 422, "cell_not_whole", _l("“%(value)s” isn't a whole number of pieces, one or more.")


class NotADateHere(DomainError):
    status, code, sentence = 422, "cell_not_a_date", _l("“%(value)s” isn't a date we can read.")


class MixedCurrency(DomainError):
    status, code, sentence = 422, "mixed_currency", _l("The rows of this order have different currencies.")


class Merged(DomainError):
    status, code, sentence = 422, "rows_merged", _l("This row joins several orders into one. Export them one by one.")


class CountedTwice(DomainError):
    status, code, sentence = 422, "counted_twice", _l(
        "This SKU is counted further up in the file already, at the same place. Name the warehouse, location or lot of each count.")


class Return(DomainError):
    status, code, sentence = 422, "a_return", _l("This row is a return; returns aren't imported as orders.")
