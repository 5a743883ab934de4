import { z } from 'zod';

/**
 * The keys that a schema takes at a path instead of a stranger; none where it takes no block there. A form of a choice that takes
 * the stranger is not what was meant, or it would be none.
 */
export function keysAt(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  stranger: string,
): readonly string[] {
  let at = formsOf(schema);
  for (const key of path) at = at.flatMap((form) => below(form, key)).flatMap(formsOf);
  const keys = at.flatMap((form) => {
    const own = form instanceof z.ZodObject ? Object.keys(form.shape) : [];
    return own.includes(stranger) ? [] : own;
  });
  return [...new Set(keys)];
}

/** What a schema comes down to once defaults, preparations and choices are taken off. */
function formsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return formsOf(schema.def.innerType);
  }
  if (schema instanceof z.ZodPipe) return formsOf(schema.def.out);
  return schema instanceof z.ZodUnion ? schema.def.options.flatMap(formsOf) : [schema];
}

function below(schema: z.core.$ZodType, key: PropertyKey): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return typeof key === 'number' ? [schema.def.element] : [];
  if (schema instanceof z.ZodRecord) return [schema.def.valueType];
  if (!(schema instanceof z.ZodObject)) return [];
  const inner = (schema.shape as Readonly<Record<PropertyKey, z.core.$ZodType>>)[key];
  return inner === undefined ? [] : [inner];
}
