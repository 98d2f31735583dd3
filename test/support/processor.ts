/** Milliseconds of processor time since `started`: unlike the clock they do not grow while the machine is busy with something else. */
export const processorTime = (started: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
};
