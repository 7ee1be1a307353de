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

  // Blocs: promises of defence among three or more that hold at the date. Of many, at most six: each next is the one whose
  // members, as far as no bloc before has them, take part in most mechanisms. So each actor is in one.
  function blocs(active) {
    const found = new Map();
    for (const tie of active.all) {
      const { mechanism } = tie;
      if (!mechanism.obligations.includes("defence") || tie.layer !== mechanism.layer || mechanism.parties.length < 3) continue;
      const key = mechanism.founds || mechanism.key;
      if (!found.has(key)) found.set(key, new Set());
      found.get(key).add(tie.a).add(tie.b);
    }
    const taken = new Set();
    const chosen = [];
    const weight = (members) => members.reduce((sum, key) => sum + (active.actors.get(key)?.mechanisms.size ?? 0), 0);
    while (chosen.length < GROUPS.length) {
      const rows = [...found].filter(([key]) => !chosen.some((bloc) => bloc.key === key))
        .map(([key, members]) => ({ key, members: [...members].filter((member) => !taken.has(member)) }))
        .filter(({ members }) => members.length > 2)
        .sort((a, b) => weight(b.members) - weight(a.members) || (a.key < b.key ? -1 : 1));
      if (!rows.length) break;
      chosen.push(rows[0]);
      for (const member of rows[0].members) taken.add(member);
    }
    return chosen;
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
      return blocs(active).map(({ key, members }, at) => ({ name: Rec.actors.has(key) ? Rec.name(key) : Rec.short(key), colour: GROUPS[at], has: new Set([key, ...members]) }));
    }
    return [];
  }

  return { read, groups, CHANGES, get: () => now };
})();
