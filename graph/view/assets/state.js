"use strict";
// What the reader has chosen. All of it stands in the address, so that a link reopens the same view.
const State = (() => {
  const opened = Rec.slice.first === Rec.slice.last ? Rec.slice.first : "slice";
  const takenLayers = () => new Set(Rec.ties.filter((tie) => tie.taken).map((tie) => tie.layer));
  const isWhole = !Rec.slice.layers.length;
  const openedLayers = isWhole ? new Set(Rec.layers.keys()) : takenLayers();
  // A slice may take some mechanisms of a layer and leave the others: then ticking the layer is not enough.
  const narrows = Rec.ties.some((tie) => !tie.taken && openedLayers.has(tie.layer));
  // A small record is shown with all its spokes; a large one would drown in them.
  const few = Rec.spokes.size <= 150;

  const CHOICES = {
    view: ["network", "map", "rings", "twomode", "table"],
    map: Rec.maps.map((map) => map.name),
    color: ["layer", "community", "region", "bloc"],
    rows: ["ties", "mechanisms"],
    size: ["mechanisms", "partners", "share", "strength", "betweenness"],
  };
  const SWITCHES = ["possibly", "spokes", "lone", "dashed", "fan"];

  const initial = () => ({
    when: opened, vs: "", possibly: Rec.slice.possibly, layers: openedLayers, only: narrows,
    spokes: few, lone: false, dashed: false, fan: false, core: 0,
    sel: "", ego: 0, from: "", to: "", hide: new Set(), step: 0,
    view: "network", map: "polar", color: "layer", size: "mechanisms", rows: "ties",
  });
  const usual = initial();
  let state = initial();
  const listeners = [];

  const isActor = (key) => Boolean(Rec.actors.get(key)?.node);
  const known = (sel) => Rec.byPair.has(sel) || Rec.mechanisms.has(sel) || Rec.spokes.has(sel) || isActor(sel);
  const sameSet = (a, b) => a.size === b.size && [...a].every((value) => b.has(value));
  // The bar between two actors and the colon of a mechanism are legible in an address, and safe there.
  const encoded = (text) => encodeURIComponent(text).replaceAll("%7C", "|").replaceAll("%3A", ":");
  const listed = (keys) => [...keys].map(encoded).join(",") || "none";
  const timeOf = (when) => (Time.isWindow(when) ? Time.ends(when).join("..") : Time.brief(when));

  function write() {
    const parts = [];
    const put = (name, value) => parts.push(`${name}=${value}`);
    if (state.when !== usual.when) put("t", timeOf(state.when));
    if (state.vs) put("vs", Time.brief(state.vs));
    if (!sameSet(state.layers, usual.layers)) put("layers", listed([...Rec.layers.keys()].filter((name) => state.layers.has(name))));
    if (state.only !== usual.only) put("kinds", "all");
    for (const name of SWITCHES) if (state[name] !== usual[name]) put(name, +state[name]);
    for (const name of Object.keys(CHOICES)) if (state[name] !== usual[name]) put(name, state[name]);
    if (state.core) put("core", state.core);
    if (state.hide.size) put("hide", listed(state.hide));
    for (const name of ["from", "to", "sel"]) if (state[name]) put(name, encoded(state[name]));
    if (state.ego) put("ego", state.ego);
    if (state.step) put("step", state.step);
    return parts.length ? `#${parts.join("&")}` : "";
  }

  function decoded(text) {
    try { return decodeURIComponent(text); } catch { return ""; }
  }

  function readTime(value) {
    if (value === "any" || value === opened) return value;
    const [first, last, ...rest] = value.split("..");
    if (last === undefined) return Time.dayFrom(value);
    return !rest.length && Time.isDay(first) && Time.dayFrom(last) && first <= Time.dayFrom(last) ? `${first}..${Time.dayFrom(last)}` : "";
  }

  // A step of the story says only what differs from the page as it opens, so that each step is whole by itself.
  function stepState(number) {
    const told = Rec.story?.steps[number - 1]?.state ?? {};
    const found = { ...initial(), ...told, step: number, layers: told.layers ? new Set(told.layers) : openedLayers };
    if (found.sel && !known(found.sel)) found.sel = "";
    return found;
  }

  // Whatever is unknown is ignored: a link may come from another version of the page.
  function read(hash) {
    const alone = /^#?step=(\d{1,3})$/.exec(hash);
    const found = alone && +alone[1] <= (Rec.story?.steps.length ?? 0) ? stepState(+alone[1]) : initial();
    for (const part of hash.replace(/^#/, "").split("&")) {
      const cut = part.indexOf("=");
      const [name, value] = [part.slice(0, cut), part.slice(cut + 1)];
      const text = decoded(value);
      if (name === "t") found.when = readTime(text) || found.when;
      else if (name === "vs") found.vs = Time.dayFrom(text);
      else if (name === "layers") {
        const names = value.split(",").map(decoded).filter((layer) => Rec.layers.has(layer));
        if (names.length || value === "none") found.layers = new Set(names);
      } else if (name === "kinds" && value === "all") found.only = false;
      else if (SWITCHES.includes(name) && /^[01]$/.test(value)) found[name] = value === "1";
      else if (Object.hasOwn(CHOICES, name) && CHOICES[name].includes(value)) found[name] = value;
      else if (name === "core" && /^\d{1,4}$/.test(value)) found.core = +value;
      else if (name === "hide") found.hide = new Set(value.split(",").map(decoded).filter((key) => isActor(key) || Rec.mechanisms.has(key)));
      else if ((name === "from" || name === "to") && isActor(text)) found[name] = text;
      else if (name === "sel" && known(text)) found.sel = text;
      else if (name === "sel" && Rec.byPair.has(text.split("|").reverse().join("|"))) found.sel = text.split("|").reverse().join("|");
      else if (name === "ego" && /^[12]$/.test(value)) found.ego = +value;
      else if (name === "step" && Rec.story && /^\d{1,3}$/.test(value) && +value <= Rec.story.steps.length) found.step = +value;
    }
    return consistent(found);
  }

  // A neighbourhood needs an actor or a mechanism, a path two actors, a comparison another date.
  function consistent(found) {
    if (found.ego && !Rec.nodeOf.has(found.sel)) found.ego = 0;
    if (found.vs === found.when || found.when === "any" || found.when === "slice" || Time.isWindow(found.when)) found.vs = "";
    return found;
  }

  const tell = (before) => listeners.forEach((listener) => listener(state, before));

  function set(patch, { push = true } = {}) {
    const before = state;
    state = consistent({ ...state, ...patch });
    const address = write();
    // A frame without an address of its own, as notebooks make them, has no history to write.
    if (address !== location.hash) try { history[push ? "pushState" : "replaceState"](null, "", address || location.href.split("#")[0]); } catch { /* the state still changes */ }
    tell(before);
  }

  addEventListener("popstate", () => {
    const before = state;
    state = read(location.hash);
    tell(before);
  });

  state = read(location.hash);
  return { get: () => state, set, opened, initial, stepState, isActor, known, address: write, listen: (listener) => listeners.push(listener) };
})();
