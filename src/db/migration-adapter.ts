import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type ErrorCapturingSqlMigrationAwareDriverAdapterFactory,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** PostgreSQL's internal type "char", in which its catalogs say what a row is; and the type of an array of characters. */
const INTERNAL_CHAR = 18;
const CHARACTER_ARRAY = 1002;

/**
 * The adapter the schema engine reads the catalogs through. The stock one refuses the type "char" of the catalogs, which
 * the engine wants as a character: such columns pass it as arrays of characters (no catalog has one) and are renamed behind it.
 */
export function catalogAdapter(connectionString: string): ErrorCapturingSqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(openPool(connectionString), { disposeExternalPool: true });
  const connect = factory.connect.bind(factory);
  return bindMigrationAwareSqlAdapterFactory(
    Object.assign(factory, { connect: async () => withCharacters(await connect()) }),
  );
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2 });
  const query: (config: pg.QueryConfig) => Promise<pg.QueryResult> = pool.query.bind(pool);
  const translated = async (config: pg.QueryConfig): Promise<pg.QueryResult> => {
    const result = await query(config);
    for (const field of result.fields) if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = CHARACTER_ARRAY;
    return result;
  };
  return Object.assign(pool, { query: translated });
}

function withCharacters<T extends SqlDriverAdapter>(adapter: T): T {
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    queryRaw: async (query: Parameters<T['queryRaw']>[0]) => {
      const result = await queryRaw(query);
      const renamed = result.columnTypes.map((type) =>
        type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes: renamed };
    },
  });
}
