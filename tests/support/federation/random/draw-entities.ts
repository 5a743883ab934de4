import type { Draw, EntityDraft } from './draw.ts';

const ENTITIES = ['Dossier', 'Office', 'Person', 'Procedure', 'Receipt'];
const KEYS = ['id', 'code', 'number region', 'ref { series page }'];

/** Draws the types of a federation, and in which subgraphs they stand with which fields. */
export function drawEntities(draw: Draw): void {
  const { random, subgraphs } = draw;
  for (const name of ENTITIES.slice(0, random.between(2, 5))) {
    const keys = random.some(KEYS, random.between(1, 3));
    const homes = random.some(subgraphs, random.between(1, subgraphs.length));
    const entity: EntityDraft = { name, keys, homes };
    draw.entities.push(entity);
    homes.forEach((home, index) => {
      const some = index === 0 ? keys : random.some(keys, random.between(1, keys.length));
      for (const key of some) draw.declareKey(entity, key, home);
    });
  }
  drawValues(draw);
  if (random.chance(0.6)) drawInterface(draw);
  if (random.chance(0.5)) drawKeyedInterface(draw);
  if (random.chance(0.6))
    draw.unions.set('Subject', random.some(draw.entities, random.between(2, 4)));
  for (const entity of draw.entities) drawFields(draw, entity);
}

function drawValues(draw: Draw): void {
  const { random } = draw;
  for (const name of ['Place', 'Amount'].slice(0, random.between(0, 2))) {
    const leaf = { name: 'text', type: { name: 'String', kind: 'leaf' } as const };
    const fields = [
      { ...leaf, wrapped: draw.wrapped('String') },
      {
        name: 'size',
        type: { name: 'Float', kind: 'leaf' } as const,
        wrapped: draw.wrapped('Float'),
      },
    ];
    if (random.chance(0.5)) {
      const entity = random.pick(draw.entities).name;
      const type = { name: entity, kind: 'entity' } as const;
      fields.push({ name: 'of', type: type as never, wrapped: draw.wrapped(entity) });
    }
    if (name === 'Amount' && random.chance(0.5)) {
      const type = { name: 'Place', kind: 'value' } as const;
      fields.push({ name: 'at', type: type as never, wrapped: draw.wrapped('Place') });
    }
    draw.values.set(name, fields);
  }
}

/** An interface of entities, in some subgraphs with some of them. */
function drawInterface(draw: Draw): void {
  const { random } = draw;
  const members = random.some(draw.entities, random.between(1, 3));
  draw.interfaces.set('Labelled', members);
  const type = draw.wrapped('String');
  for (const member of members) {
    for (const home of random.some(member.homes, random.between(1, member.homes.length))) {
      home.type('Labelled', 'interface').add('label', type);
      home.type(member.name).interfaces.add('Labelled');
    }
    // Every implementation has the field wherever the interface stands.
    for (const home of member.homes) {
      if (home.type(member.name).interfaces.has('Labelled') || home.has('Labelled')) {
        home.type(member.name).add('label', type, '', '@shareable');
        home.type(member.name).interfaces.add('Labelled');
      }
    }
  }
}

/** An interface with a key, and in other subgraphs an interface object for it. */
function drawKeyedInterface(draw: Draw): void {
  const { random } = draw;
  const [home, ...others] = random.some(draw.subgraphs, draw.subgraphs.length);
  const members = ['Letter', 'Report', 'Decision'].slice(0, random.between(1, 3));
  const paper = home!.type('Paper', 'interface');
  paper.directives.add('@key(fields: "id")');
  const fields = Array.from({ length: random.between(1, 3) }, () => {
    const { name } = draw.typeIn(home!);
    return { name: draw.fieldName(), type: draw.wrapped(name), args: draw.arguments() };
  });
  for (const member of members) {
    const type = home!.type(member);
    type.directives.add('@key(fields: "id")');
    type.interfaces.add('Paper');
    type.add('id', 'ID!');
    for (const { name, type: of, args } of fields) type.add(name, of, args);
    if (random.chance(0.5)) type.add(draw.fieldName(), draw.wrapped(draw.typeIn(home!).name));
  }
  paper.add('id', 'ID!');
  for (const { name, type, args } of fields) paper.add(name, type, args);
  draw.interfaces.set('Paper', []);
  for (const other of others) {
    if (!random.chance(0.6)) continue;
    if (random.chance(0.6)) {
      if (!draw.options.interfaceObjects) continue;
      const object = other.type('Paper');
      object.directives.add('@key(fields: "id")').add('@interfaceObject');
      object.add('id', 'ID!');
      for (let i = random.between(1, 3); i > 0; i--)
        object.add(`${other.name}${i}`, draw.wrapped(draw.typeIn(other).name), draw.arguments());
    } else {
      const type = other.type(random.pick(members));
      type.directives.add('@key(fields: "id")');
      type.add('id', 'ID!');
      type.add(`${other.name}Only`, draw.wrapped(draw.typeIn(other).name), draw.arguments());
    }
  }
}

function drawFields(draw: Draw, entity: EntityDraft): void {
  const { random } = draw;
  for (let i = random.between(2, 6); i > 0; i--) {
    const name = draw.fieldName();
    if (draw.declarations(entity, name).length > 0) continue;
    const home = random.pick(entity.homes);
    const type = draw.typeIn(home);
    const wrapped = draw.wrapped(type.name);
    const args = draw.arguments();
    const field = home.type(entity.name).add(name, wrapped, args);
    const other = random.pick(entity.homes);
    if (type.kind !== 'leaf' || other === home || !random.chance(0.25)) continue;
    field.directives.add('@shareable');
    other.type(entity.name).add(name, wrapped, args, '@shareable');
  }
}
