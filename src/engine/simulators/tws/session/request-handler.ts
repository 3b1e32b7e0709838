import type { FieldReader } from '../wire/field-reader.ts';
import type { Session } from './session.ts';

/**
 * Reads a whole request and returns what to do. Nothing happens before every field has been read and none is left,
 * so a request of the wrong shape never has half an effect.
 */
export type RequestHandler = (session: Session, reader: FieldReader) => () => void;
export type RequestHandlers = Readonly<Record<number, RequestHandler>>;

export const nothing = (): void => undefined;
