import { FOCAL_POINT, reads, writes } from './define.ts';
import { code, isoMonth, nothing } from './values.ts';
import { z } from 'zod';

/** The register of structures. */
export const structuresOperations = {
  'structures.list': reads(
    ['focal_point', 'supervisor'],
    nothing,
    z.strictObject({
      structures: z.array(
        z.strictObject({
          structureCode: z.string(),
          siteCode: z.string(),
          region: code,
          type: code,
          activeFrom: isoMonth,
          activeTo: isoMonth.nullable(),
        }),
      ),
    }),
  ),
  'structures.save': writes(
    FOCAL_POINT,
    z.strictObject({
      structureCode: z.string().regex(/^[A-Z0-9]{3,6}$/),
      siteCode: z.string().regex(/^[A-Z0-9]{3,5}$/),
      region: code,
      type: code,
      activeFrom: isoMonth,
      activeTo: isoMonth.nullable(),
    }),
    nothing,
  ),
} as const;
