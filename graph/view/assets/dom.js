"use strict";
// Elements are built from text, never from markup: what a record says cannot become part of the page.
const Dom = (() => {
  function el(tag, props, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props ?? {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "class") element.className = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children.flat()) {
      if (child === null || child === undefined || child === "") continue;
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return element;
  }
  function link(url, text) {
    if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
    return el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
  }
  const id = (name) => document.getElementById(name);
  const fill = (element, ...children) => element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  const swatch = (layer) => el("span", { class: `swatch ${Rec.family(layer)}`, "aria-hidden": "true" });
  const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
  return { el, link, id, fill, swatch, count };
})();
