import { resolve } from 'node:path';
import { startDemoEngine } from './demo-server.ts';

// node tests/support/demo-engine/run.ts [folder of the built page] [port]
const [root = 'out/renderer', port = '0'] = process.argv.slice(2);
const engine = await startDemoEngine({ root: resolve(root), port: Number(port) });
console.log(engine.url);
