"use strict";
// What the picture shows, with every size and colour settled: drawn by vis-network on the screen, and by the SVG writer.
const Scene = (() => {
  const deepest = (ties) => ties.reduce((best, tie) => (tie.depth > best.depth ? tie : best));
  const unsure = (ties) => ties.every((tie) => tie.mechanism.confidence === "low" || tie.mechanism.confidence === "unverified");
  const strength = (ties) => Math.min(8, 1.1 + 0.9 * ties.length);
  const ended = (tie) => Time.holding(tie.bounds, { first: Rec.about.checked, last: Rec.about.checked, mode: "any" }) === 0 && tie.mechanism.rule !== "OccurrenceRule";

  // Which nodes and edges stand out under a selection or a path; null where nothing is selected.
  function focus(state, active) {
    const path = Path.found(state, active);
    const lit = { nodes: new Set(), pairs: new Set(), spokes: new Set(), path };
    if (path) {
      path.forEach((key, at) => { lit.nodes.add(key); if (at) lit.pairs.add(Rec.pairKey(path[at - 1], key)); });
      for (const edge of active.spokes) if (lit.pairs.has(Rec.pairKey(edge.from, edge.to))) lit.spokes.add(edge.id);
      return lit;
    }
    const { sel } = state;
    if (!sel) return null;
    const takeSpoke = (edge) => { lit.spokes.add(edge.id); lit.nodes.add(edge.from).add(edge.to); };
    if (Rec.spokes.has(sel)) takeSpoke(Rec.spokes.get(sel));
    else if (Rec.nodeOf.has(sel)) {
      lit.nodes.add(sel);
      for (const id of active.lines.keys()) { const { from, to } = Rec.lines.get(id); if (from === sel || to === sel) { lit.pairs.add(id); lit.nodes.add(from).add(to); } }
      for (const edge of active.spokes) if (edge.to === sel || ((state.spokes || state.view === "twomode") && edge.from === sel)) takeSpoke(edge);
    } else if (Rec.mechanisms.has(sel)) {
      for (const id of active.lines.keys()) if (Rec.lines.get(id).through.includes(sel)) { const { from, to } = Rec.lines.get(id); lit.pairs.add(id); lit.nodes.add(from).add(to); }
      for (const edge of active.spokes) if (edge.through[0] === sel) takeSpoke(edge);
      for (const part of Rec.mechanisms.get(sel).parties) lit.nodes.add(part.actor);
    } else {
      const { a, b } = Rec.byPair.get(sel)[0];
      lit.nodes.add(a).add(b);
      lit.pairs.add(sel);
    }
    return lit;
  }

  // The lines that are drawn where there are more than can be: those of most mechanisms, then the deepest, then by name.
  function cut(lines, lit) {
    const rows = [...lines];
    if (rows.length <= Rec.mostLines) return { rows, text: "" };
    const rank = ([, ties]) => [ties.length, deepest(ties).depth];
    const order = rows.map((row) => [row, rank(row)]).sort(([x, p], [y, q]) => q[0] - p[0] || q[1] - p[1] || (x[0] < y[0] ? -1 : 1)).map(([row]) => row);
    const kept = order.slice(0, Rec.mostLines);
    if (lit) kept.push(...order.slice(Rec.mostLines).filter(([id]) => lit.pairs.has(id)));
    return { rows: kept, text: `${kept.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} lines are drawn: those of most mechanisms, then of the deepest. A selected actor has all of its own; the table and the CSV have every tie.` };
  }

  const scaleFor = (active) => 1 + Math.min(2.5, active.actors.size / 330);
  const curve = (slot, step) => (slot === 0 ? 0 : Math.sign(slot) * Math.min(0.85, Math.abs(slot) * step));

  function fan(base, ties, colours) {
    const step = Math.min(0.13, 1.5 / Math.max(1, ties.length));
    return ties.map((tie, at) => ({
      ...base, id: `fan:${base.id}:${tie.mechanism.key}`, curve: curve(at - (ties.length - 1) / 2, step), width: (ties.length > 12 ? 1.5 : 2.4) * (ties.length > 4 ? 1 : 1.3),
      colour: colours[Rec.family(tie.layer)], opacity: unsure([tie]) ? 0.55 : 1, dash: tie.off || (ended(tie) && State.get().when === "any"),
    }));
  }

  function edgesOf(state, active, positions, lit) {
    const colours = Colours.get();
    const found = [];
    const changes = Active.changes();
    const faint = active.lines.size > 200 ? 0.045 : 0.09;
    const byLayer = state.color === "layer" && !changes;
    const inEgo = (edge) => !active.ego || (active.ego.has(edge.from) && active.ego.has(edge.to));
    const stands = (edge) => positions.has(edge.from) && positions.has(edge.to) && inEgo(edge);
    const lines = new Map(changes ? [...changes.lines].map(([id, row]) => [id, row.ties]) : active.lines);
    for (const id of [...lines.keys()]) if (!stands(Rec.lines.get(id)) || state.view === "twomode") lines.delete(id);
    const { rows, text } = cut(lines, lit);
    for (const [id, ties] of rows) {
      const edge = Rec.lines.get(id);
      const on = !lit || lit.pairs.has(id);
      const base = { id, from: edge.from, to: edge.to, curve: 0, dash: false, lit: on };
      if (changes) {
        const { change } = changes.lines.get(id);
        found.push({ ...base, width: change === "same" ? 1 : change === "deepened" ? 5 : 2.6, colour: colours[Colours.CHANGES[change]], opacity: on ? (change === "same" ? 0.5 : 0.95) : 0.1, dash: change === "gone" || change === "loosened", change });
        continue;
      }
      if (lit && on && id === state.sel && !lit.path) continue; // fanned below
      if ((state.fan || (lit && on && lit.nodes.size < 40)) && ties.length > 1 && on) { found.push(...fan(base, ties, colours)); continue; }
      const colour = byLayer ? colours[Rec.family(deepest(ties).layer)] : colours.line;
      // Many lines at once are drawn calmer, so that those of several mechanisms stand out.
      const opacity = (unsure(ties) ? 0.4 : ties.length > 1 ? 0.85 : 0.7) * (!lit && rows.length > 200 ? 0.7 : 1);
      found.push({ ...base, width: strength(ties) * scaleFor(active), colour, opacity: on ? opacity : faint, dash: state.when === "any" && ties.every(ended) });
    }
    if (Rec.byPair.has(state.sel) && !changes && !(lit && lit.path)) {
      const { a, b } = Rec.byPair.get(state.sel)[0];
      const [from, to] = a < b ? [a, b] : [b, a];
      const holding = Active.byMechanism(active.pairs.get(state.sel) ?? []);
      const ties = state.dashed ? [...holding, ...notHolding(state, state.sel, new Set(holding.map((tie) => tie.mechanism.key)))] : holding;
      if (positions.has(from) && positions.has(to)) found.push(...fan({ id: state.sel, from, to, dash: false, lit: true }, ties, colours));
    }
    if (state.dashed && !changes) found.push(...notNow(state, stands, lines, lit));
    for (const edge of spokesOf(state, active, lit)) {
      if (!stands(edge)) continue;
      const on = lit && lit.spokes.has(edge.id);
      const { layer } = Rec.mechanisms.get(edge.through[0]);
      const calm = state.view === "twomode" ? 0.5 : 0.6;
      found.push({ id: edge.id, from: edge.from, to: edge.to, curve: 0, dash: false, lit: !lit || on, spoke: true, width: on ? 1.6 : 0.8, colour: on ? colours[Rec.family(layer)] : colours.spoke, opacity: lit ? (on ? 0.85 : 0.06) : calm });
    }
    return { edges: found, text };
  }

  // Lines for what the record has between two and does not hold: planned or over, dashed. What nobody had begun to
  // speak of by then is neither, nor is what only possibly holds.
  const NEITHER = new Set(["not yet begun", "no date known", "possibly in force"]);
  function notHolding(state, pair, holding) {
    const day = Time.dayFor(state.when);
    const ties = (Rec.byPair.get(pair) ?? []).filter((tie) => !holding.has(tie.mechanism.key) && state.layers.has(tie.layer) && (!state.only || tie.taken)
      && tie.mechanism.rule !== "OccurrenceRule" && !NEITHER.has(Time.status(tie.mechanism, day)));
    return Active.byMechanism(ties).map((tie) => ({ ...tie, off: true }));
  }

  function notNow(state, stands, lines, lit) {
    const colours = Colours.get();
    const found = [];
    for (const edge of Rec.lines.values()) {
      if (lines.has(edge.id) || !stands(edge) || state.view === "twomode" || edge.id === state.sel || state.hide.has(edge.from) || state.hide.has(edge.to)) continue;
      const ties = notHolding(state, edge.id, new Set()).filter((tie) => edge.through.includes(tie.mechanism.key));
      if (!ties.length) continue;
      const on = !lit || lit.pairs.has(edge.id) || (Rec.nodeOf.has(state.sel) && (edge.from === state.sel || edge.to === state.sel));
      found.push({ id: `not:${edge.id}`, from: edge.from, to: edge.to, curve: 0, dash: true, lit: on, width: 1.4, colour: state.color === "layer" ? colours[Rec.family(deepest(ties).layer)] : colours.line, opacity: on ? 0.6 : 0.06 });
    }
    return found;
  }

  // All spokes where they are asked for; else those of what is selected.
  function spokesOf(state, active, lit) {
    if (state.view === "twomode" || state.spokes) return active.spokes;
    return lit ? active.spokes.filter((edge) => lit.spokes.has(edge.id)) : [];
  }

  function nodesOf(state, active, positions, edges, lit) {
    const colours = Colours.get();
    const groups = Colours.groups(state, active);
    const spokeEnds = new Set(edges.filter((edge) => edge.spoke).flatMap((edge) => [edge.from, edge.to]));
    const lineEnds = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
    const measure = Measures.values(active, state.size);
    const top = Math.max(1e-9, ...measure.values());
    const onMap = state.view === "map";
    const round = state.view === "rings" || state.view === "twomode";
    // A picture of many is seen from farther off, and its nodes and lines must not vanish.
    const large = state.view === "rings" ? 1.15 : scaleFor(active);
    const [nodes, labels] = [[], []];
    for (const { id, shape, sort, short } of Rec.nodes) {
      const where = positions.get(id);
      if (!where || state.hide.has(id) || (active.ego && !active.ego.has(id))) continue;
      const actor = sort === "state" || sort === "organisation";
      const weight = active.actors.get(id)?.mechanisms.size ?? 0;
      const selected = state.sel === id || state.from === id || state.to === id;
      const ties = state.view === "twomode" ? spokeEnds.has(id) : weight > 0;
      if (!(actor ? ties || lineEnds.has(id) || state.lone || selected : spokeEnds.has(id) || selected)) continue;
      const on = !lit || lit.nodes.has(id);
      const share = Math.sqrt(Math.max(0, measure.get(id) ?? 0) / top);
      const size = (actor ? (sort === "state" ? 5.5 : 6) + (onMap ? 10 : 19) * share : 7) * large;
      const group = groups.find((known) => known.has.has(id));
      const fill = sort !== "state" ? colours.ground : groups.length ? colours[group?.colour ?? "grey"] : colours.state;
      const stroke = selected ? colours.focus : sort === "state" ? colours.ground : actor ? (groups.length ? colours[group?.colour ?? "grey"] : colours.state) : colours[Rec.family(Rec.mechanisms.get(id).layer)];
      nodes.push({ id, ...where, shape, size, fill, stroke, border: selected ? 4 : sort === "state" ? 1 : 2, opacity: on ? 1 : 0.12 });
      if (on) labels.push({ key: id, text: short, ...where, size, weight: actor ? weight + 2 : 1, must: selected || (lit && lit.nodes.size < 5) ? 1 : 0, bold: selected, quiet: !actor, free: round, out: round ? where : null });
    }
    return { nodes, labels };
  }

  function make(state, active) {
    const { positions, leaders = [], land = "", text } = Layouts.of(state, active);
    const lit = focus(state, active);
    const { edges, text: less } = edgesOf(state, active, positions, lit);
    const { nodes, labels } = nodesOf(state, active, positions, edges, lit);
    const shown = new Set(nodes.map((node) => node.id));
    return {
      nodes, labels, land, edges: edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to)),
      leaders: leaders.filter(({ key }) => shown.has(key)), notes: [less, text].filter(Boolean), lit,
    };
  }

  return { make };
})();

// The path between two chosen actors, over what is shown.
const Path = (() => {
  let last = [null, null];
  function found(state, active) {
    if (!state.from || !state.to || state.from === state.to) return null;
    if (last[0] !== active || last[1].from !== state.from || last[1].to !== state.to) last = [active, { from: state.from, to: state.to, path: Active.path(state.from, state.to, active.adjacent) }];
    return last[1].path;
  }
  return { found };
})();
