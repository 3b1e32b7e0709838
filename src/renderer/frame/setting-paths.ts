import { z } from 'zod';

export type SettingPath = { readonly path: string; readonly description: string };

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while (
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodNullable
  )
    inner = inner.unwrap();
  return inner;
}

/** Every leaf of an object schema as `risk.maxQuantity` with its description. */
export function settingPaths(schema: z.core.$ZodType, prefix = ''): readonly SettingPath[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape as Readonly<Record<string, z.core.$ZodType>>).flatMap(([key, field]) =>
      settingPaths(field, prefix === '' ? key : `${prefix}.${key}`),
    );
  }
  if (prefix === 'version') return [];
  return [{ path: prefix, description: schema instanceof z.ZodType ? (schema.description ?? '') : '' }];
}
