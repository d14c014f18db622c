const MEDIA_FIELD = /^\s*(video|audio|image|font)\/(?!svg)/i;
/** First bytes, as Latin-1 text, at an offset. */
const MAGIC: readonly (readonly [bytes: string, offset: number, name: string])[] = [
  ["\x89PNG", 0, "a picture (PNG)"],
  ["\xff\xd8\xff", 0, "a picture (JPEG)"],
  ["GIF87a", 0, "a picture (GIF)"],
  ["GIF89a", 0, "a picture (GIF)"],
  ["WEBP", 8, "a picture (WebP)"],
  ["WAVE", 8, "sound (WAV)"],
  ["AVI ", 8, "a film (AVI)"],
  ["ftyp", 4, "a film or picture (MP4)"],
  ["\x1a\x45\xdf\xa3", 0, "a film (Matroska)"],
  ["FLV\x01", 0, "a film (FLV)"],
  ["ID3", 0, "sound (MP3)"],
  ["OggS", 0, "sound or film (Ogg)"],
  ["fLaC", 0, "sound (FLAC)"],
  ["%PDF-", 0, "a PDF"],
  ["PK\x03\x04", 0, "an archive (ZIP)"],
  ["7z\xbc\xaf\x27\x1c", 0, "an archive (7z)"],
  ["Rar!\x1a", 0, "an archive (RAR)"],
  ["\xfd7zXZ", 0, "an archive (XZ)"],
  ["\x7fELF", 0, "a program"],
  ["MZ\x90", 0, "a program"],
];

/**
 * What a body is when it is neither text nor markup, judged by its first bytes and then by its Content-Type; undefined
 * when it may be a feed or a page. A type alone does not condemn: feeds are served as `video/mp4` by mistake.
 */
export function mediaType(start: Buffer, contentType: string | undefined): string | undefined {
  const head = start.toString("latin1", 0, 64);
  const magic = MAGIC.find(([bytes, offset]) => head.startsWith(bytes, offset));
  if (magic) return magic[2];
  const text = /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff|\s*[<{])/.test(head);
  return !text && MEDIA_FIELD.test(contentType ?? "") ? contentType?.split(";")[0]?.trim() : undefined;
}
