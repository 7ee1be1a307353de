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
  const cut = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  function grid(side) {
    const cells = new Map();
    const each = (box, act) => {
      const [right, low] = [Math.floor((box.x + box.w) / side), Math.floor((box.y + box.h) / side)];
      for (let x = Math.floor(box.x / side); x <= right; x += 1) {
        // Two cells of one number do no harm: whether boxes meet is looked at in any case.
        for (let y = Math.floor(box.y / side); y <= low; y += 1) if (act(x * 65537 + y)) return true;
      }
      return false;
    };
    return {
      add: (box) => each(box, (cell) => { if (!cells.has(cell)) cells.set(cell, []); cells.get(cell).push(box); return false; }),
      isTaken: (box) => each(box, (cell) => (cells.get(cell) ?? []).some((other) => cut(box, other))),
      near(box) {
        const found = new Set();
        each(box, (cell) => { for (const other of cells.get(cell) ?? []) if (cut(box, other)) found.add(other); return false; });
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

  // Where a name may stand, the best first: below, beside, above; across a corner; at its side; a little away.
  function spotsOf({ x, y, size }, w, h, unit) {
    const [gap, near, far] = [3 * unit, size * 0.75, 7 * unit];
    const reach = size + gap;
    return [
      [x - w / 2, y + reach], [x + reach + gap, y - h / 2], [x - reach - gap - w, y - h / 2], [x - w / 2, y - reach - h],
      [x + near, y + near], [x - near - w, y + near], [x + near, y - near - h], [x - near - w, y - near - h],
      [x + reach, y], [x + reach, y - h], [x - reach - w, y], [x - reach - w, y - h],
      [x - w / 2, y + reach + far], [x - w / 2, y - reach - far - h],
      [x, y + reach + far / 2], [x, y - reach - far / 2 - h], [x - w, y + reach + far / 2], [x - w, y - reach - far / 2 - h],
    ];
  }

  // rows: { key, text, x, y, size, weight, must, bold, quiet } in units of the canvas. A label covers no other
  // label, and of nodes as little as it can; the lesser its own, the sooner it gives way.
  // Where a frame is given, no name reaches out of it.
  function place(rows, scale, family, frame = null) {
    const outside = (box) => frame && (box.x < frame.left || box.y < frame.top || box.x + box.w > frame.right || box.y + box.h > frame.bottom);
    const unit = 1 / scale;
    const nodes = grid(90 * unit);
    const order = [...rows].sort((a, b) => b.must - a.must || b.weight - a.weight || (a.key < b.key ? -1 : 1))
      .map((row, rank) => ({ ...row, rank }));
    for (const { key, x, y, size, quiet, rank } of order) {
      nodes.add({ x: x - size, y: y - size, w: 2 * size, h: 2 * size, key, cost: quiet ? 1 : rank < GREAT ? 40 : 12 });
    }
    const labelOf = (row, labels) => {
      const pixels = row.quiet ? SIZE * 0.92 : SIZE;
      const font = `${row.bold ? "600 " : row.quiet ? "italic " : ""}${pixels}px ${family}`;
      const lines = wrap(row.text);
      const w = Math.max(...lines.map((line) => width(line, font))) * unit;
      const h = pixels * LINE * lines.length * unit;
      const most = row.must || row.rank < GREAT ? Infinity : row.rank < 40 ? 40 : 12;
      let best = null;
      spotsOf(row, w, h, unit).forEach(([x, y], at) => {
        const box = { x, y, w, h };
        // On a circle, names stand outside it.
        let cost = row.out ? 4 - 4 * Math.sign((x + w / 2 - row.x) * row.out.x + (y + h / 2 - row.y) * row.out.y) + at / 4 : at;
        if ((best && cost >= best.cost) || outside(box) || labels.isTaken(box)) return;
        let hidden = 0;
        // A name close to another node may be taken for that one's.
        for (const other of nodes.near({ x: x - 4 * unit, y: y - 4 * unit, w: w + 8 * unit, h: h + 8 * unit })) {
          if (other.key === row.key) continue;
          if (!cut(box, other)) { cost += 0.1 * other.cost; continue; }
          cost += (0.25 + share(box, other)) * other.cost;
          hidden += other.cost;
        }
        if (hidden < most && (!best || cost < best.cost)) best = { ...box, cost };
      });
      if (!best) return null;
      return { key: row.key, text: row.text, lines, x: best.x, y: best.y, w, h, size: pixels * unit, font, quiet: row.quiet, bold: row.bold };
    };
    const placed = (named) => {
      const [labels, found] = [grid(90 * unit), []];
      for (const row of named) {
        const label = labelOf(row, labels);
        if (!label) continue;
        labels.add({ ...label, x: label.x - 3 * unit, w: label.w + 6 * unit });
        found.push(label);
      }
      return found;
    };
    const named = order.filter((row) => !row.quiet || row.must || row.free || scale >= 0.8);
    // A great one that finds no room goes before those that left it none.
    let great = named.slice(0, GREAT);
    for (let turn = 0; turn < 3; turn += 1) {
      const found = new Set(placed(great).map((label) => label.key));
      if (found.size === great.length) break;
      great = [...great.filter((row) => !found.has(row.key)), ...great.filter((row) => found.has(row.key))];
    }
    return placed([...great, ...named.slice(GREAT)]);
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
