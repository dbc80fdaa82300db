// node-casbin with the rows that are given; answers batches of requests with [answer, microseconds of CPU] each.
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

const [file, modules] = process.argv.slice(2);
const { newEnforcer, newModel } = require(path.join(modules, 'casbin'));
const { model, rows, links } = JSON.parse(fs.readFileSync(file, 'utf8'));

const NO_CONDITION = (when) => when === '';

async function main() {
  const enforcer = await newEnforcer(newModel(model));
  enforcer.addFunction('num', (text) => (/^[0-9]{1,15}$/.test(text) ? Number(text) : -Infinity));
  enforcer.addFunction('ok', NO_CONDITION);
  await enforcer.addPolicies(rows);
  for (const [higher, lower] of links) await enforcer.addGroupingPolicy(higher, lower);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const found = [];
    for (const request of JSON.parse(line)) {
      const begin = process.cpuUsage();
      const answer = await enforcer.enforce(...request);
      const { user, system } = process.cpuUsage(begin);
      found.push([answer, user + system]);
    }
    process.stdout.write(`${JSON.stringify(found)}\n`);
  }
}

main();
