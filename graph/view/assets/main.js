"use strict";
// Puts the parts together, and redraws when the reader's choices change.
(() => {
  const { el, id, fill, count } = Dom;

  function tip(sel, at) {
    const box = id("tip");
    id("graph").classList.toggle("hand", Boolean(sel));
    box.hidden = !sel;
    if (!sel) return;
    const active = Active.active();
    const spoke = Rec.spokes.get(sel);
    const pair = Rec.byPair.get(sel)?.[0];
    const ties = active.pairs.get(sel);
    const mechanism = Rec.mechanisms.get(sel);
    const title = spoke ? `${Rec.name(spoke.from)} – ${Rec.name(spoke.to)}` : pair ? Reading.pairName(sel) : Rec.name(sel);
    const text = spoke ? Rec.mechanisms.get(spoke.through[0]).kind
      : pair ? (ties ? count(Active.byMechanism(ties).length, "mechanism") : "nothing that holds now")
        : mechanism ? `${mechanism.kind}, ${count(new Set(mechanism.parties.map((part) => part.actor)).size, "participant")}`
          : `${count(active.actors.get(sel)?.mechanisms.size ?? 0, "mechanism")}, ${count(active.actors.get(sel)?.partners.size ?? 0, "partner")}`;
    fill(box, el("b", null, title), el("span", null, text));
    const stage = id("graph");
    box.style.left = `${Math.max(4, Math.min(at.x + 14, stage.clientWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${stage.offsetTop + Math.max(4, at.y + 18 + box.offsetHeight > stage.clientHeight ? at.y - box.offsetHeight - 10 : at.y + 18)}px`;
  }

  function explainEmpty(state, active) {
    const box = id("empty");
    box.hidden = active.ties.length > 0 || state.view === "table" || Boolean(state.vs && Active.compared().ties.length);
    if (box.hidden) return;
    const held = [...active.counts.values()].some((found) => found.size);
    const why = !state.layers.size ? "No layer is ticked."
      : state.core && held ? `No actor has ${state.core} partners among those that are left.`
        : held ? "What holds at this date is in layers that are not ticked."
          : Rec.ties.length ? `The record knows of nothing that holds ${state.when === "any" ? "at any time" : "then"} under these choices. Its first ties begin in ${Timebar.earliest()}.`
            : "The record holds no tie between states or organisations.";
    const any = el("button", { type: "button", onclick: () => State.set({ when: "any", core: 0 }) }, "Show any time");
    const all = el("button", { type: "button", onclick: () => State.set({ layers: new Set(Rec.layers.keys()), only: false, core: 0 }) }, "Tick all layers");
    fill(box, el("h2", null, "Nothing to show"), el("p", null, why), el("p", null, state.when === "any" ? null : any, all));
  }

  // The bar over the picture: what narrows it, each to be undone with one press, and what is left out.
  function bar(state, scene) {
    const chip = (text, undo) => el("button", { type: "button", class: "chip undo", onclick: () => State.set(undo) }, `${text} ×`);
    const chips = [
      state.ego ? chip(`${state.ego === 1 ? "Neighbourhood" : "Two steps"} of ${Rec.name(state.sel)}`, { ego: 0 }) : null,
      state.core ? chip(`${state.core}-core`, { core: 0 }) : null,
      ...[...state.hide].map((key) => chip(`Without ${Rec.short(key)}`, { hide: new Set([...state.hide].filter((other) => other !== key)) })),
      state.vs ? chip(`Compared with ${Time.inWords(state.vs)}`, { vs: "" }) : null,
      state.from && state.to ? chip(`Path ${Rec.short(state.from)} – ${Rec.short(state.to)}`, { from: "", to: "" }) : null,
    ].filter(Boolean);
    const notes = state.view === "table" ? [] : scene.notes;
    fill(id("bar"), chips, notes.map((text) => el("p", { class: "note" }, text)));
    id("bar").hidden = !chips.length && !notes.length;
  }

  // What is clicked is in sight; what is chosen by name may not be.
  let clicked = false;
  function endsOf(sel) {
    if (Rec.nodeOf.has(sel)) return [sel];
    const spoke = Rec.spokes.get(sel);
    if (spoke) return [spoke.from, spoke.to];
    const pair = Rec.byPair.get(sel)?.[0];
    return pair ? [pair.a, pair.b] : Rec.mechanisms.get(sel)?.parties.slice(0, 2).map((part) => part.actor) ?? [];
  }

  function show(state, before) {
    const active = Active.active();
    const table = state.view === "table";
    for (const name of ["graph", "zoom"]) id(name).hidden = table;
    id("table").hidden = !table;
    // A table needs the room that the panel leaves unless something is selected.
    document.querySelector("main").classList.toggle("wide", table && !state.sel && !state.hide.size);
    for (const view of ["network", "map", "rings", "twomode", "table"]) id(`view-${view}`).setAttribute("aria-pressed", String(view === state.view));
    tip("", null);
    Controls.update(state, active);
    Timebar.update(state);
    Story.update(state);
    const scene = Picture.update(state, active);
    bar(state, scene);
    Panel.update(state, active, before);
    Table.update(state, active);
    explainEmpty(state, active);
    const words = `${count(active.actors.size, "actor")} and ${count(active.lines.size, "link")} between two, ${count(active.pairs.size, "pair")} tied by ${count(active.mechanisms.size, "mechanism")}, ${Time.whenInWords(state.when)}`;
    // How many actors and links, in the form that a test and a reader can take apart.
    id("graph").setAttribute("aria-label", `Network of ${active.actors.size} actors and ${active.lines.size} links; ${words}. Arrow keys walk from actor to actor, Enter opens; the search and the table reach every tie.`);
    id("live").textContent = before && before.sel !== state.sel && state.sel ? `Selected: ${document.querySelector("#panel h2").textContent}` : words;
    // Another layout, or a part of it, is fitted anew; another date never moves anything.
    const refit = before && (before.view !== state.view || before.map !== state.map || before.ego !== state.ego || before.from !== state.from || before.to !== state.to || (state.ego && before.sel !== state.sel) || (state.view === "rings" && before.sel !== state.sel));
    if (refit && !table) Picture.fit();
    else if (!table && state.sel && before?.sel !== state.sel && (!clicked || matchMedia("(max-width: 1000px)").matches)) Picture.reveal(endsOf(state.sel));
    clicked = false;
    return scene;
  }

  id("app").hidden = false;
  Controls.build();
  Timebar.build();
  Search.build();
  Panels.build();
  Keys.build();
  Picture.start({
    onSelect: (sel) => { clicked = true; if (sel) Panels.openPanel(); State.set(sel ? { sel } : { sel: "", ego: 0 }); },
    onHover: tip,
  });
  for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, () => tip("", null));
  State.listen(show);
  Theme.build(() => show(State.get(), null));
  Picture.fit();
  if (State.get().sel) { if (!State.get().step) Panels.openPanel(); Picture.reveal(endsOf(State.get().sel)); }
  // For tests: the page as it stands, without a way to change it but the page's own.
  window.__atlas = {
    net: Picture.net(), DN: Picture.nodes, DE: Picture.edges, state: State.get, active: Active.active, changes: Active.changes, labels: Picture.labels,
    scene: Picture.scene, time: Time, record: Rec, measures: Measures, download: Download,
  };
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "1"; }));
})();
