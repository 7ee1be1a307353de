"use strict";
// Labels of one size on the screen, the most connected first, none over another.
const Labels = (() => {
  const SIZE = 12.5;
  const LINE = 1.18;
  // So many of the most connected always have a name, and theirs are the nodes that other names cover last.
  const GREAT = 24;
  const ruler = document.createElement("canvas").getContext("2d");

  function wrap(text) {
    if (text.length <= 22) return [text];
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      if (lines.at(-1) && `${lines.at(-1)} ${word}`.length > 22) {
        if (lines.length === 2) { lines[1] = `${lines[1].slice(0, 21)}…`; return lines; }
        lines.push("");
      }
      lines[lines.length - 1] = lines.at(-1) ? `${lines.at(-1)} ${word}` : word.slice(0, 28);
    }
    return lines;
  }

  // Boxes by the cells that they touch, so that each is compared with its neighbours only.
  function grid(side) {
    const cells = new Map();
    const each = (box, act) => {
      for (let x = Math.floor(box.x / side); x <= Math.floor((box.x + box.w) / side); x += 1) {
        for (let y = Math.floor(box.y / side); y <= Math.floor((box.y + box.h) / side); y += 1) act(`${x},${y}`);
      }
    };
    const cut = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
    return {
      add: (box) => each(box, (cell) => { if (!cells.has(cell)) cells.set(cell, []); cells.get(cell).push(box); }),
      hits(box) {
        const found = new Set();
        each(box, (cell) => { for (const other of cells.get(cell) ?? []) if (cut(box, other)) found.add(other); });
        return found;
      },
    };
  }

  // How much of a node a name covers, from 0 to 1.
  const span = (start, size, from, length) => Math.min(start + size, from + length) - Math.max(start, from);
  const share = (box, node) => (span(box.x, box.w, node.x, node.w) * span(box.y, box.h, node.y, node.h)) / (node.w * node.h);

  const widths = new Map();
  function width(text, font) {
    const key = `${font}\n${text}`;
    if (!widths.has(key)) { ruler.font = font; widths.set(key, ruler.measureText(text).width); }
    return widths.get(key);
  }

  // rows: { key, text, x, y, size, weight, must, bold, quiet } in units of the canvas. A label covers no other
  // label, and of nodes as little as it can; the lesser its own, the sooner it gives way.
  // Where a frame is given, no name reaches out of it.
  function place(rows, scale, family, frame = null) {
    const outside = (box) => frame && (box.x < frame.left || box.y < frame.top || box.x + box.w > frame.right || box.y + box.h > frame.bottom);
    const unit = 1 / scale;
    const nodes = grid(90 * unit);
    const labels = grid(90 * unit);
    const placed = [];
    const order = [...rows].sort((a, b) => b.must - a.must || b.weight - a.weight || (a.key < b.key ? -1 : 1));
    order.forEach((row, rank) => {
      const [side, cost] = [2 * row.size, row.quiet ? 1 : rank < GREAT ? 40 : 12];
      nodes.add({ x: row.x - row.size, y: row.y - row.size, w: side, h: side, key: row.key, cost });
    });
    order.forEach((row, rank) => {
      if (row.quiet && !row.must && !row.free && scale < 0.8) return;
      const pixels = row.quiet ? SIZE * 0.92 : SIZE;
      const font = `${row.bold ? "600 " : row.quiet ? "italic " : ""}${pixels}px ${family}`;
      const lines = wrap(row.text);
      const w = Math.max(...lines.map((line) => width(line, font))) * unit;
      const h = pixels * LINE * lines.length * unit;
      const [gap, near] = [3 * unit, row.size * 0.75];
      const [reach, far] = [row.size + gap, 7 * unit];
      const spots = [
        [row.x - w / 2, row.y + reach], [row.x + reach + gap, row.y - h / 2], [row.x - reach - gap - w, row.y - h / 2], [row.x - w / 2, row.y - reach - h],
        [row.x + near, row.y + near], [row.x - near - w, row.y + near], [row.x + near, row.y - near - h], [row.x - near - w, row.y - near - h],
        [row.x + reach, row.y], [row.x + reach, row.y - h], [row.x - reach - w, row.y], [row.x - reach - w, row.y - h],
        [row.x - w / 2, row.y + reach + far], [row.x - w / 2, row.y - reach - far - h],
        [row.x, row.y + reach + far / 2], [row.x, row.y - reach - far / 2 - h], [row.x - w, row.y + reach + far / 2], [row.x - w, row.y - reach - far / 2 - h],
      ];
      let best = null;
      spots.forEach(([x, y], at) => {
        const box = { x, y, w, h };
        if (outside(box) || labels.hits(box).size) return;
        // On a circle, names stand outside it.
        let cost = row.out ? 4 - 4 * Math.sign((x + w / 2 - row.x) * row.out.x + (y + h / 2 - row.y) * row.out.y) + at / 4 : at;
        let hidden = 0;
        for (const other of nodes.hits(box)) {
          if (other.key === row.key) continue;
          cost += (0.25 + share(box, other)) * other.cost;
          hidden += other.cost;
        }
        if (!best || cost < best.cost) best = { ...box, cost, hidden };
      });
      if (!best || best.hidden >= (row.must || rank < GREAT ? Infinity : rank < 40 ? 40 : 12)) return;
      labels.add({ ...best, x: best.x - gap, w: w + 2 * gap });
      placed.push({ key: row.key, text: row.text, lines, x: best.x, y: best.y, w, h, size: pixels * unit, font, quiet: row.quiet, bold: row.bold });
    });
    return placed;
  }

  function draw(ctx, placed, scale, colours) {
    ctx.save();
    ctx.textBaseline = "top";
    ctx.textAlign = "center";
    ctx.lineJoin = "round";
    ctx.strokeStyle = colours.ground;
    ctx.lineWidth = 3.5 / scale;
    for (const label of placed) {
      ctx.font = `${label.bold ? "600 " : label.quiet ? "italic " : ""}${label.size}px ${colours.font}`;
      ctx.fillStyle = label.quiet ? colours.soft : colours.ink;
      label.lines.forEach((line, at) => {
        const where = [label.x + label.w / 2, label.y + at * label.size * LINE];
        ctx.strokeText(line, ...where);
        ctx.fillText(line, ...where);
      });
    }
    ctx.restore();
  }

  return { place, draw, LINE };
})();
