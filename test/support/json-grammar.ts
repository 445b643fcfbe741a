/** A JSON schema as a GBNF grammar, for the few kinds of schema that we send. */

export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

export function grammarOf(schema: JsonSchema): string {
  return `root ::= ${ruleOf(schema)}`;
}

function ruleOf(schema: JsonSchema): string {
  if (schema.enum) return `(${schema.enum.map((value) => literal(JSON.stringify(value))).join(' | ')})`;
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {});
      const rules = fields.map(([name, field]) => `${literal(`${JSON.stringify(name)}:`)} ${ruleOf(field)}`);
      return `"{" ${rules.join(' "," ')} "}"`;
    }
    case 'array': {
      const item = ruleOf(schema.items ?? {});
      return `"[" (${item} ("," ${item})?)? "]"`;
    }
    default:
      return String.raw`"\"" [^"\\\n]{1,12} "\""`;
  }
}

function literal(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}
