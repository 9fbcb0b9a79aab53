// Lints and runs every .bpmn file of a folder: node bpmn_check.mjs NODE_MODULES FOLDER
// Prints one JSON object: file name -> {warnings, lint: [errors], engine: "ok" | what went wrong}.
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, folder] = process.argv.slice(2);
const load = createRequire(join(modules, "anything.js"));
const { BpmnModdle } = await import(pathToFileURL(load.resolve("bpmn-moddle")));
const { Engine } = load("bpmn-engine");
const Linter = load("bpmnlint/lib/linter");
const NodeResolver = load("bpmnlint/lib/resolver/node-resolver");
const MOST = 800; // activities entered; more is a loop without an end (and soon more than the stack holds)

function run(xml) {
  return new Promise((done) => {
    const engine = new Engine({ name: "sop", source: xml });
    const listener = new (load("node:events"))();
    let entered = 0;
    listener.on("activity.enter", () => {
      if (++entered > MOST) {
        engine.stop();
        done("loop");
      }
    });
    engine.execute({ listener }, (error) => done(error ? String(error) : "ok"));
  });
}

const found = {};
for (const name of readdirSync(folder).filter((f) => f.endsWith(".bpmn"))) {
  const xml = readFileSync(join(folder, name), "utf8");
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  // rules keep what they saw, so every file has a linter of its own
  const linter = new Linter({ config: { extends: "bpmnlint:recommended" }, resolver: new NodeResolver() });
  const reports = Object.entries(await linter.lint(rootElement)).flatMap(([rule, all]) =>
    all.filter((r) => r.category === "error").map((r) => `${rule} ${r.id}`),
  );
  found[name] = { warnings: warnings.length, lint: reports, engine: await run(xml) };
}
console.log(JSON.stringify(found));
