"use strict";
// The panel beside the picture: what is shown, or the evidence for what is selected.
const Panel = (() => {
  const { el, link, fill, id, count } = Dom;
  const select = (sel) => State.set({ sel });
  const heading = (text) => el("h2", { tabindex: "-1" }, text);
  const stats = (rows) => el("dl", { class: "stats" }, rows.map(([number, words]) => el("div", null, el("dt", null, number === 1 ? words : `${words}s`), el("dd", null, number.toLocaleString("en")))));
  const button = (text, onclick) => el("button", { type: "button", onclick }, text);
  const closing = (...buttons) => el("p", { class: "actions" }, buttons, button("Close", () => State.set({ sel: "", ego: 0 })));
  const goTo = (key) => button(Rec.name(key), () => select(key));
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  function recent(state, active) {
    if (state.when === "any" || state.when === "slice" || Time.isWindow(state.when)) return null;
    const from = `${+state.when.slice(0, 4) - 1}${state.when.slice(4)}`;
    const inYear = (early, late) => early > from && late <= state.when;
    // Where only some actors count, a mechanism that ties no two of them is no news.
    const tying = Rec.slice.among.length ? new Set(Rec.ties.map((tie) => tie.mechanism)) : null;
    const known = [...Rec.mechanisms.values()].filter((m) => m.interval && m.rule !== "OccurrenceRule" && state.layers.has(m.layer) && (m.taken || !state.only) && (!tying || tying.has(m)));
    const begun = known.filter((m) => inYear(m.interval[0], m.interval[1]));
    const over = known.filter((m) => inYear(m.interval[2], m.interval[3]));
    const list = (title, rows) => el("details", null, el("summary", null, `${title} in the twelve months before: ${rows.length}`), el("ul", { class: "plainlist" }, rows.slice(0, 60).map((m) => el("li", null, Reading.named(m.key)))));
    return [list("Begun", begun), list("Ended", over)];
  }

  function overview(state, active) {
    return [
      heading(capital(Time.whenInWords(state.when))),
      el("p", { class: "sub" }, `Record ${Rec.about.version || "unversioned"}, checked to ${Time.inWords(Rec.about.checked)}.`),
      stats([[active.actors.size, "actor"], [active.pairs.size, "tied pair"], [active.mechanisms.size, "mechanism"]]),
      el("p", null, "Select a line, a spoke or a node to see its evidence."),
      Reading.measures(state, active),
      el("h3", null, "News of the year"),
      recent(state, active),
      el("h3", null, "What is drawn"),
      el("p", { class: "soft" }, "Two actors tied by mechanisms of their own share one line. A mechanism of three or more is a node with spokes; a treaty that founds an organisation is the organisation's node. Activities count in the month in which they fall."),
      el("p", { class: "soft" }, `The page opened at: ${Rec.slice.text}. Absence is not denial: what the record does not cover is unknown.`),
      Rec.about.license ? el("p", { class: "soft" }, "Licence of the record: ", link(Rec.about.license, Rec.about.license)) : null,
    ];
  }

  // Titles of treaties are long: beside a partner, their kinds say enough.
  function kinds(ties) {
    const number = new Map();
    for (const { layer, mechanism } of ties) {
      const words = layer === mechanism.layer ? mechanism.kind : layer;
      number.set(words, (number.get(words) ?? 0) + 1);
    }
    return [...number].map(([words, times]) => (times > 1 ? `${words} (${times})` : words)).join(" · ");
  }

  function partners(key, active) {
    const entry = active.actors.get(key);
    if (!entry) return [el("p", { class: "soft" }, "Nothing in the ticked layers ties this actor at this date.")];
    // Who shares an agreement of the two comes before who shares only organisations and mechanisms of many.
    const own = (partner) => active.lines.get(Rec.pairKey(key, partner))?.length ?? 0;
    const rows = [...entry.partners].map(([partner, ties]) => ({ partner, own: own(partner), ties: Active.byMechanism(ties) }))
      .sort((a, b) => b.own - a.own || b.ties.length - a.ties.length || b.ties[0].depth - a.ties[0].depth || (Rec.name(a.partner) < Rec.name(b.partner) ? -1 : 1));
    const row = ({ partner, ties }) => el("li", null,
      el("button", { type: "button", onclick: () => select(Rec.pairKey(key, partner)) },
        el("span", { class: "top" }, el("span", null, Rec.name(partner)),
          el("span", { class: "ticks", "aria-hidden": "true" }, ties.slice(0, 18).map((tie) => el("i", { class: `swatch ${Rec.family(tie.layer)}` })))),
        el("span", { class: "through" }, kinds(ties))));
    const [two, many] = [rows.filter((found) => found.own), rows.filter((found) => !found.own)];
    return [
      el("h3", null, "Partners and what ties them"),
      el("ul", { class: "rows", id: "partners" }, (two.length ? two : many).map(row)),
      two.length && many.length ? el("details", null, el("summary", null, `${count(many.length, "more partner")} through organisations and mechanisms of many alone`), el("ul", { class: "rows" }, many.map(row))) : null,
    ];
  }

  function actor(key, state, active) {
    const found = Rec.actors.get(key);
    const entry = active.actors.get(key);
    const codes = Object.entries(found.codes).map(([scheme, code]) => `${scheme.replace("iso", "ISO-").toUpperCase()} ${code}`).concat(found.earlier);
    const tying = new Set((Rec.byActor.get(key) ?? []).map((tie) => tie.mechanism.key));
    const loose = (Rec.partsOf.get(key) ?? []).map(({ m }) => m).filter((m) => !tying.has(m.key));
    const groups = Colours.groups(state, active).filter((group) => group.has.has(key));
    return [
      heading(found.label || "(no name)"),
      el("p", { class: "sub" }, [found.type, found.region, ...groups.filter(() => state.color !== "region").map((group) => `${state.color}: ${group.name}`)].filter(Boolean).join(", ")),
      found.names.length ? el("p", { class: "sub" }, `Also: ${found.names.join("; ")}`) : null,
      codes.length || found.wikidata ? el("p", { class: "sub" }, codes.join(" · "), found.wikidata ? [codes.length ? " · " : "", link(found.wikidata, "Wikidata")] : null) : null,
      closing(
        button(state.ego ? "Show everything" : "Neighbourhood only", () => State.set({ ego: state.ego ? 0 : 1 })),
        state.ego ? button(state.ego === 1 ? "Two steps" : "One step", () => State.set({ ego: 3 - state.ego })) : null,
        button("Rings", () => State.set({ view: "rings" })),
        button("Path from here", () => { State.set({ from: key }); Controls.openPath(); }),
        button("What if it were gone", () => State.set({ hide: new Set([...state.hide, key]), sel: "", ego: 0 }))),
      stats([[entry?.partners.size ?? 0, "partner"], [entry?.mechanisms.size ?? 0, "mechanism"]]),
      found.description ? el("p", null, found.description) : null,
      Reading.profile(key, state, active),
      partners(key, active),
      loose.length ? el("details", null, el("summary", null, `${count(loose.length, "mechanism")} of the record that tie it to nobody`),
        loose.map((m) => Cards.mechanism(m))) : null,
      found.evidence.length ? [el("h3", null, "Sources on the actor itself"), Cards.sources(found.evidence)] : null,
      Cards.said(new Set([key])),
    ];
  }

  // Every mechanism that ties the two is listed; what the date or the layers leave out comes second, with the reason.
  function pair(sel, state, active) {
    const all = Rec.byPair.get(sel);
    const { a, b } = all[0];
    const shown = Active.byMechanism(active.pairs.get(sel) ?? []);
    const keys = new Set(shown.map((tie) => tie.mechanism.key));
    const rest = Active.byMechanism(all).filter((tie) => !keys.has(tie.mechanism.key));
    const reason = (tie) => {
      const grade = Time.holding(tie.bounds, Time.windowFor(state.when, tie.mechanism.rule));
      if (grade < (state.possibly ? 1 : 2)) return grade ? "Only possibly holds at this date." : "Does not tie the two at this date.";
      return "Holds at this date, in a layer or of a kind that is not chosen.";
    };
    const [first, second] = [a, b].sort((x, y) => (Rec.name(x) < Rec.name(y) ? -1 : 1));
    const own = (ties) => ties.filter((tie) => !Rec.nodeOf.has(tie.mechanism.key) && !tie.mechanism.founds);
    const many = (ties) => ties.filter((tie) => Rec.nodeOf.has(tie.mechanism.key) || tie.mechanism.founds);
    const cards = (ties) => ties.map((tie) => Cards.mechanism(tie.mechanism));
    return [
      heading(`${Rec.name(first)} – ${Rec.name(second)}`),
      el("p", { class: "sub" }, `${count(shown.length, "mechanism")} shown of ${keys.size + rest.length} recorded; ${Time.whenInWords(state.when)}.`),
      closing(goTo(first), goTo(second)),
      cards(own(shown)),
      own(shown).length && many(shown).length ? el("h3", null, "Together with others") : null,
      cards(many(shown)),
      rest.length ? [el("h3", null, "Recorded, and not shown now"), rest.map((tie) => Cards.mechanism(tie.mechanism, { why: reason(tie) }))] : null,
      Cards.said(new Set([...keys, ...rest.map((tie) => tie.mechanism.key)])),
    ];
  }

  function mechanism(key, party, state) {
    const found = Rec.mechanisms.get(key);
    const part = party ? found.parties.filter((row) => row.actor === party) : [];
    return [
      heading(party ? `${Rec.name(party)} in ${found.label}` : found.label || "(no name)"),
      el("p", { class: "sub" }, found.definition),
      closing(party ? [goTo(party), goTo(key)] : null, Rec.nodeOf.has(found.founds) ? goTo(found.founds) : null,
        button("What if it were gone", () => State.set({ hide: new Set([...state.hide, key]), sel: "", ego: 0 }))),
      part.map((row) => [
        el("p", null, `${Rec.name(party)}: ${row.role}${row.side ? `, side ${row.side}` : ""}${row.from ? `, from ${Time.asFound(row.from)}` : ""}${row.to ? `, until ${Time.asFound(row.to)}` : ""}.`),
        Cards.sources(row.evidence),
      ]),
      Cards.mechanism(found, { open: true, titled: Boolean(party) }),
      Cards.said(new Set([key])),
    ];
  }

  function selected(state, active) {
    const { sel } = state;
    const spoke = Rec.spokes.get(sel);
    if (spoke) return mechanism(spoke.through[0], spoke.from, state);
    if (Rec.mechanisms.has(sel)) return mechanism(sel, "", state);
    return Rec.actors.has(sel) ? actor(sel, state, active) : pair(sel, state, active);
  }

  function update(state, active, before) {
    const panel = id("panel");
    const above = [Reading.path(state, active), Reading.comparison(state), Reading.whatIf(state, active)];
    const body = state.sel ? selected(state, active) : overview(state, active);
    // What is selected comes first; a path, a comparison or a what-if stands over the overview.
    fill(panel, (state.sel && !(state.from && state.to) ? [...body, ...above] : [...above, ...body]).flat(4));
    if (before && (before.sel !== state.sel || before.from !== state.from || before.to !== state.to)) panel.scrollTop = 0;
  }

  return { update };
})();
