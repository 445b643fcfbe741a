/** What is wrong with a vendor's answer, in words of ours, which may be logged. */
export class AnswerFault extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = 'AnswerFault';
  }
}
