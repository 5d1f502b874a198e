#!/usr/bin/env node
// The shebang, the check of Node's version, main. Written so that an old Node can parse it.
// The library that reads the store is built for Node-API 10, and ends the process of a Node that lacks it.
const [major, minor] = process.versions.node.split('.').map(Number);
const fits = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 14);
if (!fits) {
  process.stderr.write(
    `lms-import needs Node 22.14 or later, of 23 23.6 or later; this is Node ${process.versions.node}.\n` +
      'In a checkout, after npm ci, this works:  npx lms-import --help\n' +
      'Elsewhere: install such a Node (nodejs.org), then the same line again.\n',
  );
  process.exitCode = 2;
} else {
  import('../dist/cli.js')
    .then(({ main }) => main(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
    });
}
