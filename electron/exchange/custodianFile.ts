import { Buffer } from 'node:buffer';
import { PIECE, sealedFile, type SealedFile, type SealedShare } from '../../shared/exchange/sealed.ts';
import { SCHEMA_VERSION } from '../../shared/exchange/payload.ts';
import { context } from '../keys/canonical.ts';
import { readBoundedJson } from './boundedJson.ts';
import { FileRefused } from './container.ts';

/** The payload of a file of kind 9 whose signature holds, under the bounds of JSON from outside. Throws FileRefused. */
export function readSealedFile(payload: Uint8Array): SealedFile {
  const value = jsonOf(payload);
  if (typeof value === 'object' && value !== null && 'schema_version' in value && Number(value.schema_version) > SCHEMA_VERSION)
    throw new FileRefused('laterFormat');
  const read = sealedFile.safeParse(value);
  if (!read.success) throw new FileRefused('malformed');
  return read.data;
}

export function writeSealedFile(file: SealedFile): Buffer {
  return Buffer.from(JSON.stringify(file), 'utf8');
}

/** Bytes as pieces that bounded JSON takes. */
export function piecesOf(bytes: Uint8Array): string[] {
  return (
    Buffer.from(bytes)
      .toString('base64url')
      .match(new RegExp(`.{1,${PIECE}}`, 'g')) ?? []
  );
}

export function bytesOf(pieces: readonly string[]): Buffer {
  return Buffer.from(pieces.join(''), 'base64url');
}

type Header = Omit<SealedShare, 'schema_version' | 'step' | 'header_signature' | 'side' | 'share'>;

/** What a centre signs over both of its files (disclosure §6.2): template, period, itself, both digests, the commitment, the two custodians. */
export function headerText(header: Header): Buffer {
  const { template, period, centre, structure_code, region, commitment, digest_a, digest_b, custodian_a, custodian_b } = header;
  const offices = [custodian_a, custodian_b].flatMap((office) => [{ text: office.code }, { text: office.structure_code }]);
  const digests = [commitment, digest_a, digest_b].map((digest) => ({ bytes: Buffer.from(digest, 'hex') }));
  const names = [template, period, centre, structure_code, region].map((text) => ({ text }));
  return context('sealed/header', ...names, ...digests, ...offices);
}

/** What a custodian signs of S, and of the protected table. */
export function setText(set: Uint8Array): Buffer {
  return context('sealed/set-signed', { bytes: set });
}

export function tableText(set: Uint8Array, table: Uint8Array): Buffer {
  return context('sealed/table-signed', { bytes: set }, { bytes: table });
}

function jsonOf(payload: Uint8Array): unknown {
  try {
    return readBoundedJson(payload);
  } catch {
    throw new FileRefused('malformed');
  }
}
