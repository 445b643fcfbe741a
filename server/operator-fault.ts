/** A fault that the operator can mend: told as its sentence alone, without a stack. */
export class OperatorFault extends Error {
  override name = 'OperatorFault';
}
