/**
 * Fold design tokens: what cannot vary on a visitor's screen is decided at build time.
 *
 * A component of the design system asks for a token through chains of fallbacks, most of which
 * nobody defines. Only a token with more than one definition (light and dark, say) has to stay
 * a variable in the stylesheet that is sent.
 */
import { transform } from "lightningcss";

const PASSES = 20;

/** Return the same stylesheet with every decided token replaced by its value. */
export function foldTokens(css) {
  let current = css;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const next = rewrite(current, new Tokens(current));
    if (next === current) return current;
    current = next;
  }
  throw new Error(`tokens still change after ${PASSES} passes: do two refer to each other?`);
}

/** Every token of a stylesheet: where it is defined, and whether any declaration needs it. */
class Tokens {
  constructor(css) {
    this.definitions = new Map();
    this.needed = new Set();
    const read = (sheet) => this.#read(sheet.rules, true);
    transform({ filename: "tokens.css", code: Buffer.from(css), visitor: { StyleSheet: read } });
    this.live = this.#reach(this.needed);
  }

  /**
   * Note each definition and need; inside @media and the like nothing holds always. The boxes in
   * the margin of a page are rules without a value.
   */
  #read(rules, always) {
    for (const { type, value } of rules) {
      if (type === "style") this.#readStyle(value, always);
      else if (value?.rules) this.#read(value.rules, false);
    }
  }

  #readStyle({ selectors, declarations: { declarations, importantDeclarations } }, always) {
    const atRoot = isRoot(selectors);
    for (const declaration of [...declarations, ...importantDeclarations]) {
      const { name, value } = declaration.value ?? {};
      if (declaration.property !== "custom" || !isToken(name)) {
        for (const reference of references(declaration)) this.needed.add(reference);
        continue;
      }
      if (!this.definitions.has(name)) this.definitions.set(name, []);
      this.definitions.get(name).push({ atRoot, always: always && atRoot, value });
    }
  }

  #reach(needed) {
    const live = new Set(needed);
    for (const name of live) {
      for (const { value } of this.definitions.get(name) ?? []) {
        for (const reference of references(value)) live.add(reference);
      }
    }
    return live;
  }

  isDefined(name) {
    return this.definitions.has(name);
  }

  /** A value that holds everywhere: it makes the fallback behind the reference unreachable. */
  hasCertainValue(name) {
    return (this.definitions.get(name) ?? []).some((definition) => definition.always);
  }

  /**
   * The one value of a token, or undefined while it can vary.
   *
   * A token resolves where it is defined. It may move to where it is used only when the tokens
   * inside it are defined at the root alone; else a component could see other values for them.
   */
  onlyValue(name) {
    const definitions = this.definitions.get(name) ?? [];
    if (!definitions.every((definition) => definition.always)) return undefined;
    const { value } = definitions.at(-1);
    return [...references(value)].every((inner) => this.#definedAtRootAlone(inner))
      ? value
      : undefined;
  }

  #definedAtRootAlone(name) {
    return (this.definitions.get(name) ?? []).every((definition) => definition.atRoot);
  }
}

function rewrite(css, tokens) {
  const decide = (declaration) => {
    const { property, value } = declaration;
    if (property !== "custom" && property !== "unparsed") return undefined;
    if (property === "custom" && isToken(value.name) && !tokens.live.has(value.name)) return [];
    const resolved = resolve(value.value, tokens);
    if (!resolved) return [];
    return withoutNulls({ property, value: { ...value, value: resolved } });
  };
  const { code } = transform({
    filename: "tokens.css",
    code: Buffer.from(css),
    visitor: { Declaration: decide },
  });
  return code.toString();
}

/** Replace references by values; null when the whole value would be invalid in a browser. */
function resolve(value, tokens) {
  const resolved = [];
  for (const token of value) {
    if (token.type === "function") {
      const inner = resolve(token.value.arguments, tokens);
      if (!inner) return null;
      resolved.push({ ...token, value: { ...token.value, arguments: inner } });
    } else if (token.type === "var") {
      const inner = resolveReference(token, tokens);
      if (!inner) return null;
      resolved.push(...inner);
    } else {
      resolved.push(token);
    }
  }
  return resolved;
}

function resolveReference(token, tokens) {
  const name = token.value.name.ident;
  const fallback = token.value.fallback && resolve(token.value.fallback, tokens);
  if (!tokens.isDefined(name)) return fallback;
  const value = tokens.onlyValue(name);
  if (value) return value;
  const kept = tokens.hasCertainValue(name) ? null : fallback;
  return [{ ...token, value: { ...token.value, fallback: kept } }];
}

function isToken(name) {
  return name.startsWith("--");
}

function isRoot(selectors) {
  return selectors.every(
    ([part, ...rest]) => rest.length === 0 && part.type === "pseudo-class" && part.kind === "root",
  );
}

/** Drop members that are null: lightningcss 1.33 gives them out but does not take them back. */
function withoutNulls(node) {
  if (node === null || typeof node !== "object") return node;
  for (const [key, child] of Object.entries(node)) {
    if (child === null) delete node[key];
    else withoutNulls(child);
  }
  return node;
}

/** Yield the names of all tokens that this part of the syntax tree refers to, at any depth. */
function* references(node) {
  if (node === null || typeof node !== "object") return;
  if (node.type === "var") yield node.value.name.ident;
  for (const child of Object.values(node)) yield* references(child);
}
