"use strict";
// What the reader has chosen. All of it stands in the address, so that a link reopens the same view.
const State = (() => {
  const opened = Rec.slice.first === Rec.slice.last ? Rec.slice.first : "slice";
  const takenLayers = () => new Set(Rec.ties.filter((tie) => tie.taken).map((tie) => tie.layer));
  const isWhole = !Rec.slice.only.length;
  const openedLayers = () => (isWhole ? new Set(Rec.layers.keys()) : takenLayers());
  // A slice may take one kind of a layer and leave the others: then ticking the layer is not enough.
  const narrows = !isWhole && Rec.ties.some((tie) => !tie.taken && takenLayers().has(tie.layer));
  const initial = () => ({
    when: opened, possibly: Rec.slice.possibly, layers: openedLayers(), only: narrows,
    spokes: true, lone: false, sel: "", view: "network",
  });
  let state = initial();
  const listeners = [];

  const known = (sel) => Rec.byPair.has(sel) || Rec.mechanisms.has(sel) || Rec.spokes.has(sel) || Boolean(Rec.actors.get(sel)?.node);
  const sameSet = (a, b) => a.size === b.size && [...a].every((value) => b.has(value));

  function write() {
    const usual = initial();
    const parts = [];
    if (state.when !== usual.when) parts.push(`t=${state.when}`);
    if (state.possibly !== usual.possibly) parts.push(`possibly=${+state.possibly}`);
    if (!sameSet(state.layers, usual.layers)) parts.push(`layers=${[...Rec.layers.keys()].filter((name) => state.layers.has(name)).map(encodeURIComponent).join(",") || "none"}`);
    if (state.only !== usual.only) parts.push("kinds=all");
    if (!state.spokes) parts.push("spokes=0");
    if (state.lone) parts.push("lone=1");
    if (state.view !== usual.view) parts.push(`view=${state.view}`);
    if (state.sel) parts.push(`sel=${encodeURIComponent(state.sel)}`);
    return parts.length ? `#${parts.join("&")}` : "";
  }

  function decoded(text) {
    try { return decodeURIComponent(text); } catch { return ""; }
  }

  // Whatever is unknown is ignored: a link may come from another version of the page.
  function read(hash) {
    const found = initial();
    for (const part of hash.replace(/^#/, "").split("&")) {
      const cut = part.indexOf("=");
      const [name, value] = [part.slice(0, cut), part.slice(cut + 1)];
      if (name === "t") {
        if (Time.isDay(value) || value === "any" || value === opened) found.when = value;
        else if (Time.isDay(`${value}-01`)) found.when = Time.endOfMonth(+value.slice(0, 4), +value.slice(5, 7));
      } else if (name === "possibly" && /^[01]$/.test(value)) found.possibly = value === "1";
      else if (name === "layers") {
        const names = value.split(",").map(decoded).filter((layer) => Rec.layers.has(layer));
        if (names.length || value === "none") found.layers = new Set(names);
      } else if (name === "kinds" && value === "all") found.only = false;
      else if (name === "spokes" && value === "0") found.spokes = false;
      else if (name === "lone" && value === "1") found.lone = true;
      else if (name === "view" && value === "table") found.view = "table";
      else if (name === "sel" && known(decoded(value))) found.sel = decoded(value);
    }
    return found;
  }

  const tell = (before) => listeners.forEach((listener) => listener(state, before));

  function set(patch, { push = true } = {}) {
    const before = state;
    state = { ...state, ...patch };
    const address = write();
    if (address !== location.hash) history[push ? "pushState" : "replaceState"](null, "", address || location.href.split("#")[0]);
    tell(before);
  }

  addEventListener("popstate", () => {
    const before = state;
    state = read(location.hash);
    tell(before);
  });

  // What holds under the present choices, counted every way that the page shows it.
  function active() {
    const least = state.possibly ? 1 : 2;
    const counts = new Map([...Rec.layers.keys()].map((name) => [name, new Set()]));
    const ties = [];
    for (const tie of Rec.ties) {
      if (Time.holding(tie.bounds, Time.windowFor(state.when, tie.mechanism.rule)) < least) continue;
      if (state.only && !tie.taken) continue;
      counts.get(tie.layer)?.add(tie.mechanism.key);
      if (state.layers.has(tie.layer)) ties.push(tie);
    }
    const mechanisms = new Set(ties.map((tie) => tie.mechanism.key));
    const actors = new Map();
    const pairs = new Map();
    for (const tie of ties) {
      for (const [one, other] of [[tie.a, tie.b], [tie.b, tie.a]]) {
        if (!actors.has(one)) actors.set(one, { mechanisms: new Set(), partners: new Map() });
        const entry = actors.get(one);
        entry.mechanisms.add(tie.mechanism.key);
        if (!entry.partners.has(other)) entry.partners.set(other, []);
        entry.partners.get(other).push(tie);
      }
      if (!pairs.has(tie.pair)) pairs.set(tie.pair, []);
      pairs.get(tie.pair).push(tie);
    }
    return { ties, mechanisms, actors, pairs, counts };
  }

  state = read(location.hash);
  return { get: () => state, set, active, opened, initial, listen: (listener) => listeners.push(listener) };
})();
