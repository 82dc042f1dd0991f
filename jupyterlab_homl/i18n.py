"""Translation of sentences for all packages; `toolkit.i18n`, which imports none of them, does the work."""

from .toolkit.i18n import DOMAIN, LOCALE, _, translatable, translate, translate_template

__all__ = ["DOMAIN", "LOCALE", "_", "translatable", "translate", "translate_template"]
