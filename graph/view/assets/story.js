"use strict";
// A story: annotated states of the page, one after the other.
const Story = (() => {
  const { el, id, fill } = Dom;

  function go(number) {
    State.set(State.stepState(number));
    Picture.fit();
    id("story").querySelector("h2")?.focus();
  }

  function update(state) {
    const box = id("story");
    box.hidden = !Rec.story;
    if (!Rec.story) return;
    const { steps, title, about } = Rec.story;
    const { step } = state;
    const now = steps[step - 1];
    const move = (to, text, off) => el("button", { type: "button", disabled: off, onclick: () => go(to) }, text);
    const statements = (now?.statements ?? []).map((name) => Rec.assertions.find((row) => row.id === name)).filter(Boolean);
    fill(box,
      el("div", { class: "told" }, el("h2", { tabindex: "-1" }, now ? now.title : title),
        now ? now.text.map((text) => el("p", null, text)) : [about ? el("p", null, about) : null],
        statements.length ? el("details", null, el("summary", null, Dom.count(statements.length, "statement") + " with a verdict"), statements.map(Cards.assertion)) : null),
      el("div", { class: "turn" }, el("span", { class: "soft" }, now ? `${step} of ${steps.length}` : `${steps.length} steps`),
        move(step - 1, "Back", step === 0), move(step + 1, step ? "Next" : "Begin", step >= steps.length), step ? move(0, "Leave", false) : null));
  }

  return { update, go };
})();
