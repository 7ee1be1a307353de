"use strict";
// Finding by any name: labels, other names, codes; accents and case do not matter.
const Search = (() => {
  const { el, fill, id } = Dom;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const actorRows = [...Rec.actors.values()].filter((actor) => actor.node).map((actor) => ({ key: actor.key, label: actor.label, about: actor.type, rank: 0, names: [actor.label, actor.key, ...actor.names, ...Object.values(actor.codes)] }));
  const mechanismRows = [...Rec.mechanisms.values()].map((m) => ({ key: m.key, label: m.label, about: m.kind, rank: 1, names: [m.label, ...m.names] }));
  const folded = (rows) => rows.map((row) => ({ ...row, folded: row.names.map((name) => fold(String(name))) }));
  let all = null;
  const index = () => (all ??= folded([...actorRows, ...mechanismRows]));

  function matches(text, actorsOnly = false) {
    const wanted = fold(text.trim());
    if (!wanted) return [];
    const grade = (row) => Math.min(...row.folded.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 3 : 9)));
    return index().filter((row) => !actorsOnly || row.rank === 0).map((row) => ({ row, grade: grade(row) })).filter((found) => found.grade < 9)
      .sort((a, b) => a.grade + a.row.rank - b.grade - b.row.rank || (a.row.label < b.row.label ? -1 : 1)).slice(0, 10).map(({ row }) => row);
  }

  // A combobox as the ARIA authoring practices have it; `prefix` names its options.
  function combobox(input, list, prefix, { actorsOnly = false, onChoose, keep = false }) {
    let rows = [];
    let current = 0;
    const mark = () => {
      [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === current)));
      if (rows.length) { input.setAttribute("aria-activedescendant", `${prefix}${current}`); list.children[current].scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
    };
    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const choose = (row) => { input.value = keep ? row.label : ""; close(); onChoose(row); };
    const open = () => {
      rows = matches(input.value, actorsOnly);
      current = 0;
      fill(list, rows.length ? rows.map((row, at) => el("li", { role: "option", id: `${prefix}${at}`, onmousedown: (event) => { event.preventDefault(); choose(row); } }, el("span", null, row.label || "(no name)"), el("small", null, row.about)))
        : input.value.trim() ? [el("li", { role: "option", "aria-disabled": "true" }, "Nothing is called so.")] : []);
      const shown = Boolean(input.value.trim());
      list.hidden = !shown;
      input.setAttribute("aria-expanded", String(shown));
      if (shown) mark();
    };
    input.addEventListener("input", open);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && rows.length && !list.hidden) { event.preventDefault(); choose(rows[current]); }
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (rows.length) { current = (current + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length; mark(); }
      } else if (event.key === "Escape") { if (!keep) input.value = ""; close(); input.blur(); event.stopPropagation(); }
    });
  }

  function build() {
    combobox(id("q"), id("found"), "q", { onChoose: (row) => { State.set({ sel: row.key }); Panels.openPanel(); id("panel").focus({ preventScroll: true }); } });
    for (const end of ["from", "to"]) combobox(id(`path-${end}`), id(`found-${end}`), `${end}-`, { actorsOnly: true, keep: true, onChoose: (row) => State.set({ [end]: row.key }) });
  }

  return { build };
})();
