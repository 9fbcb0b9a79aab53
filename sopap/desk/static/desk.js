// The desk's own script: keyboard, editing in place, marks on the page. No library, no build step.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const id = document.body.dataset.id;
const typing = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "");

function tell(text, wrong = false) {
  const place = one("#kabar");
  if (place) { place.textContent = text; place.classList.toggle("salah", wrong); }
}

async function send(path, body) {
  const answer = await fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json", "X-Sopap": "1" }, body: JSON.stringify(body || {}),
  });
  const data = await answer.json();
  if (!answer.ok) { tell(data.alasan || "Ditolak.", true); throw new Error(data.alasan); }
  return data;
}

const change = (tindakan, jalur, menjadi, more = {}) => send(`/api/sop/${id}/koreksi`, { tindakan, jalur, menjadi, ...more });

// What was looked at last, so that a page that is loaded again goes on there.
function reload(next) {
  sessionStorage.setItem(`ragu ${id}`, next ?? current);
  sessionStorage.setItem(`gulir ${id}`, one(".formulir").scrollTop);
  location.reload();
}

// --- the list -------------------------------------------------------------------------------

function listKeys() {
  const rows = all("table.sop tbody tr").filter((r) => one("a.buka", r));
  let at = -1;
  const pick = (n) => {
    at = Math.max(0, Math.min(rows.length - 1, n));
    rows.forEach((r, i) => r.classList.toggle("pilih", i === at));
    rows[at]?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (e) => {
    if (e.key === "/" && !typing()) { e.preventDefault(); one("#cari").focus(); }
    if (typing()) return;
    if (e.key === "j") pick(at + 1);
    if (e.key === "k") pick(at - 1);
    if (e.key === "Enter" && rows[at]) one("a.buka", rows[at]).click();
  });
  all(".saring select").forEach((s) => s.addEventListener("change", () => s.form.submit()));
}

// --- doubts ---------------------------------------------------------------------------------

let current = 0;
const doubts = () => all(".keraguan li[data-ragu]");

function pick(n) {
  const list = doubts();
  if (!list.length) return;
  current = Math.max(0, Math.min(list.length - 1, n));
  all(".pilih").forEach((x) => x.classList.remove("pilih"));
  const doubt = list[current];
  doubt.classList.add("pilih");
  doubt.scrollIntoView({ block: "nearest" });
  const mark = one(`svg.letak [data-ragu="${doubt.dataset.ragu}"]`);
  drawn(doubt.dataset.jalur).forEach((x) => x.classList.add("pilih"));
  if (mark) { mark.classList.add("pilih"); mark.scrollIntoView({ block: "center", inline: "center" }); }
  const value = valueAt(doubt.dataset.jalur);
  if (value) value.scrollIntoView({ block: "center" });
}

// What is drawn for a place, in the chart and on the pages.
const drawn = (place) => all(`svg.alur [data-jalur="${CSS.escape(place)}"], svg.letak .panah[data-jalur="${CSS.escape(place)}"]`);

// The widget that shows a place, or the nearest one that holds it.
function valueAt(place) {
  for (let p = place; p; p = p.slice(0, p.lastIndexOf("/"))) {
    const found = one(`.formulir [data-jalur="${CSS.escape(p)}"]:not(li[data-ragu])`)
      || one(`.formulir [data-jalur="${CSS.escape(p)}/teks"]`) || one(`.formulir [data-jalur="${CSS.escape(p)}/0/teks"]`)
      || one(`.formulir [data-jalur="${CSS.escape(p)}/0"]`);
    if (found) return found;
  }
  return null;
}

async function right() {
  const doubt = doubts()[current];
  if (!doubt) return;
  await change("benar", doubt.dataset.jalur, null);
  tell("Ditandai benar.");
  reload(current);
}

function repair() {
  const doubt = doubts()[current];
  const value = doubt && valueAt(doubt.dataset.jalur);
  if (!value) return;
  // A row whose symbol was not read gets one first; its executor is then chosen in the same way.
  const symbols = /^\/langkah\/\d+\/simbol$/.test(doubt.dataset.jalur) && doubt.dataset.jalur;
  if (symbols && !one(`.pasang[data-jalur="${symbols}/0"]`)) return one(`button[data-simbol="${symbols}/-"]`)?.click();
  if (value.classList.contains("isi")) edit(value); else (one("select, .isi", value) || value).focus();
}

// --- editing in place -----------------------------------------------------------------------

function edit(place) {
  if (one("textarea", place)) return;
  const old = place.textContent;
  const box = document.createElement("textarea");
  box.value = old;
  place.textContent = "";
  place.append(box);
  box.focus();
  box.select();
  let over = false;
  const close = (text) => { over = true; place.textContent = text; };
  const save = async () => {
    if (over) return;
    const text = box.value.trim();
    if (text === old) return close(old);
    over = true;
    try {
      const said = (value) => (value === "" && empties(place.dataset.jalur) ? null : value);
      await change("ubah", place.dataset.jalur, said(text), { dibaca: said(old) });
      tell("Tersimpan.");
      await offer(place, old, text);
      reload();
    } catch { close(old); }
  };
  box.addEventListener("blur", save);
  box.addEventListener("keydown", (e) => {
    e.stopPropagation();
    if (e.key === "Escape") close(old);
    if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); save(); }
  });
}

