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

  // Blocs: promises of defence among three or more that hold at the date; of many, the six whose members have most
  // mechanisms. Who is in several counts in the deepest, then the largest.
  function blocs(active) {
    const found = new Map();
    for (const tie of active.all) {
      const { mechanism } = tie;
      if (!mechanism.obligations.includes("defence") || tie.layer !== mechanism.layer || mechanism.parties.length < 3) continue;
      const key = mechanism.founds || mechanism.key;
      if (!found.has(key)) found.set(key, { key, depth: mechanism.depth, members: new Set() });
      found.get(key).members.add(tie.a).add(tie.b);
    }
    const weight = (bloc) => [...bloc.members].reduce((sum, key) => sum + (active.actors.get(key)?.mechanisms.size ?? 0), 0);
    return [...found.values()].filter((bloc) => bloc.members.size > 2).map((bloc) => ({ ...bloc, weight: weight(bloc) }))
      .sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1)).slice(0, GROUPS.length);
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
      const order = [...known].sort((a, b) => b.depth - a.depth || b.members.size - a.members.size || (a.key < b.key ? -1 : 1));
      const home = new Map();
      for (const bloc of order) for (const key of bloc.members) if (!home.has(key)) home.set(key, bloc.key);
      return known.map((bloc, at) => ({ name: Rec.actors.has(bloc.key) ? Rec.name(bloc.key) : Rec.short(bloc.key), colour: GROUPS[at], has: new Set([bloc.key, ...[...home].filter(([, of]) => of === bloc.key).map(([key]) => key)]) }));
    }
    return [];
  }

  return { read, groups, CHANGES, get: () => now };
})();
