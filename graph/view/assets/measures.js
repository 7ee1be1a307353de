"use strict";
// Measures of the network that is shown: one-mode co-participation, as `accord centrality` projects it.
const Measures = (() => {
  // What each measure is, in words that stand beside its numbers.
  const KNOWN = {
    mechanisms: { label: "mechanisms", text: "mechanisms in which the actor is tied" },
    partners: { label: "partners", text: "actors that it is tied to (degree)" },
    share: { label: "share of possible partners", text: "partners over n - 1 (degree centrality)" },
    strength: { label: "strength", text: "sum over partners of the mechanisms shared with each" },
    betweenness: { label: "betweenness", text: "share of shortest paths between other actors that pass through it, over (n-1)(n-2)/2 pairs (Brandes 2001)" },
  };

  // As in `KnowledgeGraph.nodes`: states and organisations that take part in some mechanism on record, whenever.
  const everybody = new Set([...Rec.partsOf.keys(), ...[...Rec.mechanisms.values()].map((m) => m.founds)].filter((key) => Rec.actors.get(key)?.node));
  const size = () => [...everybody].filter((key) => !State.get().hide.has(key)).length;

  function numbered(active) {
    const names = [...active.actors.keys()].sort();
    const place = new Map(names.map((name, at) => [name, at]));
    return { names, adjacent: names.map((name) => [...active.actors.get(name).partners.keys()].map((other) => place.get(other))) };
  }

  // Brandes 2001: one breadth-first search an actor, then its dependencies backwards.
  function betweenness(active) {
    const { names, adjacent } = numbered(active);
    const n = names.length;
    const score = new Float64Array(n);
    for (let source = 0; source < n; source += 1) {
      const order = [source];
      const far = new Int32Array(n).fill(-1);
      const paths = new Float64Array(n);
      far[source] = 0;
      paths[source] = 1;
      for (let at = 0; at < order.length; at += 1) {
        const one = order[at];
        for (const other of adjacent[one]) {
          if (far[other] < 0) { far[other] = far[one] + 1; order.push(other); }
          if (far[other] === far[one] + 1) paths[other] += paths[one];
        }
      }
      const owed = new Float64Array(n);
      for (let at = order.length - 1; at > 0; at -= 1) {
        const one = order[at];
        for (const other of adjacent[one]) if (far[other] === far[one] - 1) owed[other] += (paths[other] / paths[one]) * (1 + owed[one]);
        score[one] += owed[one];
      }
    }
    const all = size();
    const scale = all > 2 ? (all - 1) * (all - 2) : 1;
    return new Map(names.map((name, at) => [name, score[at] / scale]));
  }

  // Batagelj and Zaversnik 2003: take out the actor with the fewest partners left, again and again.
  function cores(active) {
    const { names, adjacent } = numbered(active);
    const degree = adjacent.map((others) => others.length);
    const buckets = [];
    degree.forEach((number, at) => { (buckets[number] ??= []).push(at); });
    const done = new Uint8Array(names.length);
    const found = new Map();
    let core = 0;
    for (let number = 0; number < buckets.length; number += 1) {
      const bucket = buckets[number] ?? [];
      while (bucket.length) {
        const one = bucket.pop();
        if (done[one] || degree[one] > number) continue;
        done[one] = 1;
        core = Math.max(core, number);
        found.set(names[one], core);
        for (const other of adjacent[one]) {
          if (done[other] || degree[other] <= number) continue;
          degree[other] -= 1;
          (buckets[degree[other]] ??= []).push(other);
        }
      }
    }
    return found;
  }

  const kept = new WeakMap();
  function values(active, measure) {
    if (!kept.has(active)) kept.set(active, {});
    const known = kept.get(active);
    if (known[measure]) return known[measure];
    const of = (value) => new Map([...active.actors].map(([key, entry]) => [key, value(entry)]));
    const others = Math.max(1, size() - 1);
    known[measure] = measure === "betweenness" ? betweenness(active)
      : measure === "cores" ? cores(active)
        : measure === "partners" ? of((entry) => entry.partners.size)
          : measure === "share" ? of((entry) => entry.partners.size / others)
            : measure === "strength" ? of((entry) => [...entry.partners.values()].reduce((sum, ties) => sum + new Set(ties.map((tie) => tie.mechanism.key)).size, 0))
              : of((entry) => entry.mechanisms.size);
    return known[measure];
  }

  // Rank 1 is the greatest; equal values share the better rank.
  const rank = (found, key) => 1 + [...found.values()].filter((value) => value > found.get(key)).length;
  const shown = (measure, value) => (measure === "share" || measure === "betweenness" ? value.toFixed(3) : value.toLocaleString("en"));

  return { KNOWN, size, values, betweenness, cores, rank, shown };
})();
