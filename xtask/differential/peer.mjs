// Puts the requests of standard input to the peer simulator, one a line, and prints its answers.
// The lines are those of `iam simulate --jsonl`.
import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate'
import { createInterface } from 'node:readline'

const ANSWERS = {
  Allowed: 'allowed',
  ImplicitlyDenied: 'implicitDeny',
  ExplicitlyDenied: 'explicitDeny'
}

const named = (policies) => policies?.map((policy, index) => ({ name: `policy-${index}`, policy }))
const levels = (levels) =>
  (levels ?? []).map(({ id, policies }) => ({ orgIdentifier: id, policies: named(policies) }))

async function answer(line) {
  const { request } = line
  const result = await runSimulation(
    {
      request: {
        principal: request.principal === '*' ? anonymousPrincipal : request.principal,
        action: request.action,
        resource: { resource: request.resource, accountId: request.resource_account },
        contextVariables: request.context ?? {}
      },
      identityPolicies: named(line.identity_policies) ?? [],
      serviceControlPolicies: levels(line.service_control_policies),
      resourceControlPolicies: levels(line.resource_control_policies),
      resourcePolicy: line.resource_policy ?? undefined,
      permissionBoundaryPolicies: named(line.permissions_boundaries),
      vpcEndpointPolicies: named(line.endpoint_policies),
      sessionPolicy: line.session_policies?.[0]
    },
    { simulationMode: 'Strict' }
  )
  return result.resultType === 'error'
    ? { error: JSON.stringify(result.errors) }
    : { decision: ANSWERS[result.overallResult] }
}

for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text)
  process.stdout.write(JSON.stringify({ id: line.id, ...(await answer(line)) }) + '\n')
}
