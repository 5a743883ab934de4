import type { Draw, EntityDraft } from './draw.ts';
import type { FieldDraft, SubgraphDraft } from './subgraph-draft.ts';

/** Draws the directives that say how subgraphs share the work on an entity's fields. */
export function drawDirectives(draw: Draw): void {
  for (const entity of draw.entities) {
    for (const home of entity.homes) {
      for (let i = draw.random.between(0, 2); i > 0; i--) drawRequires(draw, entity, home);
    }
    if (draw.random.chance(0.4)) drawOverride(draw, entity);
    if (draw.random.chance(0.3)) drawInaccessible(draw, entity);
  }
  for (const subgraph of draw.subgraphs) {
    for (const { fields, interfaces } of [...subgraph.types.values()]) {
      // The planner takes what one implementation of a keyed interface provides to be provided by all.
      if (interfaces.has('Paper')) continue;
      for (const field of fields.values())
        if (draw.random.chance(0.25)) drawProvides(draw, subgraph, field);
    }
  }
}

function drawRequires(draw: Draw, entity: EntityDraft, home: SubgraphDraft): void {
  const { random } = draw;
  const type = home.type(entity.name);
  const selected: string[] = [];
  // Of what requires others in its turn the planner forgets these, where a key comes from the same subgraph.
  const plain = elsewhere(draw, entity, home).filter(
    ({ directives }) => ![...directives].some((one) => one.startsWith('@requires')),
  );
  for (const { name, args, type: of, from } of random.some(plain, random.between(1, 2))) {
    const inner = selectionOf(draw, of, from, home);
    if (inner === undefined) continue;
    type.add(name, of, args, '@external');
    selected.push(`${name}${given(args)}${inner}`);
  }
  if (selected.length === 0) return;
  const name = `${home.name}${type.fields.size}`;
  const answered = draw.typeIn(home);
  type.add(
    name,
    draw.wrapped(answered.name),
    draw.arguments(),
    `@requires(fields: ${JSON.stringify(selected.join(' '))})`,
  );
}

/** The fields of an entity that only other subgraphs declare. */
function elsewhere(draw: Draw, entity: EntityDraft, home: SubgraphDraft) {
  const own = home.type(entity.name).fields;
  return entity.homes
    .filter((one) => one !== home)
    .flatMap((from) =>
      [...from.type(entity.name).fields.values()].map((field) => ({ ...field, from })),
    )
    .filter(
      ({ name, directives }) => !own.has(name) && !directives.has('@external') && name !== 'ref',
    );
}

/** What a subgraph selects of a required field: nothing of a leaf, all leaves of a value, the key of an entity. */
function selectionOf(
  draw: Draw,
  type: string,
  from: SubgraphDraft,
  home: SubgraphDraft,
): string | undefined {
  const name = type.replace(/[[\]!]/g, '');
  const value = draw.values.get(name);
  if (value !== undefined) {
    draw.declareValue(name, home);
    const leaves = value.filter((field) => field.type.kind === 'leaf').map((field) => field.name);
    return ` { ${leaves.join(' ')} }`;
  }
  const entity = draw.entities.find((one) => one.name === name);
  if (entity !== undefined) {
    draw.declareEntity(entity, home);
    const key = [...home.type(name).directives].find((directive) => directive.startsWith('@key'));
    return ` { ${/"(.*)"/.exec(key!)![1]!} }`;
  }
  return from.types.has(name) || from.unions.has(name) ? undefined : '';
}

/** Arguments as a field set gives them. */
function given(args: string): string {
  if (args === '') return '';
  if (args.includes('first')) return '(first: 7)';
  return args.includes('level') ? '(level: LOW)' : '';
}

function drawOverride(draw: Draw, entity: EntityDraft): void {
  const { random } = draw;
  const to = random.pick(entity.homes);
  const [field] = random.some(elsewhere(draw, entity, to), 1);
  if (field === undefined || draw.declarations(entity, field.name).length > 1) return;
  if (selectionOf(draw, field.type, field.from, to) !== '' || field.directives.size > 0) return;
  const label = random.chance(0.4) ? ', label: "percent(50)"' : '';
  to.type(entity.name).add(
    field.name,
    field.type,
    field.args,
    `@override(from: "${field.from.name}"${label})`,
  );
}

function drawInaccessible(draw: Draw, entity: EntityDraft): void {
  const fields = [...draw.random.pick(entity.homes).type(entity.name).fields.values()];
  const hidden = draw.random.pick(fields);
  if (hidden.name !== 'label' && hidden.args === '') hidden.directives.add('@inaccessible');
}

function drawProvides(draw: Draw, subgraph: SubgraphDraft, field: FieldDraft): void {
  const entity = draw.entities.find(({ name }) => name === field.type.replace(/[[\]!]/g, ''));
  if (entity === undefined || field.directives.has('@external')) return;
  const provided = elsewhere(draw, entity, subgraph).filter(
    ({ directives, args, type, from }) =>
      args === '' &&
      ![...directives].some((one) => one.startsWith('@requires') || one.startsWith('@override')) &&
      selectionOf(draw, type, from, subgraph) === '',
  );
  const names = new Set(
    draw.random.some(provided, draw.random.between(1, 2)).map(({ name }) => name),
  );
  if (names.size === 0) return;
  for (const name of names) {
    const declared = draw
      .declarations(entity, name)
      .filter(({ draft }) => !draft.directives.has('@external'));
    for (const { draft } of declared) draft.directives.add('@shareable');
    subgraph.type(entity.name).add(name, declared[0]!.draft.type, '', '@external');
  }
  field.directives.add(`@provides(fields: "${[...names].join(' ')}")`);
}
