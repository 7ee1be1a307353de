"use strict";
// Every tie as a row: the same filter as the picture, for keyboards, screen readers and print.
const Table = (() => {
  const { el, fill, id, swatch, count } = Dom;
  const PAGE = 100;
  const bound = (earliest, latest) => (earliest === latest ? earliest : earliest.slice(0, 7) === latest.slice(0, 7) ? earliest.slice(0, 7) : earliest.slice(0, 4));
  const since = ({ bounds }) => (bounds[0] === "0001-01-01" ? "" : bound(bounds[0], bounds[1]));
  const until = ({ bounds: [, , earliest, latest] }) => (earliest === "9999-12-31" ? "" : latest === "9999-12-31" ? `${earliest} or later` : bound(earliest, latest));
  const status = (tie) => Time.status(tie.mechanism, Time.dayFor(State.get().when));
  const COLUMNS = [
    ["First actor", (tie) => Rec.name(tie.a)],
    ["Second actor", (tie) => Rec.name(tie.b)],
    ["Mechanism", (tie) => tie.mechanism.label],
    ["Layer", (tie) => tie.layer],
    ["Since", since],
    ["Until", until],
    ["Status", status],
    ["Sources", (tie) => tie.mechanism.evidence.length],
  ];
  let sort = { column: 0, down: false };
  let first = 0;
  let kept = [null, null];

  const letters = new Intl.Collator("en");
  // Values are worked out once a row, not at each comparison.
  function sorted(active) {
    const key = `${sort.column} ${sort.down}`;
    if (kept[0] === active && kept[1] === key) return kept[2];
    const value = COLUMNS[sort.column][1];
    const inEgo = active.ego ? active.ties.filter((tie) => active.ego.has(tie.a) && active.ego.has(tie.b)) : active.ties;
    const rows = inEgo.map((tie) => [tie, value(tie), `${Rec.name(tie.a)}\n${Rec.name(tie.b)}`]);
    const compare = (x, y) => (typeof x === "number" ? x - y : letters.compare(x, y));
    rows.sort(([p, x, one], [q, y, two]) => (sort.down ? -compare(x, y) : compare(x, y)) || letters.compare(one, two) || (p.mechanism.key < q.mechanism.key ? -1 : 1));
    kept = [active, key, rows.map(([tie]) => tie)];
    return kept[2];
  }

  function head(column, index) {
    const chosen = sort.column === index;
    const turn = () => {
      sort = { column: index, down: chosen && !sort.down };
      first = 0;
      update(State.get(), Active.active());
      id("table").querySelectorAll("thead button")[index].focus();
    };
    return el("th", { scope: "col", "aria-sort": chosen ? (sort.down ? "descending" : "ascending") : "none" },
      el("button", { type: "button", onclick: turn }, column, chosen ? (sort.down ? " ↓" : " ↑") : ""));
  }

  function row(tie) {
    const [a, b, mechanism, layer, start, end, standing, sources] = COLUMNS.map(([, value]) => value(tie));
    const open = (sel, text) => el("button", { type: "button", class: "link", onclick: () => State.set({ sel }) }, text || "(no name)");
    return el("tr", null,
      el("th", { scope: "row" }, open(tie.pair, a)), el("td", null, b), el("td", null, open(tie.mechanism.key, mechanism)),
      el("td", null, swatch(tie.layer), ` ${layer}`), el("td", { class: "num" }, start), el("td", { class: "num" }, end),
      el("td", { class: "num" }, standing), el("td", { class: "num" }, sources));
  }

  function update(state, active) {
    const box = id("table");
    if (box.hidden) return;
    const ties = sorted(active);
    if (first >= ties.length) first = 0;
    const page = ties.slice(first, first + PAGE);
    const move = (by) => () => { first += by; update(State.get(), Active.active()); box.scrollTop = 0; box.focus(); };
    fill(box,
      el("table", null,
        el("caption", null, `${count(ties.length, "tie")}, one a pair and mechanism; ${Time.whenInWords(state.when)}${ties.length > PAGE ? `; rows ${(first + 1).toLocaleString("en")} to ${(first + page.length).toLocaleString("en")}` : ""}`),
        el("thead", null, el("tr", null, COLUMNS.map(([column], index) => head(column, index)))),
        el("tbody", null, page.map(row))),
      ties.length > PAGE ? el("p", { class: "pages" },
        el("button", { type: "button", disabled: first === 0, onclick: move(-PAGE) }, "Previous"),
        el("button", { type: "button", disabled: first + PAGE >= ties.length, onclick: move(PAGE) }, "Next")) : "");
  }

  return { update, sorted, since, until, status };
})();
