import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { OutputFile } from "./safe-edition.ts";

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

export interface CompressedForm {
  readonly suffix: ".gz" | ".br";
  readonly bytes: Uint8Array;
}

/** Text is worth it; a PNG is compressed already. */
export function isCompressible(path: string): boolean {
  return !path.endsWith(".png");
}

/**
 * The file as gzip and as brotli, off the event loop. The work is bounded: brotli's quality falls with size,
 * from 9 for a page to 4 for megabytes, where 11 would take seconds for a few per cent.
 */
export async function compressFile(file: OutputFile): Promise<readonly CompressedForm[]> {
  if (!isCompressible(file.path)) return [];
  const [gz, br] = await Promise.all([
    gzipAsync(file.bytes, { level: file.bytes.byteLength > 4_000_000 ? 4 : 7 }),
    brotliAsync(file.bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: brotliQuality(file.bytes.byteLength),
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: file.bytes.byteLength,
      },
    }),
  ]);
  return [
    { suffix: ".gz", bytes: gz },
    { suffix: ".br", bytes: br },
  ];
}

function brotliQuality(size: number): number {
  if (size > 4_000_000) return 4;
  return size > 400_000 ? 5 : 9;
}
