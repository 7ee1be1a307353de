"use strict";
// What holds when. The rule is that of Slice.holding in graph/slice.py, on dates as text: YYYY-MM-DD sorts as it should.
const Time = (() => {
  const ALWAYS = { first: "0001-01-01", last: "9999-12-31", mode: "any" };
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  function holding(bounds, within) {
    if (!bounds) return 0;
    const [startEarliest, startLatest, endEarliest, endLatest, surely] = bounds;
    if (startEarliest >= endLatest) return 0;
    const [begunBy, notOverBy] = within.mode === "throughout" ? [within.first, within.last] : [within.last, within.first];
    if (startLatest <= begunBy && endEarliest > notOverBy && surely) return 2;
    return startEarliest <= begunBy && endLatest > notOverBy ? 1 : 0;
  }

  const lastDay = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
  const pad = (number, width = 2) => String(number).padStart(width, "0");
  const endOfMonth = (year, month) => `${pad(year, 4)}-${pad(month)}-${pad(lastDay(year, month))}`;
  const monthOf = (day) => ({ first: `${day.slice(0, 7)}-01`, last: endOfMonth(+day.slice(0, 4), +day.slice(5, 7)), mode: "any" });
  const isWindow = (when) => when.includes("..");
  const ends = (when) => when.split("..");

  // What occurs on a few days would never be met by a day picked by hand: it counts in its month.
  function windowFor(when, rule) {
    if (when === "any") return ALWAYS;
    if (when === "slice") return Rec.slice;
    if (isWindow(when)) return { first: ends(when)[0], last: ends(when)[1], mode: "any" };
    return rule === "OccurrenceRule" ? monthOf(when) : { first: when, last: when, mode: "any" };
  }

  function isDay(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
    const [year, month, day] = text.split("-").map(Number);
    return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
  }

  // A day, or a month or a year, which stand for their last day; empty where it is none of them.
  function dayFrom(text) {
    if (isDay(text)) return text;
    if (isDay(`${text}-01`)) return endOfMonth(+text.slice(0, 4), +text.slice(5, 7));
    return isDay(`${text}-01-01`) ? `${text}-12-31` : "";
  }

  // In the address a month is enough where the day is its last.
  const brief = (day) => (isDay(day) && day === endOfMonth(+day.slice(0, 4), +day.slice(5, 7)) ? day.slice(0, 7) : day);

  const inWords = (day) => `${+day.slice(8, 10)} ${MONTHS[+day.slice(5, 7) - 1]} ${day.slice(0, 4)}`;
  const monthInWords = (day) => `${MONTHS[+day.slice(5, 7) - 1]} ${day.slice(0, 4)}`;
  const asFound = (text) => (/^\d{4}$/.test(text) ? `${text} (year only)` : /^\d{4}-\d{2}$/.test(text) ? `${text} (month only)` : text);

  function whenInWords(when) {
    if (when === "any") return "any time";
    if (when === "slice") return `${inWords(Rec.slice.first)} to ${inWords(Rec.slice.last)}`;
    return isWindow(when) ? ends(when).map(inWords).join(" to ") : inWords(when);
  }

  // The day on which statuses are told: that of the slice where the page shows more than a day.
  const dayFor = (when) => (when === "any" ? Rec.about.checked : when === "slice" ? Rec.slice.last : isWindow(when) ? ends(when)[1] : when);

  // The library told how the mechanism stands from which day on: the last step up to the day is its status.
  const status = (mechanism, day) => mechanism.statuses.findLast(([from]) => from <= day)[1];

  return { holding, windowFor, isWindow, ends, isDay, dayFrom, brief, endOfMonth, inWords, monthInWords, asFound, whenInWords, dayFor, status };
})();
