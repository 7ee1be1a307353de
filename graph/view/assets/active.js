"use strict";
// What holds under the reader's choices, counted every way that the page shows it.
const Active = (() => {
  const byDepth = (a, b) => b.depth - a.depth || (a.mechanism.key < b.mechanism.key ? -1 : 1);

  // One tie a mechanism, the deepest first: two spells in one mechanism are one mechanism.
  const byMechanism = (ties) => [...new Map([...ties].sort((a, b) => a.depth - b.depth).map((tie) => [tie.mechanism.key, tie])).values()].sort(byDepth);

  function holdingTies(state, when) {
    const least = state.possibly ? 1 : 2;
    const windows = new Map();
    return Rec.ties.filter((tie) => {
      const { rule } = tie.mechanism;
      if (!windows.has(rule)) windows.set(rule, Time.windowFor(when, rule));
      return Time.holding(tie.bounds, windows.get(rule)) >= least && (!state.only || tie.taken);
    });
  }

  // What if an actor, an organisation or a mechanism were not there.
  const hidden = (tie, hide) => hide.has(tie.a) || hide.has(tie.b) || hide.has(tie.mechanism.key) || (tie.mechanism.founds && hide.has(tie.mechanism.founds));

  function folded(ties) {
    const actors = new Map();
    const pairs = new Map();
    const mechanisms = new Set();
    const entry = (key) => {
      let found = actors.get(key);
      if (!found) actors.set(key, (found = { mechanisms: new Set(), partners: new Map() }));
      return found;
    };
    for (const tie of ties) {
      const { key } = tie.mechanism;
      const [one, other] = [entry(tie.a), entry(tie.b)];
      mechanisms.add(key);
      one.mechanisms.add(key);
      other.mechanisms.add(key);
      const known = pairs.get(tie.pair);
      if (known) { known.push(tie); continue; }
      // A pair has one list of ties, which both of its ends know.
      const found = [tie];
      pairs.set(tie.pair, found);
      one.partners.set(tie.b, found);
      other.partners.set(tie.a, found);
    }
    return { ties, actors, pairs, mechanisms };
  }

  // Lines and spokes of the picture: the lines of pairs, and the parts that actors have in mechanisms of many.
  function drawn(found) {
    const lines = new Map();
    for (const edge of Rec.lines.values()) {
      const ties = (found.pairs.get(edge.id) ?? []).filter((tie) => edge.through.includes(tie.mechanism.key));
      if (ties.length) lines.set(edge.id, byMechanism(ties));
    }
    const takesPart = new Set();
    for (const tie of found.ties) { takesPart.add(`${tie.mechanism.key}|${tie.a}`); takesPart.add(`${tie.mechanism.key}|${tie.b}`); }
    const spokes = [...Rec.spokes.values()].filter((edge) => takesPart.has(`${edge.through[0]}|${edge.from}`));
    return { lines, spokes };
  }

  function neighbours(lines, spokes) {
    const found = new Map();
    const join = (a, b) => { if (!found.has(a)) found.set(a, new Set()); found.get(a).add(b); };
    for (const id of lines.keys()) { const { from, to } = Rec.lines.get(id); join(from, to); join(to, from); }
    for (const { from, to } of spokes) { join(from, to); join(to, from); }
    return found;
  }

  function within(start, depth, adjacent) {
    const found = new Set([start]);
    let edge = [start];
    for (let step = 0; step < depth; step += 1) {
      edge = edge.flatMap((node) => [...(adjacent.get(node) ?? [])]).filter((node) => !found.has(node) && found.add(node));
    }
    return found;
  }

  function at(state, when) {
    let ties = holdingTies(state, when);
    const counts = new Map([...Rec.layers.keys()].map((name) => [name, new Set()]));
    for (const tie of ties) counts.get(tie.layer)?.add(tie.mechanism.key);
    ties = ties.filter((tie) => state.layers.has(tie.layer));
    const all = ties;
    if (state.hide.size) ties = ties.filter((tie) => !hidden(tie, state.hide));
    let found = folded(ties);
    let cores = null;
    if (state.core) {
      cores = Measures.cores(found);
      ties = ties.filter((tie) => cores.get(tie.a) >= state.core && cores.get(tie.b) >= state.core);
      found = folded(ties);
    }
    const picture = drawn(found);
    // Who is next to whom: over what is drawn. In two modes there are no lines, and spokes always.
    const twoMode = state.view === "twomode";
    const spokes = state.spokes || twoMode ? picture.spokes : [];
    const adjacent = neighbours(twoMode ? new Map() : picture.lines, spokes);
    const ego = state.ego ? within(state.sel, state.ego, adjacent) : null;
    return { ...found, ...picture, all, counts, adjacent, ego, when };
  }

  // The state is replaced, never changed, so that an answer stands as long as the state does.
  let last = [null, null];
  let other = [null, null];
  function active() {
    const state = State.get();
    if (last[0] !== state) last = [state, at(state, state.when)];
    return last[1];
  }
  function compared() {
    const state = State.get();
    if (!state.vs) return null;
    if (other[0] !== state) other = [state, at(state, state.vs)];
    return other[1];
  }

  // How lines differ between the earlier and the later of the two dates.
  function changes() {
    const [one, two] = [active(), compared()];
    if (!two) return null;
    const [before, after] = two.when < one.when ? [two, one] : [one, two];
    const found = new Map();
    for (const id of new Set([...before.lines.keys(), ...after.lines.keys()])) {
      const [was, is] = [before.lines.get(id), after.lines.get(id)];
      const weight = (ties) => [Math.max(...ties.map((tie) => tie.depth)), ties.length];
      let change = !was ? "new" : !is ? "gone" : "same";
      if (was && is) {
        const [[d0, n0], [d1, n1]] = [weight(was), weight(is)];
        if (d1 > d0 || (d1 === d0 && n1 > n0)) change = "deepened";
        else if (d1 < d0 || n1 < n0) change = "loosened";
      }
      found.set(id, { id, change, ties: is ?? was, before: was ?? [], after: is ?? [] });
    }
    const part = (edge) => `${edge.through[0]}|${edge.from}`;
    const [had, has] = [new Set(before.spokes.map(part)), new Set(after.spokes.map(part))];
    return {
      lines: found, earlier: before.when, later: after.when,
      joined: after.spokes.filter((edge) => !had.has(part(edge))), left: before.spokes.filter((edge) => !has.has(part(edge))),
    };
  }

  // The shortest way, the first by name among equals, over lines and, where they are shown, spokes.
  function path(from, to, adjacent) {
    const came = new Map([[from, ""]]);
    let edge = [from];
    while (edge.length && !came.has(to)) {
      const next = [];
      for (const node of edge) for (const other of [...(adjacent.get(node) ?? [])].sort()) if (!came.has(other)) { came.set(other, node); next.push(other); }
      edge = next;
    }
    if (!came.has(to)) return null;
    const found = [];
    for (let node = to; node; node = came.get(node)) found.unshift(node);
    return found;
  }

  return { active, compared, changes, path, byMechanism, folded, hidden, at };
})();
