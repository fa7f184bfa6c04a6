"""Ozon and Wildberries."""

from saas.kit.i18n import _l
from tenants.imports.profiles.profile import Joined, Profile

_HOME = {"currency": "RUB", "zone": "Europe/Moscow", "country": "RU", "prices_include_tax": True, "order": "dmy"}

# Ozon's sum of a posting is its goods at the seller's prices; Wildberries names no total.
PROFILES = (
    Profile("ozon_postings", _l("Ozon postings"), "orders", ("Номер отправления", "Принят в обработку", "Артикул", "Количество"), {
        "reference": "Номер отправления", "placed_at": "Принят в обработку", "currency": ("Код валюты товара", "Код валюты отправления"),
        "status": "Статус", "sku": ("Артикул", "SKU", "OZON id"), "title": ("Название товара", "Наименование товара"), "quantity": "Количество",
        "unit_price": ("Ваша цена", "Итоговая стоимость товара", "Цена"), "total": "Сумма отправления"}, channel="Ozon", **_HOME),
    Profile("wildberries_sales", _l("Wildberries sales report"), "orders", ("Артикул продавца", "Тип документа", "Цена розничная", "Дата продажи"), {
        "reference": ("Srid", Joined(("№", "Артикул продавца", "Дата продажи"), "/")), "placed_at": "Дата продажи", "sku": "Артикул продавца", "title": "Предмет", "quantity": "Количество",
        "unit_price": "Цена розничная"}, channel="Wildberries", skip=lambda row: row.get("Тип документа", "") != "Продажа", **_HOME),
    Profile("wildberries_picking", _l("Wildberries picking list"), "orders", ("№ задания", "Артикул продавца", "Стикер"), {
        "reference": "№ задания", "sku": "Артикул продавца", "title": "Наименование"}, channel="Wildberries", constants={"quantity": "1"}, **_HOME),
)
