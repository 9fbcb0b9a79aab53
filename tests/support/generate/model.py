"""What a sample document is made of: the description that both the drawing and the truth come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

Color = tuple[float, float, float]
Paint = Color | tuple[Color, Color]  # one colour, or two that run into each other from top to bottom

KAPSUL, KOTAK, KETUPAT, SEGILIMA, LAIN = "kapsul", "kotak", "belah_ketupat", "segilima", "lain"

# The truth files name symbols by their role.
TRUTH_KIND = {
    KAPSUL: "terminator",
    KOTAK: "proses",
    KETUPAT: "keputusan",
    SEGILIMA: "konektor",
    LAIN: "lain",
}


@dataclass(frozen=True, slots=True)
class Waktu:
    """A duration as printed, with what it means: two bounds (None: no such bound) and their unit."""

    teks: str = ""
    min: float | None = None
    maks: float | None = None
    satuan: str | None = None


def tetap(n: float, satuan: str) -> Waktu:
    """``tetap(3, "Hari Kerja")``: printed "3 Hari Kerja"."""
    return Waktu(f"{n:g} {satuan}", n, n, satuan.lower().replace(" ", "_"))


def rentang(a: float, b: float, satuan: str, sambung: str = "-") -> Waktu:
    return Waktu(f"{a:g}{sambung}{b:g} {satuan}", a, b, satuan.lower().replace(" ", "_"))


def maksimal(n: float, satuan: str, awalan: str = "Maks.") -> Waktu:
    return Waktu(f"{awalan} {n:g} {satuan}", None, n, satuan.lower().replace(" ", "_"))


def angka(n: float, satuan: str) -> Waktu:
    """A bare number; its unit stands in the column header only."""
    return Waktu(f"{n:g}", n, n, satuan)


def kata(teks: str) -> Waktu:
    return Waktu(teks)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A drawn symbol in the column of executor ``di``.

    ``ke``: where its arrows go, as "row", "row.k" (the k-th symbol of that row, from 1) or with a
    label "row:Ya"; None: to the first symbol of the next row. ``bebas``: targets of headless lines
    in the same row (joint work). ``gabung``: targets whose arrow runs into another arrow to the
    same target. ``cabang``: targets whose arrow forks off this symbol's first arrow.
    ``geser``: shift of the centre from the middle of its column, as a share of the column's width.
    """

    di: str
    jenis: str = KOTAK
    ke: tuple[str, ...] | None = None
    bebas: tuple[str, ...] = ()
    gabung: tuple[str, ...] = ()
    cabang: tuple[str, ...] = ()
    teks: str = ""
    geser: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """A row. ``nomor`` None: counted; "\\n" in a cell's text starts a new printed line."""

    kegiatan: str
    simbol: tuple[Symbol, ...]
    kelengkapan: str = ""
    waktu: Waktu = Waktu()
    output: str = ""
    keterangan: str = ""
    nomor: str | None = None


@dataclass(frozen=True, slots=True)
class Executor:
    kunci: str
    label: str
    kelompok: str | None = None
    di_luar: bool = False  # outside the "Pelaksana" group cell


