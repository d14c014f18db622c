import { crc32, deflateSync } from "node:zlib";
import type { DemoPicture } from "./model.ts";

export const PICTURE_WIDTH = 960;
export const PICTURE_HEIGHT = 504;

type Colour = readonly [red: number, green: number, blue: number];

/** A flat landscape: a sky that fades, a sun, and silhouettes one before the other. */
interface Scene {
  readonly skyTop: Colour;
  readonly skyLow: Colour;
  readonly sun: { readonly x: number; readonly y: number; readonly radius: number; readonly colour: Colour };
  readonly layers: readonly { readonly colour: Colour; readonly height: (x: number) => number }[];
  /** Share of the picture, from below, that mirrors what stands above it. */
  readonly water: number;
}

/**
 * Draws the picture of an article: PNG, 960 x 504, always the same for the same motif and seed.
 * Takes some 80 ms of CPU: the caller keeps the result.
 */
export function drawPicture(motif: DemoPicture["motif"], seed: number): Buffer {
  const scene = SCENES[motif](seed);
  const columns = scene.layers.map(({ height }) =>
    Float64Array.from({ length: PICTURE_WIDTH }, (_, x) => 1 - height(x / PICTURE_WIDTH)),
  );
  const shore = 1 - scene.water;
  const rows = Buffer.alloc(PICTURE_HEIGHT * (PICTURE_WIDTH * 3 + 1));
  for (let row = 0; row < PICTURE_HEIGHT; row += 1) {
    const start = row * (PICTURE_WIDTH * 3 + 1) + 1;
    for (let column = 0; column < PICTURE_WIDTH; column += 1) {
      const y = row / PICTURE_HEIGHT;
      const mirrored = y > shore;
      // a small sideways shift, row by row, makes the mirror image look like water
      const shift = mirrored ? Math.round(Math.sin(row * 0.9) * (row - shore * PICTURE_HEIGHT) * 0.05) : 0;
      const x = Math.min(PICTURE_WIDTH - 1, Math.max(0, column + shift));
      const colour = colourAt(scene, columns, x, mirrored ? 2 * shore - y : y);
      const dim = mirrored ? 0.82 - 0.25 * ((y - shore) / scene.water) : 1;
      rows.set([colour[0] * dim, colour[1] * dim, colour[2] * dim + (mirrored ? 14 : 0)], start + column * 3);
    }
  }
  return encodePng(rows);
}

function colourAt(scene: Scene, columns: readonly Float64Array[], x: number, y: number): Colour {
  for (let index = scene.layers.length - 1; index >= 0; index -= 1) {
    const layer = scene.layers[index];
    if (layer && y > (columns[index]?.[x] ?? 1)) return layer.colour;
  }
  const { sun } = scene;
  const distance = Math.hypot((x / PICTURE_WIDTH - sun.x) * (PICTURE_WIDTH / PICTURE_HEIGHT), y - sun.y);
  if (distance < sun.radius) return sun.colour;
  const glow = Math.max(0, 1 - (distance - sun.radius) / 0.5) ** 2 * 0.6;
  return mix(mix(scene.skyTop, scene.skyLow, Math.min(1, Math.max(0, y / 0.75))), sun.colour, glow);
}

