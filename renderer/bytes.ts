/** Bytes of a text in base64, as files come through the request handler. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** The same the other way, for what the page made; a slice at a time, since a call takes so many arguments and no more. */
export async function textOf(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const slices = Array.from({ length: Math.ceil(bytes.length / SLICE) }, (_, index) => bytes.subarray(index * SLICE, (index + 1) * SLICE));
  return btoa(slices.map((slice) => String.fromCharCode(...slice)).join(''));
}

const SLICE = 8192;
