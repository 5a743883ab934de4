/**
 * The header by which a gateway tells its subgraphs that requests go through one list, page after page: a word that nobody else
 * knows. No client's own gets through to them.
 */
export const TRAVERSAL_HEADER = 'x-motcua-traversal';