function mix(from: Colour, to: Colour, share: number): Colour {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

/** A ridge of hills: a few waves of different length, moved by the seed. */
function ridge(base: number, swing: number, roughness: number, seed: number): (x: number) => number {
  return (x) => {
    let height = 0;
    for (let wave = 1; wave <= 5; wave += 1)
      height += Math.sin(x * roughness * wave * 1.7 + seed * 1.3 + wave * wave * 2.1) / (wave * 1.25);
    return base + height * swing;
  };
}

/** Pointed tops: mountains when they are few, firs when they are many. */
function peaks(base: number, swing: number, count: number, seed: number): (x: number) => number {
  return (x) => {
    const place = x * count + seed * 0.37;
    const random = Math.abs(Math.sin((Math.floor(place) + 1) * 12.9898 + seed) * 43758.5453) % 1;
    return base + (1 - Math.abs((place % 1) - 0.5) * 2) * swing * (0.45 + random * 0.55);
  };
}

/** Left or right, never in the corner. */
function sunPlace(seed: number): number {
  return 0.18 + ((seed * 0.618) % 1) * 0.64;
}

/** Upright blocks of uneven height, as houses and cranes have them. */
function blocks(base: number, swing: number, count: number, seed: number): (x: number) => number {
  return (x) => {
    const block = Math.floor(x * count);
    const random = Math.abs(Math.sin((block + 1) * 12.9898 + seed * 78.233) * 43758.5453) % 1;
    const gap = (x * count) % 1 > 0.88 ? 0.35 : 1;
    return base + random ** 2 * swing * gap;
  };
}

/** A dam: a level crest between two slopes. */
function dam(base: number, crest: number, from: number, to: number): (x: number) => number {
  return (x) => (x > from && x < to ? crest + (Math.floor((x - from) * 60) % 4 === 0 ? 0.012 : 0) : base);
}

/** Water that falls from the open gates of a dam. */
function gates(top: number, from: number, to: number): (x: number) => number {
  return (x) => (x > from && x < to && Math.floor((x - from) * 60) % 3 === 1 ? top : 0);
}

/** Thin masts at even distances. */
function masts(base: number, height: number, places: readonly number[]): (x: number) => number {
  return (x) => (places.some((place) => Math.abs(place - x) < 0.0022) ? base + height : base);
}

const SCENES: Readonly<Record<DemoPicture["motif"], (seed: number) => Scene>> = {
  river: (seed) => ({
    skyTop: [58, 96, 140],
    skyLow: [248, 196, 148],
    sun: { x: 0.68, y: 0.4, radius: 0.055, colour: [255, 240, 205] },
    layers: [
      { colour: [150, 142, 168], height: ridge(0.52, 0.075, 3.1, seed) },
      { colour: [112, 112, 146], height: ridge(0.45, 0.07, 4.3, seed + 2) },
      { colour: [74, 84, 118], height: ridge(0.385, 0.05, 5.7, seed + 5) },
      { colour: [196, 178, 160], height: dam(0, 0.4, 0.24, 0.6) },
      { colour: [238, 240, 244], height: gates(0.372, 0.31, 0.525) },
      {
        colour: [40, 54, 78],
        height: (x) => (x < 0.27 || x > 0.57 ? ridge(0.395, 0.03, 9, seed)(x) : 0.305),
      },
    ],
    water: 0.3,
  }),
  harbour: (seed) => ({
    skyTop: [120, 158, 184],
    skyLow: [232, 226, 210],
    sun: { x: sunPlace(seed), y: 0.28, radius: 0.045, colour: [255, 250, 232] },
    layers: [
      { colour: [158, 176, 188], height: ridge(0.42, 0.03, 4, seed) },
      { colour: [98, 120, 138], height: blocks(0.37, 0.16, 34, seed) },
      { colour: [52, 70, 90], height: masts(0.36, 0.24, [0.12, 0.19, 0.55, 0.61, 0.83]) },
      { colour: [44, 60, 80], height: blocks(0.35, 0.07, 60, seed + 3) },
    ],
    water: 0.34,
  }),
  city: (seed) => ({
    skyTop: [38, 46, 88],
    skyLow: [226, 142, 118],
    sun: { x: sunPlace(seed), y: 0.62, radius: 0.07, colour: [255, 214, 160] },
    layers: [
      { colour: [128, 96, 122], height: blocks(0.3, 0.4, 26, seed) },
      { colour: [84, 66, 100], height: blocks(0.22, 0.38, 19, seed + 4) },
      { colour: [42, 38, 68], height: blocks(0.14, 0.3, 14, seed + 8) },
    ],
    water: 0.08,
  }),
  fields: (seed) => ({
    skyTop: [128, 184, 220],
    skyLow: [240, 240, 220],
    sun: { x: sunPlace(seed), y: 0.2, radius: 0.05, colour: [255, 252, 226] },
    layers: [
      { colour: [148, 178, 158], height: ridge(0.44, 0.03, 3, seed) },
      { colour: [250, 250, 246], height: masts(0, 0.62, [0.18, 0.31, 0.47, 0.72]) },
      { colour: [120, 158, 104], height: ridge(0.34, 0.03, 2.4, seed + 3) },
      { colour: [206, 184, 98], height: ridge(0.22, 0.025, 2, seed + 6) },
    ],
    water: 0,
  }),
  snow: (seed) => ({
    skyTop: [150, 182, 214],
    skyLow: [236, 240, 246],
    sun: { x: sunPlace(seed), y: 0.24, radius: 0.04, colour: [255, 255, 250] },
    layers: [
      { colour: [214, 224, 236], height: peaks(0.5, 0.24, 3, seed) },
      { colour: [184, 200, 220], height: peaks(0.36, 0.2, 5, seed + 3) },
      { colour: [70, 92, 104], height: peaks(0.24, 0.05, 46, seed + 5) },
      { colour: [246, 248, 252], height: ridge(0.2, 0.02, 2.2, seed + 6) },
    ],
    water: 0,
  }),
  islands: (seed) => ({
    skyTop: [88, 74, 124],
    skyLow: [255, 178, 122],
    sun: { x: sunPlace(seed), y: 0.5, radius: 0.08, colour: [255, 226, 170] },
    layers: [
      { colour: [150, 108, 136], height: ridge(0.4, 0.045, 6, seed) },
      { colour: [104, 78, 116], height: ridge(0.37, 0.05, 8, seed + 4) },
      { colour: [58, 48, 84], height: ridge(0.34, 0.045, 11, seed + 9) },
    ],
    water: 0.37,
  }),
  night: (seed) => ({
    skyTop: [8, 12, 34],
    skyLow: [52, 64, 110],
    sun: { x: sunPlace(seed), y: 0.25, radius: 0.06, colour: [226, 228, 236] },
    layers: [
      { colour: [34, 42, 76], height: ridge(0.34, 0.06, 3.4, seed) },
      { colour: [18, 24, 50], height: ridge(0.24, 0.05, 5, seed + 3) },
      { colour: [8, 12, 28], height: ridge(0.14, 0.03, 7, seed + 6) },
    ],
    water: 0.06,
  }),
};

/** Eight-bit RGB; every row already starts with its filter byte. */
function encodePng(rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(PICTURE_WIDTH, 0);
  header.writeUInt32BE(PICTURE_HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk("IHDR", header),
    pngChunk("IDAT", deflateSync(rows, { level: 6 })),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}
