"use strict";
// Elements are built from text, never from markup: what a record says cannot become part of the page.
const Dom = (() => {
  function add(element, children) {
    for (const child of children.flat(4)) {
      if (child === null || child === undefined || child === "" || child === false) continue;
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return element;
  }
  function el(tag, props, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props ?? {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "class") element.className = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    return add(element, children);
  }
  function svg(tag, props, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(props ?? {})) element.setAttribute(name, value);
    return add(element, children);
  }
  function link(url, text) {
    if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
    return el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
  }
  const id = (name) => document.getElementById(name);
  const fill = (element, ...children) => { element.replaceChildren(); add(element, children); };
  const swatch = (layer) => el("span", { class: `swatch ${Rec.family(layer)}`, "aria-hidden": "true" });
  const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
  const say = (text) => { id("live").textContent = text; };
  return { el, svg, link, id, fill, swatch, count, say };
})();
