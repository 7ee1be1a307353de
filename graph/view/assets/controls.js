"use strict";
// Layers, what is shown, appearance, path and comparison: the controls at the left.
const Controls = (() => {
  const { el, fill, id } = Dom;
  const SWITCHES = { membership: "spokes", lone: "lone", dashed: "dashed", fan: "fan", possibly: "possibly" };

  function buildLayers() {
    const only = (name) => el("button", { type: "button", class: "link only", "aria-label": `only ${name}`, onclick: () => State.set({ layers: new Set([name]), only: false }) }, "only");
    fill(id("layers"), [...Rec.layers.values()].map((layer) => el("li", { "data-layer": layer.name, title: layer.definition },
      el("label", { class: "check" },
        el("input", { type: "checkbox", value: layer.name, onchange: (event) => {
          const layers = new Set(State.get().layers);
          layers[event.target.checked ? "add" : "delete"](layer.name);
          State.set({ layers });
        } }),
        Dom.swatch(layer.name), el("span", null, layer.name)), only(layer.name), el("span", { class: "n" }))));
    id("layers-all").addEventListener("click", () => State.set({ layers: new Set(Rec.layers.keys()), only: false }));
    id("layers-none").addEventListener("click", () => State.set({ layers: new Set() }));
    for (const [name, key] of Object.entries(SWITCHES)) id(name).addEventListener("change", (event) => State.set({ [key]: event.target.checked }));
  }

  function updateLayers(state, active) {
    for (const row of id("layers").children) {
      const name = row.dataset.layer;
      const number = active.counts.get(name).size;
      row.querySelector("input").checked = state.layers.has(name);
      row.querySelector(".n").textContent = number;
      row.classList.toggle("none", !number);
    }
    for (const [name, key] of Object.entries(SWITCHES)) id(name).checked = state[key];
    id("only").hidden = !state.only;
    if (state.only) fill(id("only"), `Only: ${Rec.slice.only.join(", ")}. `, el("button", { type: "button", class: "link", onclick: () => State.set({ only: false }) }, "show every mechanism"));
  }

  function buildAppearance() {
    for (const name of ["color", "size", "map"]) id(name).addEventListener("change", (event) => State.set({ [name]: event.target.value }));
    fill(id("map"), Rec.maps.map((map) => el("option", { value: map.name }, map.label)));
    fill(id("size"), Object.entries(Measures.KNOWN).map(([name, { label }]) => el("option", { value: name }, label)));
    let sliding = false;
    id("core").addEventListener("input", (event) => { State.set({ core: +event.target.value }, { push: !sliding }); sliding = true; });
    id("core").addEventListener("change", () => { sliding = false; });
  }

  const LINES = { new: "new", gone: "gone (dashed)", deepened: "deepened (thick)", loosened: "loosened (dashed)", same: "unchanged" };

  function updateAppearance(state, active) {
    for (const name of ["color", "size", "map"]) id(name).value = state[name];
    id("map-row").hidden = state.view !== "map";
    const whole = state.core ? Active.at({ ...state, core: 0, ego: 0 }, state.when) : active;
    id("core").max = Math.max(state.core, ...Measures.values(whole, "cores").values(), 0);
    id("core").value = state.core;
    id("core").setAttribute("aria-valuetext", state.core ? `actors with at least ${state.core} partners among themselves` : "everybody");
    id("core-value").textContent = state.core || "all";
    const groups = Colours.groups(state, active);
    const changes = Active.changes();
    const rows = changes ? Object.entries(LINES).map(([change, text]) => [change, text, [...changes.lines.values()].filter((row) => row.change === change).length])
      : groups.map(({ name, colour, has }) => [colour, name, [...has].filter((key) => active.actors.has(key)).length]);
    if (!changes && groups.length) rows.push(["grey", "others", [...active.actors.keys()].filter((key) => !groups.some((group) => group.has.has(key))).length]);
    fill(id("legend-colours"), rows.map(([colour, text, number]) => el("li", null, el("span", { class: `swatch ${colour}`, "aria-hidden": "true" }), el("span", null, text), el("span", { class: "n" }, number))));
    id("legend-text").textContent = changes ? "Lines by how they changed between the two dates."
      : state.color === "layer" ? "A line takes the colour of its deepest mechanism; the layers above are the legend. Faint: low confidence. Dashed: planned or ended."
        : state.color === "community" ? `Nodes by community. ${Rec.communities.text}`
          : state.color === "region" ? "Nodes by continent, after the M49 standard of the United Nations."
            : "Nodes by promises of defence among three or more that hold at this date. Each next bloc is the one whose members, as far as none before has them, take part in most mechanisms: an actor in several stands under the first.";
  }

  function buildPath() {
    id("path-clear").addEventListener("click", () => State.set({ from: "", to: "" }));
  }

  function openPath() {
    Panels.openFilters();
    id("path").open = true;
    id("path-to").focus();
  }

  function buildCompare() {
    id("vs").addEventListener("change", (event) => {
      const text = event.target.value.trim();
      const day = Time.dayFrom(text);
      event.target.setAttribute("aria-invalid", String(Boolean(text) && !day));
      if (day || !text) State.set({ vs: day, when: /^\d{4}-/.test(State.get().when) && !Time.isWindow(State.get().when) ? State.get().when : Rec.about.checked });
    });
    fill(id("vs-years"), [5, 10, 20].map((years) => el("button", { type: "button", class: "link", onclick: () => {
      const day = Time.dayFor(State.get().when);
      State.set({ when: day, vs: Time.dayFrom(`${+day.slice(0, 4) - years}${day.slice(4)}`) || `${+day.slice(0, 4) - years}-02-28` });
    } }, `${years} years before`)));
    id("vs-clear").addEventListener("click", () => State.set({ vs: "" }));
  }

  function updateFinding(state) {
    for (const end of ["from", "to"]) {
      const input = id(`path-${end}`);
      if (document.activeElement !== input) input.value = state[end] ? Rec.name(state[end]) : "";
    }
    if (state.from || state.to) id("path").open = true;
    if (state.vs) id("compare").open = true;
    if (document.activeElement !== id("vs")) { id("vs").value = state.vs; id("vs").setAttribute("aria-invalid", "false"); }
    id("vs-clear").hidden = !state.vs;
  }

  function updateHead(state) {
    const certainty = state.possibly ? "certainly or possibly in force" : "certainly in force";
    const over = state.when === "slice" ? (Rec.slice.mode === "throughout" ? ", throughout" : ", on any day of it") : Time.isWindow(state.when) ? ", on any day of it" : "";
    const [ticked, left] = [true, false].map((on) => [...Rec.layers.keys()].filter((name) => state.layers.has(name) === on));
    const layers = !ticked.length ? "no layer" : !left.length ? "all layers" : left.length < ticked.length ? `all layers but ${left.join(", ")}` : ticked.join(", ");
    const when = Time.whenInWords(state.when);
    const words = `${when.charAt(0).toUpperCase()}${when.slice(1)}${state.vs ? `, compared with ${Time.inWords(state.vs)}` : ""}${over}; ${certainty}; ${[layers, ...Reading.narrowed(state)].join("; ")}.`;
    // Where room is scarce, the panel alone says of what record.
    fill(id("slice"), words, el("span", { class: "record" }, ` Record ${Rec.about.version || "unversioned"}, checked to ${Time.inWords(Rec.about.checked)}.`));
    id("slice").classList.toggle("long", Boolean(state.vs) || words.length > 70);
  }

  return {
    build() { buildLayers(); buildAppearance(); buildPath(); buildCompare(); },
    openPath,
    update(state, active) { updateLayers(state, active); updateAppearance(state, active); updateFinding(state); updateHead(state); },
  };
})();
