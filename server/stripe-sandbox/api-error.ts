/** A refusal in Stripe's words; the API answers with it, and the control throws it. */

interface Details {
  readonly status?: number;
  readonly type?: 'invalid_request_error' | 'idempotency_error' | 'api_error';
  readonly code?: string;
  readonly param?: string;
  /** False for what Stripe refuses before it begins: the same idempotency key may then be used again. */
  readonly recorded?: boolean;
}

export class ApiError extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: string | undefined;
  readonly param: string | undefined;
  readonly recorded: boolean;

  constructor(message: string, { status = 400, type = 'invalid_request_error', code, param, recorded = true }: Details = {}) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
    this.recorded = recorded;
  }

  /** As the body of an answer. */
  toBody(): { error: Record<string, string> } {
    const { type, code, param, message } = this;
    return { error: { type, message, ...(code && { code }), ...(param && { param }) } };
  }
}

export function noSuch(what: string, id: string, param = 'id'): ApiError {
  return new ApiError(`No such ${what}: '${id}'`, { status: 404, code: 'resource_missing', param });
}
