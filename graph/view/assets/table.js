"use strict";
// A row a tie or a row a mechanism: the same filter as the picture, for keyboards, screen readers and print.
const Table = (() => {
  const { el, fill, id, swatch, count } = Dom;
  const PAGE = 100;
  const bound = (earliest, latest) => (earliest === latest ? earliest : earliest.slice(0, 7) === latest.slice(0, 7) ? earliest.slice(0, 7) : earliest.slice(0, 4));
  const since = ({ bounds }) => (bounds[0] === "0001-01-01" ? "" : bound(bounds[0], bounds[1]));
  const until = ({ bounds: [, , earliest, latest] }) => (earliest === "9999-12-31" ? "" : latest === "9999-12-31" ? `${earliest} or later` : bound(earliest, latest));
  const status = (tie) => Time.status(tie.mechanism, Time.dayFor(State.get().when));
  const names = (m) => [...new Set(m.parties.map((part) => part.actor))].map(Rec.name);
  const party = (m) => { const known = names(m); return known.length > 4 ? `${known.slice(0, 3).join(", ")} and ${known.length - 3} more` : known.join(", "); };
  const sources = ({ mechanism }) => mechanism.evidence.length;
  const tied = (row) => new Set(row.ties.flatMap((tie) => [tie.a, tie.b])).size;
  const own = (row) => ({ bounds: row.mechanism.interval ?? ["0001-01-01", "", "9999-12-31", "9999-12-31"] });
  const link = (sel, text) => el("button", { type: "button", class: "link", onclick: () => State.set({ sel }) }, text || "(no name)");
  const layered = (layer) => [swatch(layer), ` ${layer}`];

  // Column: its head, the value that it is sorted by, a class, and how it is shown where that is more than the value.
  const KINDS_OF_ROW = {
    ties: [
      ["First actor", (row) => Rec.name(row.a), "", (row, text) => link(row.pair, text)],
      ["Second actor", (row) => Rec.name(row.b)],
      ["Mechanism", (row) => row.mechanism.label, "long", (row, text) => link(row.mechanism.key, text)],
      ["Layer", (row) => row.layer, "num more", (row) => layered(row.layer)],
      ["Since", since, "num"],
      ["Until", until, "num more"],
      ["Status", status, "num more"],
      ["Sources", sources, "num more"],
    ],
    mechanisms: [
      ["Mechanism", (row) => row.mechanism.label, "long", (row, text) => link(row.mechanism.key, text)],
      ["Participants", (row) => party(row.mechanism), "long"],
      ["Kind", (row) => row.mechanism.kind, "more", (row, text) => [swatch(row.mechanism.layer), ` ${text}`]],
      ["Tied actors", tied, "num more"],
      ["Since", (row) => since(own(row)), "num"],
      ["Until", (row) => until(own(row)), "num more"],
      ["Status", status, "num more"],
      ["Sources", sources, "num more"],
    ],
  };
  const CHANGE = ["Change", (row) => row.change, "num", (row, text) => [el("span", { class: `swatch ${CHANGES[text]}`, "aria-hidden": "true" }), ` ${text}`]];
  const CHANGES = { new: "new", gone: "gone", widened: "deepened", narrowed: "loosened", unchanged: "same" };
  // What changed stands before what may need scrolling.
  function columnsOf(state) {
    const known = KINDS_OF_ROW[state.rows];
    const names = state.rows === "ties" ? 3 : 2;
    return state.vs ? [...known.slice(0, names), CHANGE, ...known.slice(names)] : known;
  }

  // The head of the column that rows are sorted by; the first where there is no such column.
  let sort = { by: "", down: false };
  let first = 0;
  let kept = [null, null];

  const letters = new Intl.Collator("en");
  const inEgo = (active) => (active.ego ? active.ties.filter((tie) => active.ego.has(tie.a) && active.ego.has(tie.b)) : active.ties);

  // Values are worked out once a row, not at each comparison.
  function inOrder(rows, value, down) {
    const compare = (x, y) => (typeof x === "number" ? x - y : letters.compare(x, y));
    const found = rows.map((row) => [row, value(row), row.a ? `${Rec.name(row.a)}\n${Rec.name(row.b)}` : row.mechanism.label]);
    found.sort(([p, x, one], [q, y, two]) => (down ? -compare(x, y) : compare(x, y)) || letters.compare(one, two) || (p.mechanism.key < q.mechanism.key ? -1 : 1));
    return found.map(([row]) => row);
  }

  const byMechanism = (ties) => {
    const found = new Map();
    for (const tie of ties) found.set(tie.mechanism, [...(found.get(tie.mechanism) ?? []), tie]);
    return found;
  };

  // Where two dates are compared, what holds at either is a row, and says how the later differs from the earlier.
  function rowsOf(state, active) {
    const other = state.vs ? Active.compared() : null;
    const [before, after] = (other && other.when < active.when ? [other, active] : [active, other ?? active]).map(inEgo);
    if (state.rows === "ties") {
      const [had, has] = [new Set(before), new Set(after)];
      return [...new Set([...before, ...after])].map((tie) => ({ ...tie, change: !had.has(tie) ? "new" : has.has(tie) ? "unchanged" : "gone" }));
    }
    const [had, has] = [byMechanism(before), byMechanism(after)];
    return [...new Set([...had.keys(), ...has.keys()])].map((mechanism) => {
      const [was, is] = [had.get(mechanism)?.length ?? 0, has.get(mechanism)?.length ?? 0];
      return { mechanism, ties: has.get(mechanism) ?? had.get(mechanism), change: !was ? "new" : !is ? "gone" : is > was ? "widened" : is < was ? "narrowed" : "unchanged" };
    });
  }

  // In the order of the first column, whatever the reader sorted by: equal views give equal files.
  const rows = (state, active) => inOrder(rowsOf(state, active), KINDS_OF_ROW[state.rows][0][1], false);

  function shown(state, active) {
    const columns = columnsOf(state);
    if (!columns.some(([by]) => by === sort.by)) sort = { by: columns[0][0], down: false };
    const key = `${state.rows} ${sort.by} ${sort.down}`;
    if (kept[0] !== active || kept[1] !== key) kept = [active, key, inOrder(rowsOf(state, active), columns.find(([by]) => by === sort.by)[1], sort.down)];
    return kept[2];
  }

  function head([column, , kind = ""], index) {
    const chosen = sort.by === column;
    const turn = () => {
      sort = { by: column, down: chosen && !sort.down };
      first = 0;
      update(State.get(), Active.active());
      id("table").querySelectorAll("thead button")[index].focus();
    };
    return el("th", { scope: "col", class: kind.includes("more") ? "more" : null, "aria-sort": chosen ? (sort.down ? "descending" : "ascending") : "none" },
      el("button", { type: "button", onclick: turn }, column, chosen ? (sort.down ? " ↓" : " ↑") : ""));
  }

  function row(found, columns) {
    return el("tr", null, columns.map(([, value, kind, show], index) => {
      const text = value(found);
      return el(index ? "td" : "th", index ? { class: kind || null } : { scope: "row" }, show ? show(found, text) : text);
    }));
  }

  function chooser(state) {
    const choose = (rows) => () => { sort = { by: "", down: false }; first = 0; State.set({ rows }); id(`rows-${rows}`).focus(); };
    return el("p", { class: "choose", role: "group", "aria-label": "Rows" }, "A row for each",
      [["ties", "tie of two"], ["mechanisms", "mechanism"]].map(([rows, text]) => el("button", { type: "button", id: `rows-${rows}`, "aria-pressed": String(state.rows === rows), onclick: choose(rows) }, text)));
  }

  function update(state, active) {
    const box = id("table");
    if (box.hidden) return;
    const rows = shown(state, active);
    const columns = columnsOf(state);
    if (first >= rows.length) first = 0;
    const page = rows.slice(first, first + PAGE);
    const move = (by) => () => { first += by; update(State.get(), Active.active()); box.scrollTop = 0; box.focus(); };
    const what = state.rows === "ties" ? `${count(rows.length, "tie")}, one a pair and mechanism` : count(rows.length, "mechanism");
    const when = state.vs ? `at ${[state.vs, state.when].sort().map(Time.inWords).join(", at ")}, or at both` : Time.whenInWords(state.when);
    fill(box, chooser(state),
      el("table", null,
        el("caption", null, `${what}; ${when}${rows.length > PAGE ? `; rows ${(first + 1).toLocaleString("en")} to ${(first + page.length).toLocaleString("en")}` : ""}`),
        el("thead", null, el("tr", null, columns.map(head))),
        el("tbody", null, page.map((found) => row(found, columns)))),
      rows.length > PAGE ? el("p", { class: "pages" },
        el("button", { type: "button", disabled: first === 0, onclick: move(-PAGE) }, "Previous"),
        el("button", { type: "button", disabled: first + PAGE >= rows.length, onclick: move(PAGE) }, "Next")) : "");
  }

  return { update, rows, names, own, tied, since, until, status };
})();
