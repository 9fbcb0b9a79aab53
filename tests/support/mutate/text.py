"""Text spoilt by lines, cells, words and letters; the odd words that other kinds are spoilt with too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

# Digits that are none for int(), numbers out of bounds, halves of grammars, marks of direction and joining.
ODD_WORDS = (
    "", " ", "-", "–", "0", "00", "-1", "²", "½", "1/0", "0/0", "10/", "1e9", "1e999", "nan", "inf", "٣",
    "१२", "①", "9" * 30, "9" * 5000, "1." * 40, "1,5", "1.000.000", "0,0", "31 Februari 2023", "00-00-0000",
    "32/13/99999", "29 Februari 2023", "7 Januari 0000", "12 Desember 99999", "99/99/9999", "10 - menit",
    "menit", "- 5 menit", "5 s/d 3 hari", "maks", "maksimal jam", "sesuai jadwal", "2 menit/berkas",
    "/berkas", "1-2-3 jam", "½ jam", "1 jam 30", "hari kerja", "x hari", "999999999999999 tahun", "0 menit",
    "5 (lima) menit", "5 ( menit", "1:30", "Nomor SOP", "Nomor SOP :", "Tanggal Pembuatan", "Disahkan oleh",
    "Nama SOP", "Dasar Hukum", "Kegiatan", "No", "Pelaksana", "Mutu Baku", "Waktu", "Waktu (menit)",
    "Output", "Keterangan", "Kelengkapan", "Peringatan", "Kepala Dinas", "Plt.", "a.n.", "Kasubbag",
    "NIP. 19", "NIP 196301031988121001", "NIP. ²³", "Ya", "Tidak", "1", "2", "UU Nomor 23 Tahun 2014",
    "Undang-Undang Nomor", "Permendagri No. ²³ Tahun", "Perda 9 Tahun 99999 tentang", "Tahun 20144",
    "Nomor ٣ Tahun ٢٠١٤", "Kabupaten", "Kota", "Provinsi", "Kab. Banggai", "a\u0301" * 9, "\u202e",
    "\ufeff", "\u200b", "\x0b", "\x0c", "\x1f", "\x85", "\u2028", "\ud7ff", "\U0001f600", "\U0010ffff", "İ",
    "ß", "ﬁ", "~1", "/", "\\", "..", "<b>", "</table>", "<td rowspan=99999>", "<td colspan='-1'>", "&#0;",
    "&#xD800;", "|", "||", "|---|", "---", "```", "```mermaid", "graph TD", "A-->B", "# ", "1.", "a.", "•",
    "→", "↓", "[ ]", "[", "]]", "(", ")", "((", "{{", "}", "A" * 3000, "- " * 200, "( " * 300, "> " * 300,
)  # fmt: skip
_LETTERS = "\n\t |<>-*#:1 A[](){}`.,;/0²½–—•→\x0c\u00a0"


def odd_word(rng: Random) -> str:
    return rng.choice(ODD_WORDS)


def spoil_words(text: str, rng: Random) -> str:
    """One change within a phrase: a word odd, dropped, doubled or moved, or letters changed."""
    words = re.split(r"(\s+)", text)
    i, j = rng.randrange(len(words)), rng.randrange(len(words))
    kind = rng.randrange(6)
    if kind == 0:
        words[i] = odd_word(rng)
    elif kind == 1:
        words[i] += " " + odd_word(rng)
    elif kind == 2:
        words[i], words[j] = words[j], words[i]
    elif kind == 3:
        return odd_word(rng)
    elif kind == 4:
        del words[i : i + rng.randint(1, 5)]
    else:
        letters = list(text)
        for _ in range(rng.randint(1, 3)):
            letters.insert(rng.randrange(len(letters) + 1), rng.choice(_LETTERS))
        return "".join(letters)
    return "".join(words)


def spoil_text(data: bytes, edits: Sequence[Random]) -> bytes:
    text = data.decode("utf-8", "replace")
    for rng in edits:
        text = _edit(text, rng) or "."
    return text.encode(
        edits[0].choice(("utf-8",) * 8 + ("utf-16", "cp1252")) if edits else "utf-8", "replace"
    )


def _edit(text: str, rng: Random) -> str:
    mark = rng.choice(("\n", "\n", "\n\n", "\t", "|", "<", " ", "  "))
    parts = text.split(mark)
    i = rng.randrange(len(parts))
    n = rng.choice((1, 1, 2, 5, 20, 100))
    kind = rng.randrange(9)
    if kind == 0:
        del parts[i : i + n]
    elif kind == 1:
        parts[i:i] = parts[i : i + n] * rng.choice((1, 1, 2, 30))
    elif kind == 2:
        some = parts[i : i + n]
        rng.shuffle(some)
        parts[i : i + n] = some
    elif kind == 3:
        j = rng.randrange(len(parts))
        parts[i : i + n], parts[j : j + n] = parts[j : j + n], parts[i : i + n]
    elif kind == 4:
        parts = parts[i : i + rng.choice((3, 30, 300))]
    elif kind == 5:
        mark = rng.choice(("\n", "\t", "|", " ", "\r", "\x0c", "<br>", "</td><td>"))
    else:
        for k in range(i, min(i + n, len(parts))):
            parts[k] = spoil_words(parts[k], rng)
    return mark.join(parts)[:400_000]
