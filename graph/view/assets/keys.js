"use strict";
// Drawers, theme, keys, and what stands in the bar over the picture.
const Panels = (() => {
  const { id } = Dom;
  const drawers = { filters: "drawer", panel: "drawer-panel" };

  function open(name, on) {
    id(name).classList.toggle("open", on);
    id(drawers[name]).setAttribute("aria-expanded", String(on));
  }

  function build() {
    for (const [name, button] of Object.entries(drawers)) {
      id(button).addEventListener("click", (event) => { open(name, !id(name).classList.contains("open")); event.stopPropagation(); });
    }
    id("drawer-close").addEventListener("click", () => { open("filters", false); id("drawer").focus(); });
    document.addEventListener("pointerdown", (event) => {
      const outside = (name) => !id(name).contains(event.target) && !id(drawers[name]).contains(event.target);
      if (outside("filters")) open("filters", false);
      if (outside("panel") && !id("stage").contains(event.target)) open("panel", false);
    });
  }

  return { build, openFilters: () => open("filters", true), openPanel: () => open("panel", true), close: () => { open("filters", false); open("panel", false); }, anyOpen: () => matchMedia("(max-width: 1000px)").matches && Object.keys(drawers).some((name) => id(name).classList.contains("open")) };
})();

const Theme = (() => {
  const { id } = Dom;
  function build(onChange) {
    const system = matchMedia("(prefers-color-scheme: dark)");
    let chosen = null;
    const apply = () => {
      const dark = (chosen ?? system.matches) && !matchMedia("print").matches;
      document.documentElement.classList.toggle("dark", dark);
      id("theme").textContent = dark ? "Light" : "Dark";
      id("theme").setAttribute("aria-label", dark ? "Use light colours" : "Use dark colours");
      Colours.read();
      onChange();
    };
    system.addEventListener("change", apply);
    // Paper is white.
    matchMedia("print").addEventListener("change", apply);
    id("theme").addEventListener("click", () => { chosen = !(chosen ?? system.matches); apply(); });
    apply();
  }
  return { build };
})();

const Keys = (() => {
  const { id } = Dom;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function onPicture(event) {
    const step = ARROWS[event.key];
    const key = Picture.cursor();
    if (step) {
      event.preventDefault();
      const at = Picture.walk(...step);
      const entry = Active.active().actors.get(at);
      Dom.say(at ? `${Rec.name(at)}: ${Dom.count(entry?.partners.size ?? 0, "partner")}, ${Dom.count(entry?.mechanisms.size ?? 0, "mechanism")}` : "Nothing is shown.");
    } else if (event.key === "Enter" && key) { event.preventDefault(); State.set({ sel: key }); Panels.openPanel(); id("panel").focus(); }
    else if (event.key === "+" || event.key === "=") Picture.zoom(1.25);
    else if (event.key === "-") Picture.zoom(0.8);
    else if (event.key === "0") Picture.fit();
  }

  function escape() {
    const state = State.get();
    if (Panels.anyOpen()) Panels.close();
    else if (state.from || state.to) State.set({ from: "", to: "" });
    else if (state.ego) State.set({ ego: 0 });
    else if (state.sel) State.set({ sel: "" });
  }

  // Letters act wherever nothing is typed.
  function everywhere(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || id("help").open) return;
    const typing = event.target.matches?.("input:not([type=checkbox]):not([type=range]), textarea, select");
    if (typing) return;
    const state = State.get();
    const here = Rec.nodeOf.has(state.sel) ? state.sel : Picture.cursor();
    const acts = {
      "/": () => { id("q").focus(); id("q").select(); },
      "[": () => Timebar.step(-12), "]": () => Timebar.step(12),
      t: () => State.set({ view: state.view === "table" ? "network" : "table" }),
      f: () => here && State.set({ sel: here, ego: state.ego ? 0 : 1 }),
      p: () => { if (State.isActor(here)) { State.set({ from: here }); Controls.openPath(); } },
      "?": () => id("help").showModal(),
      Escape: escape,
    };
    const act = acts[event.key];
    if (!act) return;
    if (event.key !== "Escape") event.preventDefault();
    act();
  }

  function copyLink() {
    const done = () => Dom.say("The link is copied.");
    const byHand = () => {
      const field = Dom.el("textarea", { class: "unseen", "aria-hidden": "true" });
      field.value = location.href;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, byHand); else byHand();
    id("copy").textContent = "Copied";
    setTimeout(() => { id("copy").textContent = "Copy link"; }, 1500);
  }

  function build() {
    id("graph").addEventListener("keydown", onPicture);
    document.addEventListener("keydown", everywhere);
    id("copy").addEventListener("click", copyLink);
    id("help-open").addEventListener("click", () => id("help").showModal());
    for (const view of ["network", "map", "rings", "twomode", "table"]) id(`view-${view}`).addEventListener("click", () => State.set({ view }));
    for (const button of document.querySelectorAll("#export [data-export]")) button.addEventListener("click", () => { Download.make(button.dataset.export); id("export").open = false; });
    document.addEventListener("pointerdown", (event) => { if (!id("export").contains(event.target)) id("export").open = false; });
    for (const [name, act] of [["zoom-in", () => Picture.zoom(1.25)], ["zoom-out", () => Picture.zoom(0.8)], ["zoom-fit", Picture.fit]]) id(name).addEventListener("click", act);
  }

  return { build };
})();
