"use strict";
// What is shown, as files: CSV of the table, Turtle of the mechanisms, SVG and PNG of the picture. Nothing leaves the page.
const Download = (() => {
  const { svg } = Dom;

  function save(name, type, content) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const anchor = Dom.el("a", { href: url, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  const stem = () => `accord-${Time.isWindow(State.get().when) ? Time.ends(State.get().when).join("-to-") : State.get().when}`;
  const caveat = () => `Record ${Rec.about.version || "unversioned"}, checked to ${Rec.about.checked}. What the record does not cover is unknown.`;

  // -- CSV --------------------------------------------------------------------------------------------

  // A spreadsheet must not take a text for a formula.
  const guarded = (value) => { const text = String(value); return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text; };
  const field = (value) => { const text = guarded(value); return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };

  const cited = ({ mechanism }) => mechanism.evidence.map(({ source }) => source.url || source.title).join(" ");
  const its = (value) => ({ mechanism }) => value(mechanism);
  const MECHANISM = [["mechanism_id", its((m) => m.key.replace(/^m:/, ""))], ["mechanism", its((m) => m.label)], ["kind", its((m) => m.kind)]];
  const STANDING = [["status", Table.status], ["confidence", its((m) => m.confidence)], ["sources", cited]];
  const COLUMNS = {
    ties: [
      ["actor_1_id", (row) => row.a], ["actor_1", (row) => Rec.name(row.a)], ["actor_2_id", (row) => row.b], ["actor_2", (row) => Rec.name(row.b)],
      ...MECHANISM, ["layer", (row) => row.layer], ["depth", (row) => row.depth], ["since", Table.since], ["until", Table.until], ...STANDING,
    ],
    mechanisms: [
      ...MECHANISM, ["layer", its((m) => m.layer)], ["participants", its((m) => Table.names(m).join("; "))], ["tied_actors", Table.tied],
      ["since", (row) => Table.since(Table.own(row))], ["until", (row) => Table.until(Table.own(row))], ...STANDING,
    ],
  };

  // The rows of the table, and how each changed where two dates are compared.
  function csv() {
    const state = State.get();
    const columns = [...COLUMNS[state.rows], ...(state.vs ? [["change", (row) => row.change]] : [])];
    const rows = Table.rows(state, Active.active()).map((row) => columns.map(([, value]) => value(row)));
    return `\ufeff${[columns.map(([name]) => name), ...rows].map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
  }

  // -- Turtle -----------------------------------------------------------------------------------------

  const literal = (text) => `"${String(text).replace(/[\\"\u0000-\u001f]/g, (char) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
  const iri = (text) => `<${text.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`)}>`;
  const typed = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? "date" : /^\d{4}-\d{2}$/.test(text) ? "gYearMonth" : /^\d{4}$/.test(text) ? "gYear" : "");

  function turtle() {
    const active = Active.active();
    const shown = [...active.mechanisms].sort().map((key) => Rec.mechanisms.get(key));
    const named = new Set();
    const blocks = shown.map((m) => {
      const lines = [`${iri(m.iri)}\n  a acc:${m.kindName}`, `  skos:prefLabel ${literal(m.label)}@en`];
      for (const { property, text } of m.dates) if (typed(text)) lines.push(`  acc:${property} ${literal(text)}^^xsd:${typed(text)}`);
      if (m.founds) { named.add(m.founds); lines.push(`  acc:constitutes ${iri(Rec.actors.get(m.founds).iri)}`); }
      const plain = [...new Set(m.parties.filter((part) => !part.iri).map((part) => part.actor))];
      for (const part of m.parties) named.add(part.actor);
      if (plain.length) lines.push(`  acc:party ${plain.map((key) => iri(Rec.actors.get(key).iri)).join(" , ")}`);
      for (const url of new Set(m.evidence.map(({ source }) => source.url).filter(Boolean))) lines.push(`  dcterms:source ${iri(url)}`);
      const parts = m.parties.filter((part) => part.iri).map((part) => `${iri(part.iri)}\n  a acc:Participation ;\n  acc:inMechanism ${iri(m.iri)} ;\n  acc:participant ${iri(Rec.actors.get(part.actor).iri)} .`);
      return [`${lines.join(" ;\n")} .`, ...parts].join("\n\n");
    });
    const actors = [...named].sort().map((key) => { const actor = Rec.actors.get(key); return `${iri(actor.iri)}\n  a acc:${actor.class} ;\n  skos:prefLabel ${literal(actor.label)}@en .`; });
    const state = State.get();
    const about = [`# ${active.mechanisms.size} mechanisms shown ${Time.whenInWords(state.when)}; ${state.possibly ? "certainly or possibly" : "certainly"} in force.`, `# ${caveat()}`, "# Each mechanism is whole; the dates and roles of single parties are in the full export of the record."];
    const prefixes = { acc: "https://w3id.org/accord-graph/ontology#", dcterms: "http://purl.org/dc/terms/", skos: "http://www.w3.org/2004/02/skos/core#", xsd: "http://www.w3.org/2001/XMLSchema#" };
    return [about.join("\n").replaceAll("\r", " "), Object.entries(prefixes).map(([name, to]) => `@prefix ${name}: <${to}> .`).join("\n"), ...actors, ...blocks].join("\n\n") + "\n";
  }

  // -- SVG and PNG ------------------------------------------------------------------------------------

  const SHAPES = {
    dot: ({ x, y, size }) => ["circle", { cx: x, cy: y, r: size.toFixed(1) }],
    square: ({ x, y, size }) => ["rect", { x: (x - size).toFixed(1), y: (y - size).toFixed(1), width: (2 * size).toFixed(1), height: (2 * size).toFixed(1) }],
    diamond: ({ x, y, size }) => ["path", { d: `M${x} ${y - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z` }],
    hexagon: ({ x, y, size }) => ["path", { d: `${[0, 1, 2, 3, 4, 5].map((at) => `${at ? "L" : "M"}${(x + size * Math.cos((at * Math.PI) / 3)).toFixed(1)} ${(y + size * Math.sin((at * Math.PI) / 3)).toFixed(1)}`).join("")}z` }],
  };

  function legend(x, y, unit) {
    const colours = Colours.get();
    const state = State.get();
    const rows = Active.changes() ? [["new", "changed-new"], ["gone", "changed-gone"], ["deepened", "changed-deepened"], ["loosened", "changed-loosened"]].map(([text, name]) => [text, colours[name]])
      : state.color === "layer" ? [...new Set([...Rec.layers.values()].filter((layer) => state.layers.has(layer.name)).map((layer) => layer.family))].map((family) => [[...Rec.layers.values()].filter((layer) => layer.family === family && state.layers.has(layer.name)).map((layer) => layer.name).join(", "), colours[family]])
        : Colours.groups(state, Active.active()).map((group) => [group.name, colours[group.colour]]);
    return rows.map(([text, colour], at) => svg("g", { transform: `translate(${x} ${y + at * 18 * unit})` },
      svg("rect", { width: 16 * unit, height: 4 * unit, y: -4 * unit, fill: colour }), svg("text", { x: 22 * unit, "font-size": 11.5 * unit, fill: colours.ink }, text)));
  }

  function picture() {
    const scene = Picture.scene();
    const colours = Colours.get();
    const at = new Map(scene.nodes.map((node) => [node.id, node]));
    const [xs, ys] = [scene.nodes.map((node) => node.x), scene.nodes.map((node) => node.y)];
    const [left, top] = [Math.min(...xs, 0) - 130, Math.min(...ys, 0) - 80];
    const [width, height] = [Math.max(...xs, 0) - left + 130, Math.max(...ys, 0) - top + 80];
    const unit = Math.max(1, width / 1500);
    const foot = 150 * unit;
    const edge = ({ from, to, width: thick, colour, opacity, dash, curve }) => {
      const [a, b] = [at.get(from), at.get(to)];
      const via = [(a.x + b.x) / 2 + (b.y - a.y) * curve * 0.9, (a.y + b.y) / 2 - (b.x - a.x) * curve * 0.9].map((part) => part.toFixed(1));
      return svg("path", { d: curve ? `M${a.x} ${a.y}Q${via.join(" ")} ${b.x} ${b.y}` : `M${a.x} ${a.y}L${b.x} ${b.y}`, fill: "none", stroke: colour, "stroke-width": thick.toFixed(1), "stroke-opacity": opacity, ...(dash ? { "stroke-dasharray": "7 5" } : {}) });
    };
    const node = (row) => { const [tag, props] = SHAPES[row.shape](row); return svg(tag, { ...props, fill: row.fill, stroke: row.stroke, "stroke-width": row.border, opacity: row.opacity }, svg("title", null, Rec.name(row.id))); };
    const label = (row) => row.lines.map((line, index) => svg("text", {
      x: (row.x + row.w / 2).toFixed(1), y: (row.y + row.size * (0.9 + index * Labels.LINE)).toFixed(1), "font-size": row.size.toFixed(1), "text-anchor": "middle",
      fill: row.quiet ? colours.soft : colours.ink, stroke: colours.ground, "stroke-width": (row.size * 0.25).toFixed(1), "paint-order": "stroke", "stroke-linejoin": "round", ...(row.bold ? { "font-weight": 600 } : {}), ...(row.quiet ? { "font-style": "italic" } : {}),
    }, line));
    const state = State.get();
    const title = `${Rec.about.title || "Security partnerships"}, ${Time.whenInWords(state.when)}${state.vs ? ` compared with ${Time.inWords(state.vs)}` : ""}`;
    const notes = [`${state.possibly ? "Certainly or possibly" : "Certainly"} in force. ${caveat()}`, ...scene.notes];
    const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${width} ${height + foot}`, width: Math.round(width / unit), height: Math.round((height + foot) / unit), "font-family": colours.font.replaceAll('"', "'"), role: "img" },
      svg("title", null, title),
      svg("rect", { x: left, y: top, width, height: height + foot, fill: colours.ground }),
      scene.land ? svg("path", { d: scene.land, fill: colours.land }) : "",
      scene.leaders.map(({ from, to }) => svg("path", { d: `M${from.join(" ")}L${to.join(" ")}`, stroke: colours.soft, "stroke-width": 0.7 })),
      scene.edges.map(edge), scene.nodes.map(node), Labels.place(scene.labels, 1 / unit, colours.font).map(label),
      svg("rect", { x: left, y: top + height, width, height: foot, fill: colours.ground }),
      svg("text", { x: left + 20 * unit, y: top + height + 24 * unit, "font-size": 15 * unit, "font-weight": 600, fill: colours.ink }, title),
      notes.map((text, index) => svg("text", { x: left + 20 * unit, y: top + height + (44 + 17 * index) * unit, "font-size": 11.5 * unit, fill: colours.soft }, text)),
      legend(left + width * 0.68, top + height + 24 * unit, unit));
    return { text: new XMLSerializer().serializeToString(root), width: Math.round(width / unit), height: Math.round((height + foot) / unit) };
  }

  function png() {
    const { text, width, height } = picture();
    const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    const image = new Image();
    image.onload = () => {
      const canvas = Dom.el("canvas", { width: 2 * width, height: 2 * height });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob((blob) => save(`${stem()}.png`, "image/png", blob), "image/png");
    };
    image.src = url;
  }

  const MAKE = {
    csv: () => save(`${stem()}.csv`, "text/csv;charset=utf-8", csv()),
    turtle: () => save(`${stem()}.ttl`, "text/turtle;charset=utf-8", turtle()),
    svg: () => save(`${stem()}.svg`, "image/svg+xml", picture().text),
    png,
  };
  return { make: (kind) => MAKE[kind](), csv, turtle, picture };
})();
