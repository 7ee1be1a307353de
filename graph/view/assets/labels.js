"use strict";
// Labels of one size on the screen, the most connected first, none over another or over a node.
const Labels = (() => {
  const SIZE = 12.5;
  const wrap = (text) => {
    if (text.length <= 24) return [text];
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      if (lines.at(-1) && `${lines.at(-1)} ${word}`.length > 24) {
        if (lines.length === 2) { lines[1] = `${lines[1].slice(0, 23)}…`; return lines; }
        lines.push("");
      }
      lines[lines.length - 1] = lines.at(-1) ? `${lines.at(-1)} ${word}` : word.slice(0, 30);
    }
    return lines;
  };
  const cut = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

  // Whether a line passes through a box: Liang and Barsky's clipping.
  function crosses([from, to], box) {
    let [enter, leave] = [0, 1];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    for (const [p, q] of [[-dx, from.x - box.x], [dx, box.x + box.w - from.x], [-dy, from.y - box.y], [dy, box.y + box.h - from.y]]) {
      if (p === 0) { if (q < 0) return false; } else if (p < 0) enter = Math.max(enter, q / p); else leave = Math.min(leave, q / p);
    }
    return enter < leave;
  }

  // rows: { text, x, y, size, weight, must, quiet }, with positions in the units of the canvas; frame: what is in sight.
  function draw(ctx, rows, lines, frame, scale, colors) {
    const font = SIZE / scale;
    const gap = 3 / scale;
    const boxes = rows.map((row) => ({ x: row.x - row.size, y: row.y - row.size, w: 2 * row.size, h: 2 * row.size, own: row.key }));
    ctx.save();
    ctx.textBaseline = "top";
    ctx.textAlign = "center";
    ctx.lineJoin = "round";
    for (const row of [...rows].sort((a, b) => b.must - a.must || b.weight - a.weight || (a.key < b.key ? -1 : 1))) {
      const size = row.quiet ? font * 0.9 : font;
      const lines = wrap(row.text);
      ctx.font = `${row.bold ? "600 " : row.quiet ? "italic " : ""}${size}px ${colors.font}`;
      const w = Math.max(...lines.map((line) => ctx.measureText(line).width));
      const h = size * 1.18 * lines.length;
      const reach = row.size + gap;
      const spots = [
        [row.x - w / 2, row.y + reach], [row.x - w / 2, row.y - reach - h],
        [row.x + reach + gap, row.y - h / 2], [row.x - reach - gap - w, row.y - h / 2],
        [row.x + row.size * 0.7, row.y + row.size * 0.8], [row.x - row.size * 0.7 - w, row.y + row.size * 0.8],
        [row.x + row.size * 0.7, row.y - row.size * 0.8 - h], [row.x - row.size * 0.7 - w, row.y - row.size * 0.8 - h],
      ].map(([x, y]) => ({ x, y, w, h, own: row.key }));
      const inSight = (box) => box.x >= frame.x && box.y >= frame.y && box.x + box.w <= frame.x + frame.w && box.y + box.h <= frame.y + frame.h;
      const free = spots.filter((box) => inSight(box) && boxes.every((other) => other.own === row.key || !cut(box, other)));
      const cost = (box) => spots.indexOf(box) + 4 * lines.filter((line) => crosses(line, box)).length;
      const spot = free.length ? free.reduce((best, box) => (cost(box) < cost(best) ? box : best)) : row.must ? spots[0] : null;
      if (!spot) continue;
      boxes.push({ ...spot, own: `${row.key} label` });
      ctx.strokeStyle = colors.ground;
      ctx.lineWidth = 3.5 / scale;
      ctx.fillStyle = row.quiet ? colors.soft : colors.ink;
      lines.forEach((line, index) => {
        const at = [spot.x + w / 2, spot.y + index * size * 1.18];
        ctx.strokeText(line, ...at);
        ctx.fillText(line, ...at);
      });
    }
    ctx.restore();
  }
  return { draw };
})();
