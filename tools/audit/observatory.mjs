/**
 * Ask Mozilla's HTTP Observatory for its grade of a site on this machine.
 *
 *     node observatory.mjs SITE_PORT HTTP_PORT HTTPS_PORT CERTIFICATE KEY
 *
 * Stands in front of the site as a proxy does in production: TLS ends here, and the site is told by
 * X-Forwarded-Proto. The scanner's own command takes no ports, so its parts are called here; the
 * preload list is empty, so nothing is credited that only a listed name has.
 */
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { ALL_TESTS } from "@mdn/mdn-http-observatory/src/constants.js";
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from "@mdn/mdn-http-observatory/src/grader/charts.js";
import {
  getGradeForScore,
  getScoreDescription,
  getScoreModifier,
} from "@mdn/mdn-http-observatory/src/grader/grader.js";
import { retrieve } from "@mdn/mdn-http-observatory/src/retriever/retriever.js";

const [sitePort, httpPort, httpsPort, certificate, key] = process.argv.slice(2);
const HOST = "localhost";

const passOn = (protocol) => (request, response) => {
  const headers = {
    ...request.headers,
    host: `${HOST}:${httpsPort}`,
    "x-forwarded-proto": protocol,
  };
  const options = { port: sitePort, path: request.url, method: request.method, headers };
  const asked = http.request({ host: "127.0.0.1", ...options }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  request.pipe(asked);
};

const servers = [
  http.createServer(passOn("http")).listen(httpPort),
  https
    .createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, passOn("https"))
    .listen(httpsPort),
];

try {
  const requests = await retrieve(HOST, { httpPort, httpsPort });
  const results = ALL_TESTS.map((test) => test(requests)).filter(({ result }) => result);
  let score = 100;
  let withoutCredit = 100;
  for (const { constructor, pass, result } of results) {
    const modifier = getScoreModifier(result);
    score += modifier;
    withoutCredit += Math.min(modifier, 0);
    const mark = pass ? "passed" : "FAILED";
    const words = getScoreDescription(result).replace(/<[^>]+>/g, "").replace(/\s+/g, " ").trim();
    console.log(`${mark}  ${modifier >= 0 ? "+" : ""}${modifier}\t${constructor.name}: ${words}`);
  }
  const reached = getGradeForScore(
    withoutCredit >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? score : withoutCredit,
  );
  console.log(`Grade ${reached.grade}, score ${reached.score}`);
  process.exitCode = reached.grade === "A+" ? 0 : 1;
} finally {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
}
