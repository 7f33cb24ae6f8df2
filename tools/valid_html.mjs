/** Print what html-validate finds in pages, of which a JSON object {name: text} comes in. */
import { text } from "node:stream/consumers";

import { HtmlValidate, StaticConfigLoader } from "html-validate";

import config from "../.htmlvalidate.mjs";

/** Every page is held to the same: to put the rules together takes as long as to check half a page. */
class OneConfig extends StaticConfigLoader {
  getConfigFor(...asked) {
    this.resolved ??= super.getConfigFor(...asked);
    return this.resolved;
  }
}

const pages = JSON.parse(await text(process.stdin));
const validator = new HtmlValidate(new OneConfig(config));
const found = Object.entries(pages).flatMap(([name, page]) =>
  validator.validateStringSync(page, name).results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${name}:${line}: ${ruleId}: ${message}`)));
process.stdout.write(JSON.stringify(found));
