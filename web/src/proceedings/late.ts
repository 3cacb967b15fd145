const load = async () => (await import('./ProceedingsView.svelte')).default;

let loading: ReturnType<typeof load> | undefined;

/** Most of a judge's day is marking: what comes besides is loaded when it is first looked at, and kept by the service worker. */
export function proceedingsView(): ReturnType<typeof load> {
  // A failure is not remembered: the line may be back.
  loading ??= load().catch((fault: unknown) => {
    loading = undefined;
    throw fault;
  });
  return loading;
}
