/** Shows a property in the versions of a node since one (docs.n8n.io, "Node versioning"; `_cnd` of n8n-workflow). */
export const sinceVersion = (version: number) => ({ '@version': [{ _cnd: { gte: version } }] });

/** Shows it in the versions before that. */
export const beforeVersion = (version: number) => ({ '@version': [{ _cnd: { lt: version } }] });
