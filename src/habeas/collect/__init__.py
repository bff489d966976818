"""Bytes arrive: files and folders, collections, pages and feeds, and what a person states of them. One file per kind of
source.
"""

from habeas.collect.files import SITE_MARK, WORKSPACE_FILE, gather, is_workspace
from habeas.collect.load import load
from habeas.collect.manifest import ManifestError, paths_of, read_manifest, with_manifest
from habeas.collect.opening import Opener, opened
from habeas.collect.source import CollectError, Found, Gathered, Material, Missed
from habeas.collect.stated import begins_as_address, described, outranked

__all__ = [
    "SITE_MARK",
    "WORKSPACE_FILE",
    "CollectError",
    "Found",
    "Gathered",
    "ManifestError",
    "Material",
    "Missed",
    "Opener",
    "begins_as_address",
    "described",
    "gather",
    "is_workspace",
    "load",
    "opened",
    "outranked",
    "paths_of",
    "read_manifest",
    "with_manifest",
]
