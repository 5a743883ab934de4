import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { fault } from '../../../../service/errors/faults.ts';
import { localise, mask } from '../../../../service/errors/mask.ts';

const masked = (error: GraphQLError) => mask(error.toJSON(), error);

describe('mask', () => {
  it('lets a fault through with its place, its details and nothing else', () => {
    const cause = fault('BAD_FILTER', { field: 'code', reason: 'no' }, new Error('at 10.0.0.1'));
    const error = new GraphQLError(cause.message, {
      path: ['dossiers'],
      originalError: cause,
      extensions: { ...cause.extensions, stacktrace: ['a'], response: { url: 'http://10.0.0.1' } },
    });

    expect(masked(error)).toEqual({
      message: 'The filter on “code” cannot be applied: no',
      path: ['dossiers'],
      extensions: { code: 'BAD_FILTER', details: { field: 'code', reason: 'no' } },
    });
  });

  it('lets other extensions through that may pass, where the error itself may', () => {
    const extensions = { code: 'already-paid', order: 7, host: '10.0.0.1' };
    const passing = new Set(['order']);
    const told = new GraphQLError('Paid', { extensions });
    const untold = new GraphQLError('x', { extensions: { ...extensions, code: 'SUBGRAPH_ERROR' } });

    expect(mask(told.toJSON(), told, passing).extensions).toEqual({
      code: 'already-paid',
      order: 7,
    });
    expect(mask(untold.toJSON(), untold, passing).extensions).toEqual({ code: 'INTERNAL' });
  });

  it('prefers the fault within to the code that a wrapper put over it', () => {
    const inner = fault('QUERY_TOO_DEEP', { most: 20 });
    const error = new GraphQLError(inner.message, {
      originalError: inner,
      extensions: { ...inner.extensions, code: 'GRAPHQL_VALIDATION_FAILED' },
    });

    expect(masked(error).extensions).toEqual({ code: 'QUERY_TOO_DEEP', details: { most: 20 } });
  });

  it.each([
    ['without a code', new GraphQLError('select failed for sa@10.0.0.1')],
    ['thrown by a resolver', new GraphQLError('x', { originalError: new TypeError('x is null') })],
    [
      'that Apollo calls internal',
      new GraphQLError('x', { extensions: { code: 'INTERNAL_SERVER_ERROR' } }),
    ],
  ])('hides an error %s', (_which, error) => {
    expect(masked(error)).toEqual({
      message: 'Something went wrong on our side. Please quote request  when you report it.',
      extensions: { code: 'INTERNAL' },
    });
  });

  it('keeps the code of a subgraph that is not ours, and names the subgraph', () => {
    const error = new GraphQLError('The dossier is closed', {
      extensions: { code: 'DOSSIER_CLOSED', serviceName: 'other', exception: { host: 'h' } },
    });

    expect(masked(error)).toEqual({
      message: 'The dossier is closed',
      extensions: { code: 'DOSSIER_CLOSED', service: 'other' },
    });
  });
});

describe('localise', () => {
  const vietnamese = { language: 'vi', requestId: 'r-1' } as const;

  it('says a fault in the language of the client', () => {
    const error = masked(fault('PAGE_TOO_LARGE', { most: 500 }));

    expect(localise(error, vietnamese)).toEqual({
      message: 'Một trang có nhiều nhất 500 dòng.',
      extensions: { code: 'PAGE_TOO_LARGE', details: { most: 500 } },
    });
  });

  it('puts the reason that graphql-js gave into our sentence', () => {
    const error = {
      message: 'Cannot query field "x".',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    };

    expect(localise(error, vietnamese).message).toBe(
      'Truy vấn không hợp với lược đồ: Cannot query field "x".',
    );
    expect(localise(error, { ...vietnamese, language: 'en' })).toEqual(error);
  });

  it('names the request where the cause is hidden', () => {
    const error = masked(new GraphQLError('x'));

    expect(localise(error, vietnamese)).toEqual({
      message: 'Hệ thống gặp lỗi. Khi báo lỗi, xin kèm mã yêu cầu r-1.',
      extensions: { code: 'INTERNAL', details: { requestId: 'r-1' } },
    });
  });

  it('leaves alone what has a code of its own', () => {
    const error = { message: 'closed', extensions: { code: 'DOSSIER_CLOSED' } };

    expect(localise(error, vietnamese)).toBe(error);
  });
});
