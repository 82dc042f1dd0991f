import { readdirSync, readFileSync } from 'fs';
import { basename, dirname, join, resolve } from 'path';
import { preProcessFile } from 'typescript';

/**
 * The layers of `src/`, lowest first: a file imports from its own folder and from lower layers only.
 * Folders in one row know nothing of each other.
 */
const LAYERS = [
  [
    'dates',
    'rest',
    'documents',
    'passing',
    'version',
    'request',
    'tokens',
    'i18n',
    'texts',
    'icons',
    'commands'
  ],
  ['api', 'notebook'],
  ['models'],
  ['components'],
  [
    'answers',
    'assistants',
    'classroom',
    'demos',
    'doctor',
    'glossary',
    'notes',
    'review',
    'tour',
    'welcome'
  ],
  ['quiz', 'road', 'strip/models'],
  ['page', 'strip/components'],
  ['strip/placement'],
  ['navigation'],
  ['plugins'],
  ['index']
];

const SRC = resolve(__dirname, '..');

/** Each source file with the files of ours that it imports, types and lazy imports included. */
function imports(): Map<string, string[]> {
  const files = (readdirSync(SRC, { recursive: true }) as string[]).filter(
    file => /\.tsx?$/.test(file) && !file.includes('__tests__')
  );
  const modules = new Map(
    files.map(file => [file.replace(/\.tsx?$/, ''), file])
  );
  return new Map(
    files.map(file => {
      const { importedFiles } = preProcessFile(
        readFileSync(join(SRC, file), 'utf8')
      );
      const own = importedFiles
        .filter(
          ({ fileName }) =>
            fileName.startsWith('.') && !fileName.endsWith('.css')
        )
        .map(({ fileName }) => {
          const module = join(dirname(file), fileName);
          const target = modules.get(module);
          if (target === undefined) {
            throw new Error(`${file} imports ${module}, which is not there`);
          }
          return target;
        });
      return [file, own];
    })
  );
}

/** The name in `LAYERS` that stands for a file: the file itself, or its folder. Types of the REST API come first. */
function nameOf(file: string): string {
  const folder = dirname(file);
  if (basename(file) === 'documents.ts') {
    return 'documents';
  }
  return folder === '.' ? file.replace(/\.tsx?$/, '') : folder;
}

function layerOf(file: string): number {
  return LAYERS.findIndex(names => names.includes(nameOf(file)));
}

/** The circles of imports, each as a path that ends where it began. */
function circles(graph: Map<string, string[]>): string[] {
  const found: string[] = [];
  const finished = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    } else if (!finished.has(file)) {
      graph.get(file)?.forEach(target => visit(target, [...path, file]));
      finished.add(file);
    }
  };
  graph.forEach((_, file) => visit(file, []));
  return found;
}

describe('the imports of src/', () => {
  const graph = imports();

  it('are found', () => {
    expect(graph.get(join('strip', 'placement', 'stripwidget.tsx'))).toContain(
      join('strip', 'models', 'strip.ts')
    );
  });

  it('belong to a layer each', () => {
    const strangers = [...graph.keys()].filter(file => layerOf(file) < 0);
    expect(strangers).toEqual([]);
  });

  it('never lead upwards, nor sideways from one folder to another', () => {
    const wrong = [...graph].flatMap(([file, targets]) =>
      targets
        .filter(target => {
          const isOwn = nameOf(target) === nameOf(file);
          const isBase = layerOf(target) === 0 && layerOf(file) === 0;
          return !isOwn && !isBase && layerOf(target) >= layerOf(file);
        })
        .map(target => `${file} imports ${target}`)
    );
    expect(wrong).toEqual([]);
  });

  it('form no circle', () => {
    expect(circles(graph)).toEqual([]);
  });
});
