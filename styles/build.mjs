/**
 * Build `build/static/site.css` from the NL Design System and our own sources.
 *
 * Three steps: bundle, keep only the classes that pages name, fold the design tokens.
 * Fails when the result is over its budget, so a heavier page cannot slip in unseen.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { bundle, transform } from "lightningcss";
import { foldTokens } from "./fold.mjs";
import { pruneClasses, usedClasses } from "./prune.mjs";

const BUDGET = 12 * 1024;
const project = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(project, "build/static/site.css");

/** Browsers of about 2021: a telephone that is five years old still gets the whole design. */
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const targets = {
  android: version(90),
  chrome: version(90),
  firefox: version(90),
  ios_saf: version(14, 5),
  safari: version(14, 1),
};

const bundled = bundle({ filename: join(project, "styles/site.css") }).code.toString();
const classes = usedClasses(project, ["templates", "static", "wegwijzer", "rights", "directory"]);
const folded = foldTokens(pruneClasses(bundled, classes));
const { code } = transform({
  filename: "site.css",
  code: Buffer.from(folded),
  minify: true,
  targets,
});

mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, code);

const sizes = { plain: code.length, gzip: gzipSync(code, { level: 9 }).length };
sizes.brotli = brotliCompressSync(code).length;
console.log(
  `site.css: ${classes.size} classes named in pages; ` +
    Object.entries(sizes).map(([form, size]) => `${form} ${size} bytes`).join(", "),
);
if (sizes.gzip > BUDGET) {
  console.error(`site.css is over its budget of ${BUDGET} bytes (gzip)`);
  process.exit(1);
}
