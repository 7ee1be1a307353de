"use strict";
// The record as the page carries it, unpacked and indexed. Python decided what ties whom; nothing here does.
const Rec = (() => {
  const island = JSON.parse(document.getElementById("data").textContent);
  const { content } = island;

  // Tables come as columns; a column is a list, or its distinct values and the place of each row's among them, or the
  // one value of all rows.
  function unpack({ rows, columns }) {
    const read = Object.entries(columns).map(([name, column]) => [name, (
      Array.isArray(column) ? (row) => column[row] : "all" in column ? () => column.all : (row) => column.of[column.at[row]]
    )]);
    return Array.from({ length: rows }, (_, row) => {
      const found = {};
      for (const [name, value] of read) found[name] = value(row);
      return found;
    });
  }

  const keyed = (rows) => new Map(rows.map((row) => [row.key, row]));
  const pairKey = (a, b) => (a < b ? `${a}|${b}` : `${b}|${a}`);
  const { kinds, membership, bases, words } = content;
  const sources = unpack(content.sources);
  // Bounds: the two days between which something begins, those between which it is gone, and whether it surely has a day.
  const MAX = "9999-12-31";
  const bounds = content.bounds.map((found) => {
    if (!found) return null;
    const [early, late, first, last, sure = 1] = found;
    return [early || MAX, late === 0 ? early || MAX : late || MAX, first || MAX, last === 0 ? first || MAX : last || MAX, sure];
  });
  const evidence = unpack(content.evidence);
  const parties = unpack(content.parties);
  const actorRows = unpack(content.actors);
  const actors = keyed(actorRows);
  const whole = (row, base) => { row.iri ||= base + row.key.replace(/^m:/, ""); };
  const cited = (row) => { row.evidence = row.evidence.map((number) => evidence[number]); };
  for (const row of evidence) row.source = sources[row.source];
  for (const row of [...content.assertions, ...content.counterparts]) cited(row);
  for (const row of parties) { row.actor = actorRows[row.actor].key; cited(row); }
  const dated = (row) => { row.dates = row.dates.map(([word, text]) => ({ property: words[word][0], words: words[word][1], text })); };
  for (const row of content.counterparts) dated(row);
  for (const row of actorRows) { dated(row); cited(row); whole(row, bases.actor); }

  const SURE = ["high", "medium", "low", "unverified"];
  const ties = [];
  // Parties come mechanism by mechanism, and each says how many are its own.
  let counted = 0;
  const mechanisms = keyed(unpack(content.mechanisms).map((row) => {
    const { kind: number, taken, ties: runs, ...rest } = row;
    const kind = kinds[number];
    const first = counted;
    counted += row.parties;
    dated(rest);
    cited(rest);
    whole(rest, bases.mechanism);
    // From the beginning of time one status, and from each day on the next.
    const [before, ...steps] = row.statuses;
    rest.statuses = [["0001-01-01", content.statuses[before]]];
    for (let at = 0; at < steps.length; at += 2) rest.statuses.push([steps[at], content.statuses[steps[at + 1]]]);
    const found = {
      ...rest, kind: kind.label, kindName: kind.name, definition: kind.definition, layer: kind.layer, depth: kind.depth, rule: kind.rule,
      founds: row.founds < 0 ? "" : actorRows[row.founds].key, interval: bounds[row.interval], parties: parties.slice(first, counted),
      taken: taken.includes(1),
    };
    // As sure as its surest piece of evidence; a mechanism without any is not sure at all.
    const grades = [...found.evidence, ...found.parties.flatMap((part) => part.evidence)].map((row) => SURE.indexOf(row.confidence)).filter((grade) => grade >= 0);
    found.confidence = grades.length ? SURE[Math.min(...grades)] : "unverified";
    for (const part of found.parties) if (part.iri === 1) part.iri = `${bases.part}${found.key.replace(/^m:/, "")}--${part.actor}`;
    const end = (place) => (place < 0 ? found.founds : found.parties[place].actor);
    for (let at = 0; at < runs.length; at += 3 + runs[at + 2]) {
      const [one, span, length] = runs.slice(at, at + 3);
      for (const other of runs.slice(at + 3, at + 3 + length)) {
        const founded = one < 0 || other < 0;
        const [a, b] = [end(one), end(other)];
        ties.push({
          a, b, pair: pairKey(a, b), mechanism: found, bounds: bounds[span],
          layer: founded ? membership.layer : found.layer, depth: founded ? membership.depth : found.depth, taken: Boolean(taken[+founded]),
        });
      }
    }
    return found;
  }));
  ties.sort((x, y) => (x.a < y.a ? -1 : x.a > y.a ? 1 : x.b < y.b ? -1 : x.b > y.b ? 1 : 0));

  const layers = new Map(content.layers.map((layer) => [layer.name, layer]));
  const group = (rows, keysOf) => {
    const found = new Map();
    for (const row of rows) for (const key of keysOf(row)) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(row);
    }
    return found;
  };
  const family = (layer) => layers.get(layer)?.family ?? "membership";

  const nodes = unpack(island.nodes);
  const edges = unpack(island.edges);
  for (const edge of edges) edge.id = edge.sort === "line" ? `${edge.from}|${edge.to}` : `s:${edge.through[0]}|${edge.from}`;

  // Organisations and mechanisms go by their shortest name on the picture, states by the name that the record prefers.
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) {
    node.short = node.label;
    if (node.sort === "state") continue;
    const known = actors.get(node.id) ?? mechanisms.get(node.id);
    const names = [node.label, ...known.names].filter((name) => name.length >= (known.type ? 2 : 4));
    node.short = names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? node.label;
  }

  return {
    about: content.about, slice: content.slice, mostLines: content.mostLines, maps: content.maps, communities: content.communities,
    story: content.story, counterpartsOf: group(content.counterparts, (row) => [row.of]), claims: content.claims, assertions: content.assertions, conflicts: content.conflicts,
    nodes, nodeOf, edges, sources, options: island.options,
    actors, mechanisms, layers, ties, pairKey, family,
    byPair: group(ties, (tie) => [tie.pair]),
    byActor: group(ties, (tie) => [tie.a, tie.b]),
    partsOf: group(
      [...mechanisms.values()].flatMap((m) => [...new Set(m.parties.map((p) => p.actor))].map((actor) => ({ actor, m }))),
      (part) => [part.actor],
    ),
    lines: new Map(edges.filter((edge) => edge.sort === "line").map((edge) => [edge.id, edge])),
    spokes: new Map(edges.filter((edge) => edge.sort === "spoke").map((edge) => [edge.id, edge])),
    name: (key) => actors.get(key)?.label || mechanisms.get(key)?.label || "(no name)",
    short: (key) => nodeOf.get(key)?.short ?? actors.get(key)?.label ?? "(no name)",
  };
})();
