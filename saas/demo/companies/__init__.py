"""The four companies of the demo: their goods, customers and habits. All of it is invented."""

from saas.demo.companies.acme import ACME
from saas.demo.companies.lantian import LANTIAN
from saas.demo.companies.sakura import SAKURA
from saas.demo.companies.zarya import ZARYA

COMPANIES = (ACME, SAKURA, ZARYA, LANTIAN)

__all__ = ["ACME", "COMPANIES", "LANTIAN", "SAKURA", "ZARYA"]
