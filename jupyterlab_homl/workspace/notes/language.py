"""The language of a text, as far as its script shows it."""

from __future__ import annotations

import re

_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LETTER = re.compile(r"[^\W\d_]")


def language(text: str) -> str:
    """``zh``, ``ja`` or ``ko`` if at least a tenth of the letters are of that script, otherwise an empty string."""
    letters = len(_LETTER.findall(text))
    kana, hangul, han = (len(script.findall(text)) for script in (_KANA, _HANGUL, _HAN))
    if 10 * (kana + hangul + han) < letters or not letters:
        return ""
    if hangul > kana + han:
        return "ko"
    return "ja" if kana else "zh" if han else ""
