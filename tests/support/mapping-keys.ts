type Schema = Readonly<Record<string, unknown>>;

/** Every key that a mapping may have by its JSON Schema, by the block in which it stands: `database.limits.rows`, `table.key`. */
export function mappingKeys(schema: Schema): ReadonlySet<string> {
  const keys = new Set<string>();
  walk(schema, schema, '', keys);
  return keys;
}

/** Those of the keys that a mapping has. */
export function keysWritten(schema: Schema, mapping: unknown): ReadonlySet<string> {
  const keys = new Set<string>();
  walk(schema, schema, '', keys, { value: mapping });
  return keys;
}

/** The keys that have no description for an editor to show. */
export function keysUndescribed(schema: Schema): ReadonlySet<string> {
  const bare = new Set<string>();
  const described = new Set<string>();
  walk(schema, schema, '', new Set(), undefined, (key, sub) => {
    (isDescribed(schema, sub) ? described : bare).add(key);
  });
  return new Set([...bare].filter((key) => !described.has(key)));
}

function walk(
  root: Schema,
  schema: Schema,
  block: string,
  keys: Set<string>,
  written?: { readonly value: unknown },
  seen: (key: string, schema: Schema) => void = () => undefined,
): void {
  for (const { properties, additionalProperties, items } of alternatives(root, schema)) {
    const value = written?.value;
    if (isSchema(items)) {
      const elements = written === undefined ? [undefined] : Array.isArray(value) ? value : [];
      for (const element of elements)
        walk(root, items, block, keys, written && { value: element }, seen);
    }
    if (written !== undefined && !isSchema(value)) continue;
    const named = isSchema(properties) ? properties : {};
    for (const [name, sub] of Object.entries(named)) {
      if (!isSchema(sub) || (written !== undefined && !(name in (value as Schema)))) continue;
      const key = keyOf(root, block, name, sub);
      keys.add(key);
      seen(key, sub);
      walk(root, sub, key, keys, written && { value: (value as Schema)[name] }, seen);
    }
    if (!isSchema(additionalProperties)) continue;
    const others =
      written === undefined
        ? ['']
        : Object.keys(value as Schema).filter((name) => !(name in named));
    for (const name of others)
      walk(
        root,
        additionalProperties,
        block,
        keys,
        written && { value: (value as Schema)[name] },
        seen,
      );
  }
}

/** Entities and their children are tables, and what is mapped is fields, whatever they are called. */
function keyOf(root: Schema, block: string, name: string, schema: Schema): string {
  const isTable = alternatives(root, schema).some(({ properties, items }) =>
    [
      properties,
      ...(isSchema(items) ? alternatives(root, items).map((its) => its['properties']) : []),
    ].some((its) => isSchema(its) && 'columns' in its),
  );
  if (isTable) return block === 'table' ? 'table.child' : 'table';
  if (block.endsWith('.columns')) return 'field';
  const own = block
    .replace(/^table\.child$/u, 'table')
    .replace(/^.*\.(?=joins$|where$|text$)/u, '')
    .replace(/^joins\.(?:first|last|next|previous)$/u, 'joins.order');
  return own === '' ? name : `${own}.${name}`;
}

function isDescribed(root: Schema, schema: Schema): boolean {
  const next = referred(root, schema);
  return 'description' in schema || (next !== null && isDescribed(root, next));
}

function alternatives(root: Schema, schema: Schema): readonly Schema[] {
  const whole = one(root, schema);
  const parts = [...listOf(whole['anyOf']), ...listOf(whole['oneOf'])];
  return 'properties' in whole || parts.length === 0
    ? [whole]
    : parts.flatMap((part) => alternatives(root, part));
}

function one(root: Schema, schema: Schema): Schema {
  const next = referred(root, schema);
  return next === null ? schema : one(root, next);
}

function referred(root: Schema, schema: Schema): Schema | null {
  const name = /^#\/\$defs\/(.+)$/u.exec(String(schema['$ref']))?.[1];
  const definitions = root['$defs'];
  const definition = name === undefined || !isSchema(definitions) ? null : definitions[name];
  return isSchema(definition) ? definition : null;
}

function listOf(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
