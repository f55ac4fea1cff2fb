// Prints how many decisions a second the simulator makes on a sample of the managed policies.
// Usage: node iam_simulate.mjs FOLDER   (where `cargo xtask differential` has installed it)
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(process.argv[2] + '/')
const found = require.resolve('@cloud-copilot/iam-simulate')
const { runSimulation } = await import(pathToFileURL(found))

const folder = new URL('../policies/', import.meta.url)
const policies = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
const requests = [
  ['s3:GetObject', 'arn:aws:s3:::reports/a'],
  ['ec2:DescribeInstances', '*'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:inbox'],
  ['iam:PassRole', 'arn:aws:iam::111122223333:role/x']
]

async function round() {
  for (const policy of policies) {
    for (const [action, resource] of requests) {
      await runSimulation(
        {
          request: {
            principal: 'arn:aws:iam::111122223333:user/ann',
            action,
            resource: { resource, accountId: '111122223333' },
            contextVariables: {}
          },
          identityPolicies: [{ name: 'policy', policy }],
          serviceControlPolicies: [],
          resourceControlPolicies: []
        },
        {}
      )
    }
  }
}

await round()
const start = performance.now()
const rounds = 10
for (let count = 0; count < rounds; count += 1) await round()
const seconds = (performance.now() - start) / 1000
console.log((rounds * policies.length * requests.length) / seconds)
