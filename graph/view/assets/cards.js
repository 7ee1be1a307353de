"use strict";
// The evidence: one card a mechanism, with dates, status, parties and sources; claims and assertions apart.
const Cards = (() => {
  const { el, link, count, swatch } = Dom;

  function sources(evidence) {
    if (!evidence.length) return null;
    return el("ol", { class: "sources" }, evidence.map(({ source, locator, confidence, supports }) => {
      const about = [source.publisher, source.issued, source.kind].filter(Boolean).join(", ");
      const where = [locator && `at: ${locator}`, confidence && `confidence: ${confidence}`].filter(Boolean).join(" · ");
      return el("li", null, link(source.url, source.title || source.url || "(untitled source)"),
        el("small", null, about), el("small", null, where),
        supports.length ? el("small", null, `supports: ${supports.join(", ")}`) : null);
    }));
  }

  function dates(mechanism) {
    if (!mechanism.dates.length) return el("p", { class: "soft" }, "No date is recorded.");
    return el("dl", { class: "dates" }, mechanism.dates.flatMap(({ words, text }) => [el("dt", null, words), el("dd", null, Time.asFound(text))]));
  }

  function party(part) {
    const span = part.from || part.to ? `${part.from ? `from ${Time.asFound(part.from)}`.replace("from by ", "by ") : ""}${part.to ? ` until ${Time.asFound(part.to)}` : ""}`.trim() : "";
    const words = [part.role.toLowerCase() === "party" ? "" : part.role, part.side ? `side ${part.side}` : "", span, ...part.services, ...part.assets].filter(Boolean);
    return words.length ? ` (${words.join("; ")})` : "";
  }

  function parties(mechanism, first) {
    const known = mechanism.parties;
    if (known.length <= 2) return el("p", null, el("span", { class: "soft" }, "Parties: "), known.map((part, index) => `${index ? " and " : ""}${Rec.name(part.actor)}${party(part)}`).join(""));
    const number = new Set(known.map((part) => part.actor)).size;
    return el("details", { open: first },
      el("summary", null, `${count(number, "participant")}`),
      el("ul", null, known.map((part) => el("li", null, `${Rec.name(part.actor)}${party(part)}`))));
  }

  const standing = new Set(["in force", "active", "under way", "provisionally applied"]);
  const status = (found) => {
    const words = Time.status(found, Time.dayFor(State.get().when));
    return el("span", { class: `chip${standing.has(words) ? " on" : ""}` }, words);
  };

  function conflicts(key) {
    const known = Rec.conflicts.filter((row) => row.about.includes(key));
    return known.map((row) => el("p", { class: "conflict" }, el("b", null, "Sources differ: "), `${row.date} is ${row.other} in ${row.setsAside}. The record follows ${row.follows}. ${row.reason}`));
  }

  // Records that are judged to be of the same mechanism: each as it stands, under its own name.
  function counterparts(key, open) {
    const known = Rec.counterpartsOf.get(key) ?? [];
    if (!known.length) return null;
    return el("details", { open },
      el("summary", null, `${count(known.length, "other record")} of the same mechanism, not counted besides`),
      known.map((row) => el("div", { class: "same", "data-record": row.id },
        el("p", null, el("b", null, row.label || "(no name)"), ` ${[row.kind, row.identifier].filter(Boolean).join(", ")}`),
        dates(row),
        row.parties.length ? el("p", null, el("span", { class: "soft" }, "Parties: "), row.parties.join(", ")) : null,
        row.obligations.length ? el("p", null, el("span", { class: "soft" }, "Obligations: "), row.obligations.join(", ")) : null,
        sources(row.evidence))));
  }

  function mechanism(found, { why = "", open = false, titled = true } = {}) {
    const own = found.parties.flatMap((part) => part.evidence.map((row) => [part, row]));
    const unsure = found.confidence === "low" || found.confidence === "unverified";
    return el("article", { class: `card ev${why ? " off" : ""}`, "data-mechanism": found.key },
      el("p", { class: "kind" }, el("span", null, swatch(found.layer), ` ${found.kind}`), status(found), unsure ? el("span", { class: "chip" }, found.confidence === "low" ? "low confidence" : "unverified") : null),
      titled ? el("h3", null, el("button", { type: "button", onclick: () => State.set({ sel: found.key }) }, found.label || "(no name)")) : null,
      found.names.length ? el("details", { class: "soft" }, el("summary", null, count(found.names.length, "other name")), el("ul", null, found.names.map((name) => el("li", null, name)))) : null,
      why ? el("p", { class: "soft" }, why) : null,
      dates(found),
      conflicts(found.key),
      parties(found, open),
      found.founds ? el("p", null, `Founds ${Rec.name(found.founds)}.`) : null,
      found.obligations.length ? el("p", null, el("span", { class: "soft" }, "Obligations: "), found.obligations.join(", ")) : null,
      found.facts.map(([words, values]) => el("p", null, el("span", { class: "soft" }, `${words}: `), values.join("; "))),
      found.description ? el("p", null, found.description) : null,
      sources(found.evidence) ?? el("p", { class: "soft" }, "No source of its own; see the participants."),
      open && own.length ? el("details", null, el("summary", null, `${count(own.length, "source")} on single participants`),
        own.map(([part, row]) => el("div", null, el("b", null, Rec.name(part.actor)), sources([row])))) : null,
      counterparts(found.key, open));
  }

  function cited(row) {
    const source = row.source < 0 ? null : Rec.sources[row.source];
    return el("small", null, source ? link(source.url, source.title) : "an unnamed source", `, sentence ${row.sentence}`);
  }

  const assertion = (row) => el("blockquote", { class: row.verdict === "contradicted" || row.verdict === "unsupported" ? "disputed" : "" },
    el("b", null, `Verdict: ${row.verdict}`), row.text,
    row.reason ? el("small", null, row.reason) : null, cited(row),
    row.evidence.length ? el("details", null, el("summary", null, "evidence for the verdict"), sources(row.evidence)) : null);

  const claim = (row) => el("blockquote", null, el("b", null, `${Rec.name(row.holder)} (${row.kind})`), row.text,
    row.reportedBy ? el("small", null, `as reported by ${Rec.name(row.reportedBy)}`) : null, cited(row));

  // What sources say about a record is not the record: it stands apart, under the name of who holds it.
  function said(keys) {
    const about = (row) => row.about.some((key) => keys.has(key));
    const claims = Rec.claims.filter((row) => about(row) || keys.has(row.holder));
    const assertions = Rec.assertions.filter(about);
    return [
      claims.length ? el("section", { class: "said", id: "claims" }, el("h3", null, `Claims (${claims.length})`),
        el("p", null, "What somebody holds, as a source reports it. A claim is not part of the record, and makes no tie."),
        claims.map(claim)) : null,
      assertions.length ? el("section", { class: "said", id: "assertions" }, el("h3", null, `Assertions (${assertions.length})`),
        el("p", null, "What a source says that could be checked, and the verdict on it."),
        assertions.map(assertion)) : null,
    ];
  }

  return { mechanism, sources, said, assertion };
})();
