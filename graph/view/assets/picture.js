"use strict";
// The picture: pyvis's nodes and edges drawn by vis-network, as the scene has settled them.
const Picture = (() => {
  const nodes = new vis.DataSet([]);
  const edges = new vis.DataSet([]);
  const shown = { nodes: new Map(), edges: new Map() };
  const FEW = 1000; // above this number of edges they are hidden while the picture moves
  let net = null;
  let scene = null;
  let land = null;
  let moved = false;
  let moving = false; // whether edges are hidden while the picture moves
  let cursor = "";
  let placed = { scene: null, scale: 0, rows: [], asked: 0 };

  const nodeStyle = ({ id, x, y, shape, size, fill, stroke, border, opacity }) =>
    ({ id, x, y, shape, size, fixed: true, label: undefined, opacity, borderWidth: border, color: { background: fill, border: stroke } });
  const edgeStyle = ({ id, from, to, width, colour, opacity, dash, curve }) => ({
    id, from, to, arrows: "", width, dashes: dash ? [7, 5] : false, color: { color: colour, opacity },
    smooth: curve ? { enabled: true, type: curve < 0 ? "curvedCCW" : "curvedCW", roundness: Math.abs(curve) } : false,
  });

  // Only what differs is touched: rewriting every style on each change is what makes large pictures slow.
  function apply(set, now, wanted) {
    const gone = [...now.keys()].filter((id) => !wanted.has(id));
    const [fresh, changed] = [[], []];
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
    return gone.length + changed.length + fresh.length;
  }

  function update(state, active) {
    const before = scene;
    scene = Scene.make(state, active);
    land = scene.land ? (before?.land === scene.land ? land : new Path2D(scene.land)) : null;
    const wantedNodes = new Map(scene.nodes.map((node) => [node.id, nodeStyle(node)]));
    const wantedEdges = new Map(scene.edges.map((edge) => [edge.id, edgeStyle(edge)]));
    const many = wantedEdges.size > FEW;
    if (many !== moving) net.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
    moving = many;
    // Edges that go, then nodes, then edges that come: none may stand without its ends.
    const kept = new Map([...shown.edges.keys()].filter((id) => wantedEdges.has(id)).map((id) => [id, wantedEdges.get(id)]));
    const touched = apply(edges, shown.edges, kept) + apply(nodes, shown.nodes, wantedNodes) + apply(edges, shown.edges, wantedEdges);
    if (cursor && !shown.nodes.has(cursor)) cursor = "";
    // vis-network draws anew whenever its data change; colours of the ground and names are not among them.
    if (!touched) net.redraw();
    return scene;
  }

  // What the picture covers, names and all: names keep their size on the screen, so the fit is found in two steps.
  // On a phone names would take all the room: there the nodes fill the picture, and a name that it would cut is left out.
  let frame = null;
  function fit(only = null) {
    moved = false;
    frame = null;
    const box = Dom.id("graph");
    const chosen = only ?? (scene?.lit?.path ? scene.lit.nodes : null);
    const rows = (scene?.nodes ?? []).filter((node) => !chosen || chosen.has(node.id));
    if (!rows.length || !box.clientWidth) return;
    // The buttons at the right cover nothing.
    const buttons = Dom.id("zoom").offsetWidth + 12;
    const [width, height] = [Math.max(80, box.clientWidth - 28 - buttons), Math.max(80, box.clientHeight - 28)];
    const bounds = (boxes) => ({ left: Math.min(...boxes.map((b) => b.x)), top: Math.min(...boxes.map((b) => b.y)), right: Math.max(...boxes.map((b) => b.x + b.w)), bottom: Math.max(...boxes.map((b) => b.y + b.h)) });
    const discs = rows.map(({ x, y, size }) => ({ x: x - size, y: y - size, w: 2 * size, h: 2 * size }));
    let found = bounds(discs);
    let scale = Math.min(width / (found.right - found.left), height / (found.bottom - found.top));
    const phone = matchMedia("(max-width: 640px)").matches;
    if (phone) scale = Math.min(1.5, 0.9 * scale);
    for (let step = 0; step < 6 && !phone; step += 1) {
      scale = Math.min(1.5, scale);
      const names = Labels.place(scene.labels.filter((row) => !chosen || chosen.has(row.key)), scale, Colours.get().font);
      found = bounds([...discs, ...names]);
      const better = Math.min(width / (found.right - found.left), height / (found.bottom - found.top));
      if (better >= scale) break;
      scale = better;
    }
    scale = Math.max(0.02, scale);
    const position = { x: (found.left + found.right + buttons / scale) / 2, y: (found.top + found.bottom) / 2 };
    const [across, down] = [box.clientWidth / scale / 2, box.clientHeight / scale / 2];
    if (phone) frame = { scale, left: position.x - across, right: position.x + across, top: position.y - down, bottom: position.y + down };
    net.moveTo({ position, scale, animation: false });
  }

  // Bring what is selected into sight where it is out of it, or too small to be told apart.
  function reveal(keys) {
    const rows = scene.nodes.filter((node) => keys.includes(node.id));
    const box = Dom.id("graph");
    if (!rows.length || !box.clientWidth) return;
    const points = rows.map(({ x, y }) => net.canvasToDOM({ x, y }));
    // On a phone the evidence covers the lower part.
    const covered = matchMedia("(max-width: 640px)").matches && Dom.id("panel").classList.contains("open") ? Math.max(0, box.getBoundingClientRect().bottom - Dom.id("panel").getBoundingClientRect().top, box.clientHeight * 0.45) : 0;
    // On a tablet it covers the right.
    const beside = !covered && matchMedia("(max-width: 1000px)").matches && Dom.id("panel").classList.contains("open") ? Dom.id("panel").offsetWidth : 0;
    const outside = points.some(({ x, y }) => x < 20 || y < 20 || x > box.clientWidth - beside - 20 || y > box.clientHeight - covered - 20);
    const far = points.length > 1 ? Math.hypot(points[0].x - points[1].x, points[0].y - points[1].y) : Infinity;
    const least = Math.min(260, box.clientWidth * 0.4);
    if (!outside && far >= least) return;
    const middle = { x: rows.reduce((sum, row) => sum + row.x, 0) / rows.length, y: rows.reduce((sum, row) => sum + row.y, 0) / rows.length };
    const limit = points.length > 1 ? (Math.min(box.clientWidth, box.clientHeight) * 0.6) / Math.max(1, Math.hypot(rows[0].x - rows[1].x, rows[0].y - rows[1].y)) : 1;
    const scale = far < least ? Math.min(2.5, (net.getScale() * least) / Math.max(1, far)) : Math.min(net.getScale(), limit);
    moved = true;
    net.moveTo({ position: { x: middle.x + beside / 2 / scale, y: middle.y + covered / 2 / scale }, scale, animation: false });
  }

  function meaning({ node, edge }) {
    if (node !== undefined) return node;
    if (edge === undefined) return "";
    const known = String(edge);
    if (Rec.spokes.has(known)) { const { from, to } = Rec.spokes.get(known); return Rec.actors.has(to) ? Rec.pairKey(from, to) : known; }
    const line = known.startsWith("not:") ? known.slice(4) : scene.edges.find((drawn) => drawn.id === known);
    return typeof line === "string" ? line : line ? Rec.pairKey(line.from, line.to) : "";
  }

  function under(dom) {
    const node = net.getNodeAt(dom);
    return node === undefined ? { edge: net.getEdgeAt(dom) } : { node };
  }

  // Among very many, names keep their places while the picture is zoomed, and find new ones once it rests.
  const REST = 160;
  let settling = 0;
  function labels() {
    const scale = net.getScale();
    if (placed.scene === scene && Math.abs(placed.scale / scale - 1) <= 0.001) return placed.rows;
    if (placed.scene === scene && scene.labels.length > 600 && performance.now() - placed.asked < REST) {
      clearTimeout(settling);
      settling = setTimeout(() => net.redraw(), REST + 20);
      placed.asked = performance.now();
      return placed.rows;
    }
    placed = { scene, scale, rows: Labels.place(scene.labels, scale, Colours.get().font, frame && scale <= frame.scale * 1.05 ? frame : null), asked: performance.now() };
    return placed.rows;
  }

  function below(ctx) {
    const colours = Colours.get();
    if (land) { ctx.fillStyle = colours.land; ctx.fill(land); }
    if (!scene.leaders.length) return;
    ctx.strokeStyle = colours.soft;
    ctx.lineWidth = 0.7 / net.getScale();
    ctx.beginPath();
    for (const { from, to } of scene.leaders) { ctx.moveTo(...from); ctx.lineTo(...to); }
    ctx.stroke();
  }

  function above(ctx) {
    if (!scene) return;
    Labels.draw(ctx, labels(), net.getScale(), Colours.get());
    const at = cursor && scene.nodes.find((node) => node.id === cursor);
    if (!at) return;
    ctx.strokeStyle = Colours.get().focus;
    ctx.lineWidth = 2.5 / net.getScale();
    ctx.beginPath();
    ctx.arc(at.x, at.y, at.size + 6 / net.getScale(), 0, 2 * Math.PI);
    ctx.stroke();
  }

  function start({ onSelect, onHover }) {
    Colours.read();
    const container = Dom.id("graph");
    net = new vis.Network(container, { nodes, edges }, Rec.options);
    net.on("beforeDrawing", (ctx) => scene && below(ctx));
    net.on("afterDrawing", above);
    net.on("click", (event) => onSelect(meaning(under(event.pointer.DOM))));
    net.on("hoverNode", (event) => onHover(meaning({ node: event.node }), event.pointer.DOM));
    net.on("hoverEdge", (event) => onHover(meaning({ edge: event.edge }), event.pointer.DOM));
    for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) net.on(name, () => onHover("", null));
    for (const name of ["dragEnd", "zoom"]) net.on(name, () => { moved = true; });
    new ResizeObserver(() => { if (!moved && container.clientHeight) setTimeout(() => { if (!moved) fit(); }, 0); }).observe(container);
  }

  // The nearest node in a direction, from where the keyboard stands; the first is the most connected.
  function walk(dx, dy) {
    if (!scene.nodes.length) return "";
    const here = scene.nodes.find((node) => node.id === cursor);
    if (!here) cursor = [...scene.labels].sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))[0]?.key ?? scene.nodes[0].id;
    else {
      const cost = (node) => { const [x, y] = [node.x - here.x, node.y - here.y]; const along = x * dx + y * dy; return along <= 0 ? Infinity : Math.hypot(x, y) * (1 + 2 * Math.abs(x * dy - y * dx) / Math.hypot(x, y)); };
      const next = scene.nodes.filter((node) => node.id !== cursor).reduce((best, node) => (cost(node) < cost(best ?? node) || !best ? node : best), null);
      if (next && cost(next) < Infinity) cursor = next.id;
    }
    net.redraw();
    return cursor;
  }

  const zoom = (factor) => { moved = true; net.moveTo({ scale: net.getScale() * factor, animation: false }); };
  return { start, update, fit, reveal, zoom, walk, labels, nodes, edges, cursor: () => cursor, scene: () => scene, net: () => net };
})();
