import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/** The import table of the house (README, *Map*): a room may import from the rooms listed, and from the packages allowed. */
const root = resolve(import.meta.dirname, '..')
const rooms = {
  shared: { mayImport: ['shared'], packages: /^(zod|yjs|diff|d3-scale|d3-shape|fractional-indexing|@tiptap\/|y-protocols\/|lib0\/)/ },
  'electron/hub': { mayImport: ['electron/hub', 'shared'], packages: /^(?!electron(\/|$)|react|@react)/ },
  electron: { mayImport: ['electron', 'electron/hub', 'shared'], packages: /^(?!react|@tiptap\/react|@hocuspocus\/)/ },
  renderer: { mayImport: ['renderer', 'shared'], packages: /^(?!electron(\/|$)|node:|lowdb|classic-level|@hocuspocus\/server)/ },
} as const
type Room = keyof typeof rooms

const sources = Object.keys(rooms)
  .filter((room) => !room.includes('/'))
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file).replaceAll('\\', '/')),
  )
  .filter((file) => /\.(ts|tsx)$/.test(file) && !file.endsWith('.d.ts'))

const text = (file: string): string => readFileSync(join(root, file), 'utf8')
const importsOf = (file: string): string[] => ts.preProcessFile(text(file), true, true).importedFiles.map(({ fileName }) => fileName)
const isOwn = (name: string): boolean => name.startsWith('.')
const target = (file: string, name: string): string =>
  relative(root, resolve(root, dirname(file), name.replace(/\?.*$/, ''))).replaceAll('\\', '/')
const roomOf = (file: string): Room | undefined =>
  (['electron/hub', 'electron', 'renderer', 'shared'] as const).find((room) => file.startsWith(`${room}/`))

describe('B1 imports follow the table', () => {
  it('B1 every import stays within the rooms and packages its room may use', () => {
    const broken = sources.flatMap((file) => {
      const room = roomOf(file)
      if (!room) return [`${file}: no room`]
      const { mayImport, packages } = rooms[room]
      return importsOf(file)
        .filter((name) => (isOwn(name) ? !mayImport.some((allowed) => allowed === roomOf(target(file, name))) : !packages.test(name)))
        .map((name) => `${file} imports ${name}`)
    })
    expect(broken).toEqual([])
  })

  it('B2 no file imports itself by a detour', () => {
    const edges = new Map(sources.map((file) => [file, valueImports(file).map((name) => target(file, name))]))
    expect(sources.flatMap((file) => cycleFrom(file, edges)).slice(0, 5)).toEqual([])
  })

  it('B3 the preload depends on nothing but Electron and constants of shared', () => {
    const names = importsOf('electron/preload.ts')
    expect(names.filter((name) => name !== 'electron' && !name.startsWith('../shared/'))).toEqual([])
  })

  it('B4 raw primitives have one home each', () => {
    const homes: [RegExp, RegExp][] = [
      [/\bipcMain\b/, /^electron\/desktop\.ts$/],
      [/\bipcRenderer\b/, /^electron\/preload\.ts$/],
      [/window\.yice\b/, /^renderer\/desktop\.ts$/],
      [/@hocuspocus\/provider/, /^(renderer\/hub\/|electron\/hub\/)/],
      [/from 'classic-level'/, /^electron\/hub\/store\//],
      [/from 'lowdb/, /^electron\/hub\/store\/jsonFile\.ts$/],
      [/from '(pg|ioredis|@hocuspocus\/extension-redis)'/, /^electron\/hub\/cluster\//],
      [/'\.\/cluster\//, /^electron\/hub\/server\.ts$/],
    ]
    const strays = sources.flatMap((file) =>
      homes
        .filter(([primitive, home]) => !home.test(file) && primitive.test(text(file)) && primitive.test(code(file)))
        .map(([primitive]) => `${file}: ${primitive.source}`),
    )
    expect(strays).toEqual([])
  })

  it('B5 text shown to people stands in shared/i18n only', () => {
    // Styles and faces are called what Word calls them.
    const own = /^electron\/(?:hub\/sample\/|word\/styles\.ts$)/
    const shown = sources.filter((file) => /^(renderer|electron)\//.test(file) && !own.test(file))
    expect(shown.filter((file) => /[\u4e00-\u9fff]/.test(words(file)))).toEqual([])
  })
})

const printer = ts.createPrinter({ removeComments: true })
const printed = new Map<string, string>()
function code(file: string): string {
  const known = printed.get(file)
  if (known !== undefined) return known
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const made = printer.printFile(ts.createSourceFile(file, text(file), ts.ScriptTarget.Latest, false, kind))
  printed.set(file, made)
  return made
}

/** All that stands between quotes or tags; the printer writes it in escapes. */
function words(file: string): string {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isJsxText(node))
      found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, text(file), ts.ScriptTarget.Latest, false, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS))
  return found.join('\n')
}

function valueImports(file: string): string[] {
  const source = ts.createSourceFile(file, text(file), ts.ScriptTarget.Latest)
  return source.statements.flatMap((statement) => {
    const specifier =
      (ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(statement) && !statement.isTypeOnly)
        ? statement.moduleSpecifier
        : undefined
    return specifier && ts.isStringLiteral(specifier) && isOwn(specifier.text) ? [specifier.text] : []
  })
}

function cycleFrom(start: string, edges: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set<string>()
  const walk = (file: string, path: readonly string[]): string[] => {
    for (const next of edges.get(file) ?? []) {
      if (next === start) return [[...path, next].join(' → ')]
      if (seen.has(next)) continue
      seen.add(next)
      const found = walk(next, [...path, next])
      if (found.length) return found
    }
    return []
  }
  return walk(start, [start])
}
