import { tableText } from '../../subgraphs/sources/database/absence.ts';
import type { EntityShape } from '../../subgraphs/sources/model/entity.ts';
import type { Relation } from '../evidence/relations.ts';
import { type EntityNames, ENTITY_NAMES } from '../names/field-names.ts';
import { uniqueColumns } from '../reach/catalogue.ts';
import type { RawSample } from '../reach/sample-raw.ts';
import { chooseFields, type FieldCandidate, type FieldChoice, SHOWN } from './choose-fields.ts';

/** When a row of a log was made. */
const MADE = { field: 'startedAt', entity: 'dossier.steps' } as const;

/** The choices with a state that no column of the table says out of the last row of a table that refers to it. */
export function withLastRows(
  choices: readonly FieldChoice[],
  sample: RawSample,
  { children }: EntityShape,
  names: EntityNames,
  relations: readonly Relation[],
): readonly FieldChoice[] {
  const made = children['steps']?.fields[MADE.field];
  return choices.map((choice) => {
    const { field, type, chosen, open } = choice;
    if (field !== 'status' || type.kind !== 'coded' || chosen !== null || open.length > 0)
      return choice;
    const found = relations
      .filter(({ parent, child }) => parent === sample && child !== sample)
      .flatMap((relation): readonly FieldCandidate[] => {
        const { child } = relation;
        const [key] = uniqueColumns(child.table);
        const taken = new Set([relation.childColumn, key?.name ?? '']);
        const its = { fields: names.fields[field] ?? [] };
        const [state] = chooseFields(
          child,
          { fields: { [field]: type }, children: {} },
          { ...names, fields: { [field]: its.fields } },
          relations,
          taken,
        );
        if (key === undefined || state?.chosen == null || child.rows === 0) return [];
        const when =
          made &&
          chooseFields(
            child,
            { fields: { [MADE.field]: made }, children: {} },
            ENTITY_NAMES[MADE.entity] ?? names,
            relations,
            taken,
          )[0]?.chosen;
        const order = [...(when ? orderOf(when) : []), key.name];
        const said = `${state.chosen.said}; the last row of ${tableText(child.table.name)} says it`;
        return [{ ...state.chosen, said, last: { relation, order } }];
      });
    const [only] = found;
    return only !== undefined && found.length === 1
      ? { ...choice, chosen: only }
      : { ...choice, open: found.slice(0, SHOWN) };
  });
}

/** By time, where it is known how that is kept; nothing where the key has to do. */
function orderOf({ column, data }: FieldCandidate): readonly unknown[] {
  const { name } = column.info;
  const formats = data.days?.formats ?? [];
  const doubtful = data.days?.doubtful === true;
  if (doubtful || formats.length > 1) return [];
  return [formats.length === 0 ? name : { column: name, date: formats[0] }];
}
