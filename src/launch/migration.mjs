// npm run db:migration -- NAME: writes the SQL that leads from the existing migrations to the Prisma schema.
import { prepare } from './prepare.mjs';
import { giveUp } from './project.mjs';
import { compiled, onScratchServer } from './scratch-server.mjs';

const name = process.argv[2];
if (!name) giveUp('Usage: npm run db:migration -- NAME');

prepare();
const { writeMigration } = await compiled('db/migration-history.js');
const file = await onScratchServer((connectionString) => writeMigration(name, connectionString));
console.log(file === null ? 'The migrations already lead to the schema: nothing to write.' : `Written: ${file}`);
