#!/usr/bin/env node
// The shebang, the check of Node's version, main. Written so that an old Node can parse it.
const needed = [22, 12];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `lms-import needs Node ${needed.join('.')} or later; this is Node ${process.versions.node}.\n` +
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
