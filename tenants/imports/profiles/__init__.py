"""Profiles: what we know of the files of shops, marketplaces and other systems. One file for each family; to add one is
to declare which column is what."""

from tenants.imports.profiles.known import PROFILES, recognise
from tenants.imports.profiles.profile import Joined, Profile, generic

__all__ = ["PROFILES", "Joined", "Profile", "generic", "recognise"]
