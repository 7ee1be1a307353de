"use strict";
// One meaning a hue at a time: lines by the family of their mechanism, or nodes by community, region or bloc.
const Colours = (() => {
  const FAMILIES = ["alliance", "partnership", "access", "technology", "exercise", "membership"];
  const GROUPS = ["group1", "group2", "group3", "group4", "group5", "group6"];
  const CHANGES = { new: "changed-new", gone: "changed-gone", deepened: "changed-deepened", loosened: "changed-loosened", same: "spoke" };
  let now = {};

  function read() {
    const style = getComputedStyle(document.documentElement);
    const names = ["ground", "surface", "ink", "soft", "state", "spoke", "line", "focus", "land", "grey", ...FAMILIES, ...GROUPS, ...Object.values(CHANGES)];
    now = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    now.font = getComputedStyle(document.body).fontFamily;
  }

  // Continents of the M49 standard, by its sub-regions.
  const CONTINENTS = [
    ["Europe", /Europe$/], ["Asia", /Asia$/], ["Africa", /Africa$/], ["Americas", /America/], ["Oceania", /Oceania|Australia|Melanesia|Micronesia|Polynesia/],
  ];

  // Blocs: organisations founded by a treaty of alliance, the largest six; who is in several counts in the deepest, then smallest.
  function blocs(active) {
    const found = new Map();
    for (const tie of active.all) {
      const { founds, layer, depth } = tie.mechanism;
      if (!founds || Rec.layers.get(layer)?.family !== "alliance" || tie.layer === layer) continue;
      if (!found.has(founds)) found.set(founds, { key: founds, depth, members: new Set() });
      found.get(founds).members.add(tie.a === founds ? tie.b : tie.a);
    }
    return [...found.values()].filter((bloc) => bloc.members.size > 1)
      .sort((a, b) => b.members.size - a.members.size || (a.key < b.key ? -1 : 1)).slice(0, GROUPS.length);
  }

  // The groups under the present choice: name, colour and members, in the order of the legend.
  function groups(state, active) {
    if (state.color === "community") {
      return Rec.communities.groups.slice(0, GROUPS.length).map(({ name, actors }, at) => ({ name, colour: GROUPS[at], has: new Set(actors) }));
    }
    if (state.color === "region") {
      return CONTINENTS.map(([name, words], at) => ({ name, colour: GROUPS[at], has: new Set([...Rec.actors.values()].filter((actor) => words.test(actor.region)).map((actor) => actor.key)) }));
    }
    if (state.color === "bloc") {
      const known = blocs(active);
      const order = [...known].sort((a, b) => b.depth - a.depth || a.members.size - b.members.size || (a.key < b.key ? -1 : 1));
      const home = new Map();
      for (const bloc of order) for (const key of bloc.members) if (!home.has(key)) home.set(key, bloc.key);
      return known.map((bloc, at) => ({ name: Rec.name(bloc.key), colour: GROUPS[at], has: new Set([bloc.key, ...[...home].filter(([, of]) => of === bloc.key).map(([key]) => key)]) }));
    }
    return [];
  }

  return { read, groups, CHANGES, get: () => now };
})();
