/** The kernel behind an engine, for the engine's own rooms. It is on no property: whoever holds an engine has only its public doors. */
import type { EngineKernel } from './kernel.ts';

const kernels = new WeakMap<object, EngineKernel>();

export function withKernel<E extends object>(engine: E, kernel: EngineKernel): E {
  kernels.set(engine, kernel);
  return engine;
}

export function kernelOf(engine: object): EngineKernel {
  const kernel = kernels.get(engine);
  if (!kernel) throw new TypeError('this engine was not made by createEngine() of this copy of @guanxi/core');
  return kernel;
}
