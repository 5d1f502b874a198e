/** csv-parse alone: the file's records as arrays, counted and forgotten. */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

const parser = createReadStream(process.argv[2] ?? '').pipe(parse());
let rows = 0;
parser.on('data', () => (rows += 1));
parser.on('end', () => console.log(rows));
