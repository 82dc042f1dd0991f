"""Sentences in the person's language, for all packages; `toolkit`, which knows none of the others, holds how it is done."""

from .toolkit.i18n import DOMAIN, LOCALE, _, in_parts, told, translatable

__all__ = ["DOMAIN", "LOCALE", "_", "in_parts", "told", "translatable"]
