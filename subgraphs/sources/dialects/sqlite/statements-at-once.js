/**
 * libsql looks for first rows on threads of its own, those of all files of the process: by default as many as there are cores, so
 * that two statements without end would hold up everybody. It takes the number from the environment, when it is first used.
 */
process.env.TOKIO_WORKER_THREADS ??= '64';
