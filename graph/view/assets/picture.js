"use strict";
// The picture: pyvis's nodes and edges drawn by vis-network, styled by what holds and by what is selected.
const Picture = (() => {
  const nodes = new vis.DataSet([]);
  const edges = new vis.DataSet([]);
  const shown = { nodes: new Map(), edges: new Map() };
  let net = null;
  let labels = [];
  let lines = [];
  let colors = {};
  let moved = false;

  function readColors() {
    const style = getComputedStyle(document.documentElement);
    const names = ["ground", "ink", "soft", "state", "spoke", "focus", "alliance", "partnership", "access", "technology", "exercise", "membership"];
    colors = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    colors.font = getComputedStyle(document.body).fontFamily;
  }

  // Organisations and mechanisms go by their shortest name, states by the name that the record prefers.
  function shortName(node) {
    if (node.sort === "state") return node.label;
    const known = Rec.actors.get(node.id) ?? Rec.mechanisms.get(node.id);
    const names = [node.label, ...known.names].filter((name) => name.length >= (known.type ? 2 : 4));
    return names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? node.label;
  }

  const deepest = (ties) => ties.reduce((best, tie) => (tie.depth > best.depth ? tie : best));
  const byMechanism = (ties) => [...new Map([...ties].sort((a, b) => a.depth - b.depth).map((tie) => [tie.mechanism.key, tie])).values()]
    .sort((a, b) => b.depth - a.depth || (a.mechanism.key < b.mechanism.key ? -1 : 1));

  // Which lines, spokes and nodes stand out under a selection; null where nothing is selected.
  function focus(sel, live) {
    if (!sel) return null;
    const found = { nodes: new Set(), edges: new Set() };
    const take = (edge) => { found.edges.add(edge.id); found.nodes.add(edge.from); found.nodes.add(edge.to); };
    if (Rec.spokes.has(sel)) take(Rec.spokes.get(sel));
    else if (Rec.mechanisms.has(sel)) {
      found.nodes.add(sel);
      for (const { edge } of live) if (edge.through.includes(sel)) take(edge);
      for (const party of Rec.mechanisms.get(sel).parties) found.nodes.add(party.actor);
    } else if (Rec.actors.has(sel)) {
      found.nodes.add(sel);
      for (const { edge } of live) if (edge.from === sel || edge.to === sel) take(edge);
    } else {
      const through = new Set(Rec.byPair.get(sel).map((tie) => tie.mechanism.key));
      const { a, b } = Rec.byPair.get(sel)[0];
      found.nodes.add(a).add(b);
      for (const { edge } of live) {
        const joins = edge.sort === "line" ? Rec.pairKey(edge.from, edge.to) === sel : through.has(edge.through[0]) && (edge.from === a || edge.from === b);
        if (joins) take(edge);
      }
    }
    return found;
  }

  function liveEdges(state, active) {
    const found = [];
    const takesPart = new Set(active.ties.flatMap((tie) => [`${tie.mechanism.key}\n${tie.a}`, `${tie.mechanism.key}\n${tie.b}`]));
    for (const edge of Rec.edges) {
      if (edge.sort === "line") {
        const ties = (active.pairs.get(Rec.pairKey(edge.from, edge.to)) ?? []).filter((tie) => edge.through.includes(tie.mechanism.key));
        if (ties.length) found.push({ edge, ties: byMechanism(ties) });
      } else if (state.spokes && takesPart.has(`${edge.through[0]}\n${edge.from}`)) found.push({ edge, ties: [] });
    }
    return found;
  }

  const faded = (lit) => (lit ? 1 : 0.13);

  function edgeStyles(state, live, lit) {
    const wanted = new Map();
    for (const { edge, ties } of live) {
      const on = !lit || lit.edges.has(edge.id);
      const base = { id: edge.id, from: edge.from, to: edge.to, arrows: "" };
      if (edge.sort === "spoke") {
        const layer = Rec.mechanisms.get(edge.through[0]).layer;
        const color = lit && on ? colors[Rec.family(layer)] : colors.spoke;
        wanted.set(edge.id, { ...base, width: lit && on ? 1.6 : 0.7, color: { color, opacity: lit ? (on ? 0.85 : 0.12) : 0.75 }, smooth: false });
      } else if (lit && on && ties.length > 1 && state.sel === Rec.pairKey(edge.from, edge.to)) {
        ties.forEach((tie, index) => {
          const slot = index - (ties.length - 1) / 2;
          const smooth = slot === 0 ? false : { enabled: true, type: slot < 0 ? "curvedCCW" : "curvedCW", roundness: Math.min(0.8, Math.abs(slot) * 0.13) };
          wanted.set(`fan:${edge.id}:${tie.mechanism.key}`, { ...base, id: `fan:${edge.id}:${tie.mechanism.key}`, width: 2.4, color: { color: colors[Rec.family(tie.layer)], opacity: 1 }, smooth });
        });
      } else {
        const color = colors[Rec.family(deepest(ties).layer)];
        wanted.set(edge.id, { ...base, width: Math.min(10, 1.3 + 1.05 * ties.length), color: { color, opacity: on ? 0.92 : 0.13 }, smooth: false });
      }
    }
    return wanted;
  }

  function nodeStyles(state, active, live, lit) {
    const wanted = new Map();
    const ended = new Set(live.flatMap(({ edge }) => [edge.from, edge.to]));
    labels = [];
    for (const node of Rec.nodes) {
      const { id, x, y, shape, sort } = node;
      const actor = sort === "state" || sort === "organisation";
      const weight = active.actors.get(id)?.mechanisms.size ?? 0;
      if (!(actor ? weight || state.lone || state.sel === id : ended.has(id))) continue;
      const on = !lit || lit.nodes.has(id);
      const size = actor ? Math.min(26, (sort === "state" ? 4.5 : 5.5) + 3 * Math.sqrt(weight)) : 8;
      const edge = sort === "state" ? colors.ground : actor ? colors.state : colors[Rec.family(Rec.mechanisms.get(id).layer)];
      const selected = state.sel === id;
      wanted.set(id, {
        id, x, y, shape, size, fixed: true, label: undefined, opacity: faded(on), borderWidth: selected ? (actor ? 4 : 3) : sort === "state" ? 1 : 2,
        color: { background: sort === "state" ? colors.state : colors.ground, border: selected ? colors.focus : edge },
      });
      if (on) labels.push({ key: id, text: shortName(node), x, y, size, weight: actor ? weight + 2 : 1, must: selected || (lit && lit.nodes.size < 4) ? 1 : 0, bold: selected, quiet: !actor });
    }
    return wanted;
  }

  // Only what differs is touched: rewriting every style on each change is what makes large pictures slow.
  function apply(set, now, wanted) {
    const gone = [...now.keys()].filter((id) => !wanted.has(id));
    const fresh = [];
    const changed = [];
    for (const [id, style] of wanted) {
      const text = JSON.stringify(style);
      if (!now.has(id)) fresh.push(style);
      else if (now.get(id) !== text) changed.push(style);
      now.set(id, text);
    }
    gone.forEach((id) => now.delete(id));
    if (gone.length) set.remove(gone);
    if (changed.length) set.update(changed);
    if (fresh.length) set.add(fresh);
  }

  function update(state, active) {
    const live = liveEdges(state, active);
    const lit = focus(state.sel, live);
    const edgesWanted = edgeStyles(state, live, lit);
    const nodesWanted = nodeStyles(state, active, live, lit);
    for (const [id, edge] of edgesWanted) if (!nodesWanted.has(edge.from) || !nodesWanted.has(edge.to)) edgesWanted.delete(id);
    // Labels keep off lines where they can; among very many lines they cannot.
    const place = new Map(Rec.nodes.map((node) => [node.id, node]));
    lines = live.filter(({ edge }) => edge.sort === "line" && (!lit || lit.edges.has(edge.id))).map(({ edge }) => [place.get(edge.from), place.get(edge.to)]);
    if (lines.length > 300) lines = [];
    const many = edgesWanted.size > Rec.manyLines;
    const note = Dom.id("note");
    note.hidden = !many;
    note.textContent = many ? `${edgesWanted.size.toLocaleString("en")} lines are drawn, more than can be read at once: they are hidden while the picture moves. Untick layers, or select an actor.` : "";
    net.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many, hover: !many } });
    apply(edges, shown.edges, new Map([...shown.edges.keys()].filter((id) => edgesWanted.has(id)).map((id) => [id, edgesWanted.get(id)])));
    apply(nodes, shown.nodes, nodesWanted);
    apply(edges, shown.edges, edgesWanted);
    return { lines: live.filter(({ edge }) => edge.sort === "line").length, nodes: nodesWanted.size, edges: edgesWanted.size };
  }

  function fit() {
    moved = false;
    if (shown.nodes.size) net.fit({ nodes: [...shown.nodes.keys()], minZoomLevel: 0.05, maxZoomLevel: 1.6, animation: false });
    // A margin for labels, which the fit knows nothing of.
    net.moveTo({ scale: net.getScale() * (Dom.id("graph").clientWidth < 500 ? 0.86 : 0.93), animation: false });
  }

  // The selection that a drawn thing stands for.
  function meaning({ node, edge }) {
    if (node !== undefined) return node;
    if (edge === undefined) return "";
    const line = Rec.edges.find((known) => known.id === edge || String(edge).startsWith(`fan:${known.id}:`));
    if (!line) return "";
    if (line.sort === "line" || Rec.actors.has(line.to)) return Rec.pairKey(line.from, line.to);
    return line.id;
  }

  function under(dom) {
    const node = net.getNodeAt(dom);
    return node === undefined ? { edge: net.getEdgeAt(dom) } : { node };
  }

  function start({ onSelect, onHover }) {
    readColors();
    const container = Dom.id("graph");
    net = new vis.Network(container, { nodes, edges }, Rec.options);
    net.on("afterDrawing", (ctx) => {
      const [from, to] = [net.DOMtoCanvas({ x: 0, y: 0 }), net.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight })];
      Labels.draw(ctx, labels, lines, { x: from.x, y: from.y, w: to.x - from.x, h: to.y - from.y }, net.getScale(), colors);
    });
    net.on("click", (event) => onSelect(meaning(under(event.pointer.DOM))));
    net.on("hoverNode", (event) => onHover(meaning({ node: event.node }), event.pointer.DOM));
    net.on("hoverEdge", (event) => onHover(meaning({ edge: event.edge }), event.pointer.DOM));
    for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) net.on(name, () => onHover("", null));
    net.on("dragEnd", () => { moved = true; });
    net.on("zoom", () => { moved = true; });
    new ResizeObserver(() => { if (!moved && container.clientHeight) setTimeout(() => { if (!moved) fit(); }, 0); }).observe(container);
  }

  const zoom = (factor) => { moved = true; net.moveTo({ scale: net.getScale() * factor, animation: false }); };
  return { start, update, fit, zoom, readColors, nodes, edges, byMechanism, net: () => net };
})();
