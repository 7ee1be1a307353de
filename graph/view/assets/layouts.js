"use strict";
// Where nodes stand. Network and maps come from Python; rings and two-mode are circles, worked out here.
const Layouts = (() => {
  const TURN = 2 * Math.PI;
  const network = new Map(Rec.nodes.map(({ id, x, y }) => [id, { x, y }]));
  const members = new Map();
  for (const { from, to } of Rec.spokes.values()) { if (!members.has(to)) members.set(to, new Set()); members.get(to).add(from); }

  // On a map, organisations and mechanisms of many stand in the midst of those who take part, where there is room.
  const maps = new Map();
  function onMap(name) {
    if (maps.has(name)) return maps.get(name);
    const map = Rec.maps.find((known) => known.name === name);
    const positions = new Map();
    const leaders = [];
    const taken = new Set();
    const CELL = 24;
    const cell = (x, y) => `${Math.round(x / CELL)} ${Math.round(y / CELL)}`;
    for (const [key, [x, y, homeX, homeY]] of Object.entries(map.places)) {
      positions.set(key, { x, y });
      taken.add(cell(x, y));
      if (Math.hypot(x - homeX, y - homeY) > 10) leaders.push({ key, from: [x, y], to: [homeX, homeY] });
    }
    const others = (id) => [...(members.get(id) ?? []), ...(Rec.byActor.get(id)?.map((tie) => (tie.a === id ? tie.b : tie.a)) ?? [])];
    const known = (id) => others(id).filter((key) => positions.has(key)).length;
    // Those whose members are placed come first: an organisation of organisations stands among them.
    const rest = Rec.nodes.filter(({ id }) => !positions.has(id)).map(({ id }) => ({ id, ready: Number(known(id) > 0) })).sort((a, b) => b.ready - a.ready || (a.id < b.id ? -1 : 1));
    for (const { id } of rest) {
      const placed = [...new Set(others(id))].map((key) => positions.get(key)).filter(Boolean).map(({ x, y }) => [x, y]);
      const mean = (axis) => (placed.length ? placed.reduce((sum, place) => sum + place[axis], 0) / placed.length : axis ? 1250 : -900);
      let [x, y] = [mean(0), mean(1)];
      for (let at = 0; taken.has(cell(x, y)) && at < 600; at += 1) {
        const far = CELL * 0.7 * Math.sqrt(at + 1);
        [x, y] = [mean(0) + far * Math.cos(at * 2.399963), mean(1) + far * Math.sin(at * 2.399963)];
      }
      taken.add(cell(x, y));
      positions.set(id, { x: Math.round(x), y: Math.round(y) });
    }
    maps.set(name, { positions, leaders, land: map.land });
    return maps.get(name);
  }

  // In the order in which they stand round the centre on the network, so that neighbours there are neighbours here.
  const angle = (key, centre) => { const [a, b] = [network.get(key), network.get(centre)]; return Math.atan2(a.y - b.y, a.x - b.x); };
  const around = (keys, centre) => [...keys].sort((a, b) => angle(a, centre) - angle(b, centre) || (a < b ? -1 : 1));

  function circle(positions, keys, radius, turn = -Math.PI / 2) {
    keys.forEach((key, at) => {
      const where = turn + (TURN * at) / keys.length;
      positions.set(key, { x: Math.round(1.25 * radius * Math.cos(where)), y: Math.round(radius * Math.sin(where)) });
    });
  }

  function centreOf(state, active) {
    if (Rec.nodeOf.has(state.sel)) return state.sel;
    const pair = Rec.byPair.get(state.sel);
    if (pair) return pair[0].a;
    const degree = (key) => active.adjacent.get(key)?.size ?? 0;
    return [...active.adjacent.keys()].sort((a, b) => degree(b) - degree(a) || (a < b ? -1 : 1))[0] ?? "";
  }

  function rings(state, active) {
    const positions = new Map();
    const centre = centreOf(state, active);
    if (!centre) return { positions, text: "" };
    positions.set(centre, { x: 0, y: 0 });
    const first = [...(active.adjacent.get(centre) ?? [])];
    const second = [...new Set(first.flatMap((key) => [...active.adjacent.get(key)]))].filter((key) => key !== centre && !first.includes(key));
    const radius = Math.max(230, (first.length * 58) / TURN);
    circle(positions, around(first, centre), radius);
    if (state.ego !== 1) {
      // Two staggered rings hold twice as many.
      const outer = around(second, centre);
      const wide = Math.max(radius + 210, (outer.length * 34) / TURN);
      circle(positions, outer.filter((_, at) => at % 2 === 0), wide);
      circle(positions, outer.filter((_, at) => at % 2), wide + 90, -Math.PI / 2 + TURN / Math.max(1, outer.length));
    }
    const text = `Rings round ${Rec.name(centre)}: ${first.length} that it shares a ${state.spokes ? "line or a spoke" : "line"} with${state.ego !== 1 ? `, and ${second.length} a step further` : ""}. Select another actor to move the centre.`;
    return { positions, text };
  }

  const MOST_HUBS = 70;
  function twoMode(state, active) {
    const positions = new Map();
    const size = new Map();
    for (const edge of active.spokes) if (!active.ego || (active.ego.has(edge.from) && active.ego.has(edge.to))) size.set(edge.to, (size.get(edge.to) ?? new Set()).add(edge.from));
    const ranked = [...size].sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1));
    const kept = state.sel && Rec.nodeOf.has(state.sel) ? ranked.filter(([hub, of]) => hub === state.sel || of.has(state.sel)).concat(ranked.filter(([hub, of]) => hub !== state.sel && !of.has(state.sel))) : ranked;
    const hubs = kept.slice(0, MOST_HUBS);
    const centre = [...network.keys()][0];
    const order = (keys) => [...keys].sort((a, b) => { const [p, q] = [network.get(a), network.get(b)]; return Math.atan2(p.y, p.x) - Math.atan2(q.y, q.x) || (a < b ? -1 : 1); });
    const actors = centre ? order(new Set(hubs.flatMap(([, of]) => [...of]))) : [];
    const radius = Math.max(300, (actors.length * 34) / TURN);
    circle(positions, actors, radius);
    // Mechanisms stand inside, nearest to the middle of their members: two circles, so that names find room.
    const mean = ([, of]) => { const points = [...of].map((key) => positions.get(key)); return Math.atan2(points.reduce((sum, p) => sum + p.y, 0), points.reduce((sum, p) => sum + p.x, 0)); };
    const inside = [...hubs].sort((a, b) => mean(a) - mean(b) || (a[0] < b[0] ? -1 : 1)).map(([hub]) => hub);
    const start = inside.length ? mean(hubs.find(([hub]) => hub === inside[0])) : 0;
    circle(positions, inside.filter((_, at) => at % 2 === 0), radius * 0.66, start);
    circle(positions, inside.filter((_, at) => at % 2), radius * 0.38, start);
    const text = ranked.length > hubs.length
      ? `Two modes: ${hubs.length} of ${ranked.length} organisations and mechanisms of many are shown, those with most members${state.sel ? ", the selected actor's first" : ""}; all are in the table.`
      : `Two modes: ${hubs.length} organisations and mechanisms of many inside, those who take part outside.`;
    return { positions, text };
  }

  function of(state, active) {
    if (state.view === "map") return { ...onMap(state.map), text: "" };
    if (state.view === "rings") return rings(state, active);
    if (state.view === "twomode") return twoMode(state, active);
    return { positions: network, text: "" };
  }

  return { of };
})();
