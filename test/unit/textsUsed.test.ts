import { resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const words = resolve(root, 'shared/i18n/zh')
const isWords = (file: string): boolean => file.startsWith(words)

/** Every source that may show words, as the compiler sees it. */
function programOf(): ts.Program {
  const files = ['renderer', 'electron'].flatMap((part) => {
    const { config } = ts.readConfigFile(resolve(root, part, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as { config: object }
    return ts.parseJsonConfigFileContent(config, ts.sys, resolve(root, part)).fileNames
  })
  return ts.createProgram([...new Set(files)], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ESNext,
    jsx: ts.JsxEmit.ReactJSX,
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  })
}

/** Keys whose object is typed by a closed list elsewhere are held by the compiler already. */
const isListed = (node: ts.Node): boolean =>
  ts.isSatisfiesExpression(node) || (ts.isVariableDeclaration(node) && node.type !== undefined) || ts.isArrowFunction(node)

/** Every key of the catalogue that leads to words. */
function keysIn(program: ts.Program): ts.PropertyAssignment[] {
  const keys: ts.PropertyAssignment[] = []
  const visit = (node: ts.Node): void => {
    if (isListed(node)) return
    if (ts.isPropertyAssignment(node) && !ts.isObjectLiteralExpression(node.initializer)) keys.push(node)
    ts.forEachChild(node, visit)
  }
  for (const file of program.getSourceFiles()) if (isWords(file.fileName)) visit(file)
  return keys
}

/** The names of all keys: nothing else has to be asked of the compiler. */
function namesIn(program: ts.Program): { keys: Set<string>; sections: Set<string> } {
  const keys = new Set<string>()
  const sections = new Set(['app', 'desktop'])
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      keys.add(node.name.getText())
      if (ts.isShorthandPropertyAssignment(node) || ts.isObjectLiteralExpression(node.initializer)) sections.add(node.name.getText())
    }
    ts.forEachChild(node, visit)
  }
  for (const file of program.getSourceFiles()) if (file.fileName.includes('/shared/i18n/zh')) visit(file)
  return { keys, sections }
}

/** What sections are called in a file: their own names, and those they are given there. */
function calledIn(file: ts.SourceFile, sections: ReadonlySet<string>): Set<string> {
  const called = new Set(sections)
  const visit = (node: ts.Node): void => {
    if (ts.isBindingElement(node) && sections.has((node.propertyName ?? node.name).getText())) called.add(node.name.getText())
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isIdentifier(node.name)) {
      const from = node.initializer
      const last = ts.isPropertyAccessExpression(from) ? from.name.text : ts.isElementAccessExpression(from) ? 'app' : ''
      if (sections.has(last)) called.add(node.name.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return called
}

/** What of the catalogue is read anywhere: a key by its name, all below an object that is handed on or asked by a variable. */
function readIn(program: ts.Program): Set<ts.Node> {
  const checker = program.getTypeChecker()
  const read = new Set<ts.Node>()
  const { keys, sections } = namesIn(program)
  let called: ReadonlySet<string> = sections
  const whole = (type: ts.Type): void => {
    for (const property of type.getProperties())
      for (const declaration of property.declarations ?? []) {
        if (read.has(declaration) || !isWords(declaration.getSourceFile().fileName)) continue
        read.add(declaration)
        whole(checker.getTypeOfSymbol(property))
      }
  }
  const use = (symbol: ts.Symbol | undefined): void => {
    for (const declaration of symbol?.declarations ?? []) read.add(declaration)
  }
  const isWordy = (type: ts.Type): boolean =>
    type.getProperties().some(({ declarations }) => declarations?.some((one) => isWords(one.getSourceFile().fileName)) ?? false)
  /** The object is only a step on the way to a key of it. */
  const isStep = (node: ts.Node): boolean => {
    const { parent } = node
    if (ts.isPropertyAccessExpression(parent)) return parent.expression === node || parent.name === node
    if (ts.isElementAccessExpression(parent)) return parent.expression === node && ts.isStringLiteralLike(parent.argumentExpression)
    if (ts.isVariableDeclaration(parent)) return parent.name === node || (parent.initializer === node && parent.type === undefined)
    return ts.isBindingElement(parent) || ts.isParameter(parent) || ts.isImportSpecifier(parent)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      if (keys.has(node.name.text)) use(checker.getSymbolAtLocation(node.name))
    } else if (ts.isElementAccessExpression(node)) {
      const type = checker.getTypeAtLocation(node.expression)
      if (ts.isStringLiteralLike(node.argumentExpression)) use(type.getProperty(node.argumentExpression.text))
      else if (isWordy(type)) whole(type)
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const key = node.propertyName ?? node.name
      if (ts.isIdentifier(key) && keys.has(key.text)) use(checker.getTypeAtLocation(node.parent).getProperty(key.text))
    } else if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node) || ts.isJsxSpreadAttribute(node)) {
      const type = checker.getTypeAtLocation(node.expression)
      if (isWordy(type)) whole(type)
    }
    const name = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : null
    if (name !== null && called.has(name) && ts.isExpression(node) && !isStep(node)) {
      const type = checker.getTypeAtLocation(node)
      // The whole catalogue is handed on where a text is composed: what is read there is read by name.
      if (isWordy(type) && type.getProperty('app') === undefined) whole(type)
    }
    ts.forEachChild(node, visit)
  }
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || file.fileName.includes('/shared/i18n/')) continue
    called = calledIn(file, sections)
    visit(file)
  }
  return read
}

describe('the catalogue of words', () => {
  it('TX4 every word is shown somewhere', { timeout: 300_000 }, () => {
    const program = programOf()
    const read = readIn(program)
    const unread = keysIn(program).filter((key) => !read.has(key))
    expect(unread.map((key) => `${key.getSourceFile().fileName.slice(words.length + 1)}: ${key.name.getText()}`)).toEqual([])
  })
})
