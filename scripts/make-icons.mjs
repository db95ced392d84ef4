// Draws the icons of the program and of plan files into build/: SVG, PNG in the usual sizes, and ICO made of PNGs.
// The drawing is a list of rounded boxes, so that the SVG and the pixels come from the same numbers.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../build', import.meta.url));
const canvas = 64;
const samples = 4;
const teal = [15, 92, 105];
const light = [236, 244, 245];
const line = [126, 170, 178];
const amber = [232, 163, 61];

/** A table whose last row is summed up, on a rounded ground. Units: 64ths of the side. */
const table = [
  { x: 14, y: 16, width: 36, height: 5, radius: 1.5, colour: light },
  ...[25, 33].flatMap((y) =>
    [14, 27, 40].map((x) => ({ x, y, width: 10, height: 4, radius: 1, colour: line })),
  ),
  { x: 14, y: 42, width: 36, height: 6, radius: 1.5, colour: amber },
];
const drawings = {
  icon: [{ x: 2, y: 2, width: 60, height: 60, radius: 13, colour: teal }, ...table],
  'plan-file': [
    { x: 8, y: 2, width: 48, height: 60, radius: 5, colour: line },
    { x: 10, y: 4, width: 44, height: 56, radius: 4, colour: teal },
    ...table,
  ],
};

function isInside({ x, y, width, height, radius }, px, py) {
  const dx = Math.max(x + radius - px, px - (x + width - radius), 0);
  const dy = Math.max(y + radius - py, py - (y + height - radius), 0);
  return dx * dx + dy * dy <= radius * radius;
}

/** RGBA of one pixel: the mean of samples, each the topmost box it falls into. */
function pixel(boxes, column, row, size) {
  const sum = [0, 0, 0, 0];
  for (let at = 0; at < samples * samples; at++) {
    const px = ((column + ((at % samples) + 0.5) / samples) * canvas) / size;
    const py = ((row + (Math.floor(at / samples) + 0.5) / samples) * canvas) / size;
    const top = boxes.findLast((box) => isInside(box, px, py));
    if (!top) continue;
    top.colour.forEach((part, channel) => {
      sum[channel] += part;
    });
    sum[3] += 1;
  }
  const alpha = Math.round((sum[3] * 255) / (samples * samples));
  return [...sum.slice(0, 3).map((part) => Math.round(part / Math.max(sum[3], 1))), alpha];
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function png(boxes, size) {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      rows.set(pixel(boxes, column, row, size), row * (size * 4 + 1) + 1 + column * 4);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function ico(images) {
  const head = Buffer.alloc(6 + images.length * 16);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, bytes }, at) => {
    const entry = 6 + at * 16;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(bytes.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += bytes.length;
  });
  return Buffer.concat([head, ...images.map(({ bytes }) => bytes)]);
}

function svg(boxes) {
  const shapes = boxes.map(
    ({ x, y, width, height, radius, colour }) =>
      `  <rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="rgb(${colour.join(',')})"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${canvas} ${canvas}">\n${shapes.join('\n')}\n</svg>\n`;
}

mkdirSync(`${folder}/icons`, { recursive: true });
for (const [name, boxes] of Object.entries(drawings)) {
  writeFileSync(`${folder}/${name}.svg`, svg(boxes));
  const images = [16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, bytes: png(boxes, size) }));
  writeFileSync(`${folder}/${name}.ico`, ico(images));
}
for (const size of [16, 32, 48, 64, 128, 256, 512])
  writeFileSync(`${folder}/icons/${size}x${size}.png`, png(drawings.icon, size));
