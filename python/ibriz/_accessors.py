"""Hangs the `ibriz` namespace on pandas and polars when they are there, without importing them for nobody's use."""

from __future__ import annotations

import importlib
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ACCESSORS = {"pandas": "ibriz.pandas", "polars": "ibriz.polars"}


def register() -> None:
    """Loads the accessors of the libraries that are imported, and sees to those that will be."""
    for library, accessor in ACCESSORS.items():
        # A library that was only half imported, or shut out, is none.
        if getattr(sys.modules.get(library), "Series", None) is not None:
            importlib.import_module(accessor)
    if not any(isinstance(finder, AfterImport) for finder in sys.meta_path):
        sys.meta_path.insert(0, AfterImport())


class AfterImport(MetaPathFinder):
    """Finds pandas and polars as all others do, and loads their accessor when they have been loaded."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec the other finders give, with a loader that goes on to the accessor."""
        if fullname not in ACCESSORS:
            return None
        for finder in sys.meta_path:
            if finder is not self and (spec := finder.find_spec(fullname, path, target)) is not None:
                if spec.loader is not None:
                    spec.loader = ThenAccessor(spec.loader, ACCESSORS[fullname])
                return spec
        return None


class ThenAccessor(Loader):
    """Loads a library, then the accessor for it."""

    def __init__(self, loader: Loader, accessor: str) -> None:
        """Wraps the loader of the library."""
        self.loader = loader
        self.accessor = accessor

    def __getattr__(self, name: str) -> object:
        """Everything else is the library's own loader's."""
        return getattr(self.loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """The module, as the library's loader makes it."""
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Loads the library and then the accessor."""
        self.loader.exec_module(module)
        module.__loader__ = self.loader
        if module.__spec__ is not None:
            module.__spec__.loader = self.loader
        importlib.import_module(self.accessor)
