"use strict";
// Every tie as a row: the same filter as the picture, for keyboards, screen readers and print.
const Table = (() => {
  const { el, fill, id, swatch, count } = Dom;
  const PAGE = 200;
  const COLUMNS = [
    ["First actor", (tie) => Rec.name(tie.a)],
    ["Second actor", (tie) => Rec.name(tie.b)],
    ["Mechanism", (tie) => tie.mechanism.label],
    ["Layer", (tie) => tie.layer],
    ["Since", (tie) => since(tie)],
    ["Until", (tie) => until(tie)],
    ["Status", (tie) => Time.status(tie.mechanism, Time.dayFor(State.get().when))],
    ["Sources", (tie) => tie.mechanism.evidence.length],
  ];
  const bound = (earliest, latest) => (earliest === latest ? earliest : earliest.slice(0, 7) === latest.slice(0, 7) ? earliest.slice(0, 7) : earliest.slice(0, 4));
  const since = ({ bounds }) => (bounds[0] === "0001-01-01" ? "" : bound(bounds[0], bounds[1]));
  const until = ({ bounds: [, , earliest, latest] }) => (earliest === "9999-12-31" ? "" : latest === "9999-12-31" ? `${earliest} or later` : bound(earliest, latest));
  let sort = { column: 0, down: false };
  let first = 0;

  const names = (tie) => `${Rec.name(tie.a)}\n${Rec.name(tie.b)}`;
  const compare = (a, b) => {
    const value = COLUMNS[sort.column][1];
    const [x, y] = [value(a), value(b)];
    const order = typeof x === "number" ? x - y : x.localeCompare(y, "en");
    return (sort.down ? -order : order) || names(a).localeCompare(names(b), "en") || (a.mechanism.key < b.mechanism.key ? -1 : 1);
  };

  function head(column, index) {
    const sorted = sort.column === index;
    const turn = () => {
      sort = { column: index, down: sorted && !sort.down };
      first = 0;
      update(State.get(), State.active());
      id("table").querySelectorAll("thead button")[index].focus();
    };
    return el("th", { scope: "col", "aria-sort": sorted ? (sort.down ? "descending" : "ascending") : "none" },
      el("button", { type: "button", onclick: turn }, column, sorted ? (sort.down ? " ↓" : " ↑") : ""));
  }

  function row(tie) {
    const [a, b, mechanism, layer, start, end, status, sources] = COLUMNS.map(([, value]) => value(tie));
    const open = (sel, text) => el("button", { type: "button", class: "link", onclick: () => State.set({ sel }) }, text || "(no name)");
    return el("tr", null,
      el("th", { scope: "row" }, open(tie.pair, a)), el("td", null, b), el("td", null, open(tie.mechanism.key, mechanism)),
      el("td", null, swatch(tie.layer), ` ${layer}`), el("td", { class: "num" }, start), el("td", { class: "num" }, end),
      el("td", { class: "num" }, status), el("td", { class: "num" }, sources));
  }

  function update(state, active) {
    const box = id("table");
    if (box.hidden) return;
    const ties = [...active.ties].sort(compare);
    if (first >= ties.length) first = 0;
    const page = ties.slice(first, first + PAGE);
    const move = (by) => () => { first += by; update(State.get(), State.active()); box.scrollTop = 0; box.focus(); };
    fill(box,
      el("table", null,
        el("caption", null, `${count(ties.length, "tie")}, one a pair and mechanism; ${Panel.whenInWords(state, true)}${ties.length > PAGE ? `; rows ${first + 1} to ${first + page.length}` : ""}`),
        el("thead", null, el("tr", null, COLUMNS.map(([column], index) => head(column, index)))),
        el("tbody", null, page.map(row))),
      ties.length > PAGE ? el("p", { class: "pages" },
        el("button", { type: "button", disabled: first === 0, onclick: move(-PAGE) }, "Previous"),
        el("button", { type: "button", disabled: first + PAGE >= ties.length, onclick: move(PAGE) }, "Next")) : "");
  }

  return { update };
})();
