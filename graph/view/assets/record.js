"use strict";
// The record as the page carries it, indexed. Python decided what ties whom; nothing here does.
const Rec = (() => {
  const island = JSON.parse(document.getElementById("data").textContent);
  const { content, nodes, edges } = island;
  const keyed = (rows) => new Map(rows.map((row) => [row.key, row]));
  const actors = keyed(content.actors);
  const mechanisms = keyed(content.mechanisms);
  const layers = new Map(content.layers.map((layer) => [layer.name, layer]));
  const pairKey = (a, b) => (a < b ? `${a}|${b}` : `${b}|${a}`);
  const ties = content.ties.map(([a, b, mechanism, layer, depth, bounds, taken]) => ({
    a, b, layer, depth, bounds, taken: Boolean(taken), pair: pairKey(a, b), mechanism: mechanisms.get(mechanism),
  }));
  const group = (rows, keysOf) => {
    const found = new Map();
    for (const row of rows) for (const key of keysOf(row)) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(row);
    }
    return found;
  };
  const family = (layer) => layers.get(layer)?.family ?? "membership";
  return {
    about: content.about, slice: content.slice, manyLines: content.manyLines, sources: content.sources,
    claims: content.claims, assertions: content.assertions,
    nodes, edges, options: JSON.parse(island.options),
    actors, mechanisms, layers, ties, pairKey, family,
    byPair: group(ties, (tie) => [tie.pair]),
    byActor: group(ties, (tie) => [tie.a, tie.b]),
    partsOf: group(
      [...mechanisms.values()].flatMap((m) => [...new Set(m.parties.map((p) => p.actor))].map((actor) => ({ actor, m }))),
      (part) => [part.actor],
    ),
    spokes: new Map(edges.filter((edge) => edge.sort === "spoke").map((edge) => [edge.id, edge])),
    name: (key) => actors.get(key)?.label || mechanisms.get(key)?.label || "(no name)",
  };
})();
