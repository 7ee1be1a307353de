"use strict";
// What the panel reads out of the network: measures, what changed between two dates, and what if.
const Reading = (() => {
  const { el, id, fill, count } = Dom;
  const select = (sel) => State.set({ sel });
  const named = (key, ...more) => el("button", { type: "button", class: "link", onclick: () => select(key) }, Rec.name(key), ...more);
  const pairName = (key) => { const { a, b } = Rec.byPair.get(key)[0]; return [a, b].map(Rec.name).sort().join(" – "); };

  // What the slice leaves out besides dates and layers: of mechanisms, as long as the reader leaves it so, and of actors.
  const narrowed = (state) => [...(state.only ? Rec.slice.only.filter((words) => !Rec.slice.layers.includes(words)) : []), ...Rec.slice.among];

  // On what any number here was computed: without it a number says nothing.
  function computedOn(state, active) {
    const layers = state.layers.size === Rec.layers.size ? "all layers" : [...state.layers].join(", ") || "no layer";
    const parts = [
      "one-mode co-participation, ties counted alike", Time.whenInWords(state.when), state.possibly ? "certainly or possibly in force" : "certainly in force", layers, ...narrowed(state),
      `${count(active.actors.size, "tied actor")} of ${Measures.size()}, ${count(active.pairs.size, "tied pair")}`,
      state.core ? `only actors of the ${state.core}-core` : "", state.hide.size ? `without ${[...state.hide].map(Rec.name).join(", ")}` : "",
    ];
    return el("p", { class: "soft", id: "computed" }, `Computed on: ${parts.filter(Boolean).join("; ")}.`);
  }

  function measures(state, active) {
    const chosen = state.size;
    const found = Measures.values(active, chosen);
    const rows = [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 12);
    const top = Math.max(1e-12, rows[0]?.[1] ?? 1);
    return el("section", { id: "measures" },
      el("h3", null, `Most ${chosen === "mechanisms" || chosen === "partners" ? "connected" : "central"}, by ${Measures.KNOWN[chosen].label}`),
      el("ol", { class: "rows" }, rows.map(([key, value]) => {
        const bar = el("span", { class: "bar" });
        bar.style.width = `${(100 * value) / top}%`;
        return el("li", null, el("button", { type: "button", onclick: () => select(key) },
          el("span", { class: "top" }, el("span", null, Rec.name(key)), el("span", { class: "n" }, Measures.shown(chosen, value))), bar));
      })),
      el("p", { class: "soft" }, `${Measures.KNOWN[chosen].text.charAt(0).toUpperCase()}${Measures.KNOWN[chosen].text.slice(1)}. Nodes are sized by it; choose another measure under Appearance.`),
      computedOn(state, active));
  }

  // The measures of one actor, each with its rank among the tied.
  function profile(key, state, active) {
    if (!active.actors.has(key)) return null;
    const rows = Object.keys(Measures.KNOWN).map((measure) => [Measures.KNOWN[measure].label, measure, Measures.values(active, measure)]);
    rows.push(["core number", "cores", Measures.values(active, "cores")]);
    return el("details", { id: "profile" }, el("summary", null, "Measures and ranks"),
      el("table", { class: "small" }, el("caption", { class: "unseen" }, `Measures of ${Rec.name(key)}`), el("thead", null, el("tr", null, ["Measure", "Value", "Rank"].map((text) => el("th", { scope: "col" }, text)))),
        el("tbody", null, rows.map(([label, measure, found]) => el("tr", null, el("th", { scope: "row" }, label), el("td", null, Measures.shown(measure, found.get(key))), el("td", null, Measures.rank(found, key)))))),
      computedOn(state, active));
  }

  // Who loses partners where something is hidden: what it takes away is counted, not judged.
  function whatIf(state, active) {
    if (!state.hide.size) return null;
    const before = Active.folded(active.all);
    const rows = [...before.actors].filter(([key]) => !state.hide.has(key)).map(([key, entry]) => {
      const left = active.actors.get(key);
      const partners = [...entry.partners.keys()].filter((other) => !left?.partners.has(other));
      return { key, partners, mechanisms: entry.mechanisms.size - (left?.mechanisms.size ?? 0), alone: !left };
    }).filter((row) => row.partners.length || row.mechanisms).sort((a, b) => b.partners.length - a.partners.length || b.mechanisms - a.mechanisms || (a.key < b.key ? -1 : 1));
    const alone = rows.filter((row) => row.alone);
    const names = [...state.hide].map(Rec.name).join(", ");
    return el("section", { id: "whatif" },
      el("h3", null, `What if: without ${names}`),
      el("p", { class: "actions" }, [...state.hide].map((key) => el("button", { type: "button", onclick: () => State.set({ hide: new Set([...state.hide].filter((other) => other !== key)) }) }, `Bring back ${Rec.name(key)}`))),
      el("p", null, `${count(before.pairs.size - active.pairs.size, "tied pair")} of ${before.pairs.size.toLocaleString("en")} would go; ${count(rows.length, "actor")} would lose a partner or a mechanism, and ${alone.length} would be tied to nobody${alone.length ? `: ${alone.map((row) => Rec.name(row.key)).join(", ")}` : ""}.`),
      rows.length ? el("table", { class: "small" }, el("caption", null, "Who loses most"),
        el("thead", null, el("tr", null, ["Actor", "Partners", "Mechanisms"].map((text) => el("th", { scope: "col" }, text)))),
        el("tbody", null, rows.slice(0, 25).map((row) => el("tr", null, el("th", { scope: "row" }, named(row.key)), el("td", null, `−${row.partners.length}`), el("td", null, `−${row.mechanisms}`))))) : null,
      el("p", { class: "soft" }, "This takes ties out of the record, and says nothing of what states would do."));
  }

  const TITLES = { new: "New", gone: "Gone", deepened: "Deepened", loosened: "Loosened", same: "Unchanged" };

  function comparison(state) {
    const changes = Active.changes();
    if (!changes) return null;
    const rows = [...changes.lines.values()];
    const of = (change) => rows.filter((row) => row.change === change).sort((a, b) => b.after.length - a.after.length || b.before.length - a.before.length || (a.id < b.id ? -1 : 1));
    const depth = (ties) => Math.max(...ties.map((tie) => tie.depth));
    const words = ({ before, after }) => {
      if (!before.length || !after.length) return ` (${count((after.length ? after : before).length, "mechanism")})`;
      const number = before.length === after.length ? ` ${count(after.length, "mechanism")}` : ` ${before.length} to ${count(after.length, "mechanism")}`;
      return number + (depth(after) > depth(before) ? ", a deeper one" : depth(after) < depth(before) ? ", none as deep" : "");
    };
    const open = (row) => el("li", null, el("button", { type: "button", class: "link", onclick: () => select(row.id) }, pairName(row.id)), words(row));
    const part = (edge) => el("li", null, named(edge.from), `, ${Rec.short(edge.to)}`);
    const members = (edges) => edges.filter((edge) => Rec.actors.has(edge.to));
    return el("section", { id: "comparison" },
      el("h3", null, `From ${Time.inWords(changes.earlier)} to ${Time.inWords(changes.later)}`),
      el("p", { class: "soft" }, "Between two actors: new, gone, deepened (a deeper mechanism, or as deep and more of them) or loosened."),
      Object.keys(TITLES).filter((change) => change !== "same").map((change) => {
        const found = of(change);
        return el("details", { open: found.length > 0 && found.length <= 12, "data-change": change },
          el("summary", null, el("span", { class: `swatch ${change}`, "aria-hidden": "true" }), `${TITLES[change]}: ${found.length}`), el("ul", null, found.map(open)));
      }),
      [["Joined organisations", members(changes.joined)], ["Left organisations", members(changes.left)]].map(([title, found]) =>
        el("details", null, el("summary", null, `${title}: ${found.length}`), el("ul", null, found.map(part)))),
      el("p", { class: "soft" }, `${of("same").length} lines are unchanged. Activities count in their month.`));
  }

  function path(state, active) {
    if (!state.from || !state.to) return null;
    const found = Path.found(state, active);
    const over = state.spokes ? "lines and spokes" : "lines between two; tick “memberships and multilateral mechanisms” to go through them as well";
    const none = el("p", null, state.from === state.to ? "Choose two actors." : `No path joins them over ${over}.`);
    return el("section", { id: "path-found" },
      el("h3", null, `Path from ${Rec.name(state.from)} to ${Rec.name(state.to)}`),
      el("p", { class: "actions" }, el("button", { type: "button", onclick: () => State.set({ from: "", to: "" }) }, "Clear the path")),
      !found ? none : [
        el("p", { class: "soft" }, `${count(found.length - 1, "step")} over ${over}; the shortest, and the first by name among equals. A step through an organisation or a mechanism of many is common membership, not an agreement of the two.`),
        found.slice(1).map((key, at) => {
          const [one, other] = [found[at], key];
          const pair = Rec.pairKey(one, other);
          const ties = Active.byMechanism(active.pairs.get(pair) ?? []);
          const hub = [one, other].find((end) => Rec.mechanisms.has(end));
          return [el("h3", { class: "hop" }, `${at + 1}. ${Rec.name(one)} – ${Rec.name(other)}`),
            hub ? Cards.mechanism(Rec.mechanisms.get(hub)) : ties.map((tie) => Cards.mechanism(tie.mechanism))];
        }),
      ]);
  }

  return { narrowed, measures, profile, whatIf, comparison, path, named, pairName };
})();
