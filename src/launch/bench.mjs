// npm run bench [-- --rounds 5 --seconds 1]: the portal's speed against a bare floor, as ratios within one run.
import { prepare } from './prepare.mjs';
import { ROOT } from './project.mjs';
import { compiled } from './scratch-server.mjs';

process.chdir(ROOT);
prepare();
const { runBenchmark } = await compiled('bench/index.js');
process.exit(await runBenchmark(process.argv.slice(2)));
