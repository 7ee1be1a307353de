"use strict";
// Layers, dates, search, theme and drawer.
const Controls = (() => {
  const { el, fill, id } = Dom;

  // -- layers ---------------------------------------------------------------------------------------

  function buildLayers() {
    fill(id("layers"), [...Rec.layers.values()].map((layer) => el("li", { "data-layer": layer.name, title: layer.definition },
      el("label", { class: "check" },
        el("input", { type: "checkbox", value: layer.name, onchange: (event) => {
          const layers = new Set(State.get().layers);
          layers[event.target.checked ? "add" : "delete"](layer.name);
          State.set({ layers });
        } }),
        Dom.swatch(layer.name), el("span", null, layer.name), el("span", { class: "n" })))));
    id("layers-all").addEventListener("click", () => State.set({ layers: new Set(Rec.layers.keys()), only: false }));
    id("layers-none").addEventListener("click", () => State.set({ layers: new Set() }));
    for (const name of ["spokes", "lone", "possibly"]) id(name).addEventListener("change", (event) => State.set({ [name]: event.target.checked }));
  }

  function updateLayers(state, active) {
    for (const row of id("layers").children) {
      const name = row.dataset.layer;
      const number = active.counts.get(name).size;
      row.querySelector("input").checked = state.layers.has(name);
      row.querySelector(".n").textContent = number;
      row.classList.toggle("none", !number);
    }
    for (const name of ["spokes", "lone", "possibly"]) id(name).checked = state[name];
    id("only").hidden = !state.only;
    if (state.only) fill(id("only"), `Only: ${Rec.slice.only.join(", ")}. `, el("button", { type: "button", class: "link", onclick: () => State.set({ only: false }) }, "show every kind"));
  }

  // -- dates ----------------------------------------------------------------------------------------

  const number = (day) => +day.slice(0, 4) * 12 + +day.slice(5, 7) - 1;
  const years = (() => {
    const starts = Rec.ties.filter((tie) => tie.bounds && tie.bounds[0] > "0001-01-01").map((tie) => tie.bounds[0]).sort();
    // A few beginnings of centuries ago must not stretch the slider: one in two hundred may lie before it.
    const first = [Rec.slice.first, starts[Math.floor(starts.length / 200)] ?? Rec.slice.first].sort()[0];
    const last = [Rec.about.checked, Rec.slice.last].reduce((a, b) => (a > b ? a : b));
    return { first: +first.slice(0, 4), last: +last.slice(0, 4), end: number(last) };
  })();

  // A month stands for its last day, but for the months of the slice and of the record's own day.
  function dayOf(index) {
    const day = Time.endOfMonth(Math.floor(index / 12), (index % 12) + 1);
    const own = [Rec.slice.first === Rec.slice.last ? Rec.slice.first : "", Rec.about.checked].find((known) => known.slice(0, 7) === day.slice(0, 7));
    return own ?? day;
  }

  function buildDates() {
    const slider = id("month");
    slider.min = years.first * 12;
    slider.max = years.end;
    // While the thumb moves, one entry in the history is enough.
    let sliding = false;
    slider.addEventListener("input", () => { State.set({ when: dayOf(+slider.value) }, { push: !sliding }); sliding = true; });
    slider.addEventListener("change", () => { sliding = false; });
    // A day, or a month, which stands for its last day. The browser's own field would show dates in its own order.
    id("day").addEventListener("change", (event) => {
      const text = event.target.value.trim();
      const when = Time.isDay(text) ? text : Time.isDay(`${text}-01`) ? Time.endOfMonth(+text.slice(0, 4), +text.slice(5, 7)) : "";
      event.target.setAttribute("aria-invalid", String(!when));
      if (when) State.set({ when });
    });
    id("any").addEventListener("change", (event) => State.set({ when: event.target.checked ? "any" : State.opened }));
    id("back").addEventListener("click", () => State.set({ when: State.opened }));
    const span = Math.max(1, years.end - years.first * 12);
    const step = [1, 2, 5, 10, 20, 50].find((size) => (years.last - years.first) / size <= 9) ?? 100;
    const marks = [];
    for (let year = Math.ceil(years.first / step) * step; year <= years.last; year += step) {
      const mark = el("span", null, year);
      mark.style.left = `${(100 * (year * 12 - years.first * 12)) / span}%`;
      marks.push(mark);
    }
    fill(id("years"), marks);
    drawHistory(span);
  }

  // How many mechanisms held at the end of each year, over the slider.
  function drawHistory(span) {
    const known = [...new Map(Rec.ties.map((tie) => [tie.mechanism.key, tie.mechanism])).values()];
    const points = [];
    for (let year = years.first; year <= years.last; year += 1) {
      const day = year === years.last ? Rec.about.checked : `${String(year).padStart(4, "0")}-12-31`;
      const held = known.filter((m) => Time.holding(m.interval, { first: day, last: day, mode: "any" }) === 2).length;
      points.push([Math.min(span, (year - years.first) * 12 + 11), held]);
    }
    const top = Math.max(1, ...points.map(([, held]) => held));
    const svg = id("history");
    svg.setAttribute("viewBox", `0 0 ${span} 100`);
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", `M0 100${points.map(([x, held]) => ` L${x} ${100 - (100 * held) / top}`).join("")} L${span} 100 Z`);
    svg.replaceChildren(path);
  }

  function updateDates(state) {
    const day = Time.dayFor(state.when);
    const slider = id("month");
    slider.value = number(day);
    slider.setAttribute("aria-valuetext", state.when === "any" ? "any time" : Time.monthInWords(day));
    id("day").value = day;
    id("day").setAttribute("aria-invalid", "false");
    id("any").checked = state.when === "any";
    id("when").classList.toggle("any", state.when === "any" || state.when === "slice");
    id("back").hidden = state.when === State.opened;
    const certainty = state.possibly ? "certainly or possibly in force" : "certainly in force";
    const over = state.when === "slice" ? (Rec.slice.mode === "throughout" ? ", throughout" : ", on any day of it") : "";
    const layers = state.layers.size === Rec.layers.size ? "all layers" : state.layers.size ? [...Rec.layers.keys()].filter((name) => state.layers.has(name)).join(", ") : "no layer";
    id("slice").textContent = `${Panel.whenInWords(state)}${over}; ${certainty}; ${layers}. Record ${Rec.about.version || "unversioned"}, checked to ${Time.inWords(Rec.about.checked)}.`;
  }

  // -- search ---------------------------------------------------------------------------------------

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const index = [
    ...[...Rec.actors.values()].filter((actor) => actor.node).map((actor) => ({ key: actor.key, label: actor.label, about: actor.type, names: [actor.label, actor.key, ...actor.names, ...Object.values(actor.codes)], rank: 0 })),
    ...[...Rec.mechanisms.values()].map((m) => ({ key: m.key, label: m.label, about: m.kind, names: [m.label, ...m.names], rank: 1 })),
  ].map((row) => ({ ...row, folded: row.names.map(fold) }));

  function matches(text) {
    const wanted = fold(text.trim());
    if (!wanted) return [];
    const grade = (row) => Math.min(...row.folded.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 3 : 9)));
    return index.map((row) => ({ row, grade: grade(row) })).filter((found) => found.grade < 9)
      .sort((a, b) => a.grade + a.row.rank - b.grade - b.row.rank || (a.row.label < b.row.label ? -1 : 1)).slice(0, 10).map(({ row }) => row);
  }

  function buildSearch() {
    const input = id("q");
    const list = id("found");
    let rows = [];
    let current = 0;
    const mark = () => {
      [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === current)));
      if (rows.length) { input.setAttribute("aria-activedescendant", `q${current}`); list.children[current].scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
    };
    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const choose = (row) => { input.value = ""; close(); State.set({ sel: row.key }); id("panel").focus({ preventScroll: true }); id("panel").scrollIntoView({ block: "nearest" }); };
    const open = () => {
      rows = matches(input.value);
      current = 0;
      fill(list, rows.length ? rows.map((row, at) => el("li", { role: "option", id: `q${at}`, onmousedown: (event) => { event.preventDefault(); choose(row); } }, el("span", null, row.label || "(no name)"), el("small", null, row.about)))
        : input.value.trim() ? [el("li", { role: "option", "aria-disabled": "true" }, "Nothing is called so.")] : []);
      const shown = Boolean(input.value.trim());
      list.hidden = !shown;
      input.setAttribute("aria-expanded", String(shown));
      if (shown) mark();
    };
    input.addEventListener("input", open);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && rows.length && !list.hidden) choose(rows[current]);
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (rows.length) { current = (current + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length; mark(); }
      } else if (event.key === "Escape") { input.value = ""; close(); input.blur(); event.stopPropagation(); }
    });
  }

  // -- theme, drawer, keys --------------------------------------------------------------------------

  function buildTheme(onChange) {
    const system = matchMedia("(prefers-color-scheme: dark)");
    let chosen = null;
    const apply = () => {
      const dark = chosen ?? system.matches;
      document.documentElement.classList.toggle("dark", dark);
      id("theme").textContent = dark ? "Light" : "Dark";
      id("theme").setAttribute("aria-label", dark ? "Use light colours" : "Use dark colours");
      onChange();
    };
    system.addEventListener("change", apply);
    id("theme").addEventListener("click", () => { chosen = !(chosen ?? system.matches); apply(); });
    apply();
  }

  function drawer(open) {
    id("filters").classList.toggle("open", open);
    id("drawer").setAttribute("aria-expanded", String(open));
  }

  function buildKeys() {
    id("drawer").addEventListener("click", (event) => { drawer(!id("filters").classList.contains("open")); event.stopPropagation(); });
    id("drawer-close").addEventListener("click", () => { drawer(false); id("drawer").focus(); });
    document.addEventListener("click", (event) => { if (!id("filters").contains(event.target)) drawer(false); });
    for (const view of ["network", "table"]) id(`view-${view}`).addEventListener("click", () => State.set({ view }));
    document.addEventListener("keydown", (event) => {
      const typing = event.target.matches?.("input:not([type=checkbox]):not([type=range]), textarea, select");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); id("q").focus(); id("q").select(); }
      else if (event.key === "Escape" && !typing) {
        if (id("filters").classList.contains("open")) drawer(false);
        else if (State.get().sel) State.set({ sel: "" });
      }
    });
  }

  return {
    build() { buildLayers(); buildDates(); buildSearch(); buildKeys(); },
    buildTheme,
    update(state, active) { updateLayers(state, active); updateDates(state); },
    earliest: () => years.first,
  };
})();
