import ts from 'typescript';

/** What lists all types of one schema: each schema has its own. */
const LISTINGS = new Set([
  'Scalars',
  'Resolvers',
  'ResolversTypes',
  'ResolversParentTypes',
  'ResolversInterfaceTypes',
  'ResolversUnionTypes',
]);

/** Generated types without what the shared ones declare, which they import from there instead. */
export function importShared(types: string, shared: string, from: string): string {
  const sharedNames = new Set([...declarationsIn(shared)].map(({ name }) => name));
  let own = '';
  let place = 0;
  const left = new Set<string>();
  for (const { name, start, end } of declarationsIn(types)) {
    if (LISTINGS.has(name) || !sharedNames.has(name)) continue;
    own += types.slice(place, start);
    place = end;
    left.add(name);
  }
  own += types.slice(place);
  const words = new Set(own.match(/\w+/g));
  const imported = [...left].filter((name) => words.has(name)).sort();
  return `import type {\n${imported.map((name) => `  ${name},\n`).join('')}} from '${from}';\n${own}`;
}

interface Declaration {
  readonly name: string;
  /** Where it begins in the text, its comment with it. */
  readonly start: number;
  readonly end: number;
}

function declarationsIn(text: string): readonly Declaration[] {
  const file = ts.createSourceFile('types.ts', text, ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement) =>
    ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)
      ? [{ name: statement.name.text, start: statement.getFullStart(), end: statement.end }]
      : [],
  );
}
