import * as path from 'node:path';
import * as ts from 'typescript';

/** Where an output may stand, and of what. */
export type InputProps = Record<string, 'string' | 'number'>;

const programs = new Map<string, ts.Program>();

function programOf(entry: string): ts.Program {
  if (!programs.has(entry)) {
    const { config } = ts.readConfigFile(path.join(__dirname, '../tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [entry] }, ts.sys, path.join(__dirname, '..'));
    programs.set(entry, ts.createProgram([entry], options));
  }
  return programs.get(entry)!;
}

function exportsOf(entry: string): { readonly checker: ts.TypeChecker; readonly symbols: ts.Symbol[] } {
  const program = programOf(entry);
  const checker = program.getTypeChecker();
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)!)!)
    .map(symbol => symbol.declarations?.some(ts.isExportSpecifier) ? checker.getAliasedSymbol(symbol) : symbol);
  return { checker, symbols };
}

/** The properties of the arguments of every component of a module that take outputs: `SecuredApi.hosts[]`, `BackendService.podLabels.*`. */
export function inputProps(entry: string): InputProps {
  const { checker, symbols } = exportsOf(entry);
  const found: InputProps = {};
  for (const symbol of symbols.filter(isComponent)) {
    const [signature] = checker.getTypeOfSymbol(symbol).getConstructSignatures();
    const args = signature?.parameters[1];
    args && collect(checker, checker.getTypeOfSymbol(args), symbol.name, found);
  }
  return found;
}

/** What is written of the properties of the arguments of every component of a module: the text, and whether it says a default if it is optional. */
export function writtenOfArgs(entry: string): { readonly prop: string; readonly text: string; readonly lacksDefault: boolean }[] {
  const { checker, symbols } = exportsOf(entry);
  return symbols.filter(isComponent).flatMap(symbol => {
    const args = checker.getTypeOfSymbol(symbol).getConstructSignatures()[0]?.parameters[1];
    const type = args && checker.getNonNullableType(checker.getTypeOfSymbol(args));
    return (type && type.getCallSignatures().length === 0 ? type.getProperties() : []).map(property => ({
      prop: `${symbol.name}.${property.name}`,
      text: ts.displayPartsToString(property.getDocumentationComment(checker)),
      lacksDefault: checker.typeToString(checker.getTypeOfSymbol(property)).includes('undefined') && !property.getJsDocTags(checker).some(({ name }) => name === 'default'),
    }));
  });
}

/** The names of properties in the options of the classes of values that take outputs of numbers, by where they are. */
export function numbersOfValues(entry: string): Record<string, string> {
  const { checker, symbols } = exportsOf(entry);
  const found: InputProps = {};
  for (const symbol of symbols.filter(({ valueDeclaration }) => valueDeclaration && ts.isVariableDeclaration(valueDeclaration))) {
    const type = checker.getTypeOfSymbol(symbol);
    const methods = type.getProperties()
      .flatMap(method => checker.getTypeOfSymbol(method).getCallSignatures().map(signature => [method.name, signature] as const));
    const signatures = [...methods, ...type.getConstructSignatures().map(signature => ['new', signature] as const)];
    for (const [method, signature] of signatures) {
      signature.parameters.forEach(parameter => collect(checker, checker.getTypeOfSymbol(parameter), `${symbol.name}.${method}.${parameter.name}`, found));
    }
  }
  return Object.fromEntries(Object.entries(found).filter(([where, type]) => type === 'number' && !/args(\.\d+|\[\])$/.test(where)).map(([where]) => [where, where.replace(/\[\]$/, '').split('.').pop()!]));
}

function isComponent({ valueDeclaration: declaration }: ts.Symbol): boolean {
  return declaration !== undefined && ts.isClassDeclaration(declaration) && declaration.getSourceFile().fileName.includes('/src/pulumi/')
    && !declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword);
}

function collect(checker: ts.TypeChecker, type: ts.Type, at: string, found: InputProps): void {
  const parts = type.isUnion() ? type.types : [type];
  if (parts.some(part => part.symbol?.name === 'OutputInstance')) {
    found[at] = parts.some(part => checker.typeToString(part) === 'number') ? 'number' : 'string';
    return;
  }
  for (const part of parts) {
    if (checker.isArrayType(part)) {
      collect(checker, checker.getTypeArguments(part as ts.TypeReference)[0], `${at}[]`, found);
    } else if (!part.isClass() && part.getCallSignatures().length === 0) {
      const index = part.getStringIndexType();
      index && collect(checker, index, `${at}.*`, found);
      // What a class declares is inside of a value. A type of itself, like that of a schema, would never end.
      at.split('.').length < 8 && part.getProperties().filter(property => !ofClass(property))
        .forEach(property => collect(checker, checker.getTypeOfSymbol(property), `${at}.${property.name}`, found));
    }
  }
}

function ofClass({ name, declarations }: ts.Symbol): boolean {
  return name.startsWith('_') || (declarations ?? []).some(({ parent }) => ts.isClassLike(parent) || ts.isConstructorDeclaration(parent));
}