@dataclass(frozen=True, slots=True)
class Signed:
    jabatan: str | None = None
    nama: str | None = None
    pangkat: str | None = None
    nip: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity block. ``kepala``: printed letterhead lines; None dates are printed empty."""

    kepala: tuple[str, ...] = ()
    instansi: str | None = None
    unit: str | None = None
    nomor_sop: str | None = None
    nama_sop: str | None = None
    tanggal_pembuatan: date | None = None
    tanggal_revisi: date | None = None
    tanggal_efektif: date | None = None
    disahkan_oleh: Signed = Signed()
    dasar_hukum: tuple[str, ...] = ()
    kualifikasi_pelaksana: tuple[str, ...] = ()
    keterkaitan: tuple[str, ...] = ()
    peralatan: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()
    pencatatan: tuple[str, ...] = ()


FIELDS = ("nomor", "kegiatan", "pelaksana", "kelengkapan", "waktu", "output", "keterangan")
TITLES = {
    "nomor": "No.",
    "kegiatan": "Kegiatan",
    "pelaksana": "Pelaksana",
    "mutu": "Mutu Baku",
    "kelengkapan": "Kelengkapan",
    "waktu": "Waktu",
    "output": "Output",
    "keterangan": "Keterangan",
}


@dataclass(frozen=True, slots=True)
class Style:
    """An office's drawing habits. Lengths in points."""

    paper: tuple[float, float] = (936.0, 612.0)
    margin: float = 36.0
    font: str = "Helvetica"
    size: float = 8.0
    # table
    columns: tuple[str, ...] = FIELDS
    titles: dict[str, str] = field(default_factory=dict)
    ket_in_group: bool = False
    numbering: str = ""  # "": none, "1", "(1)": a row of column numbers; "loncat": one for all executors
    header_fill: float | Paint | None = None  # grey level 0-1, a colour, or two that run into each other
    header_ink: Color = (0.0, 0.0, 0.0)  # colour of the header's letters
    repeat_header: bool = True
    rules: str = "lines"  # lines | rects | strips | curves | cells
    rule_width: float = 0.5
    dividers: bool = True  # rules between the executors' columns in the body
    row_min: float = 34.0
    valign: str = "middle"  # middle | top
    split_rows: bool = False  # a page break may cut a row
    dot: str = ""  # printed after a row's number
    # symbols
    symbol: tuple[float, float] = (34.0, 14.0)
    fill: Paint | None = None
    stroke_width: float | None = 0.8  # None: no outline
    ink: Color = (0.0, 0.0, 0.0)  # colour of outlines, lines and heads
    letters: Color | None = None  # colour of the text in symbols; None: what can be read on the fill
    other: str = "dokumen"  # dokumen | silinder | segienam | trapesium | lingkaran | salinan: what LAIN is
    effect: str = ""  # bayangan | ganda | timbul | arsir | putus | tangan: what is done to symbols
    corner: float = 0.0  # points: radius of the corners of boxes
    mark: str = ""  # lingkaran | anak: what is drawn into boxes
    capsule: str = "kapsul"  # kapsul | elips | bulat: how a start or end is drawn
    # arrows
    line: str = "polyline"  # polyline | segments | polygon
    line_width: float = 0.8
    head: str = "filled"  # filled | open | polygon
    head_size: float = 5.0
    gap: float = 0.0  # ends stop short of the symbol; negative: run into it
    dashed: bool = False
    exits: str = "bawah"  # bawah | samping: where arrows leave a symbol by preference
    label: str = "samping"  # samping | celah | kotak | putar
    label_size: float = 6.5
    on_rules: bool = False  # sideways segments lie exactly on the rows' rules
    breaks: str = "dalam"  # dalam | bawah | potong: page-break pentagons inside, below the table, none
    numbered: bool = False
    # identity block
    identity: str = "kisi"  # kisi | titik_dua | tanpa, or one of blocks.LAYOUTS
    own_page: bool = True
    upper: bool = False  # labels of the block in capitals
    name_label: str = "Nama SOP"
    list_marker: str = "1."  # "1." | "1)" | "1," | "1 ." | "1" | "-" | "": how list items begin
    other_labels: bool = False  # words of other offices over the lists
    two_columns: bool = False  # "peralatan" in two columns side by side
    empty_mark: str = ""  # what stands in an empty field
    title: tuple[str, ...] = ()  # printed over the step table
    closing: tuple[str, ...] = ()  # printed under the step table


@dataclass(frozen=True, slots=True)
class Sop:
    identitas: Identity
    pelaksana: tuple[Executor, ...]
    langkah: tuple[Step, ...]
    style: Style = field(default_factory=Style)
    gambar: str = ""  # "": vector; "tabel": the step table is a picture; "bagan": its flowchart is


@dataclass(frozen=True, slots=True)
class Prose:
    """Pages that are no SOP: a decree, a letter. A line starting with "=" is centred and bold."""

    lines: tuple[str, ...]
    paper: tuple[float, float] = (612.0, 936.0)
    font: str = "Times-Roman"
    size: float = 11.0


@dataclass(frozen=True, slots=True)
class Description:
    """One source document: its sections in order, each starting on a new page."""

    berkas: str
    sections: tuple[Sop | Prose, ...]

    @property
    def sops(self) -> tuple[Sop, ...]:
        return tuple(s for s in self.sections if isinstance(s, Sop))
