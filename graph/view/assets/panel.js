"use strict";
// The panel beside the picture: what is shown, or the evidence for what is selected.
const Panel = (() => {
  const { el, link, fill, id, count } = Dom;
  const select = (sel) => State.set({ sel });
  const heading = (text) => el("h2", { tabindex: "-1" }, text);
  const stats = (rows) => el("dl", { class: "stats" }, rows.map(([number, words]) => el("div", null, el("dt", null, number === 1 ? words : `${words}s`), el("dd", null, number.toLocaleString("en")))));
  const closing = (...buttons) => el("p", { class: "actions" }, buttons, el("button", { type: "button", onclick: () => select("") }, "Close"));
  const goTo = (key) => el("button", { type: "button", onclick: () => select(key) }, Rec.name(key));

  function whenInWords(state, within = false) {
    if (state.when === "any") return within ? "any time" : "Any time";
    if (state.when === "slice") return `${Time.inWords(Rec.slice.first)} to ${Time.inWords(Rec.slice.last)}`;
    return Time.inWords(state.when);
  }

  function overview(state, active) {
    const most = [...active.actors].map(([key, entry]) => [key, entry.mechanisms.size, entry.partners.size])
      .sort((a, b) => b[1] - a[1] || b[2] - a[2] || (a[0] < b[0] ? -1 : 1)).slice(0, 10);
    const top = most[0]?.[1] ?? 1;
    return [
      heading(whenInWords(state)),
      el("p", { class: "sub" }, `Record ${Rec.about.version || "unversioned"}, checked to ${Time.inWords(Rec.about.checked)}.`),
      stats([[active.actors.size, "actor"], [active.pairs.size, "tied pair"], [active.mechanisms.size, "mechanism"]]),
      el("p", null, "Select a line, a spoke or a node to see its evidence."),
      most.length ? el("h3", null, "Most connected, by mechanisms (and partners)") : null,
      el("ul", { class: "rows" }, most.map(([key, number, partners]) => {
        const bar = el("span", { class: "bar" });
        bar.style.width = `${(100 * number) / top}%`;
        return el("li", null, el("button", { type: "button", onclick: () => select(key) },
          el("span", { class: "top" }, el("span", null, Rec.name(key)), el("span", { class: "n" }, `${number} (${partners})`)), bar));
      })),
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
    const rows = [...entry.partners].map(([partner, ties]) => ({ partner, ties: Picture.byMechanism(ties) }))
      .sort((a, b) => b.ties.length - a.ties.length || b.ties[0].depth - a.ties[0].depth || (Rec.name(a.partner) < Rec.name(b.partner) ? -1 : 1));
    return [
      el("h3", null, "Partners and what ties them"),
      el("ul", { class: "rows", id: "partners" }, rows.map(({ partner, ties }) => el("li", null,
        el("button", { type: "button", onclick: () => select(Rec.pairKey(key, partner)) },
          el("span", { class: "top" }, el("span", null, Rec.name(partner)),
            el("span", { class: "ticks", "aria-hidden": "true" }, ties.slice(0, 18).map((tie) => el("i", { class: `swatch ${Rec.family(tie.layer)}` })))),
          el("span", { class: "through" }, kinds(ties)))))),
    ];
  }

  function actor(key, state, active) {
    const found = Rec.actors.get(key);
    const entry = active.actors.get(key);
    const codes = Object.entries(found.codes).map(([scheme, code]) => `${scheme.replace("iso", "ISO-").toUpperCase()} ${code}`);
    const tying = new Set((Rec.byActor.get(key) ?? []).map((tie) => tie.mechanism.key));
    const loose = (Rec.partsOf.get(key) ?? []).map(({ m }) => m).filter((m) => !tying.has(m.key));
    return [
      heading(found.label || "(no name)"),
      el("p", { class: "sub" }, [found.type, found.region].filter(Boolean).join(", ")),
      found.names.length ? el("p", { class: "sub" }, `Also: ${found.names.join("; ")}`) : null,
      codes.length || found.wikidata ? el("p", { class: "sub" }, codes.join(" · "), found.wikidata ? [codes.length ? " · " : "", link(found.wikidata, "Wikidata")] : null) : null,
      closing(),
      stats([[entry?.partners.size ?? 0, "partner"], [entry?.mechanisms.size ?? 0, "mechanism"]]),
      found.description ? el("p", null, found.description) : null,
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
    const shown = Picture.byMechanism(active.pairs.get(sel) ?? []);
    const keys = new Set(shown.map((tie) => tie.mechanism.key));
    const rest = Picture.byMechanism(all).filter((tie) => !keys.has(tie.mechanism.key));
    const reason = (tie) => {
      const grade = Time.holding(tie.bounds, Time.windowFor(state.when, tie.mechanism.rule));
      if (grade < (state.possibly ? 1 : 2)) return grade ? "Only possibly holds at this date." : "Does not tie the two at this date.";
      return "Holds at this date, in a layer or of a kind that is not chosen.";
    };
    const [first, second] = [a, b].sort((x, y) => (Rec.name(x) < Rec.name(y) ? -1 : 1));
    return [
      heading(`${Rec.name(first)} – ${Rec.name(second)}`),
      el("p", { class: "sub" }, `${count(shown.length, "mechanism")} shown of ${keys.size + rest.length} recorded; ${whenInWords(state, true)}.`),
      closing(goTo(first), goTo(second)),
      shown.map((tie) => Cards.mechanism(tie.mechanism)),
      rest.length ? [el("h3", null, "Recorded, and not shown now"), rest.map((tie) => Cards.mechanism(tie.mechanism, { why: reason(tie) }))] : null,
      Cards.said(new Set([...keys, ...rest.map((tie) => tie.mechanism.key)])),
    ];
  }

  function mechanism(key, party) {
    const found = Rec.mechanisms.get(key);
    const hub = found.founds || "";
    const part = party ? found.parties.filter((row) => row.actor === party) : [];
    return [
      heading(party ? `${Rec.name(party)} in ${found.label}` : found.label || "(no name)"),
      el("p", { class: "sub" }, found.definition),
      closing(party ? [goTo(party), goTo(key)] : null, hub ? goTo(hub) : null),
      part.map((row) => [
        el("p", null, `${Rec.name(party)}: ${row.role}${row.side ? `, side ${row.side}` : ""}${row.from ? `, from ${Time.asFound(row.from)}` : ""}${row.to ? `, until ${Time.asFound(row.to)}` : ""}.`),
        Cards.sources(row.evidence),
      ]),
      Cards.mechanism(found, { open: true, titled: Boolean(party) }),
      Cards.said(new Set([key])),
    ];
  }

  function update(state, active, before) {
    const panel = id("panel");
    const { sel } = state;
    const spoke = Rec.spokes.get(sel);
    const content = !sel ? overview(state, active)
      : spoke ? mechanism(spoke.through[0], spoke.from)
        : Rec.mechanisms.has(sel) ? mechanism(sel)
          : Rec.actors.has(sel) ? actor(sel, state, active) : pair(sel, state, active);
    fill(panel, content.flat(3));
    if (before && before.sel !== sel) panel.scrollTop = 0;
  }

  return { update, whenInWords };
})();
