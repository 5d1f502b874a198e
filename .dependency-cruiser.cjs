// The table of layers in docs/ARCHITECTURE.md, as rules: which folder may import which, and who owns which library.
const layers = {
  core: ['core'],
  sources: ['sources', 'core'],
  store: ['store', 'core', 'demo'],
  'store/port': ['store/port', 'core'],
  'store/sqlite/(pages|erase)': ['store/sqlite/(pages|erase)', 'core'],
  'store/sqlite/pages': ['store/sqlite/pages', 'core'],
  demo: ['demo', 'store/sqlite/connection/db', 'core'],
  files: ['files', 'core'],
  view: ['view', 'core'],
  pipeline: ['pipeline', 'core', 'sources', 'store/port', 'files', 'view'],
  'commands/(?!line/store-at)': ['commands', 'pipeline', 'store/port', 'view', 'core'],
  'commands/line/store-at': ['commands', 'store/port', 'store/sqlite/engine'],
};
const libraries = {
  'csv-parse': ['sources'],
  'better-sqlite3': ['store/sqlite'],
  chalk: ['view'],
  ora: ['view'],
  'string-width': ['view'],
  zod: ['core'],
  commander: ['commands', 'cli\\.ts'],
  '@commander-js/extra-typings': ['commands', 'cli\\.ts'],
};
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.d\\.ts$' }, to: {} },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/core' },
      to: { dependencyTypes: ['core'] },
    },
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `layer-${layer}`,
      severity: 'error',
      from: { path: `^src/${layer}` },
      to: { path: '^src/', pathNot: `^src/(${allowed.join('|')})` },
    })),
    ...Object.entries(libraries).map(([library, homes]) => ({
      name: `home-of-${library}`,
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${homes.join('|')})` },
      to: { path: `node_modules/${library}/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
