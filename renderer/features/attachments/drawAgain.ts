import {
  PICTURE_BYTES,
  PICTURE_SIDE,
  PICTURE_TYPE,
  THUMBNAIL_BYTES,
  THUMBNAIL_SIDE,
} from '../../../shared/rules/attachments/attachments.ts';

export type Drawn = { readonly picture: Blob; readonly thumbnail: Blob };

/** Qualities tried in turn, then the same with fewer pixels: a photo of a crowd of details still fits. */
const QUALITIES = [0.85, 0.7, 0.5];
const SHORTER = 0.75;

/**
 * A picture drawn again on a canvas, and a small one of it: nothing of its file is left but its pixels, turned as it said, on white, within the bounds of
 * reference §3.42. Null when the browser cannot decode it.
 */
export async function drawAgain(file: Blob): Promise<Drawn | null> {
  const source = await createImageBitmap(file).catch(() => null);
  if (source === null) return null;
  try {
    return {
      picture: await within(source, PICTURE_SIDE, PICTURE_BYTES),
      thumbnail: await within(source, THUMBNAIL_SIDE, THUMBNAIL_BYTES),
    };
  } finally {
    source.close();
  }
}

async function within(source: ImageBitmap, side: number, most: number): Promise<Blob> {
  const canvas = drawn(source, side);
  for (const quality of QUALITIES) {
    const blob = await canvas.convertToBlob({ type: PICTURE_TYPE, quality });
    if (blob.size <= most) return blob;
  }
  return within(source, Math.floor(side * SHORTER), most);
}

function drawn(source: ImageBitmap, side: number): OffscreenCanvas {
  const scale = Math.min(1, side / Math.max(source.width, source.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(source.width * scale)), Math.max(1, Math.round(source.height * scale)));
  const pen = canvas.getContext('2d');
  if (pen === null) throw new RangeError('no canvas');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}
