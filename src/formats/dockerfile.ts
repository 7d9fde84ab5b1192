import type { Format } from '../format.ts'
import { DockerCommands } from './dockerfile/commands.ts'
import { readInstructions } from './dockerfile/lines.ts'
import { DockerVariables } from './dockerfile/variables.ts'

/** Dockerfiles: `ENV` and `ARG` of each stage, and the commands of `RUN`, `CMD` and `ENTRYPOINT`. */
export const dockerfile: Format = {
  id: 'dockerfile',
  parse(text) {
    const { escaper, instructions, problems } = readInstructions(text)
    const variables = new DockerVariables(text, escaper)
    const commands = new DockerCommands(text)
    for (const instruction of instructions) {
      if (instruction.name === 'FROM') {
        variables.endStage()
        commands.endStage()
      } else if (instruction.name === 'ENV' || instruction.name === 'ARG') variables.read(instruction)
      else commands.read(instruction)
    }
    variables.endStage()
    commands.endStage()
    return {
      format: 'dockerfile',
      roots: [...variables.maps, ...commands.maps].sort((a, b) => a.span.start - b.span.start),
      commands: commands.commands,
      inner: commands.inner,
      problems: [...problems, ...variables.problems].sort((a, b) => a.offset - b.offset),
    }
  },
}
