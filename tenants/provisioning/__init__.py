"""Provisioning: the one door from the control plane into the data plane: open, migrate, suspend, export, erase."""

from tenants.provisioning.exporting import export_tenant, import_tenant
from tenants.provisioning.house import prepare_database
from tenants.provisioning.lifecycle import (GRACE_DAYS, NotASlug, TenantTaken, UnknownTenant, erase_due, erase_tenant, find_tenant,
                                            list_tenants, open_tenant, refill_blanks, resume_tenant, suspend_tenant)
from tenants.provisioning.migrating import Migrated, migrate_tenants

__all__ = ["GRACE_DAYS", "Migrated", "NotASlug", "TenantTaken", "UnknownTenant", "erase_due", "erase_tenant", "export_tenant", "find_tenant", "import_tenant",
           "list_tenants", "migrate_tenants", "open_tenant", "prepare_database", "refill_blanks", "resume_tenant",
           "suspend_tenant"]
