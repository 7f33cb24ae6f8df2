/** Keep only the component classes that a template, a script or a view names in full. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { transform } from "lightningcss";

const COMPONENT = /(?<![\w-])(?:utrecht|ww)-[\w-]+/g;
const isComponent = (name) => /^(?:utrecht|ww)-/.test(name);

/**
 * Return every component class that the files under these directories name.
 *
 * A name glued together in a template ("ww-mark--" and a variable) would silently lose its
 * rules here, so a name that ends in a hyphen is refused: write both names in full.
 */
export function usedClasses(project, directories) {
  const names = new Set();
  for (const directory of directories) {
    for (const path of sources(join(project, directory))) {
      for (const [name] of readFileSync(path, "utf8").matchAll(COMPONENT)) {
        if (name.endsWith("-")) throw new Error(`${path}: class name "${name}" is not whole`);
        names.add(name);
      }
    }
  }
  return names;
}

function sources(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:html|js|py)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/**
 * Drop each selector that needs an unused class, and each rule that has no selector left.
 *
 * Refuses a used class that no rule knows: it is a typing error, or what a change left behind.
 */
export function pruneClasses(css, used) {
  const unstyled = new Set(used);
  const reachable = (selector) => selector.map(partIsReachable).every(Boolean);
  const partIsReachable = (part) => {
    if (part.type === "class" && isComponent(part.name)) {
      unstyled.delete(part.name);
      return used.has(part.name);
    }
    if (part.type === "pseudo-class" && ["is", "where", "any"].includes(part.kind)) {
      return part.selectors.map(reachable).some(Boolean);
    }
    return true;
  };
  const { code } = transform({
    filename: "bundled.css",
    code: Buffer.from(css),
    visitor: { Selector: (selector) => (reachable(selector) ? selector : []) },
  });
  if (unstyled.size > 0) throw new Error(`no rule styles ${[...unstyled].sort().join(", ")}`);
  return code.toString();
}
