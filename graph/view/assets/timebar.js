"use strict";
// The time bar: one or two thumbs on a histogram of beginnings and ends, play, any time, and a date to type.
const Timebar = (() => {
  const { el, svg, fill, id } = Dom;
  const number = (day) => +day.slice(0, 4) * 12 + +day.slice(5, 7) - 1;
  const years = (() => {
    const starts = Rec.ties.filter((tie) => tie.bounds && tie.bounds[0] > "0001-01-01").map((tie) => tie.bounds[0]).sort();
    // A few beginnings of centuries ago must not stretch the slider: one in two hundred may lie before it.
    const first = [Rec.slice.first, starts[Math.floor(starts.length / 200)] ?? Rec.slice.first].sort()[0];
    const last = [Rec.about.checked, Rec.slice.last].reduce((a, b) => (a > b ? a : b));
    return { first: +first.slice(0, 4), last: +last.slice(0, 4), end: number(last) };
  })();
  const span = Math.max(1, years.end - years.first * 12);

  // A month stands for its last day, but for the months of the slice and of the record's own day.
  function dayOf(index) {
    const day = Time.endOfMonth(Math.floor(index / 12), (index % 12) + 1);
    const own = [Rec.slice.first === Rec.slice.last ? Rec.slice.first : "", Rec.about.checked].find((known) => known.slice(0, 7) === day.slice(0, 7));
    return own ?? day;
  }
  const firstDay = (index) => `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}-01`;

  // What the thumbs say: a day, or from one month to another where the second thumb is out.
  let ranged = false;
  function chosen() {
    const [from, to] = [+id("since").value, +id("asof").value];
    return ranged ? `${firstDay(Math.min(from, to))}..${dayOf(Math.max(from, to))}` : dayOf(to);
  }

  let playing = 0;
  function play(on) {
    clearInterval(playing);
    playing = 0;
    if (on) {
      let at = number(Time.dayFor(State.get().when));
      if (at >= years.end) at = years.first * 12 - 1;
      playing = setInterval(() => {
        at = Math.min(years.end, at + 12);
        State.set({ when: dayOf(at) }, { push: false });
        if (at >= years.end) play(false);
      }, matchMedia("(prefers-reduced-motion: reduce)").matches ? 1600 : 700);
    }
    id("play").textContent = playing ? "❚❚" : "►";
    id("play").setAttribute("aria-label", playing ? "Pause" : "Play through the years");
    id("play").setAttribute("aria-pressed", String(Boolean(playing)));
  }

  function step(months) {
    const at = Math.min(years.end, Math.max(years.first * 12, number(Time.dayFor(State.get().when)) + months));
    play(false);
    State.set({ when: dayOf(at) });
  }

  // Above the line: what held at the end of each year (area) and began in it (bars); below it: what ended.
  function histogram() {
    const known = [...new Set(Rec.ties.map((tie) => tie.mechanism))].filter((m) => m.interval);
    const count = years.last - years.first + 1;
    const [held, begun, over] = [0, 1, 2].map(() => new Array(count).fill(0));
    const yearOf = (day) => +day.slice(0, 4) - years.first;
    for (const { interval, rule } of known) {
      const [from, to] = [yearOf(interval[1]), yearOf(interval[2])];
      if (from >= 0 && from < count) begun[from] += 1;
      if (to >= 0 && to < count && rule !== "OccurrenceRule") over[to] += 1;
    }
    for (let at = 0; at < count; at += 1) {
      const day = at === count - 1 ? Rec.about.checked : `${String(years.first + at).padStart(4, "0")}-12-31`;
      held[at] = known.filter((m) => Time.holding(m.interval, { first: day, last: day, mode: "any" }) === 2).length;
    }
    const top = Math.max(1, ...held);
    const most = Math.max(1, ...begun, ...over);
    const x = (at) => Math.min(span, at * 12);
    const area = held.map((value, at) => `L${x(at) + 11} ${74 - (70 * value) / top}`).join(" ");
    const bars = (values, sign) => values.map((value, at) => (value ? `M${x(at) + 2} 74h8v${((sign * (sign < 0 ? 62 : 24) * value) / most).toFixed(1)}h-8z` : "")).join("");
    id("history").setAttribute("viewBox", `0 0 ${span} 100`);
    fill(id("history"), svg("path", { class: "held", d: `M0 74 ${area} L${span} 74 Z` }), svg("path", { class: "begun", d: bars(begun, -1) }), svg("path", { class: "over", d: bars(over, 1) }));
  }

  function marks() {
    const size = [1, 2, 5, 10, 20, 50].find((each) => (years.last - years.first) / each <= 9) ?? 100;
    const found = [];
    for (let year = Math.ceil(years.first / size) * size; year <= years.last; year += size) {
      const mark = el("span", null, year);
      mark.style.left = `${(100 * (year - years.first) * 12) / span}%`;
      found.push(mark);
    }
    fill(id("years"), found);
  }

  function build() {
    for (const name of ["asof", "since"]) {
      const slider = id(name);
      slider.min = years.first * 12;
      slider.max = years.end;
      // While the thumb moves, one entry in the history is enough.
      let sliding = false;
      slider.addEventListener("input", () => { play(false); State.set({ when: chosen() }, { push: !sliding }); sliding = true; });
      slider.addEventListener("change", () => { sliding = false; });
    }
    id("since").value = years.first * 12;
    id("range").addEventListener("change", (event) => {
      ranged = event.target.checked;
      if (ranged) id("since").value = Math.max(years.first * 12, +id("asof").value - 120);
      State.set({ when: chosen() });
    });
    // A day, a month or a year, which stand for their last day. The browser's own field would show dates in its own order.
    id("day").addEventListener("change", (event) => {
      const when = Time.dayFrom(event.target.value.trim());
      event.target.setAttribute("aria-invalid", String(!when));
      if (when) State.set({ when });
    });
    id("any").addEventListener("change", (event) => State.set({ when: event.target.checked ? "any" : State.opened }));
    id("back").addEventListener("click", () => State.set({ when: State.opened }));
    id("play").addEventListener("click", () => play(!playing));
    play(false);
    marks();
    histogram();
  }

  function update(state) {
    const { when } = state;
    ranged = Time.isWindow(when);
    const day = Time.dayFor(when);
    id("asof").value = number(day);
    id("asof").setAttribute("aria-valuetext", when === "any" ? "any time" : Time.monthInWords(day));
    id("since").hidden = !ranged;
    id("since-label").hidden = !ranged;
    if (ranged) {
      id("since").value = number(Time.ends(when)[0]);
      id("since").setAttribute("aria-valuetext", Time.monthInWords(Time.ends(when)[0]));
    }
    id("range").checked = ranged;
    id("day").value = day;
    id("day").setAttribute("aria-invalid", "false");
    id("any").checked = when === "any";
    id("when").classList.toggle("any", when === "any" || when === "slice");
    id("back").hidden = when === State.opened;
    const low = ranged ? +id("since").value : years.first * 12;
    id("span").style.left = `${(100 * (low - years.first * 12)) / span}%`;
    id("span").style.right = `${100 - (100 * (Math.min(years.end, number(day)) - years.first * 12)) / span}%`;
  }

  return { build, update, step, play, playing: () => Boolean(playing), earliest: () => years.first, dayOf };
})();