// Fields of the identity block and labels of arrows are null where they are empty, cells are "".
const empties = (place) => /^\/(nomor_sop|nama_sop|tanggal_|instansi|unit|disahkan_oleh\/)/.test(place) || /^\/alur\/\d+\/label$/.test(place);

async function offer(place, old, text) {
  const kind = { "/instansi": "instansi", "/unit": "unit" }[place.dataset.jalur] || (place.dataset.jenis === "pelaksana" ? "pelaksana" : "");
  if (!kind || !old || !text) return;
  const body = { jenis: kind, dibaca: old, menjadi: text };
  const found = await send(`/api/sop/${id}/serupa`, body);
  if (found.jumlah && confirm(`“${old}” juga ada di ${found.jumlah} tempat di SOP lain. Perbaiki semuanya?`)) {
    await send(`/api/sop/${id}/serupa`, { ...body, terapkan: true });
  }
}

const blankRow = { urutan: 1, nomor: "", kegiatan: "(baris baru)", simbol: [], mutu_baku: { kelengkapan: { teks: "", butir: [] }, waktu: { teks: "", jenis: "kosong" }, output: { teks: "", butir: [] } }, keterangan: "", asal: null, keyakinan: 1 };

async function clicked(e) {
  const b = e.target.closest("button, .isi, [data-besar], svg.letak rect, svg.alur .simbol, .keraguan li");
  if (!b) return;
  const d = b.dataset;
  if (b.matches(".isi")) return edit(b);
  if (b.matches(".keraguan li")) return pick(doubts().indexOf(b));
  if (b.matches("svg.letak rect")) {
    const doubt = b.closest("[data-ragu]");
    if (doubt) return pick(doubts().findIndex((x) => x.dataset.ragu === doubt.dataset.ragu));
    return valueAt(d.jalur)?.scrollIntoView({ block: "center" });
  }
  if (b.matches("svg.alur .simbol")) return chooseEnd(b);
  if (d.besar) return zoom(Number(d.besar));
  if (d.tindakan) {
    pick(doubts().indexOf(b.closest("li")));
    if (d.tindakan === "benar") return right();
    if (d.tindakan === "perbaiki") return repair();
    return pick(current + 1);
  }
  if (d.gabung) { await change("gabung", d.gabung, null); return reload(); }
  if (d.pisah) return splitRow(d.pisah, Number(d.tetap));
  if (d.hapus) { await change("hapus", d.hapus, null); return reload(); }
  if (d.baris) { await change("tambah", `/langkah/${d.baris}`, blankRow); return reload(); }
  if (d.simbol) { await change("tambah", d.simbol, { pelaksana: one("select[data-jalur$='/pelaksana'] option")?.value || "p1", jenis: "kotak", teks: null, kotak: null }); return reload(); }
  if (d.tambah === "/disahkan_oleh") { await change("ubah", d.tambah, { jabatan: null, nama: "(isi nama)", pangkat: null, nip: null }); return reload(); }
  if (d.tambah) { await change("tambah", d.tambah, d.tambah.startsWith("/dasar_hukum") ? { teks: "(isi)" } : "(isi)"); return reload(); }
  if (b.id === "panah") return addArrow(one("#dari").value, one("#ke").value);
  if (b.id === "bacaan") return show();
  if (b.id === "terima") return accept();
  if (b.id === "urung") return undo();
}

// A row is cut where its activity is clicked, or where the cursor stands when Enter is pressed.
function splitRow(place, stay) {
  const cell = one(`.isi[data-jalur="${place}/kegiatan"]`);
  const box = document.createElement("textarea");
  box.value = cell.textContent;
  cell.replaceWith(box);
  tell("Letakkan kursor di tempat baris dipisah, lalu tekan Enter (Esc: batal).");
  box.focus();
  box.addEventListener("keydown", async (e) => {
    e.stopPropagation();
    if (e.key === "Escape") return box.replaceWith(cell);
    if (e.key !== "Enter") return;
    e.preventDefault();
    const huruf = [...box.value.slice(0, box.selectionStart)].length; // letters, not UTF-16 units
    await change("pisah", place, { huruf, simbol: stay });
    reload();
  });
}

async function accept() {
  await change("terima", "", null);
  const next = document.body.dataset.berikut;
  if (next) location.href = `/sop/${next}`; else reload();
}

async function undo() { await send(`/api/sop/${id}/batal`); tell("Koreksi terakhir diurungkan."); reload(); }

let firstEnd = null;
function chooseEnd(symbol) {
  const [, , row, , index] = symbol.dataset.jalur.split("/");
  const lane = one(`select[data-jalur="/langkah/${row}/simbol/${index}/pelaksana"]`).value;
  const end = `${Number(row) + 1}|${lane}|${index}`;
  symbol.classList.add("pilih");
  if (firstEnd === null) { firstEnd = end; tell("Pilih simbol tujuan."); return; }
  const from = firstEnd;
  firstEnd = null;
  addArrow(from, end);
}

