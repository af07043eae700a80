/// What everything hangs on: machines, namespaces, devices, processes, hooks, the clock and the
/// loop.
module dev.patchbay.core {
  requires transitive dev.patchbay.packet;
  requires static transitive org.jspecify;

  exports dev.patchbay.core;
  exports dev.patchbay.core.file;
  exports dev.patchbay.core.text;
  exports dev.patchbay.core.time;

  uses dev.patchbay.core.Command;
  uses dev.patchbay.core.DeviceKind;
  uses dev.patchbay.core.KernelModule;
  uses dev.patchbay.core.KernelModules;
  uses dev.patchbay.core.PortKind;
  uses dev.patchbay.core.SocketFiles;
}
