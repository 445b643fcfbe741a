/** Makes a screenshot a third of its size: a PNG of at most 256 colors, as pages have few. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLORS_MAX = 256;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB, row by row. */
  readonly pixels: Uint32Array;
}

/** As browsers write them: 8 bits a channel, with or without alpha, not interlaced. */
export function toPalettePng(png: Buffer): Buffer {
  const { width, height, pixels } = decoded(png);
  const palette = paletteOf(pixels);
  const indexOf = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height); // each begins with 0: no filter, which suits palettes
  pixels.forEach((color, at) => (rows[at + Math.floor(at / width) + 1] = indexOf(color)));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colors = Buffer.from(palette.flatMap((color) => channelsOf(color)));
  const parts = [chunk('IHDR', head), chunk('PLTE', colors), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND')];
  return Buffer.concat([SIGNATURE, ...parts]);
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function decoded(png: Buffer): Picture {
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const [width, height, channels] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25] === 6 ? 4 : 3];
  const bytes = unfiltered(inflateSync(Buffer.concat(data)), width * channels, channels);
  const pixels = Uint32Array.from({ length: width * height }, (_, at) => bytes.readUIntBE(at * channels, 3));
  return { width, height, pixels };
}

/** Undoes what PNG's five filters did to each row (PNG specification, 9.2). */
function unfiltered(rows: Buffer, stride: number, channels: number): Buffer {
  const height = rows.length / (stride + 1);
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? (out[y * stride + x - channels] ?? 0) : 0;
      const up = y > 0 ? (out[(y - 1) * stride + x] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (out[(y - 1) * stride + x - channels] ?? 0) : 0;
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      out[y * stride + x] = (rows[y * (stride + 1) + 1 + x] ?? 0) + (guesses[filter ?? 0] ?? 0);
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Median cut: the box of colors with most pixels times its width is halved until there are enough. */
function paletteOf(pixels: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1);
  if (counts.size <= COLORS_MAX) return [...counts.keys()];
  const boxes = [boxOf([...counts])];
  while (boxes.length < COLORS_MAX) {
    boxes.sort((a, b) => a.weight - b.weight);
    const widest = boxes.pop();
    if (!widest || widest.weight === 0) break;
    const sorted = widest.colors.sort(([a], [b]) => (channelsOf(a)[widest.channel] ?? 0) - (channelsOf(b)[widest.channel] ?? 0));
    const middle = Math.max(1, sorted.length >> 1);
    boxes.push(boxOf(sorted.slice(0, middle)), boxOf(sorted.slice(middle)));
    if (widest.colors.length === 1) break;
  }
  return boxes.map(({ colors }) => commonest(colors));
}

type Counted = readonly [color: number, count: number];

function boxOf(colors: Counted[]) {
  const ranges = [0, 1, 2].map((channel) => {
    let [low, high] = [255, 0];
    for (const [color] of colors) {
      const value = channelsOf(color)[channel] ?? 0;
      [low, high] = [Math.min(low, value), Math.max(high, value)];
    }
    return Math.max(0, high - low);
  });
  const range = Math.max(...ranges);
  const pixels = colors.reduce((sum, [, count]) => sum + count, 0);
  return { colors, channel: ranges.indexOf(range), weight: range * Math.sqrt(pixels) };
}

/** So that a page's large areas keep their color exactly. */
function commonest(colors: readonly Counted[]): number {
  return colors.reduce<Counted>((best, candidate) => (candidate[1] > best[1] ? candidate : best), [0, 0])[0];
}

function nearestIn(palette: readonly number[]): (color: number) => number {
  const known = new Map(palette.map((color, index) => [color, index]));
  const channels = palette.map(channelsOf);
  return (color) => {
    const found = known.get(color);
    if (found !== undefined) return found;
    const [red, green, blue] = channelsOf(color);
    let [nearest, least] = [0, Infinity];
    channels.forEach(([r, g, b], index) => {
      const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
      if (distance < least) [nearest, least] = [index, distance];
    });
    known.set(color, nearest);
    return nearest;
  };
}

function channelsOf(color: number): [red: number, green: number, blue: number] {
  return [color >> 16, (color >> 8) & 255, color & 255];
}
