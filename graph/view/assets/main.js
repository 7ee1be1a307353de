"use strict";
// Puts the parts together, and redraws when the reader's choices change.
(() => {
  const { el, id, fill, count } = Dom;

  function tip(sel, at) {
    const box = id("tip");
    id("graph").classList.toggle("hand", Boolean(sel));
    box.hidden = !sel;
    if (!sel) return;
    const active = State.active();
    const spoke = Rec.spokes.get(sel);
    const ties = active.pairs.get(sel);
    const title = spoke ? `${Rec.name(spoke.from)} – ${Rec.name(spoke.to)}`
      : Rec.byPair.has(sel) ? `${Rec.name(Rec.byPair.get(sel)[0].a)} – ${Rec.name(Rec.byPair.get(sel)[0].b)}` : Rec.name(sel);
    const text = spoke ? Rec.mechanisms.get(spoke.through[0]).kind
      : ties ? count(Picture.byMechanism(ties).length, "mechanism")
        : Rec.mechanisms.has(sel) ? `${Rec.mechanisms.get(sel).kind}, ${count(new Set(Rec.mechanisms.get(sel).parties.map((part) => part.actor)).size, "participant")}`
          : `${count(active.actors.get(sel)?.mechanisms.size ?? 0, "mechanism")}, ${count(active.actors.get(sel)?.partners.size ?? 0, "partner")}`;
    fill(box, el("b", null, title), el("span", null, text));
    const stage = id("graph");
    box.style.left = `${Math.max(4, Math.min(at.x + 14, stage.clientWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${Math.max(4, at.y + 18 + box.offsetHeight > stage.clientHeight ? at.y - box.offsetHeight - 10 : at.y + 18)}px`;
  }

  function explainEmpty(state, active) {
    const box = id("empty");
    box.hidden = active.ties.length > 0 || state.view !== "network";
    if (box.hidden) return;
    const held = [...active.counts.values()].some((found) => found.size);
    const why = !state.layers.size ? "No layer is ticked."
      : held ? "What holds at this date is in layers that are not ticked."
        : Rec.ties.length ? `The record knows of nothing that holds ${state.when === "any" ? "at any time" : "then"} under these choices. Its first ties begin in ${Controls.earliest()}.`
          : "The record holds no tie between states or organisations.";
    const any = el("button", { type: "button", onclick: () => State.set({ when: "any" }) }, "Show any time");
    const all = el("button", { type: "button", onclick: () => State.set({ layers: new Set(Rec.layers.keys()), only: false }) }, "Tick all layers");
    fill(box, el("h2", null, "Nothing to show"), el("p", null, why), el("p", null, state.when === "any" ? null : any, all));
  }

  function show(state, before) {
    const active = State.active();
    const table = state.view === "table";
    id("graph").hidden = table;
    id("zoom").hidden = table;
    id("table").hidden = !table;
    id("view-network").setAttribute("aria-pressed", String(!table));
    id("view-table").setAttribute("aria-pressed", String(table));
    tip("", null);
    Controls.update(state, active);
    const drawn = Picture.update(state, active);
    Panel.update(state, active, before);
    Table.update(state, active);
    explainEmpty(state, active);
    const words = `${count(active.actors.size, "actor")} and ${count(active.pairs.size, "pair")} tied by ${count(active.mechanisms.size, "mechanism")}, ${Panel.whenInWords(state, true)}`;
    id("graph").setAttribute("aria-label", `Network of ${words}. Use the search or the table to reach every tie.`);
    id("live").textContent = before && before.sel !== state.sel && state.sel ? `Selected: ${document.querySelector("#panel h2").textContent}` : words;
    if (table) id("note").hidden = true;
    return drawn;
  }

  id("app").hidden = false;
  Controls.build();
  Picture.start({ onSelect: (sel) => State.set({ sel }), onHover: tip });
  for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, () => tip("", null));
  State.listen(show);
  Controls.buildTheme(() => { Picture.readColors(); show(State.get(), null); });
  for (const [name, act] of [["zoom-in", () => Picture.zoom(1.25)], ["zoom-out", () => Picture.zoom(0.8)], ["zoom-fit", Picture.fit]]) id(name).addEventListener("click", act);
  Picture.fit();
  // For tests: the page as it stands, without a way to change it but the page's own.
  window.__accord = { net: Picture.net(), nodes: Picture.nodes, edges: Picture.edges, state: State.get, active: State.active, time: Time, record: Rec };
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "1"; }));
})();
