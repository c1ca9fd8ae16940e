/**
 * A page opened from a disk may not start a worker from a file, but may from memory: the build
 * writes the workers' sources, by file name, in `calcWorkers`, before this script.
 */

(() => {
  const { calcWorkers, Worker: FromAddress } =
    /** @type {{ calcWorkers: Record<string, string>, Worker: typeof Worker }} */ (
      /** @type {unknown} */ (globalThis)
    );

  class FromMemory extends FromAddress {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      const source = calcWorkers[String(address).split("/").pop() ?? ""];
      const type = "text/javascript";
      super(source ? URL.createObjectURL(new Blob([source], { type })) : address, options);
    }
  }

  globalThis.Worker = FromMemory;
})();
