import type { Random } from './random.ts'
import { deployment, markdown, script, terraform, typescript } from './texts.ts'
import { name, noun, paragraph, sentence } from './words.ts'

/** The rename that every peer can make too: nothing but this name changes. */
export const OLD_NAME = 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH'
export const NEW_NAME = 'KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS'

/** A kind of file that holds the old name. */
export interface Kind {
  readonly suffix: string
  write(random: Random): string
}

/** Files to edit, in eight formats, each with the name once to three times. */
export const MARKED: readonly Kind[] = [
  { suffix: '.yaml', write: controlPlane },
  { suffix: '.template.yaml', write: cloudFormation },
  { suffix: '.json', write: taskDefinition },
  { suffix: '.tf', write: taskInTerraform },
  { suffix: '.ts', write: stack },
  { suffix: '.sh', write: startScript },
  { suffix: '.md', write: manual },
  { suffix: '.env', write: variables },
  { suffix: '.service', write: unit },
]

function controlPlane(random: Random): string {
  return deployment(random, `            - name: ${OLD_NAME}\n              value: "true"\n`)
}

export function cloudFormation(random: Random): string {
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: ${sentence(random)}
Parameters:
  Image:
    Type: String
    Default: docker.io/kong/kuma-cp:2.6.1
  Subnets:
    Type: List<AWS::EC2::Subnet::Id>
Resources:
  LogGroup:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 30
  TaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: ${name(random)}
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      Cpu: "1024"
      Memory: "2048"
      ContainerDefinitions:
        - Name: control-plane
          Image: !Ref Image
          PortMappings:
            - ContainerPort: 5678
          LogConfiguration:
            LogDriver: awslogs
            Options:
              awslogs-group: !Ref LogGroup
              awslogs-region: !Ref AWS::Region
          Environment:
            - Name: KUMA_ENVIRONMENT
              Value: universal
            - Name: ${OLD_NAME}
              Value: "true"  # proxies read their token from a file
            - Name: KUMA_STORE_POSTGRES_HOST
              Value: !GetAtt Database.Endpoint.Address
        - Name: standby
          Image: !Ref Image
          Environment:
            - {Name: ${OLD_NAME}, Value: "true"}
  Service:
    Type: AWS::ECS::Service
    Properties:
      LaunchType: FARGATE
      DesiredCount: 1
      TaskDefinition: !Ref TaskDefinition
      NetworkConfiguration:
        AwsvpcConfiguration:
          Subnets: !Ref Subnets
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      AllocatedStorage: "20"
Outputs:
  Family:
    Value: !Ref TaskDefinition
`
}

function taskDefinition(random: Random): string {
  return `${JSON.stringify(
    {
      family: name(random),
      containerDefinitions: [
        {
          name: 'control-plane',
          image: 'kong/kuma-cp:2.6.1',
          environment: [
            { name: 'KUMA_ENVIRONMENT', value: 'universal' },
            { name: OLD_NAME, value: 'true' },
          ],
        },
      ],
      tags: [{ key: 'team', value: noun(random) }],
    },
    undefined,
    2,
  )}\n`
}

function taskInTerraform(random: Random): string {
  return `${terraform(random)}resource "aws_ecs_task_definition" "control_plane" {
  family = "${name(random)}"
  container_definitions = jsonencode([
    {
      name  = "control-plane"
      image = "kong/kuma-cp:2.6.1"
      environment = [
        { name = "KUMA_ENVIRONMENT", value = "universal" },
        { name = "${OLD_NAME}", value = "true" },
      ]
    }
  ])
}
`
}

function stack(random: Random): string {
  return `${typescript(random)}
export const controlPlane = {
  image: 'kong/kuma-cp:2.6.1',
  environment: {
    KUMA_ENVIRONMENT: 'universal',
    ${OLD_NAME}: 'true', // ${sentence(random)}
  },
}
`
}

function startScript(random: Random): string {
  return `${script(random)}export ${OLD_NAME}=true\nexec kuma-cp run\n`
}

function manual(random: Random): string {
  return `${markdown(random)}
${paragraph(random)}

\`\`\`sh
export ${OLD_NAME}=true
kuma-cp run
\`\`\`

\`\`\`yaml
environment:
  ${OLD_NAME}: "true"
\`\`\`
`
}

function variables(random: Random): string {
  return `# ${sentence(random)}\nKUMA_ENVIRONMENT=universal\n${OLD_NAME}=true\nKUMA_MODE=zone\n`
}

function unit(random: Random): string {
  return `[Unit]
Description=${sentence(random)}
After=network-online.target

[Service]
Environment=${OLD_NAME}=true
ExecStart=/usr/local/bin/kuma-cp run
Restart=always
`
}

/** Files with words of Kuma's in them that no upgrade concerns. */
export const NEAR: readonly Kind[] = [
  { suffix: '.md', write: (random) => `${markdown(random)}We looked at Kuma and at other service meshes.\n` },
  {
    suffix: '.yaml',
    write: (random) =>
      `services:\n  status:\n    image: louislam/uptime-kuma:1\n    volumes: ["./kuma:/app/data"]\n# ${sentence(random)}\n`,
  },
  {
    suffix: '.ts',
    write: (random) => `${typescript(random)}\nexport const mesh = new Mesh(geometry, new MeshBasicMaterial())\n`,
  },
  {
    suffix: '.yaml',
    write: (random) => `${deployment(random)}---\nkind: ConfigMap\napiVersion: v1\ndata: {mesh: "defaultConfig: {}"}\n`,
  },
  {
    suffix: '.sh',
    write: (random) => `${script(random)}kubectl get meshes -A || true\nKUMA_HOME=/opt/kuma\n`,
  },
]
