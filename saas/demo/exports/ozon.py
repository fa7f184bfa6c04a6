"""Ozon's postings (FBS) as Excel saves them again: Windows-1251, semicolons, everything in quotes, no address."""

import csv
from datetime import timedelta

from saas.demo.company import Company
from saas.demo.exports.sheet import Row, Sheet, Sold, named
from saas.kit.money import to_text

_HEADER = (
    "Номер заказа,Номер отправления,Принят в обработку,Дата отгрузки,Дата отгрузки без просрочки,Статус,Дата доставки,"
    "Фактическая дата передачи в доставку,Дата отмены,Сумма отправления,Код валюты отправления,Название товара,Цвет товара,"
    "Размер товара,SKU,Артикул,Ваша цена,Код валюты товара,Оплачено покупателем,Код валюты покупателя,Количество,"
    "Стоимость доставки,Связанные отправления,Выкуп товара,Цена товара до скидок,Скидка %,Скидка руб,Акции,Подъем на этаж")


def _rows(company: Company, sold: Sold) -> list[Row]:
    number = f"9{sold.code.randrange(10**7):07}-{sold.code.randrange(10**4):04}"
    leaves = sold.moment + timedelta(days=2)
    order: Row = {
        "Номер заказа": number, "Номер отправления": f"{number}-1", "Принят в обработку": f"{sold.day} {sold.time}",
        "Дата отгрузки": f"{leaves:%Y-%m-%d} 18:00:00", "Дата отгрузки без просрочки": f"{leaves:%Y-%m-%d} 23:59:59", "Статус": "Ожидает сборки",
        "Сумма отправления": to_text(sold.goods, "RUB"), "Код валюты отправления": "RUB", "Код валюты товара": "RUB", "Код валюты покупателя": "RUB"}
    return [order | {
        "Название товара": named(good, ", "), "SKU": sold.code.randrange(10**8, 10**9), "Артикул": good.sku, "Ваша цена": to_text(good.price, "RUB"),
        "Оплачено покупателем": to_text(good.price * pieces, "RUB"), "Количество": pieces, "Цена товара до скидок": to_text(good.price * 5 // 4, "RUB"),
        "Скидка %": "20%", "Скидка руб": to_text(good.price // 4, "RUB")} for good, pieces in sold.items]


OZON = Sheet("ozon-postings.csv", tuple(_HEADER.split(",")), "cp1251", _rows, {
    17: {"Статус": "Отменён"}, 5: {"Количество": "две"}, 12: {"Ваша цена": "по запросу"}, 22: {"Принят в обработку": "вчера"},
}, writing={"delimiter": ";", "quoting": csv.QUOTE_ALL})