async function addArrow(from, to) {
  const end = (text) => { const [langkah, pelaksana, simbol] = text.split("|"); return { langkah: Number(langkah), pelaksana, simbol: Number(simbol) }; };
  const label = one("#tulisan").value || null;
  await change("tambah", "/alur/-", { dari: end(from), ke: end(to), label, makna: label ? label.toLowerCase() : null, terarah: true });
  reload();
}

// --- pictures of the pages ------------------------------------------------------------------

let wide = Number(sessionStorage.getItem("lebar") || 1);
function zoom(by) {
  wide = Math.max(0.5, Math.min(5, wide * by));
  sessionStorage.setItem("lebar", wide);
  one(".lembar").style.width = `${100 * wide}%`;
}

// What was read, drawn over the pages as `sopap inspect` draws it; stays until it is taken away.
function show(on = !one(".lembar").classList.contains("tampak")) {
  sessionStorage.setItem("tampak", on ? "1" : "");
  one(".lembar").classList.toggle("tampak", on);
  one("#bacaan").textContent = on ? "Sembunyikan bacaan" : "Tampilkan bacaan";
}

async function draw(figure) {
  const answer = await fetch(figure.dataset.gambar);
  if (!answer.ok) { one("figcaption", figure).textContent += ": gambar tidak tersedia"; return; }
  one("svg.letak", figure).setAttribute("viewBox", `0 0 ${answer.headers.get("X-Lebar")} ${answer.headers.get("X-Tinggi")}`);
  const image = new Image();
  image.src = URL.createObjectURL(await answer.blob());
  image.alt = one("figcaption", figure).textContent;
  one(".alas", figure).prepend(image);
  await image.decode().catch(() => {});
  const scale = image.naturalWidth / Number(answer.headers.get("X-Lebar"));
  all(`canvas.potong[data-halaman="${figure.dataset.halaman}"]`).forEach((c) => crop(c, image, scale));
}

// A value as it stands on the paper, beside what was read: a handwritten number is checked without searching.
function crop(canvas, image, scale) {
  const [x0, y0, x1, y1] = canvas.dataset.kotak.split(" ").map(Number);
  const [width, height] = [x1 - x0 + 6, y1 - y0 + 6];
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.style.width = `min(100%, ${1.4 * width}px)`;
  canvas.getContext("2d").drawImage(image, (x0 - 3) * scale, (y0 - 3) * scale, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height);
}

function pan(sheet) {
  let from = null;
  sheet.addEventListener("pointerdown", (e) => { if (!e.target.closest("rect, button, a")) from = [e.clientX + sheet.scrollLeft, e.clientY + sheet.scrollTop]; });
  addEventListener("pointermove", (e) => { if (from) { sheet.scrollLeft = from[0] - e.clientX; sheet.scrollTop = from[1] - e.clientY; } });
  addEventListener("pointerup", () => { from = null; });
  sheet.addEventListener("wheel", (e) => { if (e.ctrlKey) { e.preventDefault(); zoom(e.deltaY < 0 ? 1.1 : 0.9); } }, { passive: false });
}

function recordKeys(e) {
  if (typing() || e.ctrlKey || e.metaKey || e.altKey) return;
  const keys = {
    n: () => pick(current + 1), p: () => pick(current - 1), b: right, e: repair, s: () => pick(current + 1), u: undo, t: accept,
    k: () => show(),
    "]": () => document.body.dataset.berikut && (location.href = `/sop/${document.body.dataset.berikut}`),
    "[": () => document.body.dataset.sebelum && (location.href = `/sop/${document.body.dataset.sebelum}`),
    Enter: () => document.activeElement?.matches(".isi") && edit(document.activeElement),
  };
  if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
}

async function openRecord() {
  document.addEventListener("click", (e) => clicked(e).catch?.(() => {}));
  document.addEventListener("keydown", recordKeys);
  all("select[data-jalur]").forEach((s) => s.addEventListener("change", async () => { const old = all("option", s).find((o) => o.defaultSelected)?.value; await change("ubah", s.dataset.jalur, s.value, { dibaca: old }); tell("Tersimpan."); reload(); }));
  doubts().forEach((d) => { valueAt(d.dataset.jalur)?.classList.add("ada-ragu"); drawn(d.dataset.jalur).forEach((x) => x.classList.add("ada-ragu")); });
  one(".formulir").scrollTop = Number(sessionStorage.getItem(`gulir ${id}`) || 0);
  zoom(1);
  show(Boolean(sessionStorage.getItem("tampak")));
  pan(one(".kertas"));
  await Promise.all(all("figure[data-gambar]").map(draw));
  if (doubts().length) pick(Number(sessionStorage.getItem(`ragu ${id}`) || 0));
}

if (id) openRecord(); else listKeys();
