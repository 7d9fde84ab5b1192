/** Something the user can put right. The message says what is wrong and what to do; it is shown without a stack, with exit code 2. */
export class UserError extends Error {
  // Parts of the built program have copies of this class: they are told by the name.
  override readonly name = 'UserError'
}

export function isUserError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UserError'
}
